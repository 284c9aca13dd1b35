'use client';
import { GitFork, Pause, Play, SkipForward, StepBack, StepForward } from 'lucide-react';
import { type MouseEvent, useRef } from 'react';
import { useSandbox } from '../sandbox/use-world.ts';
import { LeaveFork } from './LeaveFork.tsx';
import { type Speed, speeds } from './play-head.ts';
import { Scrubber } from './Scrubber.tsx';
import { wallClock } from './said.ts';
import styles from './TimelineBar.module.css';
import { useTimeline } from './use-timeline.ts';
import { toNow, useTimelineKeys } from './use-timeline-keys.ts';

/** Below the map: where in the log the screen is, and the way through it. */
export function TimelineBar() {
  const { playHead, isLive, isBehind, isPlaying, speed, at, isFirst, isLast } = useTimeline();
  const { send, status } = useSandbox();
  const bar = useRef<HTMLElement>(null);
  useTimelineKeys(bar, playHead);
  const step = (by: -1 | 1) => (event: MouseEvent) => (event.shiftKey ? playHead.stepFact(by) : playHead.step(by));
  const toPresent = () => {
    toNow(playHead);
    // The button is gone then; the keys of the bar stay at hand.
    bar.current?.focus();
  };
  return (
    <div className={styles.frame}>
      <section className={styles.bar} ref={bar} tabIndex={-1} aria-label="Timeline" data-live={isLive}>
        <div className={styles.keys}>
          <button
            type="button"
            disabled={isFirst}
            onClick={step(-1)}
            aria-label="Step back"
            title="Step back (←, one fact: Shift)"
          >
            <StepBack size={15} aria-hidden />
          </button>
          <button
            type="button"
            onClick={() => playHead.toggle()}
            aria-label={isPlaying ? 'Pause' : 'Play'}
            title={isPlaying ? 'Pause (Space)' : 'Play (Space)'}
          >
            {isPlaying ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
          </button>
          <button
            type="button"
            disabled={isLast}
            onClick={step(1)}
            aria-label="Step forward"
            title="Step forward (→, one fact: Shift)"
          >
            <StepForward size={15} aria-hidden />
          </button>
          <select
            aria-label="Speed"
            value={speed}
            onChange={(event) => {
              const chosen = speeds.find((candidate) => candidate === Number(event.target.value));
              if (chosen) playHead.setSpeed(chosen);
            }}
          >
            {speeds.map((candidate) => (
              <option key={candidate} value={candidate}>
                {speedNames[candidate]}
              </option>
            ))}
          </select>
        </div>
        <Scrubber />
        <div className={styles.state}>
          <time>{wallClock(at)}</time>
          {isLive ? (
            <>
              {isBehind && status === 'live' ? (
                <button
                  type="button"
                  className={styles.behind}
                  onClick={toPresent}
                  title="The map still shows what happened before. To what is now (End)"
                >
                  <SkipForward size={13} aria-hidden /> catching up
                </button>
              ) : (
                <span className={styles.live} data-status={status}>
                  {status === 'live' ? 'live' : 'offline'}
                </span>
              )}
              <LeaveFork />
            </>
          ) : (
            <>
              <button
                type="button"
                className={styles.toLive}
                onClick={toPresent}
                aria-label="Jump to live"
                title="Jump to live (End)"
              >
                <SkipForward size={13} aria-hidden /> live
              </button>
              <button
                type="button"
                className={styles.fork}
                onClick={() => send({ type: 'fork', upTo: playHead.position })}
                aria-label="Fork from here"
                title="A new sandbox that begins with this moment. The one you have is kept."
              >
                <GitFork size={13} aria-hidden /> Fork <span className={styles.here}>from here</span>
              </button>
            </>
          )}
        </div>
      </section>
    </div>
  );
}

const speedNames: Record<Speed, string> = { 0.25: '¼×', 0.5: '½×', 1: '1×', 2: '2×', 4: '4×', 8: '8×' };
