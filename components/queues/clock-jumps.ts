import type { Command } from '#protocol/commands.ts';

/** The buttons that put the clock forward. Lessons name them, and their check looks here whether they exist. */
export const clockJumps: { label: string; command: Command; says: string }[] = [
  { label: '+5 min', command: { type: 'skip-clock', byMs: 300_000 }, says: 'Put the clock forward by 5 minutes' },
  { label: '+1 h', command: { type: 'skip-clock', byMs: 3_600_000 }, says: 'Put the clock forward by 1 hour' },
  { label: '+4 h', command: { type: 'skip-clock', byMs: 14_400_000 }, says: 'Put the clock forward by 4 hours' },
  { label: '+1 d', command: { type: 'skip-clock', byMs: 86_400_000 }, says: 'Put the clock forward by 1 day' },
  { label: 'Next event', command: { type: 'run-clock', to: 'next-event' }, says: 'To the next attempt of any server' },
  { label: 'Until idle', command: { type: 'run-clock', to: 'idle' }, says: 'Until every queue is empty or on hold' },
];
