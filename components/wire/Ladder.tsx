import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import { endWords } from './attempts.ts';
import styles from './Conversation.module.css';
import { type Rung, replyClass, replyLines } from './ladder.ts';
import { moveFocus } from './move-focus.ts';
import { shownOctets } from './octets.ts';
import { clockTime, span, type TimeStyle } from './sandbox-time.ts';
import { useFollowedScroll } from './use-followed-scroll.ts';

interface Props {
  connection: Connection;
  rungs: Rung[];
  /** Key of the rung that is explained. */
  shown: string | undefined;
  onChoose: (key: string) => void;
  times: TimeStyle;
}

/** Client left, server right, one row for each thing that was said. Choosing a row explains it. */
export function Ladder({ connection, rungs, shown, onChoose, times }: Props) {
  const scroll = useFollowedScroll(rungs.length);
  const { from, to, openedAt } = connection;
  const end = endWords(connection);
  return (
    <div className={styles.ladder} ref={scroll.ref} onScroll={scroll.onScroll}>
      <div className={styles.parties}>
        <span>
          {from.host} <small>client</small>
        </span>
        <span>
          <small>server</small> {to.host}
        </span>
      </div>
      <p className={styles.note}>
        connected at {clockTime(openedAt)}, {from.address}:{from.port} → {to.address}:{to.port}
      </p>
      <ol onKeyDown={moveFocus} aria-label="What was said">
        {rungs.map((rung, index) => (
          <RungRow
            key={rung.key}
            rung={rung}
            time={times === 'clock' ? clockTime(rung.at) : span(rung.at - (rungs[index - 1]?.at ?? openedAt))}
            shown={rung.key === shown}
            onChoose={() => onChoose(rung.key)}
          />
        ))}
      </ol>
      {end ? <p className={styles.note}>{end}</p> : null}
      {connection.state === 'open' ? <p className={styles.note}>the connection is open</p> : null}
    </div>
  );
}

interface RowProps {
  rung: Rung;
  time: string;
  shown: boolean;
  onChoose: () => void;
}

function RungRow({ rung, time, shown, onChoose }: RowProps) {
  const [open, setOpen] = useState(false);
  const opens = rung.kind === 'letter' || rung.kind === 'unread';
  function choose() {
    onChoose();
    if (opens) setOpen(!open);
  }
  return (
    <li className={styles.rung} data-by={rung.kind === 'reply' ? 'server' : 'client'}>
      <button
        type="button"
        data-row
        aria-current={shown}
        aria-expanded={opens ? open : undefined}
        tabIndex={shown ? 0 : -1}
        onFocus={onChoose}
        onClick={choose}
      >
        <time>{time}</time>
        <span className={styles.said}>
          <span className="visually-hidden">{rung.kind === 'reply' ? 'server: ' : 'client: '}</span>
          <RungText rung={rung} open={open} />
          <i className={styles.flight} aria-hidden />
        </span>
      </button>
      {opens && open ? <pre>{shownOctets(rung.octets.replace(/\r\n/g, '\n'), '\n\t')}</pre> : null}
    </li>
  );
}

function RungText({ rung, open }: { rung: Rung; open: boolean }) {
  switch (rung.kind) {
    case 'command':
      return <code className={styles.text}>{shownOctets(rung.line) || '(an empty line)'}</code>;
    case 'reply': {
      const { id, word } = replyClass(rung.reply.code);
      return (
        <>
          <code className={styles.text} data-class={id}>
            {replyLines(rung.reply).map(shownReplyLine).join('\n')}
          </code>
          <span className={styles.class} data-class={id}>
            {word}
          </span>
        </>
      );
    }
    case 'letter':
    case 'unread':
      return (
        <span className={styles.letter}>
          <ChevronRight aria-hidden size={14} data-open={open} />
          {letterLabel(rung)}
        </span>
      );
  }
}

function shownReplyLine(line: string): string {
  return shownOctets(line);
}

function letterLabel(rung: Extract<Rung, { kind: 'letter' | 'unread' }>): string {
  const octets = `${rung.octets.length} ${rung.octets.length === 1 ? 'octet' : 'octets'}`;
  if (rung.kind === 'unread') return `never read by the server, ${octets}`;
  return rung.ended ? `message, ${octets}` : `message, ${octets} so far, not ended by a dot`;
}
