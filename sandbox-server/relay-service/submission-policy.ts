import type { Because } from '#protocol/events.ts';
import { type AccountState, quotaPeriodMs, takenSince } from '#protocol/projections/relay-service.ts';
import type { AccessRequest } from '../mta/access-request.ts';
import { domainOf } from '../mta/address.ts';
import { type Reply, replies } from '../mta/replies.ts';
import { isVerified, wantedRecords } from './sending-domain.ts';
import type { ServiceParts } from './service-parts.ts';

const minuteMs = 60_000;

/** Why a service does not take a recipient: a return address that it never wrote, or an account that may not send. */
export async function submissionRefusal(request: AccessRequest, service: ServiceParts): Promise<Reply | undefined> {
  const account = service.account(request.user);
  if (!account) return forgedReturnPath(request.recipient, service);
  return (await unverified(request, account, service)) ?? overQuota(request, account, service);
}

/** Mail to bounce+anything is taken only when the token is ours. */
function forgedReturnPath(recipient: string, service: ServiceParts): Reply | undefined {
  if (!/^bounce\+/i.test(recipient) || service.bouncedCopy(recipient)) return undefined;
  const text = `<${recipient}>: Recipient address rejected: User unknown`;
  return replies.refused(550, '5.1.1', text, { reason: 'user-unknown', detail: 'this service never wrote that token' });
}

async function unverified(
  { reversePath }: AccessRequest,
  account: AccountState,
  service: ServiceParts,
): Promise<Reply | undefined> {
  const domain = domainOf(reversePath);
  if (await isVerified(account, domain, service)) return undefined;
  const because: Because = { reason: 'sending-domain-unverified', detail: missing(account, domain, service) };
  return replies.refused(550, '5.7.1', `<${reversePath}>: Sender domain not verified`, because);
}

function missing(account: AccountState, domain: string, service: ServiceParts): string {
  if (!account.domains.includes(domain))
    return `${domain || 'an empty return address'} is not a domain of ${account.user}`;
  const records = account.checked[domain]?.records ?? wantedRecords(account, domain, service);
  const absent = records.filter((record) => record.needed && !('found' in record && record.found));
  return `missing: ${absent.map(({ name, type, value }) => `${name} ${type} ${value}`).join('; ')}`;
}

/**
 * Both limits are refusals for now, as large relay services have it: a mail server in front keeps the rest and brings it
 * when the period has rolled on. Webmail says 550 to people instead, who would not wait.
 */
function overQuota(
  { recipient }: AccessRequest,
  account: AccountState,
  { mta, host }: ServiceParts,
): Reply | undefined {
  const now = mta.clock.now();
  const { user, dailyLimit, ratePerMinute } = account;
  if (dailyLimit > 0 && takenSince(account, now - quotaPeriodMs) >= dailyLimit) {
    return replies.refused(452, '4.7.1', `<${recipient}>: Daily sending quota exceeded`, {
      reason: 'sending-quota-exceeded',
      parameter: { name: `dailyLimit of ${user} at ${host}`, value: String(dailyLimit) },
      detail: `${dailyLimit} recipients in the last 24 hours`,
    });
  }
  if (ratePerMinute === 0 || takenSince(account, now - minuteMs) < ratePerMinute) return undefined;
  return replies.refused(451, '4.7.1', `<${recipient}>: Sending rate exceeded, try again later`, {
    reason: 'sending-rate-exceeded',
    parameter: { name: `ratePerMinute of ${user} at ${host}`, value: String(ratePerMinute) },
    detail: `${ratePerMinute} recipients in the last 60 seconds`,
  });
}
