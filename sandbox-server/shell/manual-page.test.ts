import { expect, test } from 'vitest';
import { manualColumns, manualPage } from './manual-page.ts';
import { tools } from './tools.ts';

/** A terminal of the old kind has 24 rows; the prompt wants the last one. */
const rows = 23;

test.each(Object.entries(tools))('the manual page of %s fits on one screen', (name, tool) => {
  const lines = manualPage(name, tool).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(manualColumns);
});
