import { describe, expect, test } from 'vitest';
import type { Lookup, ZoneChange } from '#protocol/projections/names.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import { answerWords, purposeOf } from './purpose.ts';
import { difference, lastToUndo } from './zone-edits.ts';

const mx = (exchange: string): DnsRecord => ({ name: 'acme.example', type: 'MX', preference: 10, exchange });
const [one, two, three] = [mx('one.test'), mx('two.test'), mx('three.test')];

test('the difference of two zones is what must go and what must come', () => {
  expect(difference([one, two], [two, three])).toEqual({ remove: [one], add: [three] });
  expect(difference([one], [mx('one.test.')])).toEqual({ remove: [], add: [] });
});

describe('undo', () => {
  const change = (remove: DnsRecord[], add: DnsRecord[], by: ZoneChange['by'] = 'learner'): ZoneChange => ({
    seq: 1,
    at: 1,
    remove,
    add,
    by,
  });

  test('goes back change by change, and what was taken back is done with', () => {
    const first = change([one], [two]);
    const second = change([two], [three]);
    expect(lastToUndo([])).toBeUndefined();
    expect(lastToUndo([first, second])).toBe(second);
    expect(lastToUndo([first, second, change([three], [two])])).toBe(first);
    expect(lastToUndo([first, second, change([three], [two]), change([two], [one])])).toBeUndefined();
  });

  test('leaves alone what a lesson or a blocklist has changed', () => {
    const mine = change([one], [two]);
    expect(lastToUndo([mine, change([], [three], 'actor')])).toBe(mine);
    expect(lastToUndo([change([], [three], 'lesson')])).toBeUndefined();
  });
});

describe('a question to the DNS', () => {
  const asked = (name: string, type: string, answers: DnsRecord[] = [], driver: Lookup['driver'] = 'mta') =>
    purposeOf({ question: { name, type }, driver, answers });

  test.each([
    ['globex.example', 'MX', 'which servers take mail for this domain'],
    ['mx.globex.example', 'A', 'the address of this host'],
    ['25.2.0.192.in-addr.arpa', 'PTR', 'the name of the address that called'],
    ['10.2.0.192.bl.lab.test', 'A', 'whether a blocklist has this address'],
    ['_dmarc.acme.example', 'TXT', 'what the domain wants done with forged mail (DMARC)'],
    ['acme.example._report._dmarc.globex.example', 'TXT', 'whether DMARC reports may be sent there'],
    ['k1._domainkey.acme.example', 'TXT', 'the key of a signature (DKIM)'],
    ['_mta-sts.globex.example', 'TXT', 'whether the domain demands TLS (MTA-STS)'],
    ['_25._tcp.mx.globex.example', 'TLSA', 'which key the server must have (DANE)'],
    ['acme.example', 'TXT', 'a text about this domain, such as SPF'],
  ])('for %s %s is asked to know: %s', (name, type, purpose) => {
    expect(asked(name, type)).toBe(purpose);
  });

  test('about SPF is known by its answer, and the learner’s own by who asked', () => {
    expect(asked('acme.example', 'TXT', [{ name: 'acme.example', type: 'TXT', text: 'v=spf1 -all' }])).toContain('SPF');
    expect(asked('globex.example', 'MX', [], 'learner')).toContain('you asked');
  });

  test('is answered in words', () => {
    const question = { name: 'www.acme.example', type: 'A' };
    const answers: DnsRecord[] = [
      { name: 'www.acme.example', type: 'CNAME', target: 'mail.acme.example' },
      { name: 'mail.acme.example', type: 'A', address: '192.0.2.25' },
    ];
    expect(answerWords({ question, rcode: 'NOERROR', answers })).toBe('alias of mail.acme.example., 192.0.2.25');
    expect(answerWords({ question, rcode: 'NOERROR', answers: [] })).toBe('the name exists, without A records');
    expect(answerWords({ question, rcode: 'NXDOMAIN', answers: [] })).toBe('there is no such name');
    expect(answerWords({ question, rcode: 'SERVFAIL', answers: [] })).toBe('no answer that can be used');
  });
});
