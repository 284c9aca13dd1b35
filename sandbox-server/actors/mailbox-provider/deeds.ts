import type { Fact } from '#protocol/events.ts';
import type { MailboxProviderActor } from '#protocol/mailbox-provider.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { letterKey } from '#protocol/projections/readers.ts';
import type { Random } from '../../clock/random.ts';
import { mailDate } from '../../mta/cleanup.ts';
import { newQueueId } from '../../mta/ids.ts';
import type { MtaParts } from '../../mta/parts.ts';
import { unsubscribeOf } from '../../mta/unsubscribe.ts';
import { named, writtenHere } from '../../mta/written-here.ts';
import { abuseReport } from './complaint.ts';
import { chosen, type Person, type Plan } from './habits.ts';
import { webPartsOf } from './letter.ts';
import type { Turns } from './turns.ts';
import { postOneClick, visit, type WebClient } from './web-client.ts';

/** A letter in the mailbox of a person. */
export interface Delivered {
  person: Person;
  stored: StoredMessage;
  /** Address. */
  mailbox: string;
  message: string;
}

/**
 * What is done with a letter. Each deed is a fact before its requests leave: who is killed in between has clicked, and does
 * not click again.
 */
export class LetterDeeds {
  readonly #actor: MailboxProviderActor;
  readonly #parts: MtaParts;
  readonly #turns: Turns;

  constructor(actor: MailboxProviderActor, parts: MtaParts, turns: Turns) {
    this.#actor = actor;
    this.#parts = parts;
    this.#turns = turns;
  }

  /** The image proxy asks before this person reads, or whether or not it does. */
  preloads(person: Person): boolean {
    return person.proxied && this.#actor.imageProxy?.when === 'at-delivery';
  }

  /** The scanner follows all links: with GET only, so it presses no button that wants a POST. */
  async scan(letter: Delivered): Promise<void> {
    const { links, textLinks } = await webPartsOf(letter.stored.raw);
    const urls = [...new Set([...links.map(({ url }) => url), ...textLinks])];
    await this.#inspect(letter, 'link-scanner', urls);
  }

  async preload(letter: Delivered): Promise<void> {
    const { images } = await webPartsOf(letter.stored.raw);
    await this.#inspect(letter, 'image-proxy', images);
  }

  async read(letter: Delivered): Promise<void> {
    const { person, stored } = letter;
    if (person.reads === 'never') return;
    const { images } = await webPartsOf(stored.raw);
    this.#parts.record({ type: 'letter.read', ...this.#about(letter), how: person.reads });
    // What the proxy has loaded before comes from the proxy.
    if (person.reads !== 'with-images' || this.preloads(person)) return;
    await this.#visitAll(person.proxied ? this.#machine('image-proxy') : this.#own(person), images);
  }

  async click(letter: Delivered, chance: Random): Promise<void> {
    const { person, stored } = letter;
    const { links, textLinks } = await webPartsOf(stored.raw);
    const wayOut = this.#wayOut(letter).oneClick;
    const html = links.filter(({ url, isWayOut }) => !isWayOut && url !== wayOut).map(({ url }) => url);
    const urls = chosen(person.reads === 'as-text' ? textLinks : html, person.clicks, chance);
    if (urls.length === 0) return;
    this.#parts.record(...urls.map((url): Fact => ({ type: 'letter.clicked', ...this.#about(letter), url })));
    await this.#visitAll(this.#own(person), urls);
  }

  /** A link of the letter, the first that is no way out unless one is named; undefined when it has no such link. */
  async linkOf(letter: Delivered, wanted?: string): Promise<string | undefined> {
    const { links, textLinks } = await webPartsOf(letter.stored.raw);
    const all = [...links.map(({ url }) => url), ...textLinks];
    const first = links.find(({ isWayOut }) => !isWayOut)?.url ?? all[0];
    return wanted === undefined ? first : all.find((one) => one === wanted);
  }

  async follow(letter: Delivered, url: string): Promise<void> {
    this.#parts.record({ type: 'letter.clicked', ...this.#about(letter), url });
    await this.#visitAll(this.#own(letter.person), [url]);
  }

  /** Out of here: by "unsubscribe", or by "spam"; by that, too, when the letter offers no way. */
  async leave(letter: Delivered, how: Plan['leaves']): Promise<void> {
    if (how === 'report') return this.#report(letter, 'unwanted');
    const { oneClick, mailto } = this.#wayOut(letter);
    const { record } = this.#parts;
    const head = { type: 'letter.unsubscribed', ...this.#about(letter) } as const;
    if (oneClick !== undefined) {
      record({ ...head, how: 'one-click', address: oneClick });
      // The provider asks in the reader's place: the person shows nothing of itself (RFC 8058 §3.2).
      const client = { host: this.#actor.host, agent: `${this.#actor.domain} one-click` };
      return this.#turns.take(() => postOneClick(client, oneClick, this.#parts));
    }
    if (mailto === undefined) return this.#report(letter, 'no-way-out');
    record({ ...head, how: 'mailto', address: mailto }, this.#goodbye(letter, mailto));
  }

  async #inspect(letter: Delivered, by: 'image-proxy' | 'link-scanner', urls: string[]): Promise<void> {
    this.#parts.record({ type: 'letter.inspected', ...this.#about(letter), by, requests: urls.length });
    await this.#visitAll(this.#machine(by), urls);
  }

  async #visitAll(client: WebClient, urls: string[]): Promise<void> {
    await Promise.all(urls.map((url) => this.#turns.take(() => visit(client, url, this.#parts))));
  }

  async #report(letter: Delivered, because: 'unwanted' | 'no-way-out'): Promise<void> {
    const to = this.#feedbackLoop(letter);
    const told = to === undefined ? [] : [await this.#parts.work.track(this.#complaint(letter, to))];
    const feedback = to === undefined ? {} : { feedbackTo: to };
    const { world, record } = this.#parts;
    // While the report was written, the person and the learner in his place may both have pressed.
    if (world.readers.byLetter[letterKey(letter.mailbox, letter.message)]?.reported) return;
    record({ type: 'letter.reported', ...this.#about(letter), because, ...feedback }, ...named(told, world));
  }

  /** Whoever handed the letter in, or signed it, may have asked to be told. */
  #feedbackLoop(letter: Delivered): string | undefined {
    const { client, signers } = this.#origin(letter);
    return this.#actor.feedbackLoops.find(
      ({ clients, signedBy }) => clients.includes(client) || signedBy.some((domain) => signers.includes(domain)),
    )?.to;
  }

  async #complaint(letter: Delivered, to: string): Promise<Fact> {
    const { host, domain } = this.#actor;
    const { world, random, clock } = this.#parts;
    const { stored } = letter;
    const { client, signers } = this.#origin(letter);
    const [queueId, at] = [newQueueId(random), clock.now()];
    const raw = await abuseReport({
      host,
      domain,
      queueId,
      to,
      recipient: stored.recipient,
      reversePath: stored.reversePath,
      client,
      signedBy: signers[0],
      raw: stored.raw,
      arrivedAt: stored.at,
      at,
    });
    // Nobody answers it (RFC 5965 §2).
    return writtenHere({ host, queueId, to, at, raw }, world);
  }

  /** The letter that a mail program writes for a mailto: way out (RFC 2369 §3.2). */
  #goodbye({ mailbox }: Delivered, to: string): Fact {
    const { host } = this.#actor;
    const { world, random, clock } = this.#parts;
    const [queueId, at] = [newQueueId(random), clock.now()];
    const lines = [
      `Date: ${mailDate(at)}`,
      `From: <${mailbox}>`,
      `To: <${to}>`,
      'Subject: unsubscribe',
      `Message-Id: <${queueId}.${at}@${host}>`,
      '',
      'unsubscribe',
      '',
    ];
    const raw = lines.join('\r\n');
    return writtenHere({ host, queueId, reversePath: mailbox, to, origin: 'actor', at, raw }, world);
  }

  #wayOut(letter: Delivered) {
    return unsubscribeOf(letter.stored.raw, this.#hop(letter)?.authentication?.dkim ?? []);
  }

  /** Who handed the letter to this provider, and which valid signatures it bore. */
  #origin(letter: Delivered): { client: string; signers: string[] } {
    const hop = this.#hop(letter);
    const client = this.#parts.world.connections.byId[hop?.connection ?? '']?.from.address ?? '';
    const valid = hop?.authentication?.dkim.filter(({ result }) => result === 'pass') ?? [];
    return { client, signers: valid.map(({ domain }) => domain) };
  }

  /** Where this provider took it: one letter to many people comes in many copies. */
  #hop({ message, mailbox }: Delivered) {
    const { host } = this.#actor;
    const { hops = [], outcomes = [] } = this.#parts.world.messages.byId[message] ?? {};
    const filed = outcomes.find((one) => one.kind === 'delivered' && one.host === host && one.detail === mailbox);
    return hops.find((hop) => hop.host === host && hop.queueId === filed?.queueId);
  }

  #own({ agent }: Person): WebClient {
    return { host: this.#actor.readersHost, agent };
  }

  #machine(kind: 'image-proxy' | 'link-scanner'): WebClient {
    const { domain, readersHost, imageProxy, linkScanner } = this.#actor;
    const { host = readersHost, agent } = (kind === 'image-proxy' ? imageProxy : linkScanner) ?? {};
    return { host, agent: agent ?? `Mozilla/5.0 (compatible; ${domain} ${kind})` };
  }

  #about({ mailbox, message }: Delivered) {
    return { host: this.#actor.host, mailbox, message };
  }
}
