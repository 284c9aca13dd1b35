import type { SandboxEvent } from '../events.ts';

/** What a blocklist knows of an address. */
export interface Suspect {
  /** Letters of it in traps since it was last taken off. */
  trapped: number;
  /** Sandbox ms of the last one. */
  lastAt: number;
  listed: boolean;
}

/** By zone and address. */
export interface BlocklistsState {
  byZone: Record<string, Record<string, Suspect>>;
}

export function emptyBlocklists(): BlocklistsState {
  return { byZone: {} };
}

export function applyToBlocklists(blocklists: BlocklistsState, event: SandboxEvent): void {
  switch (event.type) {
    case 'blocklist.trapped': {
      blocklists.byZone[event.zone] ??= {};
      const zone = blocklists.byZone[event.zone] ?? {};
      const before = zone[event.address];
      zone[event.address] = { listed: false, ...before, trapped: (before?.trapped ?? 0) + 1, lastAt: event.at };
      return;
    }
    case 'blocklist.listed': {
      const suspect = blocklists.byZone[event.zone]?.[event.address];
      if (suspect) suspect.listed = true;
      return;
    }
    case 'blocklist.delisted':
      delete blocklists.byZone[event.zone]?.[event.address];
  }
}
