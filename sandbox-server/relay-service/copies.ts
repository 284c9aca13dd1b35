import type { Fact } from '#protocol/events.ts';
import type { Hop } from '#protocol/projections/messages.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { type Suppression, suppressionOf } from '#protocol/projections/relay-services.ts';
import { domainOf } from '../mta/address.ts';
import { newQueueId } from '../mta/ids.ts';
import { fromDomain, letterOf } from './letter.ts';
import { returnPathDomain } from './sending-domain.ts';
import type { ServiceParts } from './service-parts.ts';

const reasons: Record<Suppression['reason'], string> = {
  'hard-bounce': 'an earlier letter came back: the address is bad',
  'unclear-bounces': 'earlier letters came back again and again',
  complaint: 'this reader has called an earlier letter spam',
  unsubscribe: 'this reader has unsubscribed',
  'by-hand': 'the customer has put the address on the list',
};

/**
 * What a customer handed in, as facts: each recipient leaves the submission queue; those on the suppression list get
 * nothing, the others a letter of their own in the queue of an outbound host.
 */
export async function splitSubmission(
  entry: QueueEntry,
  { user = '', raw }: Pick<Hop, 'user' | 'raw'>,
  service: ServiceParts,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  let copies = service.state.copyCount;
  for (const recipient of Object.keys(entry.recipients)) {
    const account = service.account(user);
    const suppression = account && suppressionOf(account, recipient);
    if (suppression) facts.push(...keptBack(entry, user, recipient, suppression, service));
    else facts.push(...(await ownCopy(entry, user, recipient, raw, copies++, service)));
  }
  return facts;
}

function keptBack(
  entry: QueueEntry,
  account: string,
  recipient: string,
  { reason }: Suppression,
  { settings }: ServiceParts,
): Fact[] {
  const { message } = entry;
  const head = { service: settings.name, account, message, recipient };
  return [
    leaves(entry, recipient, settings.host, `suppressed for ${account}`, reason),
    { type: 'service.noted', ...head, event: 'suppressed', by: 'service', raw: reasons[reason] },
  ];
}

async function ownCopy(
  entry: QueueEntry,
  account: string,
  recipient: string,
  raw: string,
  place: number,
  service: ServiceParts,
): Promise<Fact[]> {
  const { settings, mta, world } = service;
  const { message, queueId: submission, reversePath } = entry;
  const host = settings.outbound[place % settings.outbound.length] ?? settings.host;
  const queueId = newQueueId(mta.random);
  const letter = await letterOf({ account, submission, queueId, message, recipient, outbound: host, raw }, service);
  const domain = fromDomain(raw) || domainOf(reversePath);
  const returnPath = service.returnPath(queueId, returnPathDomain(account, domain, service));
  // What the sender wished to be told, the service tells in its own way; receivers report to the service.
  const { dsn: _, ...asked } = entry.envelope;
  const head = { service: settings.name, account, message, recipient, copy: { host, queueId } };
  return [
    { ...leaves(entry, recipient, settings.host, `outbound of ${settings.name}`, host), to: [recipient], as: queueId },
    {
      type: 'message.accepted',
      host,
      queueId,
      message,
      origin: world.messages.byId[message]?.origin ?? 'learner',
      envelope: { reversePath: returnPath, recipients: [recipient], ...asked },
      raw: letter.raw,
    },
    {
      type: 'service.noted',
      ...head,
      event: 'accepted',
      by: 'service',
      raw: `return path ${returnPath}`,
      ...(letter.links.length > 0 ? { links: letter.links } : {}),
    },
  ];
}

function leaves({ queueId, message }: QueueEntry, recipient: string, host: string, name: string, value: string) {
  const head = { type: 'message.redirected', host, queueId, message, recipient } as const;
  return { ...head, to: [] as string[], how: 'service', by: { name, value } } as const;
}
