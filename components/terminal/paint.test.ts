import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import { escapeSequences } from '../../tests/hostile/escape-sequences.ts';
import { isEndOfReply, painted } from './paint.ts';

const E = '\x1b';
const palette = { ink: '1;1;1', you: '2;2;2', ok: '3;3;3', no: '4;4;4', dim: '5;5;5' };

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

test.each(escapeSequences.map((text) => [JSON.stringify(text), text]))('%s is shown, not obeyed', async (_, text) => {
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

test('a refusal is red, however swaks marks it, and an answer green', () => {
  for (const [line, rgb] of [
    ['535 5.7.8 Error', palette.no],
    ['<** 554 5.7.1 no', palette.no],
    ['<~* 535 5.7.8 Error', palette.no],
    ['<~  454 4.7.0 later', palette.no],
    ['<~  221 2.0.0 Bye', palette.ok],
    ['<-  250 2.1.0 Ok', palette.ok],
  ]) {
    expect(painted({ kind: 'printed', seq: 1, voice: 'server', text: line ?? '' }, palette)).toContain(
      `2;${rgb}m${line}`,
    );
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
