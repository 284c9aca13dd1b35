import { expect, test } from 'vitest';
import { complete } from './completion.ts';

const words = {
  tools: ['telnet', 'tail', 'dig', 'swaks'],
  options: { swaks: ['--server', '--from', '--to'] },
  hosts: ['mx.globex.example', 'mail.acme.example'],
  addresses: ['ann@globex.example', 'kim@acme.example'],
  isConnected: false,
};

test.each([
  ['te', 'lnet ', []],
  ['t', '', ['telnet ', 'tail ']],
  ['telnet mx', '.globex.example ', []],
  ['telnet mx.globex.example 2', '5', []],
  ['telnet m', '', ['mx.globex.example ', 'mail.acme.example ']],
  ['swaks --s', 'erver ', []],
  ['swaks --to k', 'im@acme.example', []],
  ['cat /v', 'ar/mail/', ['/var/mail/ann@globex.example', '/var/mail/kim@acme.example']],
  ['xyz', '', []],
])('at the shell, %j is completed by %j', (before, added, candidates) => {
  expect(complete(before, words)).toEqual({ added, candidates });
});

test.each([
  ['M', 'AIL FROM:<', []],
  ['mail f', 'ROM:<', []],
  ['RCPT TO:<a', 'nn@globex.example>', []],
  ['EHLO mai', 'l.acme.example', []],
])('to a mail server, %j is completed by %j', (before, added, candidates) => {
  expect(complete(before, { ...words, isConnected: true })).toEqual({ added, candidates });
});
