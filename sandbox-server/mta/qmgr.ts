import type { Fact, FactOf } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { World } from '#protocol/world.ts';
import { domainOf } from './address.ts';
import { hasMailbox, redirection } from './aliases.ts';
import { hopCount } from './cleanup.ts';
import { isOn, millisecondsOf, numberOf } from './config.ts';
import { type Action, type ReportedRecipient, statusNotice } from './dsn.ts';
import { filterEntry } from './filter-entry.ts';
import { newQueueId } from './ids.ts';
import { localDelivery } from './local.ts';
import type { MtaParts } from './parts.ts';
import { isLoop, redirected } from './redirect.ts';
import { betterThan, type Destination, destination, mailRoute, type NextHop } from './resolve.ts';
import { type Delivery, handOver, type Outcome } from './smtp-client.ts';
import { vacationReply } from './vacation.ts';
import { named, writtenHere } from './written-here.ts';

/** Messages that one host tries at once, to all destinations together; as Postfix's default_process_limit, for a small world. */
const attemptsAtOnceMax = 30;

type Wish = 'FAILURE' | 'DELAY' | 'SUCCESS';

/** The queue manager of one host: decides what is due by reading `world.queues`; it remembers only what runs now. */
export class Qmgr {
  readonly #host: string;
  readonly #parts: MtaParts;
  /** Queue ids, with the destinations that each attempt keeps busy. */
  readonly #running = new Map<string, ReadonlySet<string>>();
  #cancelAlarm: (() => void) | undefined;
  #stopped = false;

  constructor(host: string, parts: MtaParts) {
    this.#host = host;
    this.#parts = parts;
  }

  /** Starts what is due and sets the alarm for what is not. To be called when the queue or the power has changed. */
  wake(): void {
    this.#cancelAlarm?.();
    const { world, clock } = this.#parts;
    if (this.#stopped || !world.hosts.byName[this.#host]?.up) return;
    const now = clock.now();
    const waiting = this.#waiting();
    const due = waiting.filter(({ dueAt }) => dueAt <= now);
    const nextHopOf = this.#nextHopNames();
    for (const entry of due) {
      if (this.#running.size >= attemptsAtOnceMax) break;
      const goesTo = new Set(Object.keys(entry.recipients).flatMap(nextHopOf));
      // Whoever has to wait for a busy destination holds up nobody behind it.
      if (this.#hasRoom(goesTo)) this.#start(entry, goesTo);
    }
    const next = earliest(waiting.filter(({ dueAt }) => dueAt > now));
    if (next !== undefined) this.#cancelAlarm = clock.at(next, () => this.wake());
  }

  /**
   * Sandbox ms at which something may become of a message: one is due, perhaps since a moment ago, or an attempt that runs
   * hears from the clock. Undefined when none waits, or the host has no power.
   */
  nextDueAt(): number | undefined {
    const { world, clock } = this.#parts;
    if (!world.hosts.byName[this.#host]?.up) return undefined;
    // An attempt that waits for nothing of the clock's is about to end: whoever runs the clock must not go before it.
    if (this.#running.size > 0) return clock.nextDueAt() ?? clock.now();
    return earliest(this.#waiting());
  }

  /** No attempt begins any more; one that runs may end. */
  stop(): void {
    this.#stopped = true;
    this.#cancelAlarm?.();
  }

  #waiting(): QueueEntry[] {
    const entries = Object.values(this.#parts.world.queues.byHost[this.#host] ?? {});
    return entries.filter(({ queueId, held }) => !held && !this.#running.has(queueId));
  }

  /** The next hop of a recipient, as a name; none for one who lives here. Each domain is looked up once: queues are long. */
  #nextHopNames(): (recipient: string) => string[] {
    const byDomain = new Map<string, string[]>();
    return (recipient) => {
      const domain = domainOf(recipient);
      const known = byDomain.get(domain);
      if (known) return known;
      const target = destination(this.#parts.world, this.#host, recipient);
      const names = target.kind === 'local' ? [] : [JSON.stringify(target)];
      byDomain.set(domain, names);
      return names;
    };
  }

  /** `smtp_destination_concurrency_limit`: so many attempts at a time for each next hop; 0 is no limit. */
  #hasRoom(goesTo: ReadonlySet<string>): boolean {
    const limit = numberOf(this.#parts.world, this.#host, 'smtp_destination_concurrency_limit');
    if (limit === 0) return true;
    const busy = [...this.#running.values()];
    return [...goesTo].every((name) => busy.filter((names) => names.has(name)).length < limit);
  }

  #start(entry: QueueEntry, goesTo: ReadonlySet<string>): void {
    this.#running.set(entry.queueId, goesTo);
    new Attempt(this.#host, entry, this.#parts)
      .run()
      .catch((error) => this.#deferAll(entry, `unknown mail transport error: ${error}`))
      .finally(() => {
        this.#running.delete(entry.queueId);
        this.wake();
      });
  }

  /** A fault of ours is a reason to try again later: nothing is lost, and nothing spins. */
  #deferAll(entry: QueueEntry, diagnostic: string): void {
    const { world, clock, record } = this.#parts;
    const left = Object.keys(world.queues.byHost[this.#host]?.[entry.queueId]?.recipients ?? {});
    const attempts = entry.attempts + 1;
    const retryAt = clock.now() + backoffMs(world, this.#host, attempts);
    const head = {
      type: 'message.deferred',
      host: this.#host,
      queueId: entry.queueId,
      message: entry.message,
    } as const;
    const facts = left.map(
      (recipient): Fact => ({ ...head, recipient, status: '4.3.0', diagnostic, attempts, retryAt }),
    );
    if (facts.length > 0) record(...facts);
  }
}

function earliest(entries: readonly QueueEntry[]): number | undefined {
  return entries.length > 0 ? Math.min(...entries.map(({ dueAt }) => dueAt)) : undefined;
}

/** Recipients that go the same way together. */
interface Group {
  target: Destination;
  recipients: string[];
}

/** One attempt for all recipients of an entry: local ones at once, the others a next hop at a time. */
class Attempt {
  readonly #host: string;
  readonly #entry: QueueEntry;
  readonly #parts: MtaParts;
  readonly #failed: ReportedRecipient[] = [];
  readonly #delayed: ReportedRecipient[] = [];

  constructor(host: string, entry: QueueEntry, parts: MtaParts) {
    this.#host = host;
    this.#entry = entry;
    this.#parts = parts;
  }

  async run(): Promise<void> {
    await filterEntry(this.#host, this.#entry, this.#raw(), this.#parts);
    for (const group of this.#groups()) {
      if (group.target.kind === 'local') await this.#keep(group.recipients);
      else await this.#passOn(group.target, group.recipients);
    }
    if (this.#failed.length > 0) await this.#giveUp();
    if (this.#delayed.length > 0) await this.#warn();
  }

  /** By next hop and by what the sender wants to know: one transaction has one ORCPT and one NOTIFY for all. */
  #groups(): Group[] {
    const groups = new Map<string, Group>();
    for (const recipient of Object.keys(this.#entry.recipients)) {
      const target = destination(this.#parts.world, this.#host, recipient);
      const key = JSON.stringify([target, this.#entry.envelope.dsn?.recipients[recipient]]);
      const group = groups.get(key) ?? { target, recipients: [] };
      group.recipients.push(recipient);
      groups.set(key, group);
    }
    return [...groups.values()];
  }

  async #keep(recipients: string[]): Promise<void> {
    const { world, clock, record } = this.#parts;
    for (const recipient of recipients) {
      const other = redirection(world, this.#host, recipient, clock.now());
      const raw = this.#raw();
      if (other && isLoop(raw, recipient)) this.#fail(recipient, '5.4.6', `mail forwarding loop for ${recipient}`);
      else if (other && hopCount(raw) >= numberOf(world, this.#host, 'hopcount_limit')) {
        this.#fail(recipient, '5.4.6', 'too many hops');
      } else if (other) {
        const copy = { host: this.#host, entry: this.#entry, recipient, redirection: other, raw };
        record(...redirected(copy, this.#parts));
      } else if (!hasMailbox(world, this.#host, recipient)) {
        this.#fail(recipient, '5.1.1', `unknown user: "${recipient.slice(0, recipient.lastIndexOf('@'))}"`);
      } else await this.#deliver(recipient);
    }
  }

  async #deliver(recipient: string): Promise<void> {
    const robot = await this.#parts.work.track(
      vacationReply({ host: this.#host, entry: this.#entry, recipient, raw: this.#raw() }, this.#parts),
    );
    const told = await this.#report('delivered', [
      { recipient, status: '2.0.0', diagnostic: 'delivered to mailbox', orcpt: this.#orcpt(recipient) },
    ]);
    const folder = this.#isSuspicious() ? 'junk' : undefined;
    const written = named([...told, ...(robot ? [robot()] : [])], this.#parts.world);
    this.#parts.record(localDelivery(this.#host, this.#entry, recipient, folder), ...written);
  }

  async #passOn(target: Destination, recipients: string[]): Promise<void> {
    const outcomes = await this.#send(target, recipients);
    const facts: Fact[] = [];
    const silent: ReportedRecipient[] = [];
    for (const recipient of recipients) {
      const outcome = outcomes.get(recipient);
      if (!outcome || this.#isGivenUp(recipient, outcome)) continue;
      facts.push(this.#fact(recipient, outcome));
      if (outcome.kind !== 'sent') this.#note(this.#delayed, recipient, outcome);
      // A server that sends no reports was the last to hear the wish.
      else if (!outcome.takesDsn) this.#note(silent, recipient, relayed(outcome));
    }
    const told = await this.#report('relayed', silent);
    if (facts.length > 0) this.#parts.record(...facts, ...named(told, this.#parts.world));
  }

  async #send(target: Destination, recipients: string[]): Promise<Map<string, Outcome>> {
    const nextHops = await this.#nextHops(target);
    if (!Array.isArray(nextHops)) return new Map(recipients.map((recipient) => [recipient, nextHops]));
    const { queueId, reversePath, envelope: asked } = this.#entry;
    const domain = target.kind === 'domain' ? target.domain : undefined;
    const delivery: Delivery = { host: this.#host, queueId, reversePath, recipients, asked, raw: this.#raw(), domain };
    return handOver(delivery, nextHops, this.#parts);
  }

  async #nextHops(target: Destination): Promise<NextHop[] | Outcome> {
    if (target.kind !== 'domain') return target.kind === 'host' ? [target.nextHop] : [];
    const by = { client: this.#host, driver: 'mta', about: { queueId: this.#entry.queueId } } as const;
    const route = await mailRoute(this.#parts, by, target);
    if (route.kind !== 'relay') return route.kind === 'local' ? [] : route;
    const better = betterThan(this.#host, route);
    if (better.length > 0) return better;
    return { kind: 'failed', status: '5.4.6', diagnostic: `mail for ${target.domain} loops back to myself` };
  }

  /** A permanent failure, or a deferral of a message that has been tried for too long. */
  #isGivenUp(recipient: string, outcome: Outcome): boolean {
    if (outcome.kind === 'sent') return false;
    const { world, clock } = this.#parts;
    const isFinal = outcome.kind === 'failed' && !isOn(world, this.#host, 'soft_bounce');
    if (!isFinal && clock.now() < this.#giveUpAt()) return false;
    this.#note(this.#failed, recipient, outcome);
    return true;
  }

  /** Sandbox ms. */
  #giveUpAt(): number {
    const { reversePath, acceptedAt } = this.#entry;
    const name = reversePath === '' ? 'bounce_queue_lifetime' : 'maximal_queue_lifetime';
    return acceptedAt + millisecondsOf(this.#parts.world, this.#host, name);
  }

  #fact(recipient: string, outcome: Outcome): Fact {
    const { queueId, message } = this.#entry;
    const head = { host: this.#host, queueId, message, recipient };
    if (outcome.kind === 'sent') {
      const { nextHop, reply, connection } = outcome;
      return { type: 'message.relayed', ...head, nextHop, reply, connection };
    }
    const attempts = this.#entry.attempts + 1;
    const { diagnostic, nextHop } = outcome;
    // Under soft_bounce a 5.x.x waits like any other, and says so.
    const status = outcome.status.replace(/^5/, '4');
    const retryAt = this.#parts.clock.now() + backoffMs(this.#parts.world, this.#host, attempts);
    return { type: 'message.deferred', ...head, status, diagnostic, nextHop, attempts, retryAt };
  }

  /** Gives up and tells the sender, in one batch: a notice without a failure, or the reverse, must not survive a crash. */
  async #giveUp(): Promise<void> {
    const told = await this.#report('failed', this.#failed);
    const { queueId, message } = this.#entry;
    const bounced = this.#failed.map(({ recipient, status, diagnostic, nextHop }): Fact => {
      const notice = told.length > 0 && this.#wishes(recipient, 'FAILURE') ? { notice: told[0]?.queueId ?? '' } : {};
      return {
        type: 'message.bounced',
        host: this.#host,
        queueId,
        message,
        recipient,
        status,
        diagnostic,
        nextHop,
        ...notice,
      };
    });
    this.#parts.record(...bounced, ...named(told, this.#parts.world));
  }

  /** Once, when the message has waited for `delay_warning_time`. */
  async #warn(): Promise<void> {
    const { world, clock } = this.#parts;
    const afterMs = millisecondsOf(world, this.#host, 'delay_warning_time');
    if (afterMs === 0 || this.#entry.warned || clock.now() < this.#entry.acceptedAt + afterMs) return;
    const told = await this.#report('delayed', this.#delayed);
    if (told.length > 0) this.#parts.record(...named(told, world));
  }

  /** The notice for those recipients whose sender wants one; empty when nobody does, or there is nobody to tell. */
  async #report(action: Action, all: ReportedRecipient[]): Promise<FactOf<'message.accepted'>[]> {
    const wish: Wish = action === 'failed' ? 'FAILURE' : action === 'delayed' ? 'DELAY' : 'SUCCESS';
    const recipients = all.filter(({ recipient }) => this.#wishes(recipient, wish));
    const { reversePath: to, queueId: about, acceptedAt: arrivedAt, envelope } = this.#entry;
    // Nobody answers a notice: no bounce of a bounce (RFC 5321 §6.1).
    const { world, clock, random, work, extensions } = this.#parts;
    const host = this.#host;
    if (action === 'failed' && !isOn(world, host, 'lab_bounce_notices')) return [];
    if (recipients.length === 0 || to === '' || extensions.get(host)?.readsOutcomes) return [];
    const at = clock.now();
    const queueId = newQueueId(random);
    const writing = statusNotice({
      host,
      queueId,
      about,
      action,
      to,
      recipients,
      raw: this.#raw(),
      ret: envelope.dsn?.ret ?? 'HDRS',
      envid: envelope.dsn?.envid,
      arrivedAt,
      at,
      ...(action === 'delayed' ? { retryUntil: this.#giveUpAt() } : {}),
    });
    const written = writtenHere({ host, queueId, to, at, raw: await work.track(writing) }, world);
    return [
      {
        ...written,
        envelope: { ...written.envelope, ...(envelope.smtputf8 ? { smtputf8: true } : {}) },
        notice: { of: about, action },
      },
    ];
  }

  /** Who said nothing hears of failures, and of delays where the server warns of them; never of successes (RFC 3461 §4.1). */
  #wishes(recipient: string, wish: Wish): boolean {
    const { notify } = this.#entry.envelope.dsn?.recipients[recipient] ?? {};
    return notify ? notify.includes(wish) : wish !== 'SUCCESS';
  }

  #fail(recipient: string, status: string, diagnostic: string): void {
    this.#note(this.#failed, recipient, { status, diagnostic });
  }

  #note(
    list: ReportedRecipient[],
    recipient: string,
    { status, diagnostic, nextHop }: { status: string; diagnostic: string; nextHop?: string | undefined },
  ): void {
    list.push({ recipient, status, diagnostic, nextHop, orcpt: this.#orcpt(recipient) });
  }

  #orcpt(recipient: string): string | undefined {
    return this.#entry.envelope.dsn?.recipients[recipient]?.orcpt;
  }

  /** The domain in From wishes its unauthenticated mail to be looked at twice. */
  #isSuspicious(): boolean {
    const { dmarc } = this.#hop()?.authentication ?? {};
    return dmarc?.result === 'fail' && dmarc.disposition !== 'none';
  }

  #raw(): string {
    return this.#hop()?.raw ?? '';
  }

  #hop() {
    const { queueId, message } = this.#entry;
    const hops = this.#parts.world.messages.byId[message]?.hops ?? [];
    return hops.find((hop) => hop.host === this.#host && hop.queueId === queueId);
  }
}

function relayed({ reply, nextHop }: Extract<Outcome, { kind: 'sent' }>) {
  return { status: '2.0.0', diagnostic: `host ${nextHop.host} said: ${reply}`, nextHop: nextHop.host };
}

/**
 * How long to wait after the given number of attempts, in sandbox ms: doubles from `minimal_backoff_time` up to
 * `maximal_backoff_time`. RFC 5321 §4.5.4.1 asks for at least 30 minutes later on; these are Postfix's defaults.
 */
export function backoffMs(world: World, host: string, attempts: number): number {
  const [minimal, maximal] = [
    millisecondsOf(world, host, 'minimal_backoff_time'),
    millisecondsOf(world, host, 'maximal_backoff_time'),
  ];
  return Math.min(maximal, minimal * 2 ** (attempts - 1));
}
