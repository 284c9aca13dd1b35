import type { Because } from '#protocol/events.ts';
import { domainOf } from '../mta/address.ts';
import { type Reply, replies } from '../mta/replies.ts';
import { fromDomain } from './letter.ts';
import { domainCheck } from './sending-domain.ts';
import type { ServiceParts } from './service-parts.ts';

/** Why the account may not use this return address; a notice without one is judged by its From. */
export async function senderRefusal(
  user: string,
  reversePath: string,
  service: ServiceParts,
): Promise<Reply | undefined> {
  if (!service.account(user) || reversePath === '') return undefined;
  return refusalOf(user, domainOf(reversePath), service);
}

/** Why the account may not send this letter: the domain in From, which people see, must be proved like the envelope's. */
export async function letterRefusal(user: string, raw: string, service: ServiceParts): Promise<Reply | undefined> {
  if (!service.account(user)) return undefined;
  const domain = fromDomain(raw);
  if (domain !== '') return refusalOf(user, domain, service);
  return replies.refused(554, '5.6.0', 'The letter has no From address', {
    reason: 'sending-domain-unverified',
    detail: 'without From nobody could tell for whom the service sends',
  });
}

async function refusalOf(user: string, domain: string, service: ServiceParts): Promise<Reply | undefined> {
  const check = await domainCheck(user, domain, service);
  if (check?.verified) return undefined;
  const missing = check?.records.find(({ purpose }) => purpose === 'ownership');
  const detail = missing
    ? `looked for ${missing.name} ${missing.type} "${missing.value}", found ${missing.seen.join(', ') || 'nothing'}`
    : `${user} has not entered ${domain}`;
  const because: Because = { reason: 'sending-domain-unverified', detail };
  return replies.refused(554, '5.7.1', `Sender domain ${domain} is not verified for this account`, because);
}
