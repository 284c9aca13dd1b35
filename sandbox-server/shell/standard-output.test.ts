import { expect, test } from 'vitest';
import { outputMaxOctets, Pipe, Screen } from './standard-output.ts';

const openScreen = () => {
  const shown: string[] = [];
  return { shown, screen: new Screen((voice, text) => shown.push(`${voice}: ${text}`)) };
};

test('a pipe carries octets as they are, zero and invalid UTF-8 included', () => {
  const pipe = new Pipe();
  pipe.write('shell', Buffer.from([0, 255, 13, 10]));
  pipe.write('shell', 'é');
  expect([...pipe.octets]).toEqual([0, 255, 13, 10, 0xc3, 0xa9]);
  expect(pipe.overflowed).toBe(false);
});

test('a pipe holds so much and no more, and says so', () => {
  const pipe = new Pipe();
  pipe.write('shell', Buffer.alloc(outputMaxOctets - 1));
  pipe.write('shell', 'ab');
  pipe.write('shell', 'c');
  expect(pipe.octets).toHaveLength(outputMaxOctets);
  expect(pipe.overflowed).toBe(true);
});

test('what a server says in pieces is put together: characters and line ends', () => {
  const { shown, screen } = openScreen();
  for (const piece of [[0xc3], [0xa9, 13], [10, 97]]) screen.write('server', Buffer.from(piece));
  expect(shown.join('')).toBe('server: éserver: \na');
});

test('the screen shows so much of one command and no more', () => {
  const { shown, screen } = openScreen();
  screen.write('shell', 'a'.repeat(outputMaxOctets + 5));
  screen.write('shell', 'b');
  expect(shown).toHaveLength(2);
  expect(shown[1]).toContain('the rest is left out');
});
