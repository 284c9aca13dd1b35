'use client';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** A switch that this browser remembers, where it can. */
export function useSetting(key: string, initial: boolean): [boolean, (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => stored(key) ?? initial,
    () => initial,
  );
  const set = (value: boolean) => {
    try {
      localStorage.setItem(key, String(value));
    } catch {
      return; // the browser keeps nothing
    }
    for (const listener of listeners) listener();
  };
  return [isOn, set];
}

function stored(key: string): boolean | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : text === 'true';
  } catch {
    return undefined;
  }
}
