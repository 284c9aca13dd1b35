import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SettingsError, settingsFrom } from './settings.ts';

test('without any variable the server is for this machine only', () => {
  expect(settingsFrom({})).toEqual({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: '.data',
    PUBLIC_HOSTS: [],
    ALLOWED_ORIGINS: [],
    TRUST_PROXY: false,
  });
});

test('an operator can say where and for whom', () => {
  const settings = settingsFrom({
    PORT: '8080',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/relay-lab',
    DATA_MAX_MB: '500',
    PUBLIC_HOSTS: 'Lab.Example.org, other.example.org',
    ALLOWED_ORIGINS: 'https://school.example.org',
    TRUST_PROXY: 'yes',
    PATH: '/bin',
  });
  expect(settings).toMatchObject({ PORT: 8080, DATA_MAX_MB: 500, TRUST_PROXY: true });
  expect(settings.PUBLIC_HOSTS).toEqual(['lab.example.org', 'other.example.org']);
});

describe('a bad variable is one line that names it', () => {
  test.each([
    ['PORT', 'abc', 'PORT must be a number from 0 to 65535, but is "abc"'],
    ['PORT', '65536', 'PORT must be a number from 0 to 65535, but is "65536"'],
    ['PORT', '-1', 'PORT must be a number from 0 to 65535, but is "-1"'],
    ['HOST', 'a b', 'HOST must be an address or a host name, but is "a b"'],
    ['TRUST_PROXY', 'maybe', 'TRUST_PROXY must be yes or no, but is "maybe"'],
    ['ALLOWED_ORIGINS', '*', 'ALLOWED_ORIGINS must be origins, as https://lab.example.org, but is "*"'],
    [
      'ALLOWED_ORIGINS',
      'https://a.example/x',
      'ALLOWED_ORIGINS must be origins, as https://lab.example.org, but is "https://a.example/x"',
    ],
    ['PUBLIC_HOSTS', 'http://a', 'PUBLIC_HOSTS must be host names, as lab.example.org, but is "http://a"'],
    ['DATA_MAX_MB', '0', 'DATA_MAX_MB must be a whole number of megabytes, but is "0"'],
    ['PORT', 'a\nb', 'PORT must be a number from 0 to 65535, but is "a\\nb"'],
  ])('%s=%j', (name, value, line) => {
    expect(() => settingsFrom({ [name]: value })).toThrow(new SettingsError(line));
  });
});

test.each([
  [{ PORT: 'abc' }, /^Relay Lab cannot start: PORT must be a number.*\n$/],
  [{ DATA_DIR: '/dev/null/data' }, /^Relay Lab cannot start: the database in \/dev\/null\/data cannot be opened.*\n$/],
])('the server does not start with %j: one line, exit 1', (variables, line) => {
  const main = join(import.meta.dirname, '../main.ts');
  const { status, stderr, stdout } = spawnSync(process.execPath, [main], {
    env: { ...process.env, ...variables },
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(line);
});
