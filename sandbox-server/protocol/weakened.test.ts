import { describe, expect, test } from 'vitest';
import type { DnsRecord } from './scenario.ts';
import { firstWeakening } from './weakened.ts';
import { emptyWorld } from './world.ts';

/** A repair must not cost what the zones promised before it. */

const txt = (name: string, text: string): DnsRecord => ({ name, type: 'TXT', text });
const spf = (terms: string) => txt('acme.example', `v=spf1 ${terms}`.trim());
const dmarc = (tags: string) => txt('_dmarc.acme.example', `v=DMARC1; ${tags}`);

function weakening(atStart: DnsRecord, ...now: DnsRecord[]): string | undefined {
  const world = emptyWorld();
  world.names.atStart = [atStart];
  world.names.records = now;
  return firstWeakening(world);
}

describe('an SPF record that ended with -all', () => {
  const before = spf('ip4:192.0.2.25 -all');

  test.each([
    'ip4:192.0.2.25 ip4:192.0.2.26 -all',
    'ip4:192.0.2.0/24 -all',
    'a:mail.acme.example/28 mx include:_spf.postly.example -all',
    'exists:%{ir}.ours.acme.example -all',
    'ip6:2001:db8::/32 a//64 -all',
    'ip4:192.0.2.26 -all +all',
    'ip4:192.0.2.26 redirect=_spf.acme.example',
  ])('may become %s', (terms) => {
    const elsewhere = [
      txt('_spf.postly.example', 'v=spf1 ip4:198.51.100.9 ~all'),
      txt('_spf.acme.example', 'v=spf1 ip4:192.0.2.25 -all'),
    ];
    expect(weakening(before, spf(terms), ...elsewhere)).toBeUndefined();
  });

  test.each([
    ['ip4:192.0.2.25 ip4:192.0.2.26', 'says no “all” where it said -all'],
    ['', 'says no “all” where it said -all'],
    ['ip4:192.0.2.26 ~all', 'says ~all where it said -all'],
    ['ip4:192.0.2.26 ?all', 'says ?all where it said -all'],
    ['ip4:192.0.2.26 redirect=nowhere.acme.example', 'says no “all” where it said -all'],
    ['+all', 'says +all: it lets anybody send'],
    ['ALL -all', 'says all: it lets anybody send'],
    ['a/0 -all', 'says a/0: it lets anybody send'],
    ['mx:acme.example/8//64 -all', 'says mx:acme.example/8//64: it lets anybody send'],
    ['a//0 -all', 'says a//0: it lets anybody send'],
    ['ip4:0.0.0.0/0 -all', 'says ip4:0.0.0.0/0: it lets anybody send'],
    ['?ip4:128.0.0.0/1 -all', 'says ?ip4:128.0.0.0/1 where it said -all'],
    ['ip6:::/0 -all', 'says ip6:::/0: it lets anybody send'],
    ['exists:mail.acme.example -all', 'says exists:mail.acme.example: it lets anybody send'],
    ['exists:%{h} -all', 'says exists:%{h}: it lets anybody send'],
    ['include:open.acme.example -all', 'says include:open.acme.example: it lets anybody send'],
    ['redirect=open.acme.example', 'says +all: it lets anybody send'],
    ['redirect=acme.example', 'says no “all” where it said -all'],
  ])('may not become %j', (terms, why) => {
    expect(weakening(before, spf(terms), txt('open.acme.example', 'v=spf1 +all'))).toContain(why);
  });

  test('may not go away, nor get a second one beside it', () => {
    expect(weakening(before)).toContain('has no SPF record any more');
    expect(weakening(before, before, spf('ip4:192.0.2.26 -all'))).toContain('two SPF records');
  });
});

test('what an SPF record did not promise at the start, nobody has to add', () => {
  expect(weakening(spf('ip4:192.0.2.25 ~all'), spf('ip4:192.0.2.26 ~all'))).toBeUndefined();
  expect(weakening(spf('ip4:192.0.2.25'), spf('ip4:192.0.2.26 ?all'))).toBeUndefined();
  expect(weakening(spf('+all'), spf('+all'))).toBeUndefined();
});

test('a DMARC policy may become stricter, not looser, and t=y takes one step off it', () => {
  expect(weakening(dmarc('p=quarantine'), dmarc('p=reject; t=n'))).toBeUndefined();
  expect(weakening(dmarc('p=quarantine'), dmarc('p=reject; t=y'))).toBeUndefined();
  expect(weakening(dmarc('p=reject'), dmarc('p=reject; t=y'))).toContain('less than at the start (p=reject)');
  expect(weakening(dmarc('p=reject'), dmarc('p=none'))).toContain('less than at the start (p=reject)');
  expect(weakening(dmarc('p=reject'))).toContain('less than at the start (p=reject)');
});

describe('a DMARC record that rejects', () => {
  test.each([
    'p=reject; sp=reject',
    'p=reject; np=reject',
    'p=reject; adkim=s',
    'p=reject; sp=reject; np=reject; aspf=s',
  ])('may ask for more: %s', (tags) => {
    expect(weakening(dmarc('p=reject'), dmarc(tags))).toBeUndefined();
  });

  test.each([
    ['p=reject; sp=none', 'names below acme.example (none where it was reject)'],
    ['p=reject; sp=quarantine; np=reject', 'names below acme.example (quarantine where it was reject)'],
    ['p=reject; np=none', 'names that do not exist (none where it was reject)'],
    ['p=reject; sp=maybe', 'less than at the start (p=reject)'],
    ['pct=100', 'less than at the start (p=reject)'],
  ])('may not become %j', (tags, why) => {
    expect(weakening(dmarc('p=reject'), dmarc(tags))).toContain(why);
  });

  test('may not be written so that no receiver reads it, nor get a second one beside it', () => {
    expect(weakening(dmarc('p=reject'), txt('_dmarc.acme.example', 'v=dmarc1; p=reject'))).toContain('(p=reject)');
    expect(weakening(dmarc('p=reject'), dmarc('p=reject'), dmarc('p=reject; t=n'))).toContain('(p=reject)');
  });

  test('may not be got round by a record of a name below it', () => {
    const below = (tags: string) => txt('_dmarc.news.acme.example', `v=DMARC1; ${tags}`);
    expect(weakening(dmarc('p=reject'), dmarc('p=reject'), below('p=reject'))).toBeUndefined();
    expect(weakening(dmarc('p=reject'), dmarc('p=reject'), below('p=none'))).toContain('_dmarc.news.acme.example asks');
    // The name did not exist, so np= was for it.
    expect(weakening(dmarc('p=reject; sp=none'), dmarc('p=reject; sp=none'), below('p=none'))).toBeUndefined();
    const closed = dmarc('p=reject; sp=none; np=reject');
    expect(weakening(closed, closed, below('p=none'))).toContain('_dmarc.news.acme.example asks');
  });
});

test('a DMARC record that wanted the very same name goes on to want it', () => {
  expect(weakening(dmarc('p=none; aspf=s'), dmarc('p=none'))).toContain('no longer wants the very same name (aspf=s)');
  expect(weakening(dmarc('p=none; adkim=s'), dmarc('p=none; adkim=r'))).toContain('(adkim=s)');
  expect(weakening(dmarc('p=none; aspf=s; adkim=s'), dmarc('p=none; aspf=s; adkim=s'))).toBeUndefined();
});
