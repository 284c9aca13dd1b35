import { describe, expect, test } from 'vitest';
import type { DnsRecord } from './scenario.ts';
import { parseZoneFile, zoneFileOf } from './zone-file.ts';
import { zoneProblems } from './zone-problems.ts';

const acme = 'acme.example';
const parse = (text: string) => parseZoneFile(text, acme);
const notes = (text: string) => parse(text).notes.map(({ line, level, text: says }) => `${line} ${level} ${says}`);

describe('a zone file is read', () => {
  test('as administrators write it: directives, owners left out, TTLs, classes, comments, parentheses', () => {
    const { records, notes } = parse(`$ORIGIN acme.example.
$TTL 1h
@   IN SOA ns.lab.test. hostmaster.acme.example. (
        2026010501 ; serial
        3600 900 604800 300 )
    3600 IN MX 10 mail        ; the server
    IN 300  TXT "v=spf1 mx -all"
mail    A   192.0.2.25
www     CNAME mail.acme.example.
_25._tcp.mail TLSA 3 1 1 ABCD EF01
`);
    expect(notes).toEqual([]);
    expect(records).toEqual([
      { name: acme, type: 'MX', preference: 10, exchange: 'mail.acme.example' },
      { name: acme, type: 'TXT', text: 'v=spf1 mx -all' },
      { name: 'mail.acme.example', type: 'A', address: '192.0.2.25' },
      { name: 'www.acme.example', type: 'CNAME', target: 'mail.acme.example' },
      { name: '_25._tcp.mail.acme.example', type: 'TLSA', usage: 3, selector: 1, matching: 1, data: 'abcdef01' },
    ]);
  });

  test('and a name without its final dot is completed, which is said', () => {
    const { records, notes } = parse('@ MX 10 mail.acme.example');
    expect(records).toMatchObject([{ exchange: 'mail.acme.example.acme.example' }]);
    expect(notes).toEqual([
      {
        line: 1,
        level: 'hint',
        text: 'mail.acme.example has no final dot, so it means mail.acme.example.acme.example. If that is not meant, put a dot at the end.',
      },
    ]);
  });

  test('a text of several strings is one text, whatever is in it', () => {
    const { records } = parse(String.raw`k._domainkey TXT ( "v=DKIM1; k=rsa; "
      "p=AB\"C\\D\233" )`);
    expect(records).toEqual([{ name: 'k._domainkey.acme.example', type: 'TXT', text: 'v=DKIM1; k=rsa; p=AB"C\\Dé' }]);
  });

  test.each([
    ['@ MX mail', '1 error MX needs a number and a name, as 10 mail.acme.example. The lowest number is tried first.'],
    ['@ AAAA 2001:db8::1', '1 error No zone here has AAAA records: A, MX, CNAME, TXT, PTR, NS, TLSA are known.'],
    ['@ IN', '1 error This line has no record type, such as A, MX or TXT.'],
    ['  A 192.0.2.1', '1 error The first record must begin with a name, or with @ for the zone.'],
    [
      'globex.example. A 192.0.2.1',
      '1 error globex.example is not in the zone acme.example: it belongs to another zone file.',
    ],
    ['$INCLUDE other', '1 error $INCLUDE is not available here: only $ORIGIN and $TTL are.'],
    ['\n@ TXT "v=spf1', '2 error These quotes are not closed. A text must end on its own line.'],
    ['@ TXT ( "a"\n"b"', '1 error The parenthesis that begins here is never closed.'],
    ['@ TXT', '1 error TXT needs a text in quotes, as "v=spf1 mx -all".'],
    [
      '@ TLSA 3 1 one ab',
      '1 error TLSA needs usage, selector, matching type and hexadecimal digits, as 3 1 1 and a SHA-256.',
    ],
    ['@ TXT v=spf1 mx -all', '1 hint Without quotes these are 3 strings, put together without spaces: v=spf1mx-all'],
    ['a A 192.0.2.1\na A 192.0.2.1', '2 hint This record stands here twice; once is enough.'],
  ])('%j: %s', (text, says) => {
    expect(notes(text)).toContain(says);
  });

  test('a comment that swallows half of a DMARC record is pointed at', () => {
    expect(notes('_dmarc TXT v=DMARC1; p=none')).toEqual([
      '1 hint A ; outside quotes begins a comment: what stands behind it is not in the record. Use quotes.',
    ]);
  });

  test('a string of more than 255 octets is refused, and how to cut it is said', () => {
    const [note] = notes(`@ TXT "${'x'.repeat(300)}"`);
    expect(note).toContain('One string holds 255 octets at most, this has 300.');
  });

  test('no text makes it throw', () => {
    for (const text of ['"', '(((', '\\', ';', '$', '@', '\u0000', '@ IN IN IN', ') A (', '@ MX 10 .', '. A 1']) {
      expect(() => parse(text)).not.toThrow();
    }
  });
});

test('a zone that is written out and read again is the same zone', () => {
  const records: DnsRecord[] = [
    { name: acme, type: 'MX', preference: 0, exchange: '' },
    { name: acme, type: 'MX', preference: 10, exchange: 'mx.globex.example' },
    { name: acme, type: 'NS', target: 'ns.lab.test' },
    { name: acme, type: 'TXT', text: `v=DKIM1; p=${'A"\\;('.repeat(120)}` },
    { name: `*.${acme}`, type: 'TXT', text: '' },
    { name: `mail.${acme}`, type: 'A', address: '192.0.2.25' },
    { name: `_25._tcp.mail.${acme}`, type: 'TLSA', usage: 3, selector: 1, matching: 1, data: 'auto' },
    { name: `_443._tcp.mail.${acme}`, type: 'TLSA', usage: 2, selector: 0, matching: 0, data: 'abcd' },
  ];
  const again = parse(zoneFileOf(acme, records));
  expect(again.notes).toEqual([]);
  expect(again.records).toEqual(records);
});

describe('records are looked at together', () => {
  const others: DnsRecord[] = [
    { name: 'mail.acme.example', type: 'A', address: '192.0.2.25' },
    { name: 'alias.acme.example', type: 'CNAME', target: 'mail.acme.example' },
    { name: acme, type: 'TXT', text: 'v=spf1 mx -all' },
    { name: '_dmarc.acme.example', type: 'TXT', text: 'v=DMARC1; p=none' },
    { name: 'bounces.postly.example', type: 'A', address: '192.0.2.80' },
  ];
  const said = (record: DnsRecord) =>
    zoneProblems([record], [...others, record]).map(({ level, text }) => `${level} ${text}`);

  test.each<[DnsRecord, string]>([
    [{ name: 'alias.acme.example', type: 'A', address: '192.0.2.9' }, 'error alias.acme.example is an alias (CNAME)'],
    [
      { name: 'mail.acme.example', type: 'CNAME', target: 'alias.acme.example' },
      'error mail.acme.example is an alias (CNAME)',
    ],
    [{ name: 'a.acme.example', type: 'A', address: '192.0.2.300' }, 'error "192.0.2.300" is not an IPv4 address'],
    [{ name: 'a b', type: 'A', address: '192.0.2.3' }, 'error "a b" is not a name that DNS can hold'],
    [{ name: acme, type: 'NS', target: 'with space' }, 'error "with space" is not a name that DNS can hold'],
    [{ name: acme, type: 'TXT', text: 'x'.repeat(5000) }, 'error The text is longer than 4000 octets'],
    [{ name: acme, type: 'TLSA', usage: 9, selector: 1, matching: 1, data: 'ab' }, 'error TLSA: usage is 0 to 3'],
    [{ name: acme, type: 'TLSA', usage: 3, selector: 1, matching: 1, data: 'abc' }, 'error The data of TLSA'],
    [
      { name: acme, type: 'MX', preference: 10, exchange: 'alias.acme.example' },
      'hint alias.acme.example is an alias (CNAME). An MX names the host itself',
    ],
    [
      { name: acme, type: 'MX', preference: 10, exchange: 'mail.acme.example.acme.example' },
      'hint mail.acme.example.acme.example: the zone’s name stands there twice',
    ],
    [
      { name: acme, type: 'MX', preference: 10, exchange: '192.0.2.25.acme.example' },
      'hint MX wants the name of a host',
    ],
    [
      { name: acme, type: 'MX', preference: 10, exchange: 'gone.acme.example' },
      'hint gone.acme.example has no address here',
    ],
    [{ name: acme, type: 'TXT', text: 'v=spf1 -all' }, 'hint Two SPF records'],
    [{ name: acme, type: 'TXT', text: 'v=spf1-all' }, 'hint After v=spf1 comes a space'],
    [{ name: '_dmarc.acme.example', type: 'TXT', text: 'v=DMARC1; p=reject' }, 'hint Two DMARC records'],
    [{ name: 'acme.example', type: 'TXT', text: 'v=DMARC1; p=reject' }, 'hint DMARC records stand under _dmarc.'],
    [
      { name: '_postly.acme.example.acme.example', type: 'TXT', text: 'postly-verify=7f3c' },
      'hint _postly.acme.example.acme.example: the zone’s name stands there twice. It looks like the final dot is missing: _postly.acme.example.',
    ],
    [
      { name: 'bounce.acme.example', type: 'CNAME', target: 'bounces.postly.example.acme.example' },
      'hint bounces.postly.example.acme.example: the zone’s name was put behind it. It looks like the final dot is missing: bounces.postly.example.',
    ],
    [
      { name: '26.2.0.192.in-addr.arpa', type: 'PTR', target: 'mail.acme.example.2.0.192.in-addr.arpa' },
      'hint mail.acme.example.2.0.192.in-addr.arpa: the zone’s name was put behind it.',
    ],
    [{ name: 'new.acme.example', type: 'CNAME', target: 'nowhere.test' }, 'hint nowhere.test does not exist here'],
  ])('%j: %s', (record, says) => {
    expect(said(record).join('\n')).toContain(says);
  });

  test.each<DnsRecord>([
    { name: acme, type: 'MX', preference: 10, exchange: 'mail.acme.example' },
    { name: acme, type: 'MX', preference: 0, exchange: '.' },
    // RFC 9990: acme.example takes the DMARC reports of postly.example.
    { name: 'postly.example._report._dmarc.acme.example', type: 'TXT', text: 'v=DMARC1;' },
    { name: '_dmarc.b.acme.example', type: 'TXT', text: 'v=DMARC1; p=reject' },
    { name: '25.2.0.192.in-addr.arpa', type: 'PTR', target: 'mail.acme.example' },
  ])('%j is fine', (record) => {
    expect(said(record)).toEqual([]);
  });
});
