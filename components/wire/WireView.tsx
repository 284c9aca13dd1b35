'use client';

import { Cable } from 'lucide-react';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { ConnectionList } from './ConnectionList.tsx';
import { Conversation } from './Conversation.tsx';
import styles from './WireView.module.css';

/** Every connection of the sandbox, those between servers included, and what was said over the chosen one. */
export function WireView() {
  const connections = useWorld((world) => world.connections);
  const messages = useWorld((world) => world.messages);
  const wanted = useWorkbench((state) => state.wire);
  const showConnection = useWorkbench((state) => state.showConnection);
  const all = connections.order.flatMap((id) => connections.byId[id] ?? []);
  // Without a choice, or after a reset has taken the chosen one away, the newest is shown.
  const shown = (wanted === undefined ? undefined : connections.byId[wanted]) ?? all.at(-1);
  if (!shown) return <NothingSaid />;
  return (
    <div className={styles.view}>
      <div className={styles.layout}>
        <ConnectionList
          connections={all}
          messages={messages}
          shown={shown.id}
          onShow={showConnection}
          onFollow={wanted === undefined ? undefined : followNewest}
        />
        <Conversation key={shown.id} connection={shown} messages={messages} />
      </div>
    </div>
  );
}

function followNewest(): void {
  useWorkbench.setState({ wire: undefined });
}

function NothingSaid() {
  return (
    <div className={styles.empty}>
      <Cable aria-hidden size={28} strokeWidth={1.5} />
      <h2>Nothing has been said yet</h2>
      <p>
        Connect from the terminal, for example with <code>telnet</code>, and every line between the two machines appears
        here. So does what mail servers say to each other when they pass a message on.
      </p>
    </div>
  );
}
