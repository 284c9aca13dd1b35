import { createHash, createPublicKey } from 'node:crypto';
import type { AccountState } from '#protocol/projections/relay-service.ts';
import type { WantedRecord } from '#protocol/relay-service.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import type { SigningKey } from '../mail-auth/sign.ts';
import { redirection } from '../mta/aliases.ts';
import type { ServiceParts } from './service-parts.ts';

/** The records with which the owner of a domain allows a service to send for it, and whether the DNS has them. */

/** Sandbox ms that a good answer is believed. A bad one is asked again at once: the customer is just putting it right. */
const believedMs = 3_600_000;

type Key = SigningKey & { algorithm: 'rsa-sha256' | 'ed25519-sha256' };

/** The customer's domain has what it needs; asks the DNS when that is not known, and records what was found. */
export async function isVerified(account: AccountState, domain: string, service: ServiceParts): Promise<boolean> {
  if (!account.domains.includes(domain)) return false;
  const { clock, record } = service.mta;
  const known = account.checked[domain];
  if (known?.verified && clock.now() - known.at < believedMs) return true;
  const records = await Promise.all(
    wantedRecords(account, domain, service).map(async (wanted) => ({
      ...wanted,
      found: await isThere(wanted, service),
    })),
  );
  const verified = records.every(({ needed, found }) => found || !needed);
  record({ type: 'sending-domain.checked', service: service.host, account: account.user, domain, verified, records });
  return verified;
}

/** What a customer is asked to publish for a domain. */
export function wantedRecords(
  { user, verification }: AccountState,
  domain: string,
  { host, state }: ServiceParts,
): Omit<WantedRecord, 'found'>[] {
  const { signing, bounceDomain } = state.settings;
  const name = signing.domain.split('.')[0] ?? '';
  const proof = createHash('sha256').update(`${host}/${user}/${domain}`).digest('hex').slice(0, 8);
  return [
    {
      purpose: 'ownership',
      name: `_${name}.${domain}`,
      type: 'TXT',
      value: `${name}-verify=${verification ?? proof}`,
      needed: true,
    },
    {
      purpose: 'signing',
      name: `${signing.selector}._domainkey.${domain}`,
      type: 'CNAME',
      value: `${signing.selector}._domainkey.${signing.domain}`,
      needed: true,
    },
    { purpose: 'return-path', name: `bounce.${domain}`, type: 'CNAME', value: bounceDomain, needed: false },
  ];
}

/** The return-path domain of a copy: the customer's own when it leads here, so that SPF aligns; otherwise the service's. */
export function bounceDomainFor(account: AccountState, domain: string, { host, state, world }: ServiceParts): string {
  const own = account.checked[domain]?.records.find(({ purpose }) => purpose === 'return-path');
  const isTaken = own?.found && redirection(world, host, `bounce@${own.name}`, world.clock.at) !== undefined;
  return isTaken ? own.name : state.settings.bounceDomain;
}

/** Keys for mail with this domain in From, the customer's first. The customer's selector is an alias to the service's key. */
export function signingKeys(account: AccountState, domain: string, { host, state, world }: ServiceParts): Key[] {
  const { signing } = state.settings;
  const keys = world.hosts.byName[host]?.dkimKeys ?? [];
  const shared = keys.find((key) => key.domain === signing.domain && key.selector === signing.selector);
  const own = keys.find((key) => key.domain === domain && key.selector === signing.selector);
  const mayUse = account.checked[domain]?.verified && domain !== signing.domain;
  const forCustomer = mayUse ? (own ?? (shared && { ...shared, domain })) : undefined;
  return [forCustomer, shared].filter((key) => key !== undefined);
}

async function isThere(wanted: Omit<WantedRecord, 'found'>, service: ServiceParts): Promise<boolean> {
  const by = { client: service.host, driver: 'mta' } as const;
  const { resolver } = service.mta;
  switch (wanted.purpose) {
    case 'ownership': {
      const { answers } = await resolver.query(by, wanted.name, 'TXT');
      return textsOf(answers).includes(wanted.value);
    }
    case 'signing': {
      const { answers } = await resolver.query(by, wanted.name, 'TXT');
      return textsOf(answers).some((text) => holdsKey(text, wanted.name, service));
    }
    case 'return-path': {
      const exchanges = (await resolver.query(by, wanted.name, 'MX')).answers.flatMap((record) =>
        record.type === 'MX' ? [record.exchange] : [],
      );
      const texts = textsOf((await resolver.query(by, wanted.name, 'TXT')).answers);
      return exchanges.includes(service.host) && texts.some((text) => /^v=spf1\b/i.test(text));
    }
  }
}

/** The key in the DNS, by alias or copied, is the one that we sign with. */
function holdsKey(text: string, name: string, { host, state, world }: ServiceParts): boolean {
  const { signing } = state.settings;
  const domain = name.slice(name.indexOf('._domainkey.') + '._domainkey.'.length);
  const keys = world.hosts.byName[host]?.dkimKeys ?? [];
  const published = /(?:^|;)\s*p=([^;]*)/.exec(text)?.[1]?.replace(/\s/g, '');
  return keys
    .filter((key) => key.selector === signing.selector && [domain, signing.domain].includes(key.domain))
    .some((key) => published === publicKeyOf(key.privateKey));
}

/** As p= has it (RFC 6376 §3.6.1, RFC 8463 §4.2). */
function publicKeyOf(privateKey: string): string {
  const key = createPublicKey(privateKey);
  const der = key.export({ type: 'spki', format: 'der' });
  return (key.asymmetricKeyType === 'ed25519' ? der.subarray(-32) : der).toString('base64');
}

function textsOf(answers: DnsRecord[]): string[] {
  return answers.flatMap((record) => (record.type === 'TXT' ? [record.text] : []));
}
