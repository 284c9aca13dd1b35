import { useEffect, useRef } from 'react';
import type { Command } from '#protocol/commands.ts';
import { useSandbox } from './use-world.ts';

type Viewed = Omit<Extract<Command, { type: 'open-view' }>, 'type'>;

/** Tells the sandbox once for each opening what the learner looks at: steps depend on it. */
export function useReportedView({ view, mailbox, message, host, zone, connection }: Viewed): void {
  const { send } = useSandbox();
  const reported = useRef<string>(undefined);
  useEffect(() => {
    const seen = { view, mailbox, message, host, zone, connection };
    // React runs effects twice while developing; an opening is one all the same.
    if (reported.current === JSON.stringify(seen)) return;
    reported.current = JSON.stringify(seen);
    send({ type: 'open-view', ...seen });
  }, [view, mailbox, message, host, zone, connection, send]);
}
