import { crowdMailboxes } from '#protocol/crowd.ts';
import { type MailboxProviderActor, type WayToRead, waysToRead } from '#protocol/mailbox-provider.ts';
import { Random } from '../../clock/random.ts';

/** Somebody behind a provider, drawn or named: always the same from the same seed. */
export interface Person {
  /** Local part. */
  mailbox: string;
  reads: WayToRead;
  /** Sandbox ms, the shortest and the longest. */
  readsAfterMs: readonly [number, number];
  /** Shares from 0 to 1. */
  clicks: number;
  reports: number;
  unsubscribes: number;
  /** The image proxy asks for the pictures in this person's place. */
  proxied: boolean;
  /** User-Agent of the mail program. */
  agent: string;
}

/** What a person will do with one letter, as far as chance decides it: the letter itself is not looked at. */
export interface Plan {
  /** Sandbox ms from delivery until a machine looks into it, until it is read, and from there to each next deed. */
  inspectedAfterMs: { 'image-proxy': number; 'link-scanner': number };
  readAfterMs: number;
  clicksAfterMs: number;
  leavesAfterMs: number;
  leaves: 'report' | 'unsubscribe' | undefined;
  /** Chance for each link in turn. */
  links: Random;
}

/** Sandbox ms in which the image proxy looks at a new letter. */
const proxyWithinMs = 5000;
/** Sandbox ms that a person takes from reading to a link, and from there to a button: between 5 s and a minute. */
const hesitationMs = [5000, 60_000] as const;

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Thunderbird/145.0',
];

/** Everybody behind a provider, by local part. */
export function peopleOf(actor: MailboxProviderActor, seed: string): Map<string, Person> {
  const people = new Map<string, Person>();
  const { crowd } = actor;
  for (const named of actor.people) {
    const { proxied, agent } = traitsOf(actor, named.mailbox, seed);
    people.set(named.mailbox, { ...named, agent, proxied: named.proxied ?? proxied });
  }
  for (const mailbox of crowd ? crowdMailboxes(actor) : []) {
    if (!crowd || people.has(mailbox)) continue;
    const reads = weighted(crowd.reads, draw(seed, actor.domain, mailbox, 'reads'));
    people.set(mailbox, { ...crowd, mailbox, reads, ...traitsOf(actor, mailbox, seed) });
  }
  return people;
}

/** Drawn from person and letter alone: neither a restart nor the order of things changes it. */
export function planOf(person: Person, domain: string, message: string, seed: string): Plan {
  const random = draw(seed, domain, person.mailbox, message);
  const [proxyMs, scannerMs] = [random.integer(proxyWithinMs), random.integer(range) / range];
  const leaving = random.integer(range) / range;
  const { reports, unsubscribes } = person;
  return {
    inspectedAfterMs: { 'image-proxy': proxyMs, 'link-scanner': scannerMs },
    readAfterMs: between(person.readsAfterMs, random),
    clicksAfterMs: between(hesitationMs, random),
    leavesAfterMs: between(hesitationMs, random),
    leaves: leaving < reports ? 'report' : leaving < reports + unsubscribes ? 'unsubscribe' : undefined,
    links: random,
  };
}

/** Those that come up when each has this chance. */
export function chosen<T>(all: readonly T[], share: number, random: Random): T[] {
  return all.filter(() => random.integer(range) / range < share);
}

/** Steps of a share. */
const range = 1_000_000;

function traitsOf({ domain, imageProxy }: MailboxProviderActor, mailbox: string, seed: string) {
  const random = draw(seed, domain, mailbox, 'traits');
  const proxied = imageProxy !== undefined && random.integer(range) / range < imageProxy.share;
  return { proxied, agent: agents[random.integer(agents.length)] ?? '' };
}

function draw(...about: string[]): Random {
  return new Random(about.join('/'));
}

function between([shortest, longest]: readonly [number, number], random: Random): number {
  return shortest + random.integer(longest - shortest + 1);
}

function weighted(weights: Partial<Record<WayToRead, number>>, random: Random): WayToRead {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  let left = (random.integer(range) / range) * total;
  for (const way of waysToRead) {
    left -= weights[way] ?? 0;
    if (left < 0) return way;
  }
  return 'never';
}
