import { useEffect, useRef } from 'react';
import type { MessageView } from '#protocol/views.ts';
import { useSandbox } from '../sandbox/use-world.ts';

interface Viewed {
  view: MessageView;
  mailbox: string;
  message: string;
}

/** Tells the sandbox once for each opening what the learner looks at: steps depend on it. */
export function useReportedView({ view, mailbox, message }: Viewed): void {
  const { send } = useSandbox();
  const reported = useRef<MessageView>(undefined);
  useEffect(() => {
    // React runs effects twice while developing; an opening is one all the same.
    if (reported.current === view) return;
    reported.current = view;
    send({ type: 'open-view', view, mailbox, message });
  }, [view, mailbox, message, send]);
}
