import { expect, test } from 'vitest';
import { parameters } from '#protocol/parameters.ts';
import { parameterProblem } from './config.ts';
import { transportTable } from './tables.ts';

test('every default is a value that may be set', () => {
  for (const [name, { default: value }] of Object.entries(parameters)) {
    expect(parameterProblem(name, value), name).toBeUndefined();
  }
});

test.each([
  ['mydestination', 'acme.example, globex.example', undefined],
  ['mydestination', 'acme_example', '"acme_example" is not a domain'],
  ['mynetworks', '192.0.2.0/26 127.0.0.0/8', undefined],
  ['mynetworks', 'everybody', '"everybody" is not a network such as 192.0.2.0/24'],
  ['mynetworks', '300.0.2.0/24', '"300.0.2.0/24" is not a network such as 192.0.2.0/24'],
  ['mynetworks', '192.0.2.0/33', '"192.0.2.0/33" is not a network such as 192.0.2.0/24'],
  ['relayhost', '[gw.acme.example]', undefined],
  ['relayhost', 'gw acme', 'must be host, [host] or [host]:port'],
  ['message_size_limit', 'much', '"much" is not a whole number'],
  ['minimal_backoff_time', '5 minutes', '"5 minutes" is not a time such as 300s, 5m, 4h or 5d'],
  ['smtpd_relay_restrictions', 'permit_everybody', 'unknown restriction "permit_everybody"'],
  [
    'smtpd_sender_restrictions',
    'check_sender_access inline:{acme.example=OK, bad.example = REJECT}, permit',
    undefined,
  ],
  [
    'smtpd_sender_restrictions',
    'check_sender_access acme.example',
    'check_sender_access needs a table such as inline:{globex.example=OK}',
  ],
  ['smtpd_client_restrictions', 'reject_rbl_client', 'reject_rbl_client needs the domain of a blocklist'],
  ['message_drop_headers', 'bcc:', '"bcc:" is not the name of a header field'],
  ['smtp_relay', 'yes', 'is not a parameter that this server knows'],
])('%s = %s: %s', (name, value, problem) => {
  expect(parameterProblem(name, value)).toBe(problem);
});

test('relay restrictions without a rule that rejects are refused, as Postfix refuses them', () => {
  expect(parameterProblem('smtpd_relay_restrictions', 'permit_mynetworks')).toMatch(/open relay/);
});

test('a transport table names the next hop of a domain', () => {
  expect(transportTable('globex.example smtp:[store.globex.example], b.example relay:c.example:2525')).toEqual(
    new Map([
      ['globex.example', '[store.globex.example]'],
      ['b.example', 'c.example:2525'],
    ]),
  );
  expect(transportTable('globex.example')).toBeUndefined();
});
