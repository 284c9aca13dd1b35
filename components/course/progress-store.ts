'use client';
import { useSyncExternalStore } from 'react';
import type { CoursePath } from './course-plan.ts';
import {
  mergedProgress,
  noProgress,
  notedProgress,
  type Progress,
  resetProgress,
  storedPath,
  storedProgress,
} from './progress-record.ts';

/** What this browser has done in the course. It stays here: there is no account. */

const progressKey = 'relay-lab.progress';
const pathKey = 'relay-lab.path';

let held: { text: string | null; progress: Progress } = { text: null, progress: noProgress };
const listeners = new Set<() => void>();

/** Progress by lesson; empty while the page is rendered on the server. */
export function useProgress(): Progress {
  return useSyncExternalStore(subscribe, readProgress, () => noProgress);
}

/** Id of the path that was chosen; undefined is the whole course. */
export function usePath(): string | undefined {
  return useSyncExternalStore(subscribe, readPath, () => undefined);
}

/** The path that was chosen among these. */
export function useChosenPath(paths: readonly CoursePath[]): CoursePath | undefined {
  const chosen = usePath();
  return paths.find(({ id }) => id === chosen);
}

/** Notes steps that are done in this browser's sandbox of a lesson. */
export function noteProgress(slug: string, steps: string[], isFinished: boolean): void {
  const before = readProgress();
  const noted = notedProgress(before, slug, { steps, isFinished, now: new Date() });
  if (noted !== before) keepProgress(noted);
}

/** For the reset of a lesson. */
export function resetLesson(slug: string): void {
  keepProgress(resetProgress(readProgress(), slug));
}

/** Calls with the steps of a lesson that were done, in whichever sandbox: now, and when that changes. Returns how to stop. */
export function watchSteps(slug: string, listener: (steps: readonly string[]) => void): () => void {
  const tell = () => listener(readProgress()[slug]?.steps ?? []);
  tell();
  return subscribe(tell);
}

/** Adds what was done elsewhere; what was done here stays. Its path counts where none was chosen here. Returns false
 *  when the browser does not keep it. */
export function addProgress(progress: Progress, path: string | undefined): boolean {
  const isKept = keepProgress(mergedProgress(readProgress(), progress));
  if (isKept && path !== undefined && readPath() === undefined) choosePath(path);
  return isKept;
}

/** Keeps the path by its id, in place of the one before. */
export function choosePath(path: string): void {
  keep(pathKey, path);
}

/** Progress and path. */
export function forgetProgress(): void {
  keep(pathKey, undefined);
  keep(progressKey, undefined);
}

function readProgress(): Progress {
  const text = kept(progressKey);
  if (text !== held.text) held = { text, progress: storedProgress(text) };
  return held.progress;
}

function readPath(): string | undefined {
  return storedPath(kept(pathKey));
}

function keepProgress(progress: Progress): boolean {
  return keep(progressKey, JSON.stringify(progress));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off in this browser
  }
}

/** Undefined forgets it. Returns false when storage is full or switched off: the lessons work all the same. */
function keep(key: string, text: string | undefined): boolean {
  try {
    if (text === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    return false;
  }
  for (const listener of listeners) listener();
  return true;
}
