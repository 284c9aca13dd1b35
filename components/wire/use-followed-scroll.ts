import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Px from the end within which the reader is taken to be at the end. */
const nearEnd = 40;

/** Keeps the end of a growing list in sight while the reader is there; somebody who scrolled back is left in peace. */
export function useFollowedScroll(length: number): { ref: RefObject<HTMLDivElement | null>; onScroll: () => void } {
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row is what moves the end
  useLayoutEffect(() => {
    if (ref.current && atEnd.current) ref.current.scrollTop = ref.current.scrollHeight;
  }, [length]);
  function onScroll() {
    const box = ref.current;
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
  }
  return { ref, onScroll };
}
