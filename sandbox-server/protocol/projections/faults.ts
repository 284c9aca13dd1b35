import type { SandboxEvent } from '../events.ts';
import type { Fault } from '../scenario.ts';

/** What goes wrong on purpose. */
export interface FaultsState {
  /** Those of the scenario, with whether they are on now. */
  byId: Record<string, Fault>;
  /** How often each has struck since it was switched on. */
  struck: Record<string, number>;
}

export function emptyFaults(): FaultsState {
  return { byId: {}, struck: {} };
}

export function applyToFaults(faults: FaultsState, event: SandboxEvent): void {
  switch (event.type) {
    case 'sandbox.started':
    case 'sandbox.reset':
      for (const fault of event.scenario.faults) faults.byId[fault.id] = { ...fault };
      return;
    case 'fault.switched': {
      const fault = faults.byId[event.fault];
      if (fault) fault.on = event.on;
      faults.struck[event.fault] = 0;
      return;
    }
    case 'fault.happened':
      faults.struck[event.fault] = (faults.struck[event.fault] ?? 0) + 1;
  }
}

/** The faults of one kind that are on and not used up. */
export function activeFaults<K extends Fault['kind']>(
  { byId, struck }: FaultsState,
  kind: K,
): Extract<Fault, { kind: K }>[] {
  return Object.values(byId).filter((fault): fault is Extract<Fault, { kind: K }> => {
    if (!fault.on || fault.kind !== kind) return false;
    const times = fault.kind === 'lose-connection' ? fault.times : undefined;
    return times === undefined || (struck[fault.id] ?? 0) < times;
  });
}
