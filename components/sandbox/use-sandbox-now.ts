import { useEffect, useState } from 'react';
import { nowOn } from './clock-store.ts';
import { useIsPast, useProvided, useWorld } from './use-world.ts';

/** What the sandbox's clock shows, in ms, anew each second; under a play-head in the past, the moment that is shown. */
export function useSandboxNow(): number {
  const { clock } = useProvided();
  const isPast = useIsPast();
  const shownAt = useWorld((world) => world.clock.at);
  const [now, setNow] = useState(() => nowOn(clock.getState()));
  useEffect(() => {
    const read = () => setNow(nowOn(clock.getState()));
    read();
    const timer = setInterval(read, 1000);
    const stop = clock.subscribe(read);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [clock]);
  return isPast ? shownAt : Math.max(now, shownAt);
}
