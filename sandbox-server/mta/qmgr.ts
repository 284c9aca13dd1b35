import type { Fact, FactOf } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { World } from '#protocol/world.ts';
import { hasMailbox } from './access.ts';
import { bounceMessage, type FailedRecipient } from './bounce.ts';
import { receivedLine } from './cleanup.ts';
import { millisecondsOf } from './config.ts';
import { newQueueId } from './ids.ts';
import { localDelivery } from './local.ts';
import type { MtaParts } from './parts.ts';
import { betterThan, type Destination, destination, mailRoute, type NextHop } from './resolve.ts';
import { type Delivery, handOver, type Outcome } from './smtp-client.ts';

/** The queue manager of one host: decides what is due by reading `world.queues`; it remembers only what runs now. */
export class Qmgr {
  readonly #host: string;
  readonly #parts: MtaParts;
  readonly #running = new Set<string>();
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
    const waiting = this.#entries().filter((entry) => !this.#running.has(entry.queueId));
    for (const entry of waiting.filter(({ dueAt }) => dueAt <= clock.now())) this.#start(entry);
    const next = Math.min(...waiting.filter(({ dueAt }) => dueAt > clock.now()).map(({ dueAt }) => dueAt));
    if (Number.isFinite(next)) this.#cancelAlarm = clock.after(next - clock.now(), () => this.wake());
  }

  /** No attempt begins any more; one that runs may end. */
  stop(): void {
    this.#stopped = true;
    this.#cancelAlarm?.();
  }

  #entries(): QueueEntry[] {
    return Object.values(this.#parts.world.queues.byHost[this.#host] ?? {});
  }

  #start(entry: QueueEntry): void {
    this.#running.add(entry.queueId);
    this.#attempt(entry)
      .catch((error) => this.#deferAll(entry, `unknown mail transport error: ${error}`))
      .finally(() => {
        this.#running.delete(entry.queueId);
        this.wake();
      });
  }

  /** A fault of ours is a reason to try again later: nothing is lost, and nothing spins. */
  #deferAll(entry: QueueEntry, diagnostic: string): void {
    const outcome: Outcome = { kind: 'deferred', status: '4.3.0', diagnostic };
    const left = Object.keys(this.#parts.world.queues.byHost[this.#host]?.[entry.queueId]?.recipients ?? {});
    const facts = left.map((recipient) => this.#fact(entry, recipient, outcome, entry.attempts + 1));
    if (facts.length > 0) this.#parts.record(...facts);
  }

  /** One attempt for all recipients of an entry: local ones at once, the others a next hop at a time. */
  async #attempt(entry: QueueEntry): Promise<void> {
    const { world, record } = this.#parts;
    const attempts = entry.attempts + 1;
    const failed: FailedRecipient[] = [];
    for (const [target, recipients] of this.#byDestination(entry)) {
      if (target.kind === 'local') {
        const [known, unknown] = partition(recipients, (recipient) => hasMailbox(world, this.#host, recipient));
        if (known.length > 0) record(...known.map((recipient) => localDelivery(this.#host, entry, recipient)));
        failed.push(...unknown.map((recipient) => ({ recipient, status: '5.1.1', diagnostic: 'unknown user' })));
        continue;
      }
      const outcomes = await this.#send(entry, target, recipients);
      const facts: Fact[] = [];
      for (const recipient of recipients) {
        const outcome = outcomes.get(recipient);
        if (!outcome) continue;
        const given = this.#givenUp(entry, outcome);
        if (given) failed.push({ recipient, ...given });
        else facts.push(this.#fact(entry, recipient, outcome, attempts));
      }
      if (facts.length > 0) record(...facts);
    }
    if (failed.length > 0) await this.#bounce(entry, failed);
  }

  #byDestination(entry: QueueEntry): [Destination, string[]][] {
    const groups = new Map<string, [Destination, string[]]>();
    for (const recipient of Object.keys(entry.recipients)) {
      const target = destination(this.#parts.world, this.#host, recipient);
      const key = JSON.stringify(target);
      groups.set(key, [target, [...(groups.get(key)?.[1] ?? []), recipient]]);
    }
    return [...groups.values()];
  }

  async #send(entry: QueueEntry, target: Destination, recipients: string[]): Promise<Map<string, Outcome>> {
    const nextHops = await this.#nextHops(target);
    if (!Array.isArray(nextHops)) return new Map(recipients.map((recipient) => [recipient, nextHops]));
    const { queueId, reversePath } = entry;
    const delivery: Delivery = { host: this.#host, queueId, reversePath, recipients, raw: this.#raw(entry) };
    return handOver(delivery, nextHops, this.#parts);
  }

  async #nextHops(target: Destination): Promise<NextHop[] | Outcome> {
    if (target.kind !== 'domain') return target.kind === 'host' ? [target.nextHop] : [];
    const route = await mailRoute(this.#parts.resolver, this.#host, target.domain);
    if (route.kind !== 'relay') return route.kind === 'local' ? [] : route;
    const better = betterThan(this.#host, route);
    if (better.length > 0) return better;
    return { kind: 'failed', status: '5.4.6', diagnostic: `mail for ${target.domain} loops back to myself` };
  }

  /** A permanent failure, or a deferral of a message that has been tried for too long. */
  #givenUp(entry: QueueEntry, outcome: Outcome): Omit<FailedRecipient, 'recipient'> | undefined {
    if (outcome.kind === 'sent') return undefined;
    const age = this.#parts.clock.now() - entry.acceptedAt;
    const tooOld = age >= millisecondsOf(this.#parts.world, this.#host, 'maximal_queue_lifetime');
    if (outcome.kind === 'deferred' && !tooOld) return undefined;
    const { status, diagnostic, nextHop } = outcome;
    return { status, diagnostic, nextHop };
  }

  #fact(entry: QueueEntry, recipient: string, outcome: Outcome, attempts: number): Fact {
    const head = { host: this.#host, queueId: entry.queueId, message: entry.message, recipient };
    if (outcome.kind === 'sent') {
      const { nextHop, reply, connection } = outcome;
      return { type: 'message.relayed', ...head, nextHop, reply, connection };
    }
    const { status, diagnostic, nextHop } = outcome;
    const retryAt = this.#parts.clock.now() + backoffMs(this.#parts.world, this.#host, attempts);
    return { type: 'message.deferred', ...head, status, diagnostic, nextHop, attempts, retryAt };
  }

  /** Gives up and tells the sender, in one batch: a notice without a failure, or the reverse, must not survive a crash. */
  async #bounce(entry: QueueEntry, failed: FailedRecipient[]): Promise<void> {
    const { record } = this.#parts;
    const notice = entry.reversePath === '' ? undefined : await this.#notice(entry, failed);
    const bounced = failed.map(
      (failure): FactOf<'message.bounced'> => ({
        type: 'message.bounced',
        host: this.#host,
        queueId: entry.queueId,
        message: entry.message,
        ...failure,
        ...(notice ? { notice: notice.queueId } : {}),
      }),
    );
    record(...bounced, ...(notice ? [notice] : []));
  }

  async #notice(entry: QueueEntry, failed: FailedRecipient[]): Promise<FactOf<'message.accepted'>> {
    const { world, clock, random } = this.#parts;
    const host = this.#host;
    const at = clock.now();
    const [queueId, to] = [newQueueId(random), entry.reversePath];
    const raw = await bounceMessage({
      host,
      queueId,
      failedQueueId: entry.queueId,
      to,
      failed,
      raw: this.#raw(entry),
      arrivedAt: entry.acceptedAt,
      at,
    });
    return {
      type: 'message.accepted',
      host,
      queueId,
      message: `m${world.messages.count + 1}`,
      origin: 'system',
      envelope: { reversePath: '', recipients: [to] },
      raw: receivedLine({ host, queueId, recipients: [to], at }) + raw,
    };
  }

  #raw(entry: QueueEntry): string {
    const hops = this.#parts.world.messages.byId[entry.message]?.hops ?? [];
    return hops.find((hop) => hop.host === this.#host && hop.queueId === entry.queueId)?.raw ?? '';
  }
}

function partition<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
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
