import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import { isEndOfReply, painted } from './paint.ts';

const palette = { ink: '1;1;1', you: '2;2;2', ok: '3;3;3', no: '4;4;4', dim: '5;5;5' };
const E = '\x1b';

/** Sequences that move, hide, rename, copy, ask or switch something in a terminal that obeys them. */
const hostile = [
  `${E}[2J`,
  `${E}[H`,
  `${E}[1;1H`,
  `${E}[10A`,
  `${E}[5B`,
  `${E}[3C`,
  `${E}[4D`,
  `${E}[K`,
  `${E}[2K`,
  `${E}[J`,
  `${E}[31m`,
  `${E}[8m`,
  `${E}[?25l`,
  `${E}[?1049h`,
  `${E}[?1000h`,
  `${E}[?2004h`,
  `${E}[6n`,
  `${E}[5n`,
  `${E}[c`,
  `${E}[>c`,
  `${E}[21t`,
  `${E}[18t`,
  `${E}[99999999b`,
  `${E}[4h`,
  `${E}[!p`,
  `${E}]0;owned\x07`,
  `${E}]2;owned${E}\\`,
  `${E}]52;c;b3duZWQ=\x07`,
  `${E}]8;;http://evil.example\x07click${E}]8;;\x07`,
  `${E}]4;1;?\x07`,
  `${E}]10;?\x07`,
  `${E}P$q"p${E}\\`,
  `${E}P+q544e${E}\\`,
  `${E}_apc${E}\\`,
  `${E}^pm${E}\\`,
  `${E}Xsos${E}\\`,
  `${E}c`,
  `${E}7${E}8`,
  `${E}#8`,
  `${E}(0`,
  '\x9b2J',
  '\x9d0;owned\x9c',
  '\x90q\x9c',
  '\x07',
  '\b\b\b',
  '\x0e',
  '\x0f',
  '\x05',
  '\x7f',
  'a\rb',
  '\x0b',
  '\x0c',
  '\x1a',
  '\u202e',
  '\u2066',
  '\u200f',
  '\x00',
];

/** Writes text to a real terminal emulator and reports what it did besides showing text. */
async function obeyed(text: string) {
  const terminal = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const done: string[] = [];
  terminal.onTitleChange((title) => done.push(`title ${title}`));
  terminal.onBell(() => done.push('bell'));
  terminal.onData((data) => done.push(`answer ${JSON.stringify(data)}`));
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  const line = terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';
  const { cursorY, type } = terminal.buffer.active;
  return { done, line, cursorY, type };
}

test.each(hostile.map((text) => [JSON.stringify(text), text]))('%s is shown, not obeyed', async (_, text) => {
  for (const voice of ['server', 'shell', 'client', 'error'] as const) {
    const entry: TerminalEntry = { kind: 'printed', seq: 1, voice, text: `>${text}<` };
    const { done, line, cursorY, type } = await obeyed(painted(entry, palette));
    expect(done).toEqual([]);
    expect(type).toBe('normal');
    expect(cursorY).toBe(0);
    expect(line.startsWith('>')).toBe(true);
    expect(line.endsWith('<')).toBe(true);
  }
});

test('typed lines and prompts are shown, not obeyed, too', async () => {
  const entry: TerminalEntry = {
    kind: 'entered',
    seq: 1,
    prompt: `kim${E}[2J$ `,
    program: 'sh',
    text: `echo ${E}]0;owned\x07`,
  };
  expect((await obeyed(painted(entry, palette))).done).toEqual([]);
});

test('colour says who speaks, and refusals differ', () => {
  const server = (text: string) => painted({ kind: 'printed', seq: 1, voice: 'server', text }, palette);
  expect(server('250 Ok')).toContain(palette.ok);
  expect(server('554 5.7.1 no')).toContain(palette.no);
  expect(server('<** 550 5.1.1 no')).toContain(palette.no);
});

test('the last line of a reply is known in telnet and in swaks', () => {
  expect(['250 2.1.0 Ok', '<-  250 2.1.0 Ok', '<** 554 5.7.1 no', '220 mx ESMTP'].every(isEndOfReply)).toBe(true);
  expect(['250-PIPELINING', '<-  250-PIPELINING', 'Trying 1.2.3.4', ' -> DATA'].some(isEndOfReply)).toBe(false);
});
