import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { RouteHop } from './received-chain.ts';

/** A moment of a letter's way, as somebody wrote it down. */
export interface AxisPoint {
  /** Who says so, in octets; undefined is the writer, in Date. */
  by: string | undefined;
  /** Milliseconds of the epoch. */
  date: number;
  /** Milliseconds since the point before; negative when the clocks differ. */
  sinceMs: number | undefined;
  /** Where it begins and ends on the axis, from 0 to 1: the bar is the time since the point before. */
  from: number;
  to: number;
  /** No server of the receiver says so, and the log of the sandbox does not either. */
  claimed: boolean;
}

/** The moments of a letter on one axis, the first first: Date, then each stamp that can be read. Empty when fewer than two. */
export function timeAxis(raw: string, chain: readonly RouteHop[]): AxisPoint[] {
  const written = Date.parse((headerValue(headerFields(raw), 'date') ?? '').replace(/\([^)]*\)/g, ''));
  const moments = [
    ...(Number.isNaN(written) ? [] : [{ by: undefined, date: written, claimed: true }]),
    ...chain.flatMap(({ by, date, worth }) =>
      date === undefined
        ? []
        : [{ by: by ?? 'an unnamed server', date, claimed: worth === 'claim' || worth === 'invented' }],
    ),
  ];
  if (moments.length < 2) return [];
  const dates = moments.map(({ date }) => date);
  const first = Math.min(...dates);
  const length = Math.max(...dates) - first;
  const place = (date: number) => (length === 0 ? 0 : (date - first) / length);
  return moments.map((moment, index) => {
    const before = moments[index - 1]?.date;
    const ends = [place(before ?? moment.date), place(moment.date)];
    return {
      ...moment,
      sinceMs: before === undefined ? undefined : moment.date - before,
      from: Math.min(...ends),
      to: Math.max(...ends),
    };
  });
}
