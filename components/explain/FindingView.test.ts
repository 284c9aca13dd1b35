import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FindingView } from './FindingView.tsx';
import { readInput } from './input.ts';

function shown(pasted: string): string {
  const [finding] = readInput(pasted).findings;
  return finding ? renderToStaticMarkup(createElement(FindingView, { finding, lessons: new Map() })) : '';
}

test('a house that has its own way to set it right gets its own advice', () => {
  const exchange = shown('550 5.7.64 TenantAttribution; Relay Access Denied [LO4P123.prod.exchange.example]');
  expect(exchange).toContain('inbound connector');
  expect(exchange).not.toContain('Postfix');
  expect(shown('554 5.7.1 <x@elsewhere.example>: Relay access denied')).toContain('Postfix: mydestination');
});

test('relaying that is denied for now is not told as trouble with TLS', () => {
  const deferred = shown('454 4.7.1 <x@elsewhere.example>: Relay access denied');
  expect(deferred).toContain('<h2>Relaying denied</h2>');
  expect(deferred).toContain('Relaying denied, for now.');
});
