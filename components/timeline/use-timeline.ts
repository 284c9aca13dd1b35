'use client';
import { useStore } from 'zustand';
import { useProvided } from '../sandbox/use-world.ts';
import { momentAt, trails } from './moments.ts';

/** Where the play-head stands: the numbers that the bar draws, and the way to move it. */
export function useTimeline() {
  const { playHead } = useProvided();
  const timeline = useStore(playHead.timeline);
  const { isLive } = useStore(playHead.shown);
  const { isPlaying, speed } = useStore(playHead.pace);
  const { world, showing } = useStore(playHead.map);
  const index = momentAt(timeline, world.seq);
  const moment = timeline.moments[index];
  const startMs = moment?.startMs ?? 0;
  const endMs = moment?.endMs ?? 0;
  const first = timeline.moments[index - 1]?.end ?? 0;
  // Between the facts of one moment the head stands in between, too.
  const share = moment ? Math.min(1, (world.seq - first) / (moment.end - first)) : 0;
  return {
    playHead,
    timeline,
    isLive,
    /** At live: what the map shows is over, and more has happened since. */
    isBehind: isLive && trails(timeline, world.seq),
    isPlaying,
    speed,
    moment,
    /** Sandbox ms under the head. */
    at: world.clock.at,
    /** The head on the time axis, in ms at 1×. */
    atMs: startMs + share * (endMs - startMs),
    /** How long the head takes to get there, in ms. */
    dwellMs: isPlaying ? (showing?.dwellMs ?? 0) : 0,
    isFirst: world.seq <= (timeline.moments[0]?.end ?? 0),
    isLast: world.seq >= timeline.facts,
  };
}
