import type { SandboxEvent } from '#protocol/events.ts';

/** The facts of some connections, queue entries and look-ups, in order. */
export function factsOf(
  events: readonly SandboxEvent[],
  wanted: { connections: ReadonlySet<string>; queueIds?: ReadonlySet<string>; seqs?: ReadonlySet<number> },
): SandboxEvent[] {
  const { connections, queueIds = new Set(), seqs = new Set() } = wanted;
  return events.filter(
    (event) =>
      seqs.has(event.seq) ||
      ('connection' in event && event.connection !== undefined && connections.has(event.connection)) ||
      ('queueId' in event && queueIds.has(event.queueId)),
  );
}

/**
 * Facts as JSON, one a line. Everything beyond printable ASCII is written as an escape: the file says the same, and
 * nothing in it can do anything to a terminal that prints it.
 */
export function factsAsJson(facts: readonly SandboxEvent[]): string {
  return `[\n${facts.map((fact) => inAscii(JSON.stringify(fact))).join(',\n')}\n]\n`;
}

function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
