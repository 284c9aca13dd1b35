import { useEffect, useRef } from 'react';
import { useIsPast, useLiveWorld, useSandbox } from '../sandbox/use-world.ts';

/**
 * Tells the sandbox that the learner looks into a queue: when it is opened, and again when another message has to wait
 * while it is open. A look back with the play-head is none at the present.
 */
export function useReportedQueue(host: string): void {
  const { send } = useSandbox();
  const isPast = useIsPast();
  const waiting = useLiveWorld((world) =>
    Object.values(world.queues.byHost[host] ?? {})
      .filter(({ recipients }) => Object.values(recipients).some(({ state }) => state === 'deferred'))
      .map(({ queueId }) => queueId)
      .join(' '),
  );
  const reported = useRef<string>(undefined);
  useEffect(() => {
    const seen = `${host}: ${waiting}`;
    const isNew = reported.current === undefined || (seen !== reported.current && waiting !== '');
    if (isPast || !isNew) return;
    reported.current = seen;
    send({ type: 'open-view', view: 'queue', host });
  }, [host, waiting, isPast, send]);
}
