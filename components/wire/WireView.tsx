'use client';

import { Cable, ChevronLeft } from 'lucide-react';
import { type ReactNode, useDeferredValue, useRef, useState } from 'react';
import type { World } from '#protocol/world.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { asUnderstood } from './answered-by-hand.ts';
import { ConnectionList } from './ConnectionList.tsx';
import { Conversation } from './Conversation.tsx';
import { Finder } from './Finder.tsx';
import { isNarrowed, isShown, isWayShown } from './filter.ts';
import styles from './WireView.module.css';
import { postbagOf } from './way/postbag.ts';
import { WayList } from './way/WayList.tsx';
import { WayView } from './way/WayView.tsx';
import { connectionsOf, waysOf, wayWith } from './way/ways.ts';
import { useWireSettings } from './wire-settings.ts';

/** Every conversation of the sandbox, those between servers included: one by one, or in the way of a message. */
export function WireView() {
  // While facts come quickly the lists may lag behind by a frame; what is typed may not.
  const world = useDeferredValue(useWorld((now) => now));
  const wanted = useWorkbench((state) => state.wireBy);
  // Whoever comes after a bounce wants to know who said no, which is told by message. It does not change under his eyes.
  const [fitting] = useState(() => (hasBounce(world) ? 'message' : 'connection'));
  const by = wanted ?? fitting;
  if (world.connections.order.length === 0) return <NothingSaid />;
  return (
    <div className={styles.view}>
      {by === 'connection' ? <ByConnection world={world} /> : <ByMessage world={world} />}
    </div>
  );
}

function hasBounce({ messages }: World): boolean {
  return Object.values(messages.byId).some(({ outcomes }) => outcomes.some(({ kind }) => kind === 'bounced'));
}

function ByConnection({ world: { connections, messages } }: { world: World }) {
  const wanted = useWorkbench((state) => state.wire);
  const line = useWorkbench((state) => state.wireLine);
  const showConnection = useWorkbench((state) => state.showConnection);
  const filter = useWireSettings((state) => state.filter);
  const all = connections.order.flatMap((id) => connections.byId[id] ?? []).map(asUnderstood);
  const found = all.filter((connection) => isShown(connection, filter));
  const chosen = all.find(({ id }) => id === wanted);
  // Without a choice, or after a reset has taken the chosen one away, the newest is shown.
  const shown = chosen ?? found.at(-1);
  return (
    <ListAndShown
      name="Connections"
      finder={<Finder by="connection" connections={all} found={found.length} all={all.length} />}
      list={(onOpen) => (
        <ConnectionList
          connections={found}
          messages={messages}
          shown={shown?.id}
          onShow={showConnection}
          onOpen={onOpen}
          onFollow={chosen ? followNewest : undefined}
        />
      )}
    >
      {shown ? (
        <Conversation key={`${shown.id} ${chosen ? line : ''}`} connection={shown} line={chosen ? line : undefined} />
      ) : (
        <NothingFits />
      )}
    </ListAndShown>
  );
}

function ByMessage({ world }: { world: World }) {
  const wanted = useWorkbench((state) => state.wireMessage);
  const showWay = useWorkbench((state) => state.showWay);
  const filter = useWireSettings((state) => state.filter);
  const bag = postbagOf(world);
  const all = waysOf(bag);
  const found = isNarrowed(filter) ? all.filter((way) => isWayShown(way, connectionsOf(way, bag), filter)) : all;
  const chosen = wanted === undefined ? undefined : wayWith(all, wanted);
  const shown = chosen ?? found.at(-1);
  return (
    <ListAndShown
      name="Messages"
      finder={<Finder by="message" connections={bag.connections} found={found.length} all={all.length} />}
      list={(onOpen) => (
        <WayList
          ways={found}
          shown={shown?.id}
          onShow={showWay}
          onOpen={onOpen}
          onFollow={chosen ? () => showWay(undefined) : undefined}
        />
      )}
    >
      {shown ? <WayView key={shown.id} way={shown} bag={bag} /> : all.length > 0 ? <NothingFits /> : <NoMessage />}
    </ListAndShown>
  );
}

interface Panes {
  name: string;
  finder: ReactNode;
  list: (onOpen: () => void) => ReactNode;
  children: ReactNode;
}

/** Side by side; where it is narrow, one or the other. */
function ListAndShown({ name, finder, list, children }: Panes) {
  const [isListed, setListed] = useState(false);
  const nav = useRef<HTMLElement>(null);
  const wayBack = useRef<HTMLButtonElement>(null);
  // Where only one of the two is there, what had the focus is gone a frame later.
  function open() {
    setListed(false);
    requestAnimationFrame(() => {
      if (nav.current?.offsetParent === null) wayBack.current?.focus();
    });
  }
  function back() {
    setListed(true);
    requestAnimationFrame(() => nav.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus());
  }
  return (
    <div className={styles.layout} data-listed={isListed}>
      <nav className={styles.connections} aria-label={name} ref={nav}>
        {finder}
        {list(open)}
      </nav>
      <div className={styles.shown}>
        <button type="button" className={styles.back} ref={wayBack} onClick={back}>
          <ChevronLeft aria-hidden size={16} /> All {name.toLowerCase()}
        </button>
        {children}
      </div>
    </div>
  );
}

function followNewest(): void {
  useWorkbench.setState({ wire: undefined, wireLine: undefined });
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

function NothingFits() {
  return (
    <div className={styles.empty}>
      <h2>Nothing fits</h2>
      <p>No conversation has all that you are looking for. “Show all” takes the search and the filters away.</p>
    </div>
  );
}

function NoMessage() {
  return (
    <div className={styles.empty}>
      <h2>No message yet</h2>
      <p>
        As soon as a message is handed in, its whole way is told here: every server that took it or refused it, what
        they asked the DNS, and the notice that came back if it failed.
      </p>
    </div>
  );
}
