import type { Policies, Policy } from '#protocol/dmarc-record.ts';
import type { DkimCheck, DmarcCheck, SpfCheck } from '#protocol/mail-authentication.ts';
import { type Alignment, alignmentOf } from './dmarc-alignment.ts';
import { applicableRecord, type FoundRecord, organizationalDomain, type TreeWalk, treeWalk } from './dmarc-walk.ts';
import { domainOfAddress } from './domain.ts';
import type { LookUp } from './lookup.ts';

/** t=y asks for one level less (RFC 9989 §4.7). */
const oneLevelLess = { reject: 'quarantine', quarantine: 'none', none: 'none' } as const;

export interface FromFields {
  /** Addresses in all From fields. */
  addresses: string[];
  /** How many From fields there are; RFC 5322 §3.6 allows one. */
  count: number;
}

interface Authenticated {
  spf: SpfCheck;
  dkim: DkimCheck[];
}

type Judged<Check> = { check: Check; alignment: Alignment };

/** DMARC of a message (RFC 9989 §5.3). `aligned` of SPF and of each signature is filled in, whatever their result. */
export async function checkDmarc(
  from: FromFields,
  { spf, dkim }: Authenticated,
  look: LookUp,
): Promise<Authenticated & { dmarc: DmarcCheck }> {
  const domain = authorDomain(from);
  if (!domain) return { spf, dkim, dmarc: withoutAuthor(from) };
  const walk = await treeWalk(domain, look);
  const author = { domain, organization: organizationalDomain(domain, walk) };
  const applicable = applicableRecord(domain, walk);
  const mode = applicable?.record.mode ?? { spf: 'relaxed', dkim: 'relaxed' };
  const judge = async <Check extends SpfCheck | DkimCheck>(
    check: Check,
    by: 'spf' | 'dkim',
  ): Promise<Judged<Check>> => {
    const alignment = await alignmentOf(check.domain, author, mode[by], look);
    return { check: { ...check, aligned: alignment === 'aligned' }, alignment };
  };
  const bySpf = await judge(spf, 'spf');
  const byDkim: Judged<DkimCheck>[] = [];
  for (const signature of dkim) byDkim.push(await judge(signature, 'dkim'));
  const verdict = await verdictOf({ domain, walk, applicable, spf: [bySpf], dkim: byDkim }, look);
  return {
    spf: bySpf.check,
    dkim: byDkim.map(({ check }) => check),
    dmarc: {
      ...verdict,
      fromDomain: domain,
      organizationalDomain: author.organization,
      walk: walk.asked,
      testing: applicable?.record.testing ?? false,
      alignment: {
        spf: { mode: mode.spf, aligned: hasPassed(bySpf) },
        dkim: { mode: mode.dkim, aligned: byDkim.some(hasPassed) },
      },
    },
  };
}

/** The one domain of all authors; undefined when there is none, or more than one (RFC 9989 §5.3.1). */
function authorDomain({ addresses, count }: FromFields): string | undefined {
  const [domain, second] = new Set(addresses.map(domainOfAddress));
  return count === 1 && second === undefined ? domain : undefined;
}

function withoutAuthor({ addresses, count }: FromFields): DmarcCheck {
  const notAligned = { mode: 'relaxed', aligned: false } as const;
  return {
    result: 'permerror',
    fromDomain: '',
    organizationalDomain: '',
    walk: [],
    testing: false,
    alignment: { spf: notAligned, dkim: notAligned },
    disposition: 'none',
    explanation: authorProblem(addresses, count),
  };
}

function authorProblem(addresses: string[], count: number): string {
  if (count > 1) return `The message has ${count} From fields: readers and servers may look at different ones.`;
  if (addresses.length === 0) return 'The message has no From address, so there is no domain to check.';
  return 'From does not name exactly one domain, so there is none to check.';
}

interface Evidence {
  domain: string;
  walk: TreeWalk;
  applicable: FoundRecord | undefined;
  spf: Judged<SpfCheck>[];
  dkim: Judged<DkimCheck>[];
}

type Verdict = Omit<DmarcCheck, 'fromDomain' | 'organizationalDomain' | 'walk' | 'testing' | 'alignment'>;

async function verdictOf({ domain, walk, applicable, spf, dkim }: Evidence, look: LookUp): Promise<Verdict> {
  if (!applicable) return withoutRecord(domain, walk);
  const { text: record, policies, testing } = applicable.record;
  const recordDomain = applicable.domain;
  if (!policies) {
    const explanation = `The record of ${recordDomain} names no policy that exists.`;
    return { recordDomain, record, result: 'none', disposition: 'none', explanation };
  }
  const wish = recordDomain === domain ? ownPolicy(policies) : await inheritedPolicy(domain, policies, look);
  const found = { recordDomain, record, ...wish };
  const passed = [spf.some(hasPassed) && 'SPF', dkim.some(hasPassed) && 'DKIM'].filter(Boolean).join(' and ');
  if (passed) {
    const explanation = `${passed} passed for a domain that aligns with ${domain}.`;
    return { ...found, result: 'pass', disposition: 'none', explanation };
  }
  const checks = [...spf, ...dkim];
  if (walk.failed || !wish || checks.some(mightHavePassed)) {
    const explanation = 'The DNS did not answer all that had to be asked.';
    return { ...found, result: 'temperror', disposition: 'none', explanation };
  }
  const disposition = testing ? oneLevelLess[wish.policy] : wish.policy;
  return { ...found, result: 'fail', disposition, explanation: failure(domain, checks) };
}

function withoutRecord(domain: string, { failed }: TreeWalk): Verdict {
  const explanation = failed
    ? `The DNS did not answer whether ${domain} has a DMARC record.`
    : `Neither ${domain} nor a domain above it has a DMARC record.`;
  return { result: failed ? 'temperror' : 'none', disposition: 'none', explanation };
}

function failure(domain: string, checks: Judged<SpfCheck | DkimCheck>[]): string {
  return checks.some(({ check }) => check.result === 'pass')
    ? `What passed does not align with ${domain}.`
    : `Neither SPF nor a signature passed for ${domain}.`;
}

function hasPassed({ check, alignment }: Judged<SpfCheck | DkimCheck>): boolean {
  return check.result === 'pass' && alignment === 'aligned';
}

/** What a failing DNS keeps from us is not a failure of the sender (RFC 9989 §5.3). */
function mightHavePassed({ check, alignment }: Judged<SpfCheck | DkimCheck>): boolean {
  if (alignment === 'unknown') return check.result === 'pass' || check.result === 'temperror';
  return alignment === 'aligned' && check.result === 'temperror';
}

type Wish = { policy: Policy; policyTag: 'p' | 'sp' | 'np' };

function ownPolicy({ p }: Policies): Wish {
  return { policy: p, policyTag: 'p' };
}

/** Of a record further up: np when the domain does not exist, else sp (RFC 9989 §4.10.1). Undefined when the DNS does not
 *  say whether it exists. */
async function inheritedPolicy(domain: string, policies: Policies, look: LookUp): Promise<Wish | undefined> {
  const { sp, np } = policies;
  if (np) {
    const { rcode, answers } = await look(domain, 'A');
    if (rcode === 'SERVFAIL') return undefined;
    // An alias to a name that is gone exists itself.
    if (rcode === 'NXDOMAIN' && answers.length === 0) return { policy: np, policyTag: 'np' };
  }
  return sp ? { policy: sp, policyTag: 'sp' } : ownPolicy(policies);
}
