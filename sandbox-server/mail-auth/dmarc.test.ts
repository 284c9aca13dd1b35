import fc from 'fast-check';
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import { describe, expect, test } from 'vitest';
import type { DkimCheck, SpfCheck } from '#protocol/mail-authentication.ts';
import { checkDmarc } from './dmarc.ts';
import { keyResolver, type LookUp } from './lookup.ts';
import { zones } from './zones-for-tests.ts';

interface Story {
  from?: string | string[];
  fields?: number;
  spf?: [SpfCheck['result'], string];
  dkim?: [DkimCheck['result'], string][];
}

function spfCheck([result, domain]: [SpfCheck['result'], string]): SpfCheck {
  const rest = { identity: 'mailfrom', client: '192.0.2.1', lookups: 0, voidLookups: 0 } as const;
  return { result, domain, ...rest, steps: [], aligned: false, explanation: '' };
}

function dkimCheck([result, domain]: [DkimCheck['result'], string]): DkimCheck {
  const rest = { selector: 's1', algorithm: 'rsa-sha256', canonicalization: 'relaxed/relaxed' };
  return { result, domain, ...rest, signedHeaders: ['From'], aligned: false, comment: '' };
}

/** DMARC of a message from ann@acme.example for which neither SPF nor DKIM passed, unless the story says otherwise. */
async function judged(dns: string, { from = 'ann@acme.example', fields = 1, spf, dkim = [] }: Story = {}) {
  const addresses = Array.isArray(from) ? from : [from];
  const checks = { spf: spfCheck(spf ?? ['none', 'elsewhere.example']), dkim: dkim.map(dkimCheck) };
  return checkDmarc({ addresses, count: fields }, checks, zones(dns).look);
}

async function dmarcOf(dns: string, story?: Story) {
  return (await judged(dns, story)).dmarc;
}

const reject = '_dmarc.acme.example TXT v=DMARC1; p=reject';

describe('a message passes', () => {
  test('by SPF alone', async () => {
    expect(await dmarcOf(reject, { spf: ['pass', 'acme.example'] })).toMatchObject({
      result: 'pass',
      disposition: 'none',
      policy: 'reject',
      alignment: { spf: { aligned: true }, dkim: { aligned: false } },
      explanation: 'SPF passed for a domain that aligns with acme.example.',
    });
  });

  test('by DKIM alone, if one signature of many aligns', async () => {
    const story: Story = {
      spf: ['fail', 'acme.example'],
      dkim: [
        ['pass', 'esp.example'],
        ['pass', 'acme.example'],
      ],
    };
    expect(await dmarcOf(reject, story)).toMatchObject({
      result: 'pass',
      alignment: { spf: { aligned: false }, dkim: { aligned: true } },
    });
  });
});

describe('a message fails', () => {
  test('when what passed is about another domain', async () => {
    const { spf, dkim, dmarc } = await judged(reject, {
      spf: ['pass', 'forwarder.example'],
      dkim: [['fail', 'acme.example']],
    });
    expect(dmarc).toMatchObject({ result: 'fail', disposition: 'reject' });
    expect(dmarc.explanation).toBe('What passed does not align with acme.example.');
    expect(spf.aligned).toBe(false);
    expect(dkim.map(({ aligned }) => aligned)).toEqual([true]);
  });

  test.each(['none', 'quarantine', 'reject'] as const)('and p=%s says what to do then', async (policy) => {
    expect(await dmarcOf(`_dmarc.acme.example TXT v=DMARC1; p=${policy}`)).toMatchObject({
      result: 'fail',
      policy,
      policyTag: 'p',
      disposition: policy,
    });
  });

  test.each([
    ['reject', 'quarantine'],
    ['quarantine', 'none'],
    ['none', 'none'],
  ])('and t=y makes of p=%s one level less, %s', async (policy, disposition) => {
    expect(await dmarcOf(`_dmarc.acme.example TXT v=DMARC1; p=${policy}; t=y`)).toMatchObject({
      policy,
      testing: true,
      disposition,
    });
  });
});

describe('alignment', () => {
  const story: Story = { spf: ['pass', 'bounce.acme.example'], dkim: [['pass', 'mail.acme.example']] };

  test('is relaxed unless the record says otherwise: the same organization', async () => {
    expect(await dmarcOf(reject, story)).toMatchObject({
      result: 'pass',
      alignment: { spf: { mode: 'relaxed', aligned: true }, dkim: { mode: 'relaxed', aligned: true } },
    });
  });

  test('is strict with aspf=s and adkim=s: the same domain', async () => {
    expect(await dmarcOf(`${reject}; aspf=s; adkim=s`, story)).toMatchObject({
      result: 'fail',
      alignment: { spf: { mode: 'strict', aligned: false }, dkim: { mode: 'strict', aligned: false } },
    });
    expect(await dmarcOf(`${reject}; aspf=s`, story)).toMatchObject({ result: 'pass' });
  });

  test('holds from below and from above, and between siblings', async () => {
    const from = 'ann@news.acme.example';
    for (const domain of ['acme.example', 'mail.acme.example', 'a.news.acme.example']) {
      expect((await dmarcOf(reject, { from, dkim: [['pass', domain]] })).result).toBe('pass');
    }
  });

  test('does not hold for a name that only looks alike', async () => {
    for (const domain of ['evil-acme.example', 'acme.example.evil.example', 'example']) {
      expect((await dmarcOf(reject, { dkim: [['pass', domain]] })).result).toBe('fail');
    }
  });

  test('ends where a part of the organization is one of its own: psd=n', async () => {
    const dns = `${reject}\n_dmarc.labs.acme.example TXT v=DMARC1; p=none; psd=n`;
    expect((await dmarcOf(dns, { dkim: [['pass', 'labs.acme.example']] })).result).toBe('fail');
  });
});

describe('the walk', () => {
  const from = 'ann@news.eu.acme.example';

  test('goes up from the From domain and shows where it looked', async () => {
    expect(await dmarcOf(reject, { from })).toMatchObject({
      walk: [
        { name: '_dmarc.news.eu.acme.example', found: false },
        { name: '_dmarc.eu.acme.example', found: false },
        { name: '_dmarc.acme.example', found: true, record: 'v=DMARC1; p=reject' },
        { name: '_dmarc.example', found: false },
      ],
      organizationalDomain: 'acme.example',
      recordDomain: 'acme.example',
    });
  });

  test('leaves out names when there are many: eight questions at most', async () => {
    const { walk } = await dmarcOf('', { from: 'x@a.b.c.d.e.f.g.h.i.example' });
    expect(walk.map(({ name }) => name)).toEqual([
      '_dmarc.a.b.c.d.e.f.g.h.i.example',
      '_dmarc.d.e.f.g.h.i.example',
      '_dmarc.e.f.g.h.i.example',
      '_dmarc.f.g.h.i.example',
      '_dmarc.g.h.i.example',
      '_dmarc.h.i.example',
      '_dmarc.i.example',
      '_dmarc.example',
    ]);
  });

  test('ends at the record of a public suffix, which says where organizations begin: psd=y', async () => {
    const dns = '_dmarc.example TXT v=DMARC1; p=quarantine; sp=reject; psd=y';
    expect(await dmarcOf(dns, { from })).toMatchObject({
      result: 'fail',
      organizationalDomain: 'acme.example',
      recordDomain: 'example',
      policyTag: 'sp',
      disposition: 'reject',
    });
  });

  test('uses the own record of a subdomain, not that of the organization', async () => {
    const dns = `${reject}; sp=reject\n_dmarc.news.eu.acme.example TXT v=DMARC1; p=none`;
    expect(await dmarcOf(dns, { from })).toMatchObject({
      organizationalDomain: 'acme.example',
      recordDomain: 'news.eu.acme.example',
      disposition: 'none',
    });
  });

  test('finds nothing: none', async () => {
    expect(await dmarcOf('', { spf: ['pass', 'acme.example'] })).toMatchObject({ result: 'none', disposition: 'none' });
  });

  test('takes two records at a name, and one of another version, for none', async () => {
    expect((await dmarcOf(`${reject}\n${reject}`)).result).toBe('none');
    expect((await dmarcOf('_dmarc.acme.example TXT v=dmarc1; p=reject')).result).toBe('none');
  });

  test('goes no further than a record of the domain whose policy does not exist', async () => {
    const dns = `${reject}\n_dmarc.news.eu.acme.example TXT v=DMARC1; p=maybe`;
    expect(await dmarcOf(dns, { from })).toMatchObject({ result: 'none', recordDomain: 'news.eu.acme.example' });
  });

  test('takes a record that only asks for reports for p=none', async () => {
    expect(await dmarcOf('_dmarc.acme.example TXT v=DMARC1; rua=mailto:d@acme.example')).toMatchObject({
      result: 'fail',
      disposition: 'none',
    });
  });
});

describe('a subdomain', () => {
  const record = '_dmarc.acme.example TXT v=DMARC1; p=none; sp=quarantine; np=reject';

  test('that exists is under sp=', async () => {
    const dns = `${record}\nnews.acme.example A 192.0.2.7`;
    expect(await dmarcOf(dns, { from: 'ann@news.acme.example' })).toMatchObject({
      policyTag: 'sp',
      disposition: 'quarantine',
    });
  });

  test('that does not exist is under np=', async () => {
    expect(await dmarcOf(record, { from: 'ann@invented.acme.example' })).toMatchObject({
      policyTag: 'np',
      disposition: 'reject',
    });
  });

  test('is under p= when the record names neither', async () => {
    expect(await dmarcOf(reject, { from: 'ann@invented.acme.example' })).toMatchObject({
      policyTag: 'p',
      disposition: 'reject',
    });
  });
});

describe('a From that names no domain, or several', () => {
  test.each<[string, Story, string]>([
    ['no From', { from: [], fields: 0 }, 'no From address'],
    ['an empty From', { from: [], fields: 1 }, 'no From address'],
    ['two From fields', { from: ['ann@acme.example', 'ann@acme.example'], fields: 2 }, '2 From fields'],
    ['two domains', { from: ['ann@acme.example', 'x@globex.example'] }, 'exactly one domain'],
    ['no domain', { from: ['ann'] }, 'exactly one domain'],
  ])('cannot be checked: %s', async (_, story, problem) => {
    const dmarc = await dmarcOf(reject, { ...story, spf: ['pass', 'acme.example'] });
    expect(dmarc).toMatchObject({ result: 'permerror', fromDomain: '', disposition: 'none' });
    expect(dmarc.explanation).toContain(problem);
  });

  test('but several authors of one domain can', async () => {
    const from = ['ann@acme.example', 'bob@ACME.example.'];
    expect((await dmarcOf(reject, { from, spf: ['pass', 'acme.example'] })).result).toBe('pass');
  });
});

describe('a DNS that fails', () => {
  test('is a temperror, and nothing is done to the message', async () => {
    expect(await dmarcOf('_dmarc.acme.example SERVFAIL')).toMatchObject({ result: 'temperror', disposition: 'none' });
  });

  test('during SPF or DKIM is one, too, if that might have passed', async () => {
    expect((await dmarcOf(reject, { spf: ['temperror', 'acme.example'] })).result).toBe('temperror');
    expect((await dmarcOf(reject, { dkim: [['temperror', 'acme.example']] })).result).toBe('temperror');
    expect((await dmarcOf(reject, { spf: ['temperror', 'other.example'] })).result).toBe('fail');
  });

  test('does not hide what passed', async () => {
    const dns = `${reject}\n_dmarc.bounce.acme.example SERVFAIL`;
    const story: Story = { spf: ['pass', 'bounce.acme.example'], dkim: [['pass', 'acme.example']] };
    expect((await dmarcOf(dns, story)).result).toBe('pass');
    expect((await dmarcOf(dns, { ...story, dkim: [] })).result).toBe('temperror');
  });
});

const names = ['acme.example', 'a.acme.example', 'b.a.acme.example', 'c.acme.example', 'example', 'globex.example'];
const policy = fc.constantFrom('none', 'quarantine', 'reject');
const tag = fc.oneof(
  fc.tuple(fc.constantFrom('sp=', 'np='), policy).map((parts) => parts.join('')),
  fc.constantFrom('psd=y', 'psd=n', 'psd=u', 't=y', 'aspf=s', 'adkim=s', 'rua=mailto:d@acme.example', 'p=moo', 'moo'),
);
const record = fc.tuple(policy, fc.uniqueArray(tag, { maxLength: 3, selector: (text) => text.split('=')[0] }));
const line = fc.tuple(fc.constantFrom(...names), record).map(([name, [p, tags]]) => {
  const own = tags.some((text) => text.startsWith('p=')) ? [] : [`p=${p}`];
  return `_dmarc.${name} TXT ${['v=DMARC1', ...own, ...tags].join('; ')}`;
});
const result = fc.constantFrom('pass' as const, 'pass' as const, 'fail' as const);

/** The library asks for addresses, too: whether there are any does not matter to it, only whether the name exists. */
function resolverOver(look: LookUp) {
  const texts = keyResolver(look);
  return async (name: string, type: string): Promise<string[][]> => {
    if (type === 'TXT') return texts(name, type);
    const { rcode } = await look(name, 'A');
    const code = rcode === 'NXDOMAIN' ? 'ENOTFOUND' : 'ENODATA';
    throw Object.assign(new Error(code), { code });
  };
}

test('the library finds the same for any records', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 4 }),
      fc.constantFrom(...names.slice(0, 4)),
      fc.tuple(result, fc.constantFrom(...names)),
      fc.array(fc.tuple(result, fc.constantFrom(...names)), { maxLength: 2 }),
      async (lines, from, spf, dkim) => {
        const dns = lines.join('\n');
        const ours = await dmarcOf(dns, { from: `ann@${from}`, spf, dkim });
        const { response } = await evaluateDmarc({
          headerFrom: [`ann@${from}`],
          spfDomains: spf[0] === 'pass' ? [spf[1]] : [],
          dkimDomains: dkim.filter(([verdict]) => verdict === 'pass').map(([, domain]) => ({ domain })),
          resolver: resolverOver(zones(dns).look),
          strict: true,
        });
        if (!response) throw new Error('the library found no author');
        const theirs = { result: response.status.result, organization: response.domain };
        expect({ result: ours.result, organization: ours.organizationalDomain }).toEqual(theirs);
        if (response.rr) expect(ours.record).toBe(response.rr);
        if (ours.result === 'fail') expect(ours.disposition).toBe(response.policy);
      },
    ),
    { numRuns: 2000, seed: 9989 },
  );
});
