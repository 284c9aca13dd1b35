import { Flag, Image, MousePointerClick } from 'lucide-react';
import { useMemo, useState } from 'react';
import { providerOfReader } from '#protocol/crowd.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { letterKey } from '#protocol/projections/readers.ts';
import type { LetterDeed } from '#protocol/views.ts';
import { useSandbox, useWorld } from '../../sandbox/use-world.ts';
import { Note } from '../../ui/Note.tsx';
import pane from '../../ui/pane.module.css';
import { shownOctets } from '../../wire/octets.ts';
import { messageKey } from '../mailboxes-by-host.ts';
import { deedsOf, timeOf } from './deeds.ts';
import { waysOut } from './links.ts';
import styles from './ReaderPart.module.css';

interface Props {
  mailbox: string;
  stored: StoredMessage;
  html: string | undefined;
}

/** In the place of the mailbox's owner: what he can press, and what has happened to this letter so far. */
export function ReaderPart({ mailbox, stored, html }: Props) {
  const provider = useWorld((world) => providerOfReader(world.hosts.actors, mailbox));
  const state = useWorld((world) => world.readers.byLetter[letterKey(mailbox, stored.message ?? '')]);
  const { send } = useSandbox();
  const [refusal, setRefusal] = useState<string>();
  const { links, pictures } = useMemo(
    () => (html === undefined ? { links: [], pictures: [] } : waysOut(html, new DOMParser())),
    [html],
  );
  if (!provider || stored.message === undefined) return null;
  const name = mailbox.slice(0, mailbox.lastIndexOf('@'));
  const handle = (deed: LetterDeed, url?: string) => {
    setRefusal(undefined);
    const about = { mailbox, message: messageKey(stored), deed, ...(url === undefined ? {} : { url }) };
    send({ type: 'handle-letter', ...about }, ({ error }) => setRefusal(error));
  };
  const deeds = deedsOf(state ?? { inspected: {}, clicked: [] }, name);
  return (
    <section className={styles.reader} aria-label={`As ${mailbox}`}>
      <h3>As {name}</h3>
      <p className={styles.buttons}>
        {pictures.length > 0 && (
          <button type="button" className={pane.small} onClick={() => handle('show-pictures')}>
            <Image size={14} aria-hidden /> Show pictures
          </button>
        )}
        <button
          type="button"
          className={pane.small}
          disabled={state?.reported !== undefined}
          onClick={() => handle('report-spam')}
        >
          <Flag size={14} aria-hidden /> Spam
        </button>
      </p>
      {links.map((url) => (
        <p key={url} className={styles.link}>
          <button type="button" className={pane.small} onClick={() => handle('follow-link', url)}>
            <MousePointerClick size={14} aria-hidden /> Follow
          </button>
          <code>{shortened(shownOctets(url))}</code>
        </p>
      ))}
      {refusal && <Note level="error" text={refusal} />}
      <h4>What happened here</h4>
      {deeds.length === 0 ? (
        <p className={styles.nothing}>Nobody has opened this letter, and no machine has looked into it.</p>
      ) : (
        <ol className={styles.deeds}>
          {deeds.map((deed, index) => (
            // Two deeds of one moment may read the same.
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells them apart
            <li key={`${index} ${deed.at} ${deed.text}`} data-by={deed.by}>
              <time>{timeOf(deed)}</time> {deed.text}
            </li>
          ))}
        </ol>
      )}
      <p className={styles.nothing}>No sender can see this list.</p>
    </section>
  );
}

/** Characters of a link that stand in its line: enough to tell links of one letter apart. */
const linkLengthMax = 120;

function shortened(link: string): string {
  return link.length > linkLengthMax ? `${link.slice(0, linkLengthMax)}…` : link;
}
