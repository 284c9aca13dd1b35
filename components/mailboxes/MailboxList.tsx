import { useEffect, useRef } from 'react';
import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { moveFocus } from '../wire/move-focus.ts';
import { clockDate } from '../wire/sandbox-time.ts';
import styles from './MailboxView.module.css';
import { type HostMailboxes, type Mailbox, wasRead } from './mailboxes-by-host.ts';
import type { OpenedMessage } from './use-open-message.ts';
import { type HeaderText, useHeaderText } from './use-parsed-message.ts';

interface Props {
  groups: HostMailboxes[];
  opened: OpenedMessage | undefined;
  /** Mailbox to which another view has led: scrolled into sight. */
  shown: string | undefined;
  onOpen: (mailbox: string, stored: StoredMessage) => void;
}

export function MailboxList({ groups, opened, shown, onOpen }: Props) {
  const firstMessage = groups.flatMap(({ mailboxes }) => mailboxes).find(({ messages }) => messages.length > 0);
  const headerText = useHeaderText();
  const tabStop = opened?.stored.id ?? firstMessage?.messages[0]?.id;
  return (
    <nav aria-label="Mailboxes" onKeyDown={moveFocus}>
      {groups.map(({ host, mailboxes }) => (
        <section key={host} className={styles.host} aria-label={host === '' ? 'Elsewhere' : host}>
          <h3>{host === '' ? 'elsewhere' : host}</h3>
          {mailboxes.map((mailbox) => (
            <MailboxSection
              key={mailbox.address}
              mailbox={mailbox}
              opened={opened?.stored.id}
              shown={mailbox.address === shown}
              tabStop={tabStop}
              headerText={headerText}
              onOpen={onOpen}
            />
          ))}
        </section>
      ))}
    </nav>
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

function MailboxSection({ mailbox: { address, messages }, opened, shown, tabStop, headerText, onOpen }: SectionProps) {
  const progress = useWorld((world) => world.progress);
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
                unread={!wasRead({ progress }, address, stored)}
              />
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface SummaryProps {
  stored: StoredMessage;
  unread: boolean;
  headerText: HeaderText;
}

function MessageSummary({ stored, unread, headerText }: SummaryProps) {
  const fields = headerFields(stored.raw);
  const subject = headerValue(fields, 'subject');
  const from = headerValue(fields, 'from');
  return (
    <>
      <span className={styles.subject} data-unread={unread}>
        {subject ? headerText(subject) : <em>without a subject</em>}
        {unread ? <span className={styles.new}>new</span> : null}
      </span>
      <span className={styles.from}>
        <span>{from ? headerText(from) : <em>no From line</em>}</span>
        <time>{stored.message === undefined ? 'before' : clockDate(stored.at).slice(11)}</time>
      </span>
    </>
  );
}
