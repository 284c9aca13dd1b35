import type { SandboxEvent } from '../events.ts';

export interface ClockState {
  /** Sandbox ms of the last event. */
  at: number;
}

export function emptyClock(): ClockState {
  return { at: 0 };
}

export function applyToClock(clock: ClockState, event: SandboxEvent): void {
  clock.at = event.at;
}
