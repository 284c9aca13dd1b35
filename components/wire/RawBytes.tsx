import { useMemo } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import { visibleText } from '#protocol/visible-text.ts';
import styles from './Conversation.module.css';
import { type RawLine, rawLines } from './raw-lines.ts';
import { clockTime, span, type TimeStyle } from './sandbox-time.ts';
import { useFollowedScroll } from './use-followed-scroll.ts';

/** What the tap on the cable saw, octet by octet; nothing has been understood yet. */
export function RawBytes({ connection, times }: { connection: Connection; times: TimeStyle }) {
  const lines = useMemo(() => rawLines(connection), [connection]);
  const scroll = useFollowedScroll(lines.length);
  return (
    // A box that scrolls and holds nothing to focus must be reached by the keyboard itself.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div className={styles.raw} ref={scroll.ref} onScroll={scroll.onScroll} tabIndex={0}>
      {lines.length === 0 ? <p className={styles.note}>no octet has been sent yet</p> : null}
      <ol aria-label="Octets on the cable">
        {lines.map((line, index) => (
          <li key={line.key} data-by={line.by}>
            <time>
              {times === 'clock' ? clockTime(line.at) : span(line.at - (lines[index - 1]?.at ?? connection.openedAt))}
            </time>
            <span className={styles.who}>{line.by === 'client' ? 'C' : 'S'}</span>
            <RawText line={line} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Octets above 127 are shown as the characters that they are in latin1: a tap knows nothing of character sets. */
function RawText({ line }: { line: RawLine }) {
  if (line.mark === 'sealed') return <small>TLS: {line.octets.length} octets that only the two ends can read</small>;
  const [, text = '', end = ''] = /^(.*?)(\r?\n?)$/s.exec(line.octets) ?? [];
  const stuffed = line.mark === 'stuffed';
  return (
    <>
      <code>
        {stuffed ? <mark>.</mark> : null}
        {visibleText(stuffed ? text.slice(1) : text)}
        {[...end].map((octet) => (
          <span key={octet} className={styles.lineEnd} data-name={octet === '\r' ? 'CR' : 'LF'}>
            {visibleText(octet)}
          </span>
        ))}
      </code>
      {stuffed ? <small>this dot was doubled for the journey</small> : null}
      {line.mark === 'end-of-letter' ? <small>a lone dot: the letter ends</small> : null}
    </>
  );
}
