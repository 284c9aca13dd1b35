import { Search } from 'lucide-react';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { World } from '#protocol/world.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { moveFocus } from '../wire/move-focus.ts';
import { clockDate } from '../wire/sandbox-time.ts';
import { filledMax, listingOf } from './listing.ts';
import styles from './MailboxView.module.css';
import { type HostMailboxes, headOf, type Mailbox, wasRead, waysOfCopies } from './mailboxes-by-host.ts';
import type { OpenedMessage } from './use-open-message.ts';
import { type HeaderText, useHeaderText } from './use-parsed-message.ts';

interface Props {
  groups: HostMailboxes[];
  opened: OpenedMessage | undefined;
  /** Mailbox to which another view has led: scrolled into sight. */
  shown: string | undefined;
  onOpen: (mailbox: string, stored: StoredMessage) => void;
}

/** Mailboxes with letters first; of many, the empty ones are one line, and an address can be looked for. */
export function MailboxList({ groups, opened, shown, onOpen }: Props) {
  const [search, setSearch] = useState('');
  const [max, setMax] = useState(filledMax);
  const headerText = useHeaderText();
  const listing = listingOf(groups, { search, shown, max });
  const firstMessage = listing.groups.flatMap(({ mailboxes }) => mailboxes).find(({ messages }) => messages.length > 0);
  const tabStop = opened?.stored.id ?? firstMessage?.messages[0]?.id;
  return (
    <nav aria-label="Mailboxes" onKeyDown={moveFocus}>
      {listing.isSearched && (
        <p className={styles.search}>
          <Search size={14} aria-hidden />
          <input
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder="Find an address"
            aria-label="Find an address"
            maxLength={120}
            autoComplete="off"
            spellCheck={false}
          />
        </p>
      )}
      {search !== '' && listing.groups.length === 0 && (
        <p className={styles.note}>No mailbox has that in its address.</p>
      )}
      {listing.groups.map(({ host, mailboxes }) => (
        <section key={host} className={styles.host} aria-label={host === '' ? 'Elsewhere' : host}>
          <h3>{host === '' ? 'elsewhere' : host}</h3>
          {mailboxes.map((mailbox) => (
            <MailboxSection
              key={mailbox.address}
              mailbox={mailbox}
              opened={opened?.mailbox === mailbox.address ? opened.stored.id : undefined}
              shown={mailbox.address === shown}
              tabStop={mailbox.messages.some(({ id }) => id === tabStop) ? tabStop : undefined}
              headerText={headerText}
              onOpen={onOpen}
            />
          ))}
        </section>
      ))}
      {listing.more > 0 && (
        <button type="button" className={styles.more} onClick={() => setMax(max + filledMax)}>
          {listing.more} more, with older letters
        </button>
      )}
      {listing.folded.length > 0 && <EmptyMailboxes mailboxes={listing.folded} />}
    </nav>
  );
}

function EmptyMailboxes({ mailboxes }: { mailboxes: readonly Mailbox[] }) {
  return (
    <details className={styles.folded}>
      <summary>{mailboxes.length} empty mailboxes</summary>
      <ul>
        {mailboxes.map(({ address }) => (
          <li key={address}>{address}</li>
        ))}
      </ul>
    </details>
  );
}

interface SectionProps {
  mailbox: Mailbox;
  opened: string | undefined;
  shown: boolean;
  /** The one row that the Tab key reaches; the arrow keys reach the others. */
  tabStop: string | undefined;
  headerText: HeaderText;
  onOpen: Props['onOpen'];
}

/** Drawn anew when something in it is different: while the play-head moves, most mailboxes stay as they are. */
const MailboxSection = memo(function MailboxSection(props: SectionProps) {
  const { mailbox, opened, shown, tabStop, headerText, onOpen } = props;
  const { address, messages } = mailbox;
  const views = useWorld((world) => world.progress.views);
  const ways = useWorld(useCallback((world: World) => waysOfCopies(world, messages), [messages]));
  const section = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown) section.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <div className={styles.mailbox} ref={section}>
      <h4>
        {address} <span className={styles.count}>· {messages.length}</span>
      </h4>
      {messages.length === 0 ? <p>empty</p> : null}
      <ol>
        {messages.map((stored) => (
          <li key={stored.id}>
            <button
              type="button"
              data-row
              className={styles.row}
              aria-current={stored.id === opened}
              tabIndex={stored.id === tabStop ? 0 : -1}
              onClick={() => onOpen(address, stored)}
            >
              <MessageSummary
                stored={stored}
                headerText={headerText}
                unread={!wasRead(views, address, stored)}
                way={ways.get(stored.id)}
              />
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
});

interface SummaryProps {
  stored: StoredMessage;
  unread: boolean;
  /** Which copy of several it is. */
  way: string | undefined;
  headerText: HeaderText;
}

function MessageSummary({ stored, unread, way, headerText }: SummaryProps) {
  const { subject, from } = headOf(stored);
  return (
    <>
      <span className={styles.subject} data-unread={unread}>
        {subject ? headerText(subject) : <em>without a subject</em>}
        <span className={styles.marks}>
          {stored.folder === 'junk' ? <span className={styles.junk}>junk</span> : null}
          {unread ? <span className={styles.new}>new</span> : null}
        </span>
      </span>
      {way && <span className={styles.way}>{way}</span>}
      <span className={styles.from}>
        <span>{from ? headerText(from) : <em>no From line</em>}</span>
        <time>{stored.message === undefined ? 'before' : clockDate(stored.at).slice(11)}</time>
      </span>
    </>
  );
}
