import type { Connection } from '#protocol/projections/connections.ts';

/** Why a connection that never came to be carried no words. */
export function whyNothingWasSaid({
  state,
  to,
}: Pick<Connection, 'state' | 'to'>): { plain: string; next: string } | undefined {
  if (state === 'refused') {
    return {
      plain: `${to.host} is there, but no program of its listens on port ${to.port}. It said so at once, with a TCP reset, so no SMTP was ever spoken.`,
      next: 'Look at the port, and at the name: the host of a domain’s web site is seldom its mail server.',
    };
  }
  if (state === 'calling') {
    return {
      plain: `A call to ${to.host}, port ${to.port}, is under way: a SYN was sent, and nothing has come back, neither yes nor no.`,
      next: 'The caller waits until its patience ends. When the machine is off, or something on the way drops the packets, nobody will ever answer.',
    };
  }
  if (state === 'given-up') {
    return {
      plain: `Nobody had answered yet when the call to ${to.host}, port ${to.port}, was given up, so no SMTP was ever spoken.`,
      next: 'With more patience it would have timed out, or somebody would have answered: nobody knows.',
    };
  }
  if (state === 'timed-out') {
    return {
      plain: `${to.host} did not answer at all, not even with a refusal. After a while the client gave up waiting, so no SMTP was ever spoken.`,
      next: 'The machine is off, or something on the way drops the packets. A mail server keeps the message and tries again.',
    };
  }
  return undefined;
}

const stateWords = {
  calling: 'calling…',
  'given-up': 'given up',
  open: 'open',
  closed: 'closed',
  refused: 'refused',
  'timed-out': 'timed out',
} as const;

export function stateWord(state: Connection['state']): string {
  return stateWords[state];
}

/** No conversation came of the call, or none yet. */
export function isSilent({ state }: Pick<Connection, 'state'>): boolean {
  return state === 'calling' || state === 'given-up' || state === 'refused' || state === 'timed-out';
}

/** How it ended, in words. */
export function endWords({ state, closedBy, closedHow, from, to }: Connection): string | undefined {
  if (state !== 'closed') return undefined;
  if (closedHow === 'restarted') return 'ended without a goodbye: the sandbox was started anew';
  if (closedBy === 'network') return 'the connection was lost: one of the two machines is gone';
  return `${closedBy === 'server' ? to.host : from.host} closed the connection`;
}

export function driverWord({ driver }: Pick<Connection, 'driver'>): string {
  return { learner: 'you', mta: 'mail server', actor: 'somebody else' }[driver];
}
