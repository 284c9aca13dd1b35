import { expect, test } from 'vitest';
import { openPostOffice, type } from '../tests/post-office.ts';
import { conversationOf } from './log.ts';

test('a saved log reads as the conversation that it was', async () => {
  const { sandbox, batches } = openPostOffice();
  await type(sandbox, 'telnet mx.globex.example 25', 'EHLO laptop.acme.example', 'RCPT TO:<\x1b[31mann>', 'QUIT');
  await sandbox.stop();
  const lines = conversationOf(batches.flat())
    .split('\n')
    .map((line) => line.replace(/^ *\d+ \S+ /, ''));
  expect(lines[0]).toBe('sandbox.started lesson=post-office version=2');
  expect(lines).toContain('$ telnet mx.globex.example 25');
  const talk = lines.filter((line) => / [CS]: /.test(line)).map((line) => line.replace(/^\S+ /, ''));
  expect(talk[0]).toMatch(/^S: 220 mx\.globex\.example ESMTP/);
  expect(talk).toContain('C: EHLO laptop.acme.example');
  expect(talk).toContain('C: QUIT');
  // What could control the reader's own terminal is shown, not sent.
  expect(lines.join('')).not.toContain('\x1b');
});
