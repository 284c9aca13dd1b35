import { expect, test } from 'vitest';
import { mail, openSmallOffice } from '../small-office.ts';

const login = (password: string) =>
  `swaks --server ${mail} --port 587 --tls --auth PLAIN --auth-user kim --auth-password ${password} --quit-after AUTH`;

test('a new password counts at once, and the old one opens nothing any more', async () => {
  const { type, prompt } = openSmallOffice();
  await type(`ssh ${mail}`, 'passwd kim');
  expect(prompt()).toBe('New password: ');
  expect(await type('green-Lamp-9', 'green-Lamp-9')).toBe('passwd: password updated successfully\n');
  await type('exit');
  expect(await type(login('sardine'))).toContain('535 5.7.8');
  expect(await type(login('green-Lamp-9'))).toContain('235 2.7.0');
});

test.each([
  [['sardine'], 'that is the old one'],
  [['abc'], 'at least 6'],
  [['green Lamp 9'], 'no spaces'],
  [['green-Lamp-9', 'green-Lamp-8'], 'do not match'],
])('%s: the password stays as it was', async (lines, reason) => {
  const { type, of } = openSmallOffice();
  await type(`ssh ${mail}`, 'passwd kim');
  expect(await type(...lines)).toContain(reason);
  expect(of('password.changed')).toEqual([]);
});

test('passwd knows only the users of this server, and only on its host', async () => {
  const { type, press, prompt } = openSmallOffice();
  expect(await type('passwd kim')).toContain('there is no mail server on this host');
  await type(`ssh ${mail}`);
  expect(await type('passwd nobody')).toBe("passwd: user 'nobody' does not exist\n");
  await type('passwd kim');
  expect(await press('end-of-input')).toContain('password unchanged');
  expect(prompt()).toBe('kim@mail:~$ ');
});
