import type { SandboxEvent } from '../events.ts';

/** Sandbox ms at which each user was allowed a recipient, by host and user, for as long as limits look back. */
export interface SubmissionsState {
  byHost: Record<string, Record<string, number[]>>;
}

/** Sandbox ms over which `lab_daily_limit` counts. It rolls: what was allowed longer ago counts no more. */
export const dailyLimitPeriodMs = 86_400_000;

export function emptySubmissions(): SubmissionsState {
  return { byHost: {} };
}

/** A recipient counts when RCPT TO is answered with yes, whatever comes of the letter: parallel connections share it. */
export function applyToSubmissions(submissions: SubmissionsState, event: SandboxEvent): void {
  if (event.type !== 'policy.decided' || event.user === undefined) return;
  if (event.verdict === 'reject' || event.verdict === 'defer') return;
  const { host, user, at } = event;
  submissions.byHost[host] ??= {};
  submissions.byHost[host][user] ??= [];
  const times = submissions.byHost[host][user];
  times.push(at);
  while ((times[0] ?? at) <= at - dailyLimitPeriodMs) times.shift();
}

/** Recipients that a user was allowed at a host after this moment, sandbox ms. */
export function recipientsSince({ byHost }: SubmissionsState, host: string, user: string, from: number): number {
  return (byHost[host]?.[user] ?? []).filter((at) => at > from).length;
}
