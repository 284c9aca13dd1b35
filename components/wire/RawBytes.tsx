import { useMemo } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import styles from './Conversation.module.css';
import { octetsWord } from './line-text.ts';
import { hexRows, lineEndProblem, type RawLine, rawLines, rawParts } from './raw-lines.ts';
import { clockTime, span } from './sandbox-time.ts';
import { VirtualRows } from './VirtualRows.tsx';
import { useWireSettings } from './wire-settings.ts';

/** Px of a row with one line of text. */
const rowHeight = 22;

/** What the tap on the cable saw, octet by octet; nothing has been understood yet. */
export function RawBytes({ connection }: { connection: Connection }) {
  const { overhears, times, hex } = useWireSettings();
  const lines = useMemo(() => rawLines(connection, { onlyCable: overhears }), [connection, overhears]);
  if (lines.length === 0) return <p className={styles.note}>no octet has been sent yet</p>;
  return (
    <VirtualRows
      items={lines}
      label="Octets on the cable"
      chosen={-1}
      estimate={rowHeight}
      followsEnd
      className={styles.raw}
    >
      {(line, index) => (
        <div className={styles.rawLine} data-by={line.by} data-piece={line.piece !== undefined}>
          <time>
            {line.piece === undefined
              ? null
              : times === 'clock'
                ? clockTime(line.at)
                : span(line.at - (lines[index - 1]?.at ?? connection.openedAt))}
          </time>
          <span className={styles.who}>{line.by === 'client' ? 'C' : 'S'}</span>
          <div>{hex ? <HexText line={line} /> : <RawText line={line} />}</div>
        </div>
      )}
    </VirtualRows>
  );
}

function RawText({ line }: { line: RawLine }) {
  const { octets, mark, records = [] } = line;
  if (mark === 'sealed') return <Sealed octets={octets.length} records={records} />;
  const isStuffed = mark === 'stuffed';
  const notes = [
    ...(line.inside ? ['inside TLS'] : []),
    ...(isStuffed ? ['this dot was doubled for the journey'] : []),
    ...(mark === 'end-of-letter' ? ['a lone dot: the letter ends'] : []),
    ...[lineEndProblem(octets)].filter((problem) => problem !== undefined),
  ];
  return (
    <>
      <code>
        {isStuffed ? <mark>.</mark> : null}
        <Octets octets={isStuffed ? octets.slice(1) : octets} />
      </code>
      {notes.length > 0 ? <small>{notes.join(' · ')}</small> : null}
    </>
  );
}

function Octets({ octets }: { octets: string }) {
  let offset = 0;
  return rawParts(octets).map((part) => {
    const key = offset;
    offset += part.kind === 'text' ? part.text.length : 1;
    return part.kind === 'text' ? (
      part.text
    ) : (
      <span key={key} className={styles.octet}>
        {part.name}
      </span>
    );
  });
}

function HexText({ line }: { line: RawLine }) {
  return (
    <>
      <pre className={styles.hex}>
        {hexRows(line.octets)
          .map(({ offset, digits, text }) => `${offset}  ${digits}  ${text}`)
          .join('\n')}
      </pre>
      {line.inside ? <small>inside TLS</small> : null}
    </>
  );
}

function Sealed({ octets, records }: { octets: number; records: { content: string; length: number }[] }) {
  const what = records.map(({ content, length }) => `${content} ${length}`).join(', ');
  return (
    <small>
      TLS, {octetsWord(octets)} that only the two ends can read{what ? ` (records: ${what})` : ''}
    </small>
  );
}
