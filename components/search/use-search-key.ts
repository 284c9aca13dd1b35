import { useEffect, useEffectEvent } from 'react';

/**
 * ⌘K everywhere. Ctrl K everywhere but where keys are typed for a shell, which cuts its line with it, and but in other
 * text fields of a Mac, which do the same.
 */
export function useSearchKey(toggle: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || event.metaKey === event.ctrlKey) return;
    if (event.ctrlKey && cutsTheLine(event.target)) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function cutsTheLine(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('.xterm')) return true;
  return /Mac/.test(navigator.userAgent) && target.matches('input, textarea');
}
