import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { drawnLine, erased } from './drawn-line.ts';

const columns = 20;

async function screenAfter(...writes: string[]) {
  const terminal = new headless.Terminal({ cols: columns, rows: 6, allowProposedApi: true });
  for (const text of writes) await new Promise<void>((resolve) => terminal.write(text, resolve));
  const { active } = terminal.buffer;
  const rows = Array.from({ length: 6 }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  return { rows, x: active.cursorX, y: active.cursorY };
}

const as = (plain: string) => ({ plain, painted: plain });

test.each([
  ['a short line', '$ dig', '', 5, 0],
  ['the cursor inside', '$ d', 'ig', 3, 0],
  ['a line over two rows', `$ ${'x'.repeat(25)}`, '', 7, 1],
  ['the cursor in the first of two rows', '$ x', 'x'.repeat(24), 3, 0],
  ['a line that ends at the margin', 'x'.repeat(20), '', 0, 1],
  ['a line of two rows that ends at the margin', 'x'.repeat(15), 'x'.repeat(25), 15, 0],
  ['wide characters', '漢字', '漢', 4, 0],
])('%s has its cursor at the right place', async (_, before, after, x, y) => {
  expect(await screenAfter(drawnLine(as(before), as(after), columns).output)).toMatchObject({ x, y });
});

test('a wrapped line is taken away without a trace, wherever its cursor is', async () => {
  const { output, cursorRow } = drawnLine(as(`$ ${'x'.repeat(25)}`), as('y'.repeat(20)), columns);
  expect(await screenAfter('server says\r\n', output, erased(cursorRow), 'next')).toMatchObject({
    rows: ['server says', 'next', '', '', '', ''],
  });
});
