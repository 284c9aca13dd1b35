import { isInNetwork } from '#protocol/border.ts';
import type { Because, Envelope } from '#protocol/events.ts';
import { headerFields } from '#protocol/header-section.ts';
import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import { activeFaults } from '#protocol/projections/faults.ts';
import { arcSeal } from '../../mail-auth/arc.ts';
import { dkimSign } from '../../mail-auth/sign.ts';
import { authenticate } from '../../mail-auth/verify.ts';
import { domainOf } from '../address.ts';
import { hopCount, receivedLine, withFooter, withMissingFields, withoutFields, withoutResultsOf } from '../cleanup.ts';
import { isOn, listOf, numberOf, parameter } from '../config.ts';
import { newQueueId } from '../ids.ts';
import { addressesInFields } from '../letterhead.ts';
import type { MtaParts } from '../parts.ts';
import { type Reply, replies } from '../replies.ts';
import type { Client } from './client.ts';
import { configurationLine } from './configuration-line.ts';
import { asksForSender, providerRefusal } from './provider-rules.ts';

/** A whole letter with its envelope, before anybody is responsible for it. */
export interface Letter {
  host: string;
  client: Client;
  /** Name that the client gave. */
  hello: string;
  /** As the Received line names it: ESMTPS. */
  protocol: string;
  user?: string | undefined;
  envelope: Envelope;
  /** Octets in latin1. */
  data: string;
  /** How many they were, when they came with BDAT. */
  octetsInChunks?: number | undefined;
}

/**
 * After the final dot: checks the letter, writes on it what this server adds, and takes responsibility. The contract of
 * SMTP: 250 only when the message is on disk (RFC 5321 §4.2.5).
 */
export async function takeOver(received: Letter, parts: MtaParts): Promise<Reply> {
  const { world, network, work } = parts;
  const { host, client, user } = received;
  // First of all, as Postfix does: nobody who looks at the letter later sees them.
  const letter = { ...received, data: withoutFields(received.data, droppedFields(world, host)) };
  const hops = hopCount(letter.data);
  // Our own line will be one of them.
  if (hops + 1 >= numberOf(world, host, 'hopcount_limit')) {
    return replies.tooManyHops(hops, configurationLine(world, host, 'hopcount_limit'));
  }
  const unwanted =
    user === undefined ? undefined : await parts.extensions.get(host)?.letterRefusal?.(user, letter.data);
  if (unwanted) return unwanted;
  const queueId = newQueueId(parts.random);
  const authentication = isTrusted(letter, parts) ? undefined : await work.track(check(letter, queueId, parts));
  const refusal =
    (authentication && policyRefusal(letter, authentication, parts)) ??
    (isTrusted(letter, parts) ? undefined : providerRefusal(host, letter.data, authentication, parts));
  if (refusal) return refusal;
  if (strikes('before-acceptance', letter, parts)) network.loseConnection(client.connection);
  // The client may be gone by now, by that or by itself: nobody would hear that we are responsible.
  if (world.connections.byId[client.connection]?.state !== 'open') return replies.storageProblem();
  const raw = await work.track(written(letter, queueId, authentication, parts));
  try {
    await accept(letter, queueId, raw, parts);
  } catch {
    return replies.storageProblem();
  }
  if (strikes('after-acceptance', letter, parts)) network.loseConnection(client.connection);
  return replies.queued(queueId, letter.octetsInChunks);
}

async function accept(letter: Letter, queueId: string, raw: string, { world, record }: MtaParts): Promise<void> {
  const { host, client, envelope, user } = letter;
  const upstream = client.carries;
  const handedOver = upstream && world.queues.byHost[upstream.host]?.[upstream.queueId]?.message;
  const known = world.messages.byId[handedOver ?? ''];
  await record({
    type: 'message.accepted',
    host,
    queueId,
    message: handedOver ?? `m${world.messages.count + 1}`,
    origin: known?.origin ?? (client.driver === 'actor' ? 'actor' : 'learner'),
    connection: client.connection,
    ...(user === undefined ? {} : { user }),
    envelope,
    raw,
    ...(upstream ? { upstream } : {}),
  });
}

function droppedFields(world: MtaParts['world'], host: string): string[] {
  return listOf(world, host, 'message_drop_headers').map((name) => name.toLowerCase());
}

/** Ours: mail of our users is signed, not judged. */
function isTrusted({ host, client, user }: Letter, { world }: MtaParts): boolean {
  return (
    user !== undefined || listOf(world, host, 'mynetworks').some((network) => isInNetwork(client.address, network))
  );
}

async function check(letter: Letter, queueId: string, parts: MtaParts): Promise<MailAuthentication | undefined> {
  const { host, client, hello, envelope, data } = letter;
  const { world, resolver, clock, record } = parts;
  const isAsked = (['lab_spf_policy', 'lab_dmarc_policy'] as const).some(
    (name) => parameter(world, host, name) !== 'off',
  );
  if (!isAsked && !asksForSender(host, parts)) return undefined;
  const received = {
    host: parameter(world, host, 'myhostname'),
    client: { address: client.address, hello },
    reversePath: envelope.reversePath,
    raw: data,
    at: clock.now(),
  };
  const by = { client: host, driver: 'mta', about: { connection: client.connection, queueId } } as const;
  const result = await authenticate(received, (name, type) => resolver.query(by, name, type));
  record({ type: 'mail.authenticated', host, connection: client.connection, queueId, result });
  return result;
}

function policyRefusal(
  { host, envelope }: Letter,
  { spf, dmarc }: MailAuthentication,
  parts: MtaParts,
): Reply | undefined {
  const { world } = parts;
  const policy = (name: 'lab_spf_policy' | 'lab_dmarc_policy'): Because['parameter'] | undefined =>
    parameter(world, host, name) === 'enforce' ? { name, value: 'enforce' } : undefined;
  const bySpf = policy('lab_spf_policy');
  if (bySpf && spf.result === 'fail') {
    const text = `<${envelope.reversePath}>: Sender address rejected: SPF fail - not authorized`;
    return replies.refused(550, '5.7.23', text, { reason: 'spf-refused', parameter: bySpf, detail: spf.explanation });
  }
  const byDmarc = policy('lab_dmarc_policy');
  if (!byDmarc || dmarc.result !== 'fail' || dmarc.disposition !== 'reject') return undefined;
  const text = `Unauthenticated email from ${dmarc.fromDomain} is not accepted due to domain's DMARC policy`;
  return replies.refused(550, '5.7.26', text, {
    reason: 'dmarc-refused',
    parameter: byDmarc,
    detail: dmarc.explanation,
  });
}

/** The letter as this server passes it on: what it adds, from the bottom up. */
async function written(
  letter: Letter,
  queueId: string,
  authentication: MailAuthentication | undefined,
  parts: MtaParts,
): Promise<string> {
  const { host, client, hello, protocol, envelope } = letter;
  const { world, clock } = parts;
  const at = clock.now();
  let raw = withoutResultsOf(parameter(world, host, 'myhostname'), letter.data);
  if (isOn(world, host, 'always_add_missing_headers')) raw = withMissingFields(raw, { host, queueId, at });
  raw = withFooter(raw, parameter(world, host, 'lab_footer'));
  if (isTrusted(letter, parts)) raw = await signed(raw, letter, parts);
  raw = await sealed(raw, authentication, letter, parts);
  const trace = {
    client: { hello, name: client.name, address: client.address, protocol },
    host,
    queueId,
    recipients: envelope.recipients,
    at,
  };
  const results = authentication ? `Authentication-Results: ${authentication.header}\r\n` : '';
  return results + receivedLine(trace) + raw;
}

/** DKIM with the key for the domain in From; without one for it, the letter goes unsigned. */
async function signed(raw: string, { host }: Letter, parts: MtaParts): Promise<string> {
  const { world, clock } = parts;
  const names = listOf(world, host, 'lab_dkim_sign').map((name) => name.split(':'));
  if (names.length === 0) return raw;
  const [from = ''] = addressesInFields(headerFields(raw), 'from');
  const chosen = names.filter(([domain]) => domain === domainOf(from));
  let result = raw;
  for (const [domain, selector] of chosen) {
    const key = world.hosts.byName[host]?.dkimKeys.find((one) => one.domain === domain && one.selector === selector);
    if (key) result = await dkimSign(result, key, clock.now());
  }
  return result;
}

async function sealed(
  raw: string,
  authentication: MailAuthentication | undefined,
  { host }: Letter,
  { world, clock }: MtaParts,
): Promise<string> {
  const [domain, selector] = parameter(world, host, 'lab_arc_seal').split(':');
  const key = world.hosts.byName[host]?.dkimKeys.find((one) => one.domain === domain && one.selector === selector);
  return key && authentication ? arcSeal(raw, key, authentication, clock.now()) : raw;
}

/** A fault of the scenario that loses the connection at this very place; it is used up by that. */
function strikes(when: 'before-acceptance' | 'after-acceptance', { host, client }: Letter, parts: MtaParts): boolean {
  const fault = activeFaults(parts.world.faults, 'lose-connection').find(
    (one) => one.host === host && one.when === when,
  );
  if (!fault) return false;
  parts.record({ type: 'fault.happened', fault: fault.id, connection: client.connection });
  return true;
}
