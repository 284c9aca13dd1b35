import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { shownOctets } from '../wire/octets.ts';
import { stopsOf } from './envelope/stops.ts';
import { handedInBySender } from './handed-in.ts';
import styles from './MessageView.module.css';
import { type SourceLine, sourceLines } from './source-lines.ts';

/** The message byte for byte, decoded; the margin names who added a line that the sender did not write. */
export function Source({ stored }: { stored: StoredMessage }) {
  const handedIn = useWorld((world) => handedInBySender(world, stored.message));
  const additions = useWorld((world) => stopsOf(world, stored));
  const lines = sourceLines(stored.raw, stored.host, handedIn, additions);
  return (
    <ol className={styles.source} aria-label="Source, line by line">
      {lines.map((line) => (
        <li key={line.number} data-added={line.addedBy !== undefined} data-section={line.section}>
          <span className={styles.number} aria-hidden>
            {line.number}
          </span>
          <code>{shownOctets(line.octets, '\t')}</code>
          {line.noteHere ? <MarginNote line={line} certain={handedIn !== undefined} /> : null}
        </li>
      ))}
    </ol>
  );
}

/** Of prepared mail only the lines themselves tell who added them. */
function MarginNote({ line, certain }: { line: SourceLine; certain: boolean }) {
  return (
    <small>
      {certain ? 'added by' : 'added on the way, it says by'} {shownOctets(line.addedBy ?? '')}
    </small>
  );
}
