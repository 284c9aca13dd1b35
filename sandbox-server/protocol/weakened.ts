import { type ParameterName, valueInForce } from './parameters.ts';
import type { DnsRecord } from './scenario.ts';
import type { World } from './world.ts';

/** What a repair must not cost: protection that was there at the start. */

/** The first thing that is weaker than at the start, as the end of a sentence; undefined when nothing is. */
export function firstWeakening(world: World): string | undefined {
  return weakerPolicy(world) ?? weakerSpf(world) ?? weakerServer(world);
}

type Text = Extract<DnsRecord, { type: 'TXT' }>;

function texts(records: readonly DnsRecord[], version: RegExp): Text[] {
  return records.filter((record): record is Text => record.type === 'TXT' && version.test(record.text));
}

const policies = ['none', 'quarantine', 'reject'];

/** What a DMARC record asks for, as a number: 0 where there is none (RFC 9989 §4.7). */
function strictness(record: Text | undefined): number {
  return Math.max(0, policies.indexOf(/;\s*p\s*=\s*(\w+)/i.exec(record?.text ?? '')?.[1]?.toLowerCase() ?? ''));
}

function weakerPolicy({ names }: World): string | undefined {
  const version = /^v\s*=\s*DMARC1/i;
  for (const before of texts(names.atStart, version)) {
    // Two records at one name count as none (RFC 9989 §4.10).
    const now = texts(names.records, version).filter(({ name }) => name === before.name);
    if (strictness(now.length === 1 ? now[0] : undefined) >= strictness(before)) continue;
    return `${before.name} asks for less than at the start (p=${policies[strictness(before)]}): whoever forges you is let in again.`;
  }
  return undefined;
}

/** Shorter prefixes than this are no list of servers any more. */
const widestPrefix = 16;

function weakerSpf({ names }: World): string | undefined {
  const version = /^v=spf1(?: |$)/i;
  for (const { name } of texts(names.atStart, version)) {
    const now = texts(names.records, version).filter((record) => record.name === name);
    if (now.length === 0) return `${name} has no SPF record any more.`;
    if (now.length > 1) return `${name} has two SPF records, and with two of them it has none that counts.`;
    const words = now[0]?.text.toLowerCase().split(/\s+/) ?? [];
    const anybody = words.find((word) => isForAnybody(word));
    if (anybody) return `the SPF record of ${name} says ${anybody}: it lets anybody send in your name.`;
  }
  return undefined;
}

function isForAnybody(word: string): boolean {
  const prefix = /^\+?ip4:.*\/(\d+)$/.exec(word)?.[1];
  return /^[+?]?all$/.test(word) || (prefix !== undefined && Number(prefix) < widestPrefix);
}

/** Settings of which one value guards something: what it was, and what is lost with it. */
const guards: { parameter: ParameterName; isWeaker(before: string, now: string): boolean; lost: string }[] = [
  {
    parameter: 'smtpd_tls_auth_only',
    isWeaker: (before, now) => before === 'yes' && now !== 'yes',
    lost: 'now takes passwords in the clear (smtpd_tls_auth_only)',
  },
  {
    parameter: 'smtpd_tls_security_level',
    isWeaker: (before, now) => before !== 'none' && before !== '' && (now === 'none' || now === ''),
    lost: 'offers no TLS any more (smtpd_tls_security_level)',
  },
  {
    parameter: 'smtpd_sender_restrictions',
    isWeaker: (before, now) => /login_mismatch/.test(before) && !/login_mismatch/.test(now),
    lost: 'now lets everybody who logs in send in anybody’s name (smtpd_sender_restrictions)',
  },
];

function weakerServer({ config, hosts }: World): string | undefined {
  for (const { name } of Object.values(hosts.byName).filter(({ role, shell }) => role === 'mail' && shell)) {
    const weaker = guards.find(({ parameter, isWeaker }) =>
      isWeaker(
        valueInForce(config.atStart[name], name, parameter),
        valueInForce(config.current[name], name, parameter),
      ),
    );
    if (weaker) return `${name} ${weaker.lost}.`;
  }
  return undefined;
}
