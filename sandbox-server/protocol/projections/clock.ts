import type { SandboxEvent } from '../events.ts';

export interface ClockState {
  /** Sandbox ms of the last event. */
  at: number;
  /** Sandbox ms to which the clock was last put forward: it never shows less again, though nothing may have happened there. */
  skippedTo: number;
}

export function emptyClock(): ClockState {
  return { at: 0, skippedTo: 0 };
}

export function applyToClock(clock: ClockState, event: SandboxEvent): void {
  clock.at = event.at;
  if (event.type === 'clock.skipped') clock.skippedTo = event.at + event.byMs;
}
