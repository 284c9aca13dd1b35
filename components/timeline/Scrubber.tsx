'use client';
import { type CSSProperties, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Marks } from './Marks.tsx';
import { marksOf } from './marks.ts';
import { lengthMs, nearestMoment, type Timeline } from './moments.ts';
import styles from './Scrubber.module.css';
import { wallClock, whatHappened } from './said.ts';
import { useTimeline } from './use-timeline.ts';

/** The line with the play-head: to be dragged by mouse, finger and keys. */
export function Scrubber() {
  const { playHead, timeline, isLive, isBehind, moment, at, atMs, dwellMs } = useTimeline();
  const [pointedMs, setPointed] = useState<number>();
  const seek = useSeekPerFrame((ms) => {
    const wanted = nearestMoment(timeline, ms);
    if (wanted) playHead.seek(wanted.end);
  });
  const settled = useUnhurried(timeline);
  const marks = useMemo(() => marksOf(settled), [settled]);
  const length = Math.max(1, lengthMs(timeline));
  const place = atMs / length;
  const pointed = pointedMs === undefined ? undefined : nearestMoment(timeline, pointedMs);
  const told = pointed ?? (isLive ? undefined : moment);
  // Only what moves has it: whatever stands below it is styled anew with each step.
  const stand = { '--place': place, '--dwell': `${dwellMs}ms` } as CSSProperties; // properties of ours
  const sentence = moment ? whatHappened(moment.event) : 'nothing has happened yet';
  return (
    <div
      className={styles.scrubber}
      onPointerMove={(event) => event.pointerType === 'mouse' && setPointed(placeOf(event) * length)}
      onPointerLeave={() => setPointed(undefined)}
    >
      <div className={styles.track} aria-hidden>
        <div className={styles.fill} style={stand} />
      </div>
      <Marks marks={marks} />
      <input
        type="range"
        min={0}
        max={length}
        step={1}
        value={Math.round(atMs)}
        onChange={(event) => seek(Number(event.target.value))}
        aria-label="Timeline"
        aria-valuetext={`${wallClock(at)}, ${sentence}${isLive ? `, ${isBehind ? 'catching up' : 'live'}` : ''}`}
      />
      <div className={styles.carriage} style={stand} aria-hidden>
        <span className={styles.head} />
      </div>
      {told && (
        <p className={styles.told} style={{ '--at': pointed ? pointed.endMs / length : place } as CSSProperties}>
          <time>{wallClock(told.event.at)}</time> {whatHappened(told.event)}
        </p>
      )}
    </div>
  );
}

/** All marks shift with each fact; while many come, they follow so often, in ms. */
const shiftMs = 250;

/** The newest timeline, but no new one before the last has been seen for a while. */
function useUnhurried(timeline: Timeline): Timeline {
  const [seen, setSeen] = useState(timeline);
  const newest = useRef(timeline);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    newest.current = timeline;
    if (timeline === seen) return;
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      setSeen(newest.current);
    }, shiftMs);
  }, [timeline, seen]);
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      waiting.current = undefined;
    },
    [],
  );
  return seen;
}

/** Half of the head, by which the ends of the line are inset, in px. */
const inset = 8;

/** Where on the line a pointer is, from 0 to 1. */
function placeOf({ currentTarget, clientX }: PointerEvent<HTMLElement>): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (clientX - left - inset) / Math.max(1, width - 2 * inset)));
}

/** A dragged pointer reports more often than the screen is drawn: each frame goes to the last place only. */
function useSeekPerFrame(seek: (ms: number) => void): (ms: number) => void {
  const latest = useRef(seek);
  const wanted = useRef<number>(undefined);
  const frame = useRef(0);
  useEffect(() => {
    latest.current = seek;
  });
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return (ms) => {
    if (wanted.current === undefined) {
      frame.current = requestAnimationFrame(() => {
        if (wanted.current !== undefined) latest.current(wanted.current);
        wanted.current = undefined;
      });
    }
    wanted.current = ms;
  };
}
