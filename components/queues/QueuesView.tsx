'use client';

import { Inbox } from 'lucide-react';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { useOnlyOwn } from '../lesson/use-only-own.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { ListAndDetail, NothingChosen } from '../ui/ListAndDetail.tsx';
import { stateOf } from './attempts.ts';
import { ClockBar } from './ClockBar.tsx';
import { HostQueue } from './HostQueue.tsx';
import styles from './queues.module.css';

/** The queue of each mail server: what it has accepted and not yet passed on, and the time that it waits for. */
export function QueuesView() {
  const hosts = useWorld((world) => world.hosts.byName);
  const onlyOwn = useOnlyOwn();
  const queues = useWorld((world) => world.queues.byHost);
  const opened = useWorkbench((state) => state.queue);
  const showQueue = useWorkbench((state) => state.showQueue);
  const rows = Object.values(hosts)
    .filter(({ role, shell }) => role === 'mail' && (shell || !onlyOwn))
    .map(({ name }) => {
      const entries = Object.values(queues[name] ?? {});
      return { id: name, note: summary(entries), marked: entries.length > 0 };
    });
  return (
    <div className={styles.frame}>
      <ClockBar />
      <ListAndDetail name="Mail servers" rows={rows} opened={opened} onOpen={showQueue}>
        {opened && hosts[opened] ? (
          <HostQueue key={opened} host={opened} />
        ) : (
          <Nothing waits={rows.some((row) => row.marked)} />
        )}
      </ListAndDetail>
    </div>
  );
}

/** `2 deferred, 1 on hold` */
function summary(entries: QueueEntry[]): string {
  const states = entries.map(stateOf);
  const count = (state: string, word: string) => {
    const number = states.filter((one) => one === state).length;
    return number > 0 ? [`${number} ${word}`] : [];
  };
  return (
    [...count('active', 'active'), ...count('deferred', 'deferred'), ...count('hold', 'on hold')].join(', ') || 'empty'
  );
}

function Nothing({ waits }: { waits: boolean }) {
  return (
    <NothingChosen
      Icon={Inbox}
      title={waits ? 'Look into a queue' : 'Nothing waits anywhere'}
      text={
        waits
          ? 'Choose the server that said the last 250: the message is in its care. You will see why it waits and when it is tried again.'
          : 'A server puts each message that it accepts into its queue and takes it out when the next one has said 250. What cannot be passed on stays here and is tried again.'
      }
    />
  );
}
