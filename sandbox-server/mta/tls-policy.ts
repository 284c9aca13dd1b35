import type { Asker } from '../dns/resolver.ts';
import { isOn, parameter } from './config.ts';
import { isWithinPattern, mtaStsPolicy } from './mta-sts.ts';
import type { MtaParts } from './parts.ts';
import type { Failure, NextHop } from './resolve.ts';

/** What a client demands of TLS with one server. */
export interface TlsPolicy {
  level: 'none' | 'may' | 'encrypt' | 'verify' | 'dane';
  /** With DANE: hashes of the keys that are right. */
  keyHashes?: string[];
  /** Why this server must not be used at all. */
  refused?: Failure;
}

/**
 * The stronger of what our configuration asks and what the receiving domain publishes: MTA-STS (RFC 8461) for the names of
 * its servers, DANE (RFC 7672) for their keys.
 *
 * @param by the sending server, with the message for which it asks
 * @param domain whose MX records named this server; undefined when the configuration did
 */
export async function tlsPolicy(
  by: Asker,
  nextHop: NextHop,
  domain: string | undefined,
  parts: MtaParts,
): Promise<TlsPolicy> {
  const { world, record } = parts;
  const host = by.client;
  const level = parameter(world, host, 'smtp_tls_security_level');
  if (level === 'dane') {
    const keyHashes = await daneKeys(by, nextHop, parts);
    if (keyHashes.length > 0) return { level: 'dane', keyHashes };
  }
  const sts = domain && isOn(world, host, 'lab_mta_sts') ? await mtaStsPolicy(by, domain, parts) : undefined;
  if (sts && domain) {
    const fits = sts.mx.some((pattern) => isWithinPattern(nextHop.host, pattern));
    const detail = `mode ${sts.mode}, mx ${sts.mx.join(' ')}`;
    const enforced = sts.mode === 'enforce';
    record({ type: 'tls-policy.found', host, domain, nextHop: nextHop.host, source: 'mta-sts', enforced, detail });
    if (enforced && !fits) return { level: 'verify', refused: notInPolicy(nextHop, domain) };
    if (enforced) return { level: 'verify' };
  }
  if (level === 'dane') return { level: 'may' };
  return { level: level === 'secure' ? 'verify' : (level as TlsPolicy['level']) }; // checked when it was set
}

/** Hashes of keys in signed TLSA records 3 1 1; without DNSSEC they prove nothing (RFC 7672 §2.2). */
async function daneKeys(by: Asker, nextHop: NextHop, parts: MtaParts): Promise<string[]> {
  const name = `_${nextHop.port}._tcp.${nextHop.host}`;
  const { answers, secure } = await parts.resolver.query(by, name, 'TLSA');
  if (!secure) return [];
  const hashes = answers.flatMap((record) =>
    record.type === 'TLSA' && record.usage === 3 ? [record.data.toLowerCase()] : [],
  );
  if (hashes.length > 0) {
    const found = { type: 'tls-policy.found', host: by.client, domain: nextHop.host, nextHop: nextHop.host } as const;
    parts.record({ ...found, source: 'dane', enforced: true, detail: `TLSA at ${name}` });
  }
  return hashes;
}

function notInPolicy(nextHop: NextHop, domain: string): Failure {
  const diagnostic = `${nextHop.host} is not a server of the MTA-STS policy of ${domain}`;
  return { status: '4.7.5', diagnostic };
}
