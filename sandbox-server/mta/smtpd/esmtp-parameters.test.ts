import { describe, expect, test } from 'vitest';
import { mailParameters, rcptParameters } from './esmtp-parameters.ts';

const everything = () => true;
const nothing = () => false;

describe('the parameters of MAIL', () => {
  test.each([
    ['', {}],
    [' SIZE=10 body=8bitmime', { size: 10 }],
    [' SMTPUTF8 REQUIRETLS', { smtputf8: true, requireTls: true }],
    [' RET=hdrs ENVID=a+20b', { ret: 'HDRS', envid: 'a b' }],
    [' AUTH=<>', {}],
  ])('%j', (text, found) => {
    expect(mailParameters(text, everything)).toEqual(found);
  });

  test.each([
    [' X', 555],
    [' X=1', 555],
    [' SIZE', 555],
    [' SMTPUTF8=1', 555],
    [' BODY=BINARYMIME', 555],
    [' toString=1', 555],
    [' SIZE=1x', 501],
    [' SIZE=1 SIZE=1', 501],
    [' RET=ALL', 501],
    [' ENVID=a+0D+0Ab', 501],
    [' ENVID=a+C3+BC', 501],
    [` ENVID=${'x'.repeat(101)}`, 501],
    [' AUTH=kim', 501],
  ])('%j is refused with %i', (text, code) => {
    expect(mailParameters(text, everything)).toMatchObject({ code });
  });

  test('of an extension that is not offered are unknown', () => {
    expect(mailParameters(' SMTPUTF8', nothing)).toMatchObject({ code: 555, lines: ['Unsupported option: SMTPUTF8'] });
    expect(mailParameters(' RET=HDRS', nothing)).toMatchObject({ code: 501, lines: ['DSN support is disabled'] });
    expect(rcptParameters(' NOTIFY=NEVER', nothing)).toMatchObject({ code: 501, lines: ['DSN support is disabled'] });
    expect(mailParameters(' SIZE=1', nothing)).toEqual({ size: 1 });
  });

  test('are parted by blanks, not by what Unicode takes for one', () => {
    expect(mailParameters(' ENVID=a\u2028SIZE=1', everything)).toMatchObject({ code: 501 });
  });
});

describe('the parameters of RCPT', () => {
  test.each([
    [' NOTIFY=NEVER', { notify: ['NEVER'] }],
    [' notify=success,Failure', { notify: ['SUCCESS', 'FAILURE'] }],
    [' ORCPT=rfc822;a+2Bb@c.example', { orcpt: 'rfc822;a+b@c.example' }],
  ])('%j', (text, found) => {
    expect(rcptParameters(text, everything)).toEqual(found);
  });

  test.each([
    [' NOTIFY=NEVER,DELAY', 501],
    [' NOTIFY=', 501],
    [' ORCPT=a@c.example', 501],
    [' ORCPT=rfc822;a+0ABcc:b', 501],
    [' ORCPT=rfc822;a ORCPT=rfc822;a', 501],
    [' SIZE=1', 555],
  ])('%j is refused with %i', (text, code) => {
    expect(rcptParameters(text, everything)).toMatchObject({ code });
  });
});
