import { type DmarcRecord, type Policies, theDmarcRecord } from './dmarc-record.ts';
import type { NamesState } from './projections/names.ts';
import type { DnsRecord } from './scenario.ts';

/** What DMARC records ask of receivers against whoever forges a name, read from their words and the zones. */

/** For mail in the name of the domain, of names below it, and of names below it that do not exist. */
type Wishes = Required<Policies>;

interface Asked {
  wishes: Wishes;
  mode: DmarcRecord['mode'];
}

const nothing: Asked = {
  wishes: { p: 'none', sp: 'none', np: 'none' },
  mode: { spf: 'relaxed', dkim: 'relaxed' },
};

/** From the least to the most; t=y takes one off (RFC 9989 §4.7). */
const levels: readonly Wishes['p'][] = ['none', 'quarantine', 'reject'];

const prefix = '_dmarc.';

/** The first record that asks for less than at the start, as the end of a sentence; undefined when none does. */
export function firstWeakerWish({ atStart, records }: Pick<NamesState, 'atStart' | 'records'>): string | undefined {
  const names = new Set([...atStart, ...records].filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name));
  for (const domain of [...names].map((name) => name.slice(prefix.length))) {
    // To publish a record for an invented name makes it exist, so that is asked of the zones at the start.
    const isInvented = !exists(domain, atStart);
    const less = whatIsLess(domain, askedFor(domain, isInvented, atStart), askedFor(domain, isInvented, records));
    if (less !== undefined) return `${prefix}${domain} ${less}`;
  }
  return undefined;
}

function whatIsLess(domain: string, before: Asked, now: Asked): string | undefined {
  const isLess = (tag: keyof Wishes) => levels.indexOf(now.wishes[tag]) < levels.indexOf(before.wishes[tag]);
  const change = (tag: keyof Wishes) => `${now.wishes[tag]} where it was ${before.wishes[tag]}`;
  if (isLess('p')) {
    return `asks for less than at the start (p=${before.wishes.p}): whoever forges you is let in again.`;
  }
  if (isLess('sp')) {
    return `asks for less for the names below ${domain} (${change('sp')}): whoever forges one of them is let in.`;
  }
  if (isLess('np')) {
    return `asks for less for names that do not exist (${change('np')}): whoever invents one is let in.`;
  }
  const loosened = (['spf', 'dkim'] as const).find((by) => before.mode[by] === 'strict' && now.mode[by] !== 'strict');
  return loosened && `no longer wants the very same name (a${loosened}=s): any name of the house will do again.`;
}

/** By the domain's own record, else by that of its organization, the one furthest up. Names below the domain ask that
 *  one in any case (RFC 9989 §4.10.1). */
function askedFor(domain: string, isInvented: boolean, zones: readonly DnsRecord[]): Asked {
  const own = recordOf(domain, zones);
  const organization = namesAbove(domain)
    .flatMap((name) => recordOf(name, zones) ?? [])
    .at(-1);
  const { wishes, mode } = organization ? askedBy(organization) : nothing;
  const inherited = { wishes: { ...wishes, p: wishes[isInvented ? 'np' : 'sp'] }, mode };
  if (!own) return inherited;
  const asked = askedBy(own);
  return organization ? { wishes: { ...inherited.wishes, p: asked.wishes.p }, mode: asked.mode } : asked;
}

function askedBy({ policies = { p: 'none' }, testing, mode }: DmarcRecord): Asked {
  const { p, sp = p, np = sp } = policies;
  const inForce = (wish: Wishes['p']) => (testing ? (levels[levels.indexOf(wish) - 1] ?? 'none') : wish);
  return { wishes: { p: inForce(p), sp: inForce(sp), np: inForce(np) }, mode };
}

function recordOf(domain: string, zones: readonly DnsRecord[]): DmarcRecord | undefined {
  return theDmarcRecord(zones.flatMap((one) => (one.type === 'TXT' && one.name === prefix + domain ? [one.text] : [])));
}

function namesAbove(domain: string): string[] {
  return [...domain.matchAll(/\./g)].map(({ index }) => domain.slice(index + 1));
}

function exists(domain: string, zones: readonly DnsRecord[]): boolean {
  return zones.some(({ name }) => name === domain || name.endsWith(`.${domain}`));
}
