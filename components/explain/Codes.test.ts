import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Codes } from './Codes.tsx';
import type { Finding } from './finding.ts';

const shown = (finding: Partial<Finding>) =>
  renderToStaticMarkup(createElement(Codes, { finding: { standing: 'unknown', words: '', ...finding } }));

test.each([
  [299, 'Accepted.'],
  [399, 'the server waits for what comes next'],
  [499, 'may work later'],
  [599, 'will be refused again'],
])('%i stands in no RFC, and its first digit counts', (code, plain) => expect(shown({ code })).toContain(plain));

test('a success is shown as one, whatever the registry says of the number', () => {
  const html = shown({ code: 250, status: '2.6.0' });
  expect(html).toContain('<b>Done.</b> Accepted.');
  expect(html).not.toContain('not acceptable');
});
