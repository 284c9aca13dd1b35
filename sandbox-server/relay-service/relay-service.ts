import type { Fact, SandboxEvent } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { RelayServiceSettings } from '#protocol/relay-service.ts';
import type { MtaExtension } from '../mta/extension.ts';
import type { MtaParts } from '../mta/parts.ts';
import { replies } from '../mta/replies.ts';
import type { WebRequest, WebResponse } from '../network/web.ts';
import { splitSubmission } from './copies.ts';
import { outcomesToNote } from './outcomes.ts';
import { ownMail } from './own-mail.ts';
import { checkedNow } from './sending-domain.ts';
import { ServiceParts } from './service-parts.ts';
import { letterRefusal, senderRefusal } from './submission.ts';
import { trackingAnswer } from './tracking-host.ts';

/**
 * A service that sends for others (an ESP). Its customers hand in at its submission host; it makes of each letter one copy
 * a recipient, sends them from its outbound hosts, and listens to what becomes of them: in its queue, in the notices and
 * complaints that come back, and at its tracking host.
 */
export class RelayService {
  readonly #service: ServiceParts;

  constructor(settings: RelayServiceSettings, parts: MtaParts) {
    this.#service = new ServiceParts(settings, parts);
  }

  get name(): string {
    return this.#service.settings.name;
  }

  /** Looks in the DNS for the records of a customer's domain; otherwise says why it does not. */
  async check(account: string, domain: string): Promise<string | undefined> {
    const { work } = this.#service.mta;
    const check = await work.track(checkedNow(account, domain, this.#service));
    return check ? undefined : `${account} has not entered ${domain}`;
  }

  get trackingHost(): string {
    return this.#service.settings.trackingHost;
  }

  /** What it puts into the mail servers of its hosts. */
  extensions(): [string, MtaExtension][] {
    const { host, outbound } = this.#service.settings;
    const submission: MtaExtension = {
      senderRefusal: (user, reversePath) => senderRefusal(user, reversePath, this.#service),
      letterRefusal: (user, raw) => letterRefusal(user, raw, this.#service),
      ownAddress: (recipient) => this.#ownAddress(recipient),
      filter: (entry, raw) => this.#filter(entry, raw),
    };
    return [...outbound.map((name): [string, MtaExtension] => [name, { readsOutcomes: true }]), [host, submission]];
  }

  /** Notes what a crash left between an outcome and its note. */
  start(): void {
    for (const queueId of Object.keys(this.#service.state.copies)) this.#note(queueId);
  }

  notice(event: SandboxEvent): void {
    const isOutcome =
      event.type === 'message.relayed' || event.type === 'message.deferred' || event.type === 'message.bounced';
    if (isOutcome && this.#service.settings.outbound.includes(event.host)) this.#note(event.queueId);
  }

  /** What its tracking host answers; undefined when the path is none of the service's. */
  respond(asked: WebRequest, connection: string): WebResponse | undefined {
    return trackingAnswer(asked, connection, this.#service);
  }

  #note(queueId: string): void {
    const copy = this.#service.state.copies[queueId];
    const facts = copy ? outcomesToNote(copy, this.#service) : [];
    if (facts.length > 0) this.#service.mta.record(...facts);
  }

  #ownAddress(recipient: string): ReturnType<NonNullable<MtaExtension['ownAddress']>> {
    const returned = this.#service.returned(recipient);
    if (!returned) return undefined;
    const { copy } = returned;
    if (copy) return { because: { reason: 'recipient-is-return-path', detail: `the letter for ${copy.recipient}` } };
    const text = `<${recipient}>: Recipient address rejected: User unknown`;
    const because = { reason: 'user-unknown', detail: 'no letter of this service has that return path' } as const;
    return { refuse: replies.refused(550, '5.1.1', text, because) };
  }

  async #filter(entry: QueueEntry, raw: string): Promise<Fact[]> {
    const { world, settings } = this.#service;
    const hops = world.messages.byId[entry.message]?.hops ?? [];
    const { user } = hops.find((hop) => hop.host === settings.host && hop.queueId === entry.queueId) ?? {};
    if (this.#service.account(user)) return splitSubmission(entry, { user, raw }, this.#service);
    return ownMail(entry, raw, this.#service);
  }
}
