import type { MonitorActor } from '#protocol/actors.ts';
import type { FactOf, SandboxEvent } from '#protocol/events.ts';
import { allArrived, latestRun, type Probe } from '#protocol/selftest.ts';
import type { MtaParts } from '../mta/parts.ts';
import { handIn } from './mail-program.ts';
import { probeRelay } from './relay-probe.ts';

/**
 * Watches streams of mail as people see them: hands in a letter for each and waits for its arrival, by whatever way. When
 * the last of a run has come it tries from outside whether the servers now carry mail for strangers. All that it knows is
 * in the world.
 */
export class Monitor {
  readonly #actor: MonitorActor;
  readonly #parts: MtaParts;
  readonly #stopped = new AbortController();
  /** The run that is being judged, or was: once is enough. */
  #judged = 0;
  #cancelAlarm: (() => void) | undefined;

  constructor(actor: MonitorActor, parts: MtaParts) {
    this.#actor = actor;
    this.#parts = parts;
  }

  /** Sets the alarm for the first letters; after a restart judges what arrived before. */
  start(): void {
    const { clock, world } = this.#parts;
    const { startsAfterMs } = this.#actor;
    if (latestRun(world)) return this.#look();
    if (startsAfterMs === undefined) return;
    this.#cancelAlarm = clock.at(startsAfterMs, () => {
      if (!latestRun(world)) this.send('monitor');
    });
  }

  /** Hands in one letter for each stream. Those of the runs before do not count any more. */
  send(by: FactOf<'selftest.begun'>['by']): void {
    const run = (latestRun(this.#parts.world)?.run ?? 0) + 1;
    this.#parts.record({ type: 'selftest.begun', run, by });
    // Side by side: a server that does not answer must not hold up the others.
    for (const probe of this.#actor.probes) this.#send(run, probe).catch((error) => console.error(error));
  }

  stop(): void {
    this.#stopped.abort();
    this.#cancelAlarm?.();
  }

  notice(event: SandboxEvent): void {
    if (event.type === 'message.delivered' || event.type === 'selftest.sent') this.#look();
  }

  async #send(run: number, probe: Probe): Promise<void> {
    const { world, record } = this.#parts;
    const handed = await handIn(probe, this.#parts);
    const sent = { type: 'selftest.sent', run, probe: probe.id, said: handed.said } as const;
    if (handed.kind === 'not-taken') return void record(sent);
    const message = world.messages.order.findLast((id) =>
      world.messages.byId[id]?.hops.some(({ connection }) => connection === handed.connection),
    );
    record({ ...sent, ...(message ? { message } : {}) });
  }

  #look(): void {
    const run = latestRun(this.#parts.world);
    if (!run || run.openings || run.run <= this.#judged || !allArrived(this.#parts.world)) return;
    this.#judged = run.run;
    this.#judge(run.run).catch((error) => console.error(error));
  }

  async #judge(run: number): Promise<void> {
    const { world, record } = this.#parts;
    const openings: FactOf<'selftest.judged'>['openings'] = [];
    for (const host of this.#actor.guards) {
      const { address = '' } = world.hosts.byName[host] ?? {};
      const probe = await probeRelay(this.#actor.stranger, address, this.#parts, this.#stopped.signal);
      if (probe.kind === 'open') openings.push({ host, whose: probe.whose });
    }
    if (!this.#stopped.signal.aborted) record({ type: 'selftest.judged', run, openings });
  }
}
