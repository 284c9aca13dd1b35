import { createPublicKey } from 'node:crypto';
import type { DomainCheck } from '#protocol/projections/relay-services.ts';
import { type SendingDomain, type Wanted, type WantedRecord, wantedRecords } from '#protocol/relay-service.ts';
import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import type { SigningKey } from '../mail-auth/sign.ts';
import type { ServiceParts } from './service-parts.ts';

/** The records with which the owner of a domain allows a service to send for it, and whether the DNS has them. */

/**
 * Sandbox ms that a complete answer is believed. An incomplete one is asked again each time: the customer is just putting
 * it right.
 */
const believedMs = 3_600_000;

type Key = SigningKey & { algorithm: 'rsa-sha256' | 'ed25519-sha256' };

/**
 * What the DNS says now about a customer's domain; undefined when he has not entered it. Only ownership decides whether
 * the service sends; the signing key and the return path decide whether what it sends is aligned with the domain.
 */
export async function domainCheck(
  user: string,
  domain: string,
  service: ServiceParts,
): Promise<Omit<DomainCheck, 'at'> | undefined> {
  const known = service.account(user)?.checked[domain];
  const isComplete = known?.records.every(({ found }) => found);
  if (known && isComplete && service.mta.clock.now() - known.at < believedMs) return known;
  return checkedNow(user, domain, service);
}

/** The same, asked of the DNS whatever was found before. */
export async function checkedNow(
  user: string,
  domain: string,
  service: ServiceParts,
): Promise<Omit<DomainCheck, 'at'> | undefined> {
  const entered = service.sendingDomain(user, domain);
  if (!entered) return undefined;
  const { record } = service.mta;
  const records: WantedRecord[] = [];
  for (const wanted of wantedRecords(service.settings, entered, ownKeyRecord(entered, service))) {
    records.push(await look(wanted, entered, service));
  }
  const verified = records.some(({ purpose, found }) => purpose === 'ownership' && found);
  record({ type: 'sending-domain.checked', service: service.settings.name, account: user, domain, verified, records });
  return { verified, records };
}

/** Domain for the return path of mail of this domain: the customer's own when it leads here, so that SPF aligns. */
export function returnPathDomain(user: string, domain: string, service: ServiceParts): string {
  const own = found(user, domain, 'return-path', service);
  return own ? own.name : service.settings.bounceDomain;
}

/** Keys for mail with this domain in From: the customer's, once its public half is in the DNS, then the service's own. */
export function signingKeys(user: string, domain: string, service: ServiceParts): Key[] {
  const { signing } = service.settings;
  const own = keyOf(service, signing);
  const entered = service.sendingDomain(user, domain);
  const customers = entered && found(user, domain, 'signing', service) ? customerKey(entered, service) : undefined;
  return [customers, own].filter((key) => key !== undefined);
}

function found(user: string, domain: string, purpose: WantedRecord['purpose'], service: ServiceParts) {
  const records = service.account(user)?.checked[domain]?.records ?? [];
  return records.find((record) => record.purpose === purpose && record.found);
}

/** Ownership and return path are there when the DNS says what is wanted. A key may be there itself, or be an alias to the
 *  service's: the question is the one that receivers ask. */
async function look(wanted: Wanted, entered: SendingDomain, service: ServiceParts): Promise<WantedRecord> {
  const seen = await ask(wanted.name, wanted.purpose === 'signing' ? 'TXT' : wanted.type, service);
  const found = wanted.purpose === 'signing' ? isOurKey(seen, entered, service) : seen.includes(wanted.value);
  return { ...wanted, found, seen };
}

function isOurKey(seen: string[], entered: SendingDomain, service: ServiceParts): boolean {
  const key = customerKey(entered, service);
  const published = (text: string) => /(?:^|;)\s*p=([^;]*)/.exec(text)?.[1]?.replace(/\s/g, '');
  return key !== undefined && seen.some((text) => published(text) === publicKeyOf(key.privateKey));
}

/** What is to be published where the service made a key for this domain alone. */
function ownKeyRecord({ name: domain, selector }: SendingDomain, service: ServiceParts): string | undefined {
  const key = keyOf(service, { domain, selector });
  return key && `v=DKIM1; k=rsa; p=${publicKeyOf(key.privateKey)}`;
}

async function ask(name: string, type: DnsType, { mta, settings }: ServiceParts): Promise<string[]> {
  const { answers } = await mta.resolver.query({ client: settings.host, driver: 'mta' }, name, type);
  return answers.flatMap((record) => textOf(record, type) ?? []);
}

function textOf(record: DnsRecord, type: DnsType): string | undefined {
  if (record.type !== type) return undefined;
  if (record.type === 'TXT') return record.text;
  return record.type === 'CNAME' ? record.target.toLowerCase().replace(/\.$/, '') : undefined;
}

/** A key of the customer's own domain where the service made one, otherwise the service's under the customer's name. */
function customerKey({ name: domain, selector }: SendingDomain, service: ServiceParts): Key | undefined {
  const shared = keyOf(service, service.settings.signing);
  return keyOf(service, { domain, selector }) ?? (shared && { ...shared, domain, selector });
}

function keyOf({ world, settings }: ServiceParts, { domain, selector }: { domain: string; selector: string }) {
  const keys = world.hosts.byName[settings.host]?.dkimKeys ?? [];
  return keys.find((key) => key.domain === domain && key.selector === selector);
}

/** As p= has it (RFC 6376 §3.6.1, RFC 8463 §4.2). */
function publicKeyOf(privateKey: string): string {
  const key = createPublicKey(privateKey);
  const der = key.export({ type: 'spki', format: 'der' });
  return (key.asymmetricKeyType === 'ed25519' ? der.subarray(-32) : der).toString('base64');
}
