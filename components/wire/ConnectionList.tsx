import { useEffect, useRef } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import type { MessagesState } from '#protocol/projections/messages.ts';
import { driverWord, stateWord } from './attempts.ts';
import { carriedLetters, letterWords } from './carried-letters.ts';
import { moveFocus } from './move-focus.ts';
import { clockTime } from './sandbox-time.ts';
import styles from './WireView.module.css';

interface Props {
  /** Newest last. */
  connections: Connection[];
  messages: MessagesState;
  shown: string;
  onShow: (id: string) => void;
  /** Absent while the newest is followed anyway. */
  onFollow: (() => void) | undefined;
}

export function ConnectionList({ connections, messages, shown, onShow, onFollow }: Props) {
  const list = useRef<HTMLOListElement>(null);
  // Only the list may scroll for the shown row, not the page around it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection is what moves the rows
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (row && list.current) keepInSight(list.current, row);
  }, [shown, connections.length]);

  return (
    <nav className={styles.connections} aria-label="Connections">
      <ol ref={list} onKeyDown={moveFocus}>
        {connections.map((connection) => (
          <li key={connection.id}>
            <button
              type="button"
              data-row
              className={styles.connection}
              aria-current={connection.id === shown}
              tabIndex={connection.id === shown ? 0 : -1}
              onClick={() => onShow(connection.id)}
            >
              <ConnectionSummary connection={connection} messages={messages} />
            </button>
          </li>
        ))}
      </ol>
      {onFollow ? (
        <button type="button" className={styles.follow} onClick={onFollow}>
          Follow the newest
        </button>
      ) : null}
    </nav>
  );
}

function ConnectionSummary({ connection, messages }: { connection: Connection; messages: MessagesState }) {
  const { from, to, state, openedAt } = connection;
  const lines = lineCount(connection);
  return (
    <>
      <span className={styles.ends}>
        <span>{from.host}</span>
        <span>
          <span className={styles.arrow} aria-hidden>
            →
          </span>
          <span className="visually-hidden"> to </span>
          {to.host}:{to.port}
        </span>
      </span>
      <span className={styles.facts}>
        <span className={styles.driver} data-driver={connection.driver}>
          {driverWord(connection)}
        </span>
        <span className={styles.state} data-state={state}>
          {stateWord(state)}
        </span>
        <span>{lines === 1 ? '1 line' : `${lines} lines`}</span>
        <time>{clockTime(openedAt).slice(0, 8)}</time>
      </span>
      {carriedLetters(messages, connection).map((letter) => (
        <span key={`${letter.message}-${letter.queueId}`} className={styles.carried}>
          {letter.taken ? 'carried' : 'opened for'} {letterWords(letter)}
        </span>
      ))}
    </>
  );
}

/** Commands, and each line of each reply. */
function lineCount({ exchanges }: Connection): number {
  return exchanges.reduce((sum, exchange) => sum + (exchange.kind === 'reply' ? exchange.lines.length : 1), 0);
}

function keepInSight(list: HTMLElement, row: HTMLElement): void {
  const top = row.offsetTop - list.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top;
  const overhang = top + row.offsetHeight - list.clientHeight;
  if (overhang > list.scrollTop) list.scrollTop = overhang;
}
