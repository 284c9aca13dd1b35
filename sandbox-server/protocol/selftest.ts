import type { MonitorActor } from './actors.ts';
import type { Outcome } from './projections/messages.ts';
import type { SelftestRun } from './projections/selftest.ts';
import { delivered, outcomes } from './questions.ts';
import { firstWeakening } from './weakened.ts';
import type { World } from './world.ts';

/** Whether all is well, by what the monitor has seen: its letters arrive, and nothing was opened or weakened for it. */

export type Probe = MonitorActor['probes'][number];

/** Where a test letter is, as its sender can know it without looking into anybody's queue or log. */
export type ProbeState =
  | { kind: 'unsent' }
  /** Handed in, and not seen since. */
  | { kind: 'missing' }
  | { kind: 'arrived' }
  /** The first server did not take it, or a notice about it lies in the sender's mailbox. */
  | { kind: 'refused' | 'returned'; said: string };

/** Whoever watches the mail of this sandbox, or of a scenario; undefined where nobody does. */
export function monitorOf({ hosts }: { hosts: Pick<World['hosts'], 'actors'> }): MonitorActor | undefined {
  return hosts.actors.find((actor) => actor.kind === 'monitor');
}

/** The newest letters; undefined before the first were sent. */
export function latestRun({ selftest }: Pick<World, 'selftest'>): SelftestRun | undefined {
  return selftest.runs.at(-1);
}

/** What became of one letter of a run, the newest unless another is given. */
export function probeState(world: World, probe: Probe, run = latestRun(world)): ProbeState {
  const sent = run?.probes[probe.id];
  if (!sent) return run ? { kind: 'missing' } : { kind: 'unsent' };
  if (sent.message === undefined) return { kind: 'refused', said: sent.said };
  const message = world.messages.byId[sent.message];
  if (!message) return { kind: 'missing' };
  if (delivered(message, probe.arrivesAt, probe.to)) return { kind: 'arrived' };
  const returned = outcomes(message, { kind: 'bounced' }).find((bounce) => cameBack(world, bounce));
  return returned ? { kind: 'returned', said: returned.detail } : { kind: 'missing' };
}

/** The notice was written, and has been delivered: one that waits in a queue tells nobody anything. */
function cameBack({ messages }: World, { host, notice }: Outcome): boolean {
  return Object.values(messages.byId).some(
    (message) =>
      message.hops.some((hop) => hop.host === host && hop.queueId === notice) &&
      outcomes(message, { kind: 'delivered' }).length > 0,
  );
}

/** Every letter of the newest run has arrived where it must. */
export function allArrived(world: World): boolean {
  const monitor = monitorOf(world);
  const run = latestRun(world);
  return run !== undefined && (monitor?.probes.every((probe) => probeState(world, probe).kind === 'arrived') ?? false);
}

/**
 * The learner has changed something since the last letter of the newest run arrived. Then they prove what was, not what is:
 * else a letter let through by a weaker record would count when the record is strict again, and stops the next one. A
 * repair while a letter waits is none of that: it is what lets the letter arrive.
 */
function changedSinceArrival(world: World): boolean {
  const run = latestRun(world);
  const arrivals = (monitorOf(world)?.probes ?? []).flatMap(({ id, arrivesAt, to }) => {
    const message = world.messages.byId[run?.probes[id]?.message ?? ''];
    return message ? outcomes(message, { kind: 'delivered', host: arrivesAt, recipient: to }).slice(0, 1) : [];
  });
  const last = Math.max(...arrivals.map(({ seq }) => seq));
  return [...world.config.changes, ...world.names.changes].some(({ by, seq }) => by === 'learner' && seq > last);
}

/** All is well: the newest letters arrived as things are now, no server carries mail for strangers, and nothing is weaker
 *  than at the start. */
export function isAllClear(world: World): boolean {
  return allArrived(world) && latestRun(world)?.openings?.length === 0 && whyNotClear(world) === undefined;
}

/** What stands in the way although the letters arrive, as a sentence; undefined where they do not, or all is well. */
export function whyNotClear(world: World): string | undefined {
  if (!allArrived(world)) return undefined;
  const [opening] = latestRun(world)?.openings ?? [];
  if (opening) {
    return `The test letters arrive, but ${opening.host} now carries mail ${opening.whose}. Close it, and send them again.`;
  }
  const weaker = firstWeakening(world);
  if (weaker) return `The test letters arrive, but ${weaker}`;
  return changedSinceArrival(world)
    ? 'The test letters arrived, and then something was changed. Send them again.'
    : undefined;
}
