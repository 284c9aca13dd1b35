import type { ParameterName } from '#protocol/parameters.ts';
import { dailyLimitPeriodMs, recipientsSince } from '#protocol/projections/submissions.ts';
import { numberOf } from '../config.ts';
import type { MtaParts } from '../parts.ts';
import { type Reply, replies } from '../replies.ts';
import { configurationLine } from './configuration-line.ts';

const minuteMs = 60_000;

/** How much somebody who has logged in may send: why one more recipient is too many now, or undefined. RFC 6409 §6.2. */
export function limitRefusal(host: string, user: string, { world, clock }: MtaParts): Reply | undefined {
  const reached = (name: ParameterName, periodMs: number) => {
    const limit = numberOf(world, host, name);
    const sent = limit > 0 ? recipientsSince(world.submissions, host, user, clock.now() - periodMs) : 0;
    return limit > 0 && sent >= limit ? `${user} has sent to ${sent}` : undefined;
  };
  const today = reached('lab_daily_limit', dailyLimitPeriodMs);
  if (today) {
    return replies.refused(550, '5.4.5', 'Daily sending limit reached', {
      reason: 'daily-limit-reached',
      parameter: configurationLine(world, host, 'lab_daily_limit'),
      detail: `${today} recipients in 24 hours`,
    });
  }
  const now = reached('lab_rate_per_min', minuteMs);
  if (!now) return undefined;
  return replies.refused(451, '4.7.0', 'Rate limit exceeded, retry later', {
    reason: 'sending-rate-exceeded',
    parameter: configurationLine(world, host, 'lab_rate_per_min'),
    detail: `${now} recipients in 60 seconds`,
  });
}
