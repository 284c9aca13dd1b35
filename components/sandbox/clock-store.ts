import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SandboxEvent } from '#protocol/events.ts';

/** What the sandbox's clock showed when this browser last heard of it: from there it goes on with the wall. */
export interface ClockReading {
  /** Sandbox ms. */
  at: number;
  /** `performance.now()` of the reading. */
  read: number;
}

export type ClockStore = StoreApi<ClockReading>;

export function clockStore(): ClockStore {
  return createStore<ClockReading>(() => ({ at: 0, read: performance.now() }));
}

/** What the clock shows now, in sandbox ms. */
export function nowOn({ at, read }: ClockReading): number {
  return at + (performance.now() - read);
}

/** Facts tell the time, too; a skip tells how far it goes. The clock never goes back. */
export function follow(clock: ClockStore, batch: readonly SandboxEvent[]): void {
  const told = batch.reduce(
    (latest, event) => Math.max(latest, event.at + (event.type === 'clock.skipped' ? event.byMs : 0)),
    Number.NEGATIVE_INFINITY,
  );
  if (told > nowOn(clock.getState())) clock.setState({ at: told, read: performance.now() });
}
