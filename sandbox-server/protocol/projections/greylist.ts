import type { SandboxEvent } from '../events.ts';

/** Since when each host knows a triplet of client network, sender and recipient, and from when on it is welcome. */
export interface GreylistState {
  byHost: Record<string, Record<string, { seenAt: number; until: number }>>;
}

export function emptyGreylist(): GreylistState {
  return { byHost: {} };
}

export function tripletKey(client: string, reversePath: string, recipient: string): string {
  return `${client}/${reversePath}/${recipient}`.toLowerCase();
}

export function applyToGreylist(greylist: GreylistState, event: SandboxEvent): void {
  if (event.type !== 'greylist.noted') return;
  const { host, client, reversePath, recipient, until, at } = event;
  greylist.byHost[host] ??= {};
  greylist.byHost[host][tripletKey(client, reversePath, recipient)] = { seenAt: at, until };
}
