import { create } from 'zustand';
import { noFilter, type WireFilter } from './filter.ts';
import type { TimeStyle } from './sandbox-time.ts';

/** How the wire is looked at: the same for every conversation, and only on this screen. */
interface WireSettings {
  raw: boolean;
  hex: boolean;
  /** As somebody who listens between the two machines. */
  overhears: boolean;
  times: TimeStyle;
  filter: WireFilter;
}

export const useWireSettings = create<WireSettings>(() => ({
  raw: false,
  hex: false,
  overhears: false,
  times: 'since-last',
  filter: noFilter,
}));

export function setFilter(change: Partial<WireFilter>): void {
  useWireSettings.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}
