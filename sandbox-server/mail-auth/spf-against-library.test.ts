import fc from 'fast-check';
import { spf as libraryCheck } from 'mailauth/lib/spf/index.js';
import { expect, test } from 'vitest';
import type { DnsType } from '#protocol/scenario.ts';
import type { LookUp } from './lookup.ts';
import { checkSpf } from './spf.ts';
import { zones } from './zones-for-tests.ts';

/** Two readings of RFC 7208, ours and the library's, must agree on records nobody thought of. */

const host = 'mx.globex.example';
const hello = 'mail.acme.example';

const hosts = `
  acme.example              A     192.0.2.1
  acme.example              MX    10 mail.acme.example
  acme.example              MX    20 backup.acme.example
  mail.acme.example         A     192.0.2.2
  backup.acme.example       A     198.51.100.3
  www.acme.example          CNAME acme.example
  ann.who.acme.example      A     127.0.0.2
  2.2.0.192.who.acme.example A    127.0.0.2
  null.example              MX    0 .
  broken.example            SERVFAIL
  text.example              TXT   hello
  twice.example             TXT   v=spf1 +all
  twice.example             TXT   v=spf1 -all
  2.2.0.192.in-addr.arpa    PTR   mail.acme.example
  1.2.0.192.in-addr.arpa    PTR   liar.example
`;
const clients = ['192.0.2.1', '192.0.2.2', '198.51.100.3', '203.0.113.9'];
const names = [
  'acme.example',
  'b.example',
  'c.example',
  'mail.acme.example',
  'www.acme.example',
  'gone.example',
  'broken.example',
  'null.example',
  'text.example',
  'twice.example',
  '%{d}',
  '%{l}.who.%{o}',
  '%{ir}.who.acme.example',
  '%{h}',
];

const name = fc.constantFrom(...names);
const prefix = fc.constantFrom('', '', '/24', '/0', '/32', '/24//64', '//64');
const plain = fc.constantFrom('all', 'a', 'mx', 'ptr', 'ip6:2001:db8::1', 'ip6:2001:db8::/32');
const wrong = fc.constantFrom('moo', 'a:', 'ip4:1.2.3', 'mx/33', 'all:acme.example', 'exists:%{c}.example');
const mechanism = fc.oneof(
  { weight: 4, arbitrary: plain },
  { weight: 1, arbitrary: wrong },
  { weight: 10, arbitrary: fc.tuple(fc.constantFrom('a:', 'mx:'), name, prefix).map(joined) },
  { weight: 10, arbitrary: fc.tuple(fc.constantFrom('include:', 'exists:', 'ptr:'), name).map(joined) },
  { weight: 8, arbitrary: fc.tuple(fc.constant('ip4:'), fc.constantFrom(...clients), prefix).map(joined) },
);
const directive = fc.tuple(fc.constantFrom('', '', '+', '-', '~', '?'), mechanism).map(joined);
const modifier = fc.oneof(
  name.map((target) => `redirect=${target}`),
  fc.constant('moo=%{d}'),
);
const term = fc.oneof({ weight: 6, arbitrary: directive }, { weight: 1, arbitrary: modifier });
const record = fc.array(term, { maxLength: 7 }).map((terms) => ['v=spf1', ...terms].join(' '));

function joined(parts: string[]): string {
  return parts.join('');
}

/** Node's resolver, as the library wants it, over our table. */
function resolverOver(look: LookUp) {
  return async (asked: string, type: string): Promise<never> => {
    const { rcode, answers } = await look(asked, type as DnsType);
    const found = answers.flatMap((answer): unknown[] => {
      if (answer.type !== type) return [];
      if (answer.type === 'A') return [answer.address];
      if (answer.type === 'TXT') return [[answer.text]];
      if (answer.type === 'MX') return [{ exchange: answer.exchange, priority: answer.preference }];
      return answer.type === 'PTR' ? [answer.target] : [];
    });
    const code = { SERVFAIL: 'ESERVFAIL', NXDOMAIN: 'ENOTFOUND', NOERROR: 'ENODATA' }[rcode];
    if (found.length === 0) throw Object.assign(new Error(code), { code });
    return found as never; // the types of the library know lists of strings only
  };
}

test('the library finds the same result for any records', async () => {
  await fc.assert(
    fc.asyncProperty(record, record, record, fc.constantFrom(...clients), async (a, b, c, client) => {
      const dns = `${hosts}\nacme.example TXT ${a}\nb.example TXT ${b}\nc.example TXT ${c}`;
      const reversePath = 'ann@acme.example';
      const ours = await checkSpf({ client, hello, reversePath, host, at: 0 }, zones(dns).look);
      const theirs = await libraryCheck({
        sender: reversePath,
        ip: client,
        helo: hello,
        mta: host,
        resolver: resolverOver(zones(dns).look),
        strict: true,
      });
      expect(ours.result).toBe(theirs.status.result);
    }),
    { numRuns: 3000, seed: 7208 },
  );
});
