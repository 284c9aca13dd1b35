import { Ban, ChevronRight, Globe, Lock, Search, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import { replyClass } from '#protocol/reply-codes.ts';
import styles from './Conversation.module.css';
import { lineText, openedText } from './line-text.ts';
import { clockTime, span } from './sandbox-time.ts';
import { VirtualRows } from './VirtualRows.tsx';
import { isInside, sideOf, type WireLine } from './wire-lines.ts';
import { useWireSettings } from './wire-settings.ts';

interface Props {
  connection: Connection;
  lines: WireLine[];
  /** Index of the line that is explained. */
  chosen: number;
  /** Somebody has chosen it; else it is the newest. */
  isAsked: boolean;
  onChoose: (key: string) => void;
}

/** Px of a row with one line of text. */
const rowHeight = 26;

/** Client left, server right, one row for each thing that was said or happened. Choosing a row explains it. */
export function Lines({ connection, lines, chosen, isAsked, onChoose }: Props) {
  const { from, to, openedAt } = connection;
  const times = useWireSettings((state) => state.times);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  function toggle(key: string) {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  }
  return (
    <VirtualRows
      items={lines}
      label="What was said"
      chosen={chosen}
      onMove={(index) => onChoose(lines[index]?.key ?? '')}
      estimate={rowHeight}
      followsEnd={!isAsked}
      followsChosen={isAsked}
      className={styles.ladder}
      above={
        <div className={styles.parties}>
          <span>
            {from.host} <small>client</small>
          </span>
          <span>
            <small>server</small> {to.host}
          </span>
        </div>
      }
    >
      {(line, index) => (
        <LineRow
          line={line}
          time={times === 'clock' ? clockTime(line.at) : span(line.at - (lines[index - 1]?.at ?? openedAt))}
          shown={index === chosen}
          inside={isInside(connection, line)}
          open={opened.has(line.key)}
          onChoose={() => onChoose(line.key)}
          onToggle={() => toggle(line.key)}
        />
      )}
    </VirtualRows>
  );
}

interface RowProps {
  line: WireLine;
  time: string;
  shown: boolean;
  /** It went inside TLS. */
  inside: boolean;
  open: boolean;
  onChoose: () => void;
  onToggle: () => void;
}

const speakers = { client: 'client: ', server: 'server: ', both: '' } as const;

function LineRow({ line, time, shown, inside, open, onChoose, onToggle }: RowProps) {
  const side = sideOf(line);
  const below = openedText(line);
  function choose() {
    onChoose();
    if (below !== undefined) onToggle();
  }
  return (
    <div className={styles.rung} data-by={side} data-kind={line.kind} data-inside={inside}>
      <button
        type="button"
        data-row
        aria-current={shown}
        aria-expanded={below === undefined ? undefined : open}
        tabIndex={shown ? 0 : -1}
        onClick={choose}
      >
        <time>{time}</time>
        <span className={styles.said}>
          <span className="visually-hidden">
            {speakers[side]}
            {inside ? 'inside TLS: ' : ''}
          </span>
          <LineText line={line} open={open} />
          {side === 'both' || line.kind === 'lookup' ? null : <i className={styles.flight} aria-hidden />}
          {inside ? <Lock aria-hidden size={11} className={styles.inside} /> : null}
        </span>
      </button>
      {below !== undefined && open ? <pre>{below}</pre> : null}
    </div>
  );
}

function LineText({ line, open }: { line: WireLine; open: boolean }) {
  const text = lineText(line);
  switch (line.kind) {
    case 'command':
      return (
        <>
          <code className={styles.text}>{text}</code>
          {line.together && line.together.index > 1 ? (
            <small className={styles.together} title="Sent in one piece with the line before: pipelining">
              same piece
            </small>
          ) : null}
        </>
      );
    case 'reply': {
      const { id, word } = replyClass(line.reply.code);
      return (
        <>
          <code className={styles.text} data-class={id}>
            {text}
          </code>
          <span className={styles.class} data-class={id}>
            {word}
          </span>
        </>
      );
    }
    case 'letter':
    case 'unread':
    case 'web':
    case 'altered':
      return (
        <span className={styles.letter} data-kind={line.kind}>
          <ChevronRight aria-hidden size={14} data-open={open} />
          {line.kind === 'altered' ? <TriangleAlert aria-hidden size={14} /> : null}
          {line.kind === 'web' ? <Globe aria-hidden size={14} /> : null}
          {text}
        </span>
      );
    case 'tls':
    case 'sealed':
      return (
        <span className={styles.happened}>
          <Lock aria-hidden size={13} /> {text}
        </span>
      );
    case 'tls-failed':
      return (
        <span className={styles.happened}>
          <Ban aria-hidden size={13} /> {text}
        </span>
      );
    case 'lookup':
      return (
        <span className={styles.happened}>
          <Search aria-hidden size={13} /> <code>{text}</code>
        </span>
      );
    case 'opened':
    case 'closed':
      return <span className={styles.happened}>{text}</span>;
  }
}
