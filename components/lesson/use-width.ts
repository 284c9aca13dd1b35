'use client';
import { useSyncExternalStore } from 'react';

type Width = 'phone' | 'narrow' | 'wide';

/** How much fits beside each other: on a phone one thing at a time. */
export function useWidth(): Width {
  return useSyncExternalStore(subscribe, read, () => 'wide');
}

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

function read(): Width {
  if (innerWidth < 700) return 'phone';
  return innerWidth < 1100 ? 'narrow' : 'wide';
}
