import type { FactOf } from '#protocol/events.ts';
import { headerSection } from '#protocol/header-section.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { srsForward } from '../mail-auth/srs.ts';
import { domainOf, localPartOf } from './address.ts';
import { isDestination, type Redirection, srsSecret } from './aliases.ts';
import { receivedLine } from './cleanup.ts';
import { parameter } from './config.ts';
import { newQueueId } from './ids.ts';
import type { MtaParts } from './parts.ts';

interface Redirected {
  host: string;
  entry: QueueEntry;
  recipient: string;
  redirection: Redirection;
  /** The message as it waits, octets in latin1. */
  raw: string;
}

/**
 * True when the message has been here for this recipient before: each pass by way of `alias_maps` or a list leaves a
 * Delivered-To line. A virtual alias only rewrites the envelope, as in Postfix: there only `hopcount_limit` ends a circle.
 */
export function isLoop(raw: string, recipient: string): boolean {
  const lines = headerSection(raw).split('\r\n');
  return lines.some((line) => line.toLowerCase() === `delivered-to: ${recipient.toLowerCase()}`);
}

/** The recipient leaves the queue, and a copy goes to those it stands for: an alias, a forwarding, a mailing list. */
export function redirected(
  { host, entry, recipient, redirection, raw }: Redirected,
  parts: MtaParts,
): [FactOf<'message.redirected'>, FactOf<'message.accepted'>] {
  const { world, clock, random } = parts;
  const queueId = newQueueId(random);
  const { to, how, by } = redirection;
  const trace = receivedLine({ host, queueId, recipients: to, at: clock.now() });
  const isRewriting = by.name === 'virtual_alias_maps';
  const passed = `${isRewriting ? '' : `Delivered-To: ${recipient}\r\n`}${how === 'list' ? listFields(recipient) : ''}`;
  const { dsn: _, ...asked } = entry.envelope;
  return [
    {
      type: 'message.redirected',
      host,
      queueId: entry.queueId,
      message: entry.message,
      recipient,
      to,
      how,
      by,
      as: queueId,
    },
    {
      type: 'message.accepted',
      host,
      queueId,
      message: entry.message,
      origin: world.messages.byId[entry.message]?.origin ?? 'learner',
      envelope: { reversePath: returnPath(host, entry, recipient, redirection, parts), recipients: to, ...asked },
      raw: trace + passed + raw,
    },
  ];
}

/** Bounces of a list go to its owner; of a forwarding to the sender, with SRS by way of this host. */
function returnPath(
  host: string,
  entry: QueueEntry,
  recipient: string,
  { how, to }: Redirection,
  parts: MtaParts,
): string {
  const { world, clock } = parts;
  if (how === 'list') return `${localPartOf(recipient)}-bounces@${domainOf(recipient)}`;
  const domain = parameter(world, host, 'lab_srs_domain');
  const leaves = to.some((target) => !isDestination(world, host, target));
  if (domain === '' || !leaves) return entry.reversePath;
  return srsForward(entry.reversePath, domain, srsSecret(world, host), clock.now());
}

/** RFC 2919, RFC 2369, and the Precedence that keeps vacation replies away. */
function listFields(list: string): string {
  const [name, domain] = [localPartOf(list), domainOf(list)];
  return `List-Id: <${name}.${domain}>\r\nList-Post: <mailto:${list}>\r\nPrecedence: list\r\n`;
}
