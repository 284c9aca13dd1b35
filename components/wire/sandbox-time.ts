import { sandboxEpochMs } from '#protocol/epoch.ts';

/** How the times of a conversation are shown. */
export type TimeStyle = 'since-last' | 'clock';

/** A sandbox moment as the servers' clocks show it, in UTC: `09:04:31.250`. */
export function clockTime(at: number): string {
  return new Date(sandboxEpochMs + at).toISOString().slice(11, 23);
}

/** `2026-01-05 09:04` */
export function clockDate(at: number): string {
  return new Date(sandboxEpochMs + at).toISOString().slice(0, 16).replace('T', ' ');
}

/** A span in the unit that a person would say: `+3 ms`, `+4.2 s`, `+42 min`, `+3 h 5 min`, `+2 d 1 h`. */
export function span(ms: number): string {
  const sign = ms < 0 ? '−' : '+';
  return sign + length(Math.abs(ms));
}

function length(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest(hours, 'h', minutes % 60, 'min');
  return withRest(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`;
}
