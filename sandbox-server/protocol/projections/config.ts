import type { SandboxEvent } from '../events.ts';

/** Explicitly set Postfix parameters by host; what is absent has its default. */
export interface ConfigState {
  current: Record<string, Record<string, string>>;
  /** As the scenario set them, to show what was changed. */
  atStart: Record<string, Record<string, string>>;
  changes: {
    seq: number;
    at: number;
    host: string;
    parameter: string;
    /** Absent: the line was taken out, or was not there. */
    value?: string | undefined;
    previous?: string | undefined;
    by: 'learner' | 'lesson';
  }[];
}

export function emptyConfig(): ConfigState {
  return { current: {}, atStart: {}, changes: [] };
}

export function applyToConfig(config: ConfigState, event: SandboxEvent): void {
  switch (event.type) {
    case 'sandbox.started':
    case 'sandbox.reset':
      for (const host of event.scenario.hosts) {
        config.current[host.name] = { ...host.config };
        config.atStart[host.name] = { ...host.config };
      }
      return;
    case 'config.changed': {
      const { seq, at, host, parameter, value, by } = event;
      config.current[host] ??= {};
      config.changes.push({ seq, at, host, parameter, value, by, previous: config.current[host][parameter] });
      if (value === undefined) delete config.current[host][parameter];
      else config.current[host][parameter] = value;
    }
  }
}
