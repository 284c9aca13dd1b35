import { useEffect, useState } from 'react';
import { type Find, findIn } from './search-index.ts';

let loaded: Find | undefined;

/** The search, as soon as its index is there; it is fetched once a visit. */
export function useFind(): { find?: Find; problem?: string } {
  const [find, setFind] = useState(() => loaded);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (loaded) return;
    const stop = new AbortController();
    loadIndex(stop.signal).then(
      (made) => {
        loaded = made;
        setFind(() => made);
      },
      () => stop.signal.aborted || setProblem('The index could not be fetched. Are you offline?'),
    );
    return () => stop.abort();
  }, []);
  return { ...(find ? { find } : {}), ...(problem ? { problem } : {}) };
}

// Asked anew once a visit: after a new build the old index would lead to places that are gone.
async function loadIndex(signal: AbortSignal): Promise<Find> {
  const response = await fetch('/search.json', { signal, cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status}`);
  return findIn(await response.text());
}
