import type { EventOf, SandboxEvent } from '../events.ts';

/** A test letter of the monitor. */
export interface SentProbe {
  /** Absent: it could not be handed in. */
  message?: string | undefined;
  /** The first server's last reply, or why there was none. */
  said: string;
}

export interface SelftestRun {
  run: number;
  /** Sandbox ms. */
  at: number;
  by: EventOf<'selftest.begun'>['by'];
  probes: Record<string, SentProbe>;
  /** When all had arrived: servers that carry mail for strangers. */
  openings?: EventOf<'selftest.judged'>['openings'];
}

/** What the monitor has tried, oldest first. Whether a letter arrived, the messages know. */
export interface SelftestState {
  runs: SelftestRun[];
}

export function emptySelftest(): SelftestState {
  return { runs: [] };
}

export function applyToSelftest(selftest: SelftestState, event: SandboxEvent): void {
  switch (event.type) {
    case 'selftest.begun':
      selftest.runs.push({ run: event.run, at: event.at, by: event.by, probes: {} });
      return;
    case 'selftest.sent': {
      const { message, said } = event;
      const run = selftest.runs.find((one) => one.run === event.run);
      if (run) run.probes[event.probe] = { ...(message ? { message } : {}), said };
      return;
    }
    case 'selftest.judged': {
      const run = selftest.runs.find((one) => one.run === event.run);
      if (run) run.openings = event.openings;
    }
  }
}
