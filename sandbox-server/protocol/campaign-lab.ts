import { wordsOf } from './bounce-classification.ts';
import { letterKey } from './projections/readers.ts';
import type { ServiceEvent, ServiceState } from './projections/relay-services.ts';
import { providerOf } from './relay-service.ts';
import type { World } from './world.ts';

/** The campaign lab: a list to send to, answers to read, a suppression list to build, and the truth to score it by. */

/** Addresses that got the same answer last, word for word, from one provider. */
export interface AnswerGroup {
  provider: string;
  /** What the provider said, the address left out. */
  words: string;
  /** failed: refused for good. expired: tried until its time was over. waiting: is in the queue. */
  state: 'failed' | 'expired' | 'waiting';
  /** A letter that had been delivered came back. */
  cameBack: boolean;
  addresses: string[];
}

/** What was answered about everybody who has not got his letter, the largest group first. */
export function answerGroups(events: readonly ServiceEvent[]): AnswerGroup[] {
  const groups = new Map<string, AnswerGroup>();
  for (const [address, { last, wasDelivered }] of lastWords(events)) {
    if (last.event === 'delivered') continue;
    const provider = providerOf(address);
    const words = spoken(last.raw, address);
    const state = stateAfter(last.event);
    const key = `${provider} ${state} ${wasDelivered} ${words}`;
    const group = groups.get(key) ?? { provider, words, state, cameBack: wasDelivered, addresses: [] };
    groups.set(key, group);
    group.addresses.push(address);
  }
  return [...groups.values()].sort((one, other) => other.addresses.length - one.addresses.length);
}

function stateAfter(event: ServiceEvent['event']): AnswerGroup['state'] {
  if (event === 'deferred') return 'waiting';
  return event === 'expired' ? 'expired' : 'failed';
}

/** By address, of its newest letter. */
function lastWords(events: readonly ServiceEvent[]): Map<string, { last: ServiceEvent; wasDelivered: boolean }> {
  const words = new Map<string, { last: ServiceEvent; wasDelivered: boolean }>();
  for (const event of events) {
    if (!['delivered', 'deferred', 'bounced', 'expired'].includes(event.event)) continue;
    const address = event.recipient.toLowerCase();
    const before = words.get(address);
    const isSameLetter = before?.last.message === event.message;
    const wasDelivered = event.event === 'delivered' || (isSameLetter && before?.wasDelivered === true);
    words.set(address, { last: event, wasDelivered });
  }
  return words;
}

function spoken(raw: string, address: string): string {
  const mailbox = address.slice(0, address.lastIndexOf('@'));
  const words = wordsOf(raw).replaceAll(address, '…').replaceAll(`"${mailbox}"`, '"…"');
  return words.replace(/\s+/g, ' ').trim();
}

/** Nobody can ever read a letter there: no such mailbox, or switched off. Who is only full is not dead. */
export function isDead(world: World, address: string): boolean {
  const [mailbox = '', domain = ''] = address.split('@');
  const provider = world.hosts.actors.find((actor) => actor.kind === 'mailbox-provider' && actor.domain === domain);
  const host = provider?.kind === 'mailbox-provider' ? provider.host : undefined;
  if (host === undefined) return true;
  const off = (world.config.current[host]?.lab_disabled_mailboxes ?? '').split(/[\s,]+/);
  return !world.hosts.byName[host]?.mailboxes.includes(mailbox) || off.includes(mailbox);
}

export interface ListScore {
  /** On the list, and dead. */
  right: string[];
  /** On the list, and alive: a reader who is lost. Whoever asked to be left alone is none. */
  wrong: string[];
  /** Dead, and not on the list: the next letter bounces again. */
  missed: string[];
  /** 0 to 100: what was found of the dead, less one for each of the living. */
  points: number;
}

/** How a suppression list compares with the truth, of the addresses to which the newsletter goes. */
export function scoreOfList(world: World, list: readonly string[]): ListScore {
  const recipients = (world.hosts.newsletter?.recipients ?? []).map((address) => address.toLowerCase());
  const dead = recipients.filter((address) => isDead(world, address));
  const onList = new Set(list);
  const right = dead.filter((address) => onList.has(address));
  const gone = new Set(dead);
  const left = askedToBeLeftAlone(world);
  const wrong = recipients.filter((address) => onList.has(address) && !gone.has(address) && !left.has(address));
  const points = Math.round((100 * Math.max(0, right.length - wrong.length)) / Math.max(1, dead.length));
  return { right, wrong, missed: dead.filter((address) => !onList.has(address)), points };
}

/** Who pressed "spam" or "unsubscribe": not dead, and not to be written to. */
function askedToBeLeftAlone({ readers }: World): Set<string> {
  return new Set(
    Object.entries(readers.byLetter).flatMap(([key, { reported, unsubscribed }]) =>
      reported || unsubscribed ? [key.slice(0, key.lastIndexOf('/'))] : [],
    ),
  );
}

/** Opens and clicks as the service counts them, beside what people did. Of delivered letters. */
export interface Reading {
  delivered: number;
  /** Letters whose picture was fetched by anybody. */
  opened: number;
  /** Letters that a person has read. */
  readers: number;
  /** Opened, and nobody has read it: a machine. */
  openedByMachines: number;
  /** Read, and no open: text, or no pictures. */
  unseen: number;
  clicked: number;
  /** Letters in which a person followed a link. */
  clickers: number;
  /** Clicked, and no person followed a link. */
  clickedByMachines: number;
}

/** By provider, and of all together under the name `all`. */
export function readingByProvider(world: World, service: ServiceState): Record<string, Reading> {
  const seen = { opened: new Set<string>(), clicked: new Set<string>() };
  for (const { event, copy } of service.events) {
    if (copy && (event === 'opened' || event === 'clicked')) seen[event].add(copy.queueId);
  }
  const table: Record<string, Reading> = { all: emptyReading() };
  for (const { queueId, recipient, message, ended } of Object.values(service.copies)) {
    if (ended !== 'delivered') continue;
    const { read, clicked = [] } = world.readers.byLetter[letterKey(recipient, message)] ?? {};
    const [opened, followed] = [seen.opened.has(queueId), seen.clicked.has(queueId)];
    const provider = providerOf(recipient);
    table[provider] ??= emptyReading();
    for (const reading of [table.all, table[provider]]) {
      if (!reading) continue;
      reading.delivered += 1;
      reading.opened += Number(opened);
      reading.readers += Number(read !== undefined);
      reading.openedByMachines += Number(opened && !read);
      reading.unseen += Number(read !== undefined && !opened);
      reading.clicked += Number(followed);
      reading.clickers += Number(clicked.length > 0);
      reading.clickedByMachines += Number(followed && clicked.length === 0);
    }
  }
  return table;
}

function emptyReading(): Reading {
  return {
    delivered: 0,
    opened: 0,
    readers: 0,
    openedByMachines: 0,
    unseen: 0,
    clicked: 0,
    clickers: 0,
    clickedByMachines: 0,
  };
}
