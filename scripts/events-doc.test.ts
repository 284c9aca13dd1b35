import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { eventsDocument } from './events-doc.ts';

test('docs/events.md says what events.ts says; npm run docs:events writes it anew', () => {
  const written = readFileSync(resolve(import.meta.dirname, '../docs/events.md'), 'utf8');
  expect(written).toBe(eventsDocument());
});
