import { ArrowRightLeft } from 'lucide-react';
import { useMemo } from 'react';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import styles from './Hops.module.css';
import { connectionOfHop, handedInBySender } from './handed-in.ts';
import { Route } from './Route.tsx';
import { type RouteHop, receivedChain } from './received-chain.ts';

/** The way of the message: its Received lines read from the bottom of the source to the top. */
export function Hops({ mailbox, stored }: { mailbox: string; stored: StoredMessage }) {
  const handedIn = useWorld((world) => handedInBySender(world, stored.message));
  const chain = useMemo(() => receivedChain(stored.raw, handedIn), [stored.raw, handedIn]);
  if (chain.length === 0) {
    return <p className={styles.none}>No server has stamped this message: it has no Received line.</p>;
  }
  return (
    <div className={styles.hops}>
      <Route
        raw={stored.raw}
        chain={chain}
        foot={(hop) => <ConversationOf hop={hop} message={stored.message} />}
        end={
          <>
            filed into <strong>{mailbox}</strong>
          </>
        }
      />
    </div>
  );
}

function ConversationOf({ hop, message }: { hop: RouteHop; message: string | undefined }) {
  const connection = useWorld((world) =>
    hop.worth === 'invented' ? undefined : connectionOfHop(world, message, hop.by, hop.id),
  );
  const showConnection = useWorkbench((state) => state.showConnection);
  return connection ? (
    <button type="button" className={styles.conversation} onClick={() => showConnection(connection)}>
      <ArrowRightLeft aria-hidden size={14} /> Show this conversation
    </button>
  ) : null;
}
