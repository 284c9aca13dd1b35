import { describe, expect, test } from 'vitest';
import { checkSpf } from './spf.ts';
import { zones } from './zones-for-tests.ts';

/** RFC 7208 appendix A. */
const appendixA = `
  example.com               MX    10 mail-a.example.com
  example.com               MX    20 mail-b.example.com
  example.com               A     192.0.2.10
  example.com               A     192.0.2.11
  amy.example.com           A     192.0.2.65
  bob.example.com           A     192.0.2.66
  mail-a.example.com        A     192.0.2.129
  mail-b.example.com        A     192.0.2.130
  www.example.com           CNAME example.com
  example.org               MX    10 mail-c.example.org
  mail-c.example.org        A     192.0.2.140
  10.2.0.192.in-addr.arpa   PTR   example.com
  11.2.0.192.in-addr.arpa   PTR   example.com
  65.2.0.192.in-addr.arpa   PTR   amy.example.com
  66.2.0.192.in-addr.arpa   PTR   bob.example.com
  129.2.0.192.in-addr.arpa  PTR   mail-a.example.com
  130.2.0.192.in-addr.arpa  PTR   mail-b.example.com
  140.2.0.192.in-addr.arpa  PTR   mail-c.example.org
  4.0.0.10.in-addr.arpa     PTR   bob.example.com
`;

const host = 'mx.globex.example';

async function spfOf(
  client: string,
  dns: string,
  { reversePath = 'ann@example.com', hello = 'mail-a.example.com' }: { reversePath?: string; hello?: string } = {},
) {
  return checkSpf({ client, hello, reversePath, host, at: 0 }, zones(dns).look);
}

/** The result for a client when example.com publishes this record in the zones of appendix A. */
async function resultOf(client: string, record: string): Promise<string> {
  return (await spfOf(client, `${appendixA}\nexample.com TXT ${record}`)).result;
}

describe('RFC 7208 appendix A.1, simple examples', () => {
  test.each([
    ['v=spf1 +all', ['192.0.2.10', '10.0.0.4'], []],
    ['v=spf1 a -all', ['192.0.2.10', '192.0.2.11'], ['192.0.2.65', '192.0.2.129']],
    ['v=spf1 a:example.org -all', [], ['192.0.2.10', '192.0.2.140']],
    ['v=spf1 mx -all', ['192.0.2.129', '192.0.2.130'], ['192.0.2.10', '192.0.2.140']],
    ['v=spf1 mx:example.org -all', ['192.0.2.140'], ['192.0.2.129']],
    ['v=spf1 mx mx:example.org -all', ['192.0.2.129', '192.0.2.130', '192.0.2.140'], ['192.0.2.10']],
    ['v=spf1 mx/30 mx:example.org/30 -all', ['192.0.2.131', '192.0.2.143'], ['192.0.2.132', '192.0.2.144']],
    ['v=spf1 ptr -all', ['192.0.2.65', '192.0.2.10'], ['192.0.2.140', '10.0.0.4']],
    ['v=spf1 ip4:192.0.2.128/28 -all', ['192.0.2.129'], ['192.0.2.65']],
  ])('%s', async (record, passing, failing) => {
    for (const client of passing) expect(`${client} ${await resultOf(client, record)}`).toBe(`${client} pass`);
    for (const client of failing) expect(`${client} ${await resultOf(client, record)}`).toBe(`${client} fail`);
  });
});

describe('RFC 7208 appendix A.2 to A.4', () => {
  test('several domains share the hosts of one record', async () => {
    const dns = `${appendixA}
      example.com    TXT v=spf1 mx -all
      example.net    TXT v=spf1 ip4:198.51.100.7 -all
      example.org    TXT v=spf1 include:example.com include:example.net -all
      la.example.org TXT v=spf1 redirect=example.org
    `;
    for (const client of ['192.0.2.129', '198.51.100.7']) {
      expect((await spfOf(client, dns, { reversePath: 'joe@la.example.org' })).result).toBe('pass');
    }
    expect((await spfOf('192.0.2.65', dns, { reversePath: 'joe@la.example.org' })).result).toBe('fail');
  });

  test('a list in the DNS says which user may send from where', async () => {
    const dns = `${appendixA}
      example.com                                        TXT v=spf1 mx include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all
      mobile-users._spf.example.com                      TXT v=spf1 exists:%{l1r+}.%{d}
      remote-users._spf.example.com                      TXT v=spf1 exists:%{ir}.%{l1r+}.%{d}
      mary.mobile-users._spf.example.com                 A   127.0.0.2
      15.15.168.192.joel.remote-users._spf.example.com   A   127.0.0.2
    `;
    const from = (reversePath: string, client: string) => spfOf(client, dns, { reversePath });
    expect((await from('mary+news@example.com', '10.9.8.7')).result).toBe('pass');
    expect((await from('joel@example.com', '192.168.15.15')).result).toBe('pass');
    expect((await from('joel@example.com', '192.168.15.16')).result).toBe('fail');
  });

  test('two conditions at once', async () => {
    const dns = `${appendixA}
      example.com          TXT v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all
      ip4._spf.example.com TXT v=spf1 -ip4:192.0.2.0/24 +all
      ptr._spf.example.com TXT v=spf1 -ptr:example.com +all
    `;
    expect((await spfOf('192.0.2.65', dns)).result).toBe('pass');
    expect((await spfOf('192.0.2.140', dns)).result).toBe('fail');
    expect((await spfOf('10.0.0.4', dns)).result).toBe('fail');
  });
});

describe('the trace', () => {
  test('shows each term in each record, with the look-ups so far', async () => {
    const { steps, lookups, record, explanation } = await spfOf(
      '198.51.100.7',
      `example.com      TXT v=spf1 mx include:_spf.example.net ~all
       example.com      MX  10 mail-a.example.com
       mail-a.example.com A 192.0.2.129
       _spf.example.net TXT v=spf1 ip4:198.51.100.0/24 -all`,
    );
    expect(record).toBe('v=spf1 mx include:_spf.example.net ~all');
    expect(lookups).toBe(2);
    expect(steps).toEqual([
      {
        domain: 'example.com',
        depth: 0,
        term: 'mx',
        lookups: 1,
        outcome: 'no-match',
        detail: 'none of mail-a.example.com',
      },
      {
        domain: 'example.com',
        depth: 0,
        term: 'include:_spf.example.net',
        lookups: 2,
        outcome: 'enter',
        detail: 'v=spf1 ip4:198.51.100.0/24 -all',
      },
      {
        domain: '_spf.example.net',
        depth: 1,
        term: 'ip4:198.51.100.0/24',
        lookups: 2,
        outcome: 'match',
        detail: '198.51.100.7 is in 198.51.100.0/24',
      },
      {
        domain: 'example.com',
        depth: 0,
        term: 'include:_spf.example.net',
        lookups: 2,
        outcome: 'match',
        detail: 'the record of _spf.example.net says pass',
      },
    ]);
    expect(explanation).toBe(
      '198.51.100.7 matches include:_spf.example.net in the record of example.com, and that says pass.',
    );
  });

  test('follows a redirect, which takes the place of the record', async () => {
    const { result, steps } = await spfOf(
      '198.51.100.7',
      'example.com TXT v=spf1 redirect=_spf.example.com\n _spf.example.com TXT v=spf1 ip4:192.0.2.1 ~all',
    );
    expect(result).toBe('softfail');
    expect(steps.map(({ depth, term, outcome }) => `${depth} ${term} ${outcome}`)).toEqual([
      '0 redirect=_spf.example.com redirect',
      '1 ip4:192.0.2.1 no-match',
      '1 ~all match',
    ]);
  });

  test('ends at the term that broke it', async () => {
    const { result, steps, explanation } = await spfOf('192.0.2.1', 'example.com TXT v=spf1 include:gone.example -all');
    expect(result).toBe('permerror');
    expect(steps.at(-1)).toMatchObject({ term: 'include:gone.example', outcome: 'error' });
    expect(explanation).toBe('gone.example has no SPF record.');
  });
});

describe('the limits of RFC 7208 §4.6.4', () => {
  const records = (count: number) =>
    Array.from({ length: count }, (_, index) => `s${index}.example.com TXT v=spf1 ip4:203.0.113.${index}`).join('\n');
  const includes = (count: number) => Array.from({ length: count }, (_, index) => `include:s${index}.example.com`);

  test('ten terms may need the DNS', async () => {
    const dns = `example.com TXT v=spf1 ${includes(10).join(' ')} -all\n${records(10)}`;
    expect(await spfOf('192.0.2.1', dns)).toMatchObject({ result: 'fail', lookups: 10 });
  });

  test('the eleventh is a permerror', async () => {
    const dns = `example.com TXT v=spf1 ${includes(11).join(' ')} -all\n${records(11)}`;
    const spf = await spfOf('192.0.2.1', dns);
    expect(spf).toMatchObject({ result: 'permerror', lookups: 11 });
    expect(spf.steps.at(-1)).toMatchObject({ term: 'include:s10.example.com', outcome: 'error' });
  });

  test('a match before the eleventh is never the worse for it', async () => {
    const dns = `example.com TXT v=spf1 ${includes(11).join(' ')} -all\n${records(11)}`;
    expect((await spfOf('203.0.113.9', dns)).result).toBe('pass');
  });

  test('those of included records count, too', async () => {
    const dns = `example.com TXT v=spf1 include:a.example.com include:b.example.com -all
      a.example.com TXT v=spf1 ${includes(5).join(' ')}
      b.example.com TXT v=spf1 ${includes(5).slice(0, 4).join(' ')}
      ${records(5)}`;
    expect(await spfOf('192.0.2.1', dns)).toMatchObject({ result: 'permerror', lookups: 11 });
  });

  test('ip4 and all cost nothing', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `ip4:203.0.113.${index}`).join(' ');
    expect(await spfOf('192.0.2.1', `example.com TXT v=spf1 ${many} -all`)).toMatchObject({
      result: 'fail',
      lookups: 0,
    });
  });

  test('the DNS may have nothing for two terms, not for three', async () => {
    const two = 'example.com TXT v=spf1 a:no1.example.com mx:no2.example.com -all';
    expect(await spfOf('192.0.2.1', two)).toMatchObject({ result: 'fail', voidLookups: 2 });
    const three = two.replace('-all', 'exists:no3.example.com -all');
    expect(await spfOf('192.0.2.1', three)).toMatchObject({ result: 'permerror', voidLookups: 3 });
  });

  test('an mx may have ten hosts, not eleven', async () => {
    const hosts = (count: number) =>
      Array.from(
        { length: count },
        (_, n) => `example.com MX 10 m${n}.example.com\nm${n}.example.com A 203.0.113.${n}`,
      );
    const spf = 'example.com TXT v=spf1 mx -all';
    expect((await spfOf('192.0.2.1', [spf, ...hosts(10)].join('\n'))).result).toBe('fail');
    expect((await spfOf('192.0.2.1', [spf, ...hosts(11)].join('\n'))).result).toBe('permerror');
  });

  test('a record that includes itself runs into the limit', async () => {
    expect((await spfOf('192.0.2.1', 'example.com TXT v=spf1 include:example.com -all')).result).toBe('permerror');
  });
});

describe('when there is no answer', () => {
  test('no record, no domain and an address literal are none', async () => {
    expect((await spfOf('192.0.2.1', 'example.com A 192.0.2.1')).result).toBe('none');
    expect((await spfOf('192.0.2.1', '')).result).toBe('none');
    expect((await spfOf('192.0.2.1', '', { reversePath: '', hello: '[192.0.2.1]' })).result).toBe('none');
  });

  test('two records are a permerror', async () => {
    const dns = 'example.com TXT v=spf1 -all\n example.com TXT v=spf1 +all';
    expect((await spfOf('192.0.2.1', dns)).result).toBe('permerror');
  });

  test('a name server that fails is a temperror, wherever it is needed', async () => {
    expect((await spfOf('192.0.2.1', 'example.com SERVFAIL')).result).toBe('temperror');
    const later = 'example.com TXT v=spf1 include:broken.example -all\n broken.example SERVFAIL';
    expect((await spfOf('192.0.2.1', later)).result).toBe('temperror');
  });

  test.each([
    'a:',
    'ip4:192.0.2.300',
    'ip4:192.0.2.1/33',
    'foo',
    'all:x',
    'a:%{x}.example',
    'a:%{i',
    'redirect=a.b redirect=c.d',
    'mx/33',
    'include:word',
  ])('a term that is no SPF spoils the whole record: %s', async (term) => {
    expect((await spfOf('192.0.2.1', `example.com TXT v=spf1 +ip4:192.0.2.1 ${term}`)).result).toBe('permerror');
  });

  test('an unknown modifier does not', async () => {
    expect((await spfOf('192.0.2.1', 'example.com TXT v=spf1 moo=1 ip4:192.0.2.1 -all')).result).toBe('pass');
  });

  test('a record that speaks of others is neutral', async () => {
    expect((await spfOf('192.0.2.1', 'example.com TXT v=spf1 ip4:203.0.113.1')).result).toBe('neutral');
  });
});

test('with an empty reverse-path the name in EHLO is checked', async () => {
  const dns = 'mail-a.example.com TXT v=spf1 a -all\n mail-a.example.com A 192.0.2.129';
  expect(await spfOf('192.0.2.129', dns, { reversePath: '' })).toMatchObject({
    result: 'pass',
    identity: 'helo',
    domain: 'mail-a.example.com',
  });
});

describe('exp=', () => {
  const dns = `example.com      TXT v=spf1 mx -all exp=why.%{d}
    example.com      MX  10 mail-a.example.com
    mail-a.example.com A 192.0.2.129
    why.example.com  TXT %{i} is no mail server of %{d}, says %{r}.`;

  test('is what the domain says to those it turns away', async () => {
    const spf = await spfOf('192.0.2.1', dns);
    expect(spf.published).toBe('192.0.2.1 is no mail server of example.com, says mx.globex.example.');
  });

  test('is for a fail only, and missing when the text is not there', async () => {
    expect((await spfOf('192.0.2.129', dns)).published).toBeUndefined();
    expect(
      (await spfOf('192.0.2.1', dns.replace('why.example.com  TXT', 'other.example TXT'))).published,
    ).toBeUndefined();
  });
});
