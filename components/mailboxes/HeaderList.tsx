import { useMemo } from 'react';
import { headerFieldNote } from '#protocol/header-fields.ts';
import { headerFields } from '#protocol/header-section.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { shownOctets } from '../wire/octets.ts';
import { stopsOf } from './envelope/stops.ts';
import styles from './HeaderList.module.css';
import { handedInBySender } from './handed-in.ts';
import { sourceLines } from './source-lines.ts';
import { useHeaderText } from './use-parsed-message.ts';

/** Every header field with what it is for, and who put it there. */
export function HeaderList({ stored }: { stored: StoredMessage }) {
  const handedIn = useWorld((world) => handedInBySender(world, stored.message));
  const headerText = useHeaderText();
  const fields = useMemo(() => headerFields(stored.raw), [stored.raw]);
  const additions = useWorld((world) => stopsOf(world, stored));
  const lines = sourceLines(stored.raw, stored.host, handedIn, additions);
  const addedBy = new Map(lines.filter(({ noteHere }) => noteHere).map((line) => [line.number, line.addedBy]));
  if (fields.length === 0) return <p className={styles.none}>This letter has no header at all.</p>;
  return (
    <dl className={styles.fields} aria-label="Header fields">
      {fields.map(({ name, spelling, value, line }) => {
        const note = name === '' ? undefined : headerFieldNote(name);
        const server = addedBy.get(line);
        return (
          <div key={line}>
            <dt>
              <code>{name === '' ? 'not a field' : shownOctets(spelling)}</code>
              <small>{server === undefined ? writer(handedIn) : `by ${shownOctets(server)}`}</small>
            </dt>
            <dd>
              <code className={styles.value}>{value === '' ? <em>empty</em> : headerText(value)}</code>
              <p>
                {note?.plain ?? unknown(name)} {note?.rfc ? <cite>{note.rfc}</cite> : null}
              </p>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function writer(handedIn: string | undefined): string {
  return handedIn === undefined ? 'in the letter' : 'by the sender';
}

function unknown(name: string): string {
  if (name === '')
    return 'This line stands among the fields and is none: it has no name and colon. Programs guess what it is.';
  return name.startsWith('x-')
    ? 'A field of some program’s own. Names that begin with X- were never standardised; servers pass them on untouched.'
    : 'No standard that we know of defines this field. Servers pass it on untouched.';
}
