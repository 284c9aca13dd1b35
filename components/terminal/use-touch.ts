'use client';
import { useSyncExternalStore } from 'react';

const query = '(pointer: coarse), (max-width: 699px)';

/** Keyboards of phones do not type into a terminal: there a real input line takes its place. */
export function useTouch(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}
