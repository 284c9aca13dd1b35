import type { DnsRecord } from './scenario.ts';

/** What SPF records say of a server that they do not name, read from their words and the zones. */

export type SpfText = Extract<DnsRecord, { type: 'TXT' }>;

export interface WordForStrangers {
  /** RFC 7208 §4.6.2: pass, neutral, softfail, fail. */
  qualifier: '+' | '?' | '~' | '-';
  /** The term that says it, in lower case; `no “all”` where none does. */
  term: string;
}

/** From the loosest to the strictest. */
const qualifiers: readonly WordForStrangers['qualifier'][] = ['+', '?', '~', '-'];

/** A record that names nobody else is neutral, as with `?all` (RFC 7208 §4.7). */
const neutral: WordForStrangers = { qualifier: '?', term: 'no “all”' };

/** Shorter prefixes than these are no list of servers any more. */
const widestPrefix = { four: 16, six: 32 };

/** RFC 7208 §4.6.4: no more than ten terms may ask the DNS. It also ends a circle of them. */
const lookupsMax = 10;

/** The SPF records of a name. */
export function spfTexts(records: readonly DnsRecord[], name?: string): SpfText[] {
  return records.filter(
    (record): record is SpfText =>
      record.type === 'TXT' && /^v=spf1(?: |$)/i.test(record.text) && (name === undefined || record.name === name),
  );
}

/** The loosest that a record says of anybody: by `all`, by a network as wide as the world, by a question that has the same
 *  answer for everybody, or by the record that it points to. */
export function wordForStrangers(text: string, zones: readonly DnsRecord[], lookups = lookupsMax): WordForStrangers {
  const terms = text.toLowerCase().split(/\s+/).slice(1).filter(Boolean);
  const end = terms.findIndex((term) => /^[+?~-]?all$/.test(term));
  // What stands behind the first `all` is never read (RFC 7208 §5.1), nor is a redirect beside it (§6.1).
  const said = (end < 0 ? terms : terms.slice(0, end + 1))
    .filter((term) => isForAnybody(term, zones, lookups))
    .map((term) => ({ qualifier: qualifiers.find((one) => term.startsWith(one)) ?? '+', term }));
  const atEnd = end < 0 ? [wordAt(redirectOf(terms), zones, lookups) ?? neutral] : [];
  const [loosest = neutral] = [...said, ...atEnd].sort(byStrictness);
  return loosest;
}

/** It says less against a stranger than the other. */
export function isLooser(one: WordForStrangers, other: WordForStrangers): boolean {
  return byStrictness(one, other) < 0;
}

function byStrictness(one: WordForStrangers, other: WordForStrangers): number {
  return qualifiers.indexOf(one.qualifier) - qualifiers.indexOf(other.qualifier);
}

function redirectOf(terms: readonly string[]): string | undefined {
  return terms.find((term) => term.startsWith('redirect='))?.slice('redirect='.length);
}

/** What the one record of another name says; undefined when it has none, or cannot be known beforehand (macros). */
function wordAt(name: string | undefined, zones: readonly DnsRecord[], lookups: number): WordForStrangers | undefined {
  const [record, second] = name === undefined ? [] : spfTexts(zones, name.replace(/\.$/, ''));
  return record && !second && lookups > 0 ? wordForStrangers(record.text, zones, lookups - 1) : undefined;
}

function isForAnybody(term: string, zones: readonly DnsRecord[], lookups: number): boolean {
  const [, mechanism, rest = ''] = /^[+?~-]?(all|include|exists|a|mx|ip4|ip6)(?![a-z0-9])(.*)$/.exec(term) ?? [];
  switch (mechanism) {
    case 'all':
      return true;
    case 'include':
      return wordAt(rest.slice(1), zones, lookups)?.qualifier === '+';
    case 'exists':
      // Only with the caller's address in it does the question tell one caller from another.
      return !/%\{ir?\}/.test(rest);
    case undefined:
      return false;
    default:
      return isWide(mechanism, rest);
  }
}

/** `/8`, or `//8` for IPv6 beside it (RFC 7208 §5.3, §5.6). */
function isWide(mechanism: string, rest: string): boolean {
  const [, first, second] = /(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(rest) ?? [];
  const [four, six] = mechanism === 'ip6' ? [undefined, first] : [first, second];
  return Number(four ?? 32) < widestPrefix.four || Number(six ?? 128) < widestPrefix.six;
}
