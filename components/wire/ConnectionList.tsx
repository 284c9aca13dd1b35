import type { Connection } from '#protocol/projections/connections.ts';
import type { MessagesState } from '#protocol/projections/messages.ts';
import { driverWord, isSilent, stateWord } from './attempts.ts';
import { carriedLetters, letterWords } from './carried-letters.ts';
import { hasRefusal } from './filter.ts';
import { shownOctets } from './octets.ts';
import { clockTime } from './sandbox-time.ts';
import { VirtualRows } from './VirtualRows.tsx';
import styles from './WireView.module.css';

interface Props {
  /** Newest last. */
  connections: Connection[];
  messages: MessagesState;
  shown: string | undefined;
  onShow: (id: string) => void;
  /** A row was pressed, not only passed by with the arrow keys. */
  onOpen: () => void;
  /** Absent while the newest is followed anyway. */
  onFollow: (() => void) | undefined;
}

/** Px of a row without letters. */
const rowHeight = 84;

export function ConnectionList({ connections, messages, shown, onShow, onOpen, onFollow }: Props) {
  const rows = connections.map((connection) => ({ key: connection.id, connection }));
  const chosen = connections.findIndex(({ id }) => id === shown);
  return (
    <>
      <VirtualRows
        items={rows}
        label="Connections"
        chosen={chosen}
        onMove={(index) => onShow(connections[index]?.id ?? '')}
        estimate={rowHeight}
        followsChosen
        className={styles.rows}
      >
        {({ connection }) => (
          <button
            type="button"
            data-row
            className={styles.connection}
            aria-current={connection.id === shown}
            tabIndex={connection.id === shown ? 0 : -1}
            onClick={() => {
              onShow(connection.id);
              onOpen();
            }}
          >
            <ConnectionSummary connection={connection} messages={messages} />
          </button>
        )}
      </VirtualRows>
      {onFollow ? (
        <button type="button" className={styles.follow} onClick={onFollow}>
          Follow the newest
        </button>
      ) : null}
    </>
  );
}

function ConnectionSummary({ connection, messages }: { connection: Connection; messages: MessagesState }) {
  const { from, to, state, openedAt, tls, requests } = connection;
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
        {tls ? <span>TLS</span> : null}
        {!isSilent(connection) && hasRefusal(connection) ? <span className={styles.refusal}>said no</span> : null}
        <span>{lengthWords(connection)}</span>
        <time>{clockTime(openedAt).slice(0, 8)}</time>
      </span>
      {requests.map(({ seq, method, path }) => (
        <span key={seq} className={styles.carried}>
          {method} {shownOctets(path).slice(0, pathLengthMax)}
        </span>
      ))}
      {carriedLetters(messages, connection).map((letter) => (
        <span key={`${letter.message}-${letter.queueId}`} className={styles.carried}>
          {letter.taken ? 'carried' : 'opened for'} {shownOctets(letterWords(letter))}
        </span>
      ))}
    </>
  );
}

/** Of a longer path its beginning says what was wanted. */
const pathLengthMax = 60;

/** How much was said, on a mail server's port or to a web host. */
function lengthWords(connection: Connection): string {
  const { length } = connection.requests;
  if (length > 0) return length === 1 ? '1 request' : `${length} requests`;
  const lines = lineCount(connection);
  return lines === 1 ? '1 line' : `${lines} lines`;
}

/** Commands, and each line of each reply. */
function lineCount({ exchanges }: Connection): number {
  return exchanges.reduce((sum, exchange) => sum + (exchange.kind === 'reply' ? exchange.lines.length : 1), 0);
}
