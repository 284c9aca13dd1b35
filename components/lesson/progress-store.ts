'use client';
import { useSyncExternalStore } from 'react';

/** What this browser has done in the course. It stays here: there is no account. */
export interface LessonProgress {
  /** Steps done, of the last attempt. */
  steps: string[];
  /** ISO date of the first time that the lesson was finished. */
  finishedAt?: string;
}

type Progress = Record<string, LessonProgress>;

const key = 'relay-lab.progress';
const nothing: Progress = {};
let held: { text: string | null; progress: Progress } = { text: null, progress: nothing };
const listeners = new Set<() => void>();

/** Progress by lesson; empty while the page is rendered on the server. */
export function useProgress(): Progress {
  return useSyncExternalStore(subscribe, read, () => nothing);
}

/** Notes the steps that are done now; finished lessons stay finished after a reset. */
export function noteProgress(slug: string, steps: string[], isFinished: boolean): void {
  const before = read()[slug];
  if (before?.steps.length === steps.length && (!isFinished || before.finishedAt)) return;
  const finishedAt = before?.finishedAt ?? (isFinished ? new Date().toISOString() : undefined);
  write({ ...read(), [slug]: { steps, ...(finishedAt ? { finishedAt } : {}) } });
}

export function forgetProgress(): void {
  write({});
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** Anything could stand in the browser's storage: what is no progress counts as none. */
function read(): Progress {
  const text = stored();
  if (text !== held.text) held = { text, progress: parsed(text) };
  return held.progress;
}

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off in this browser
  }
}

function parsed(text: string | null): Progress {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null) return nothing;
    const entries = Object.entries(value).filter(([, entry]) => Array.isArray(entry?.steps));
    return Object.fromEntries(entries);
  } catch {
    return nothing;
  }
}

function write(progress: Progress): void {
  try {
    localStorage.setItem(key, JSON.stringify(progress));
  } catch {
    return; // storage is full or switched off: the lesson works all the same
  }
  for (const listener of listeners) listener();
}
