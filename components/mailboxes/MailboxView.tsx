'use client';

import { Mailbox as MailboxIcon } from 'lucide-react';
import { useRef } from 'react';
import { useWorld } from '../sandbox/use-world.ts';
import { MailboxList } from './MailboxList.tsx';
import styles from './MailboxView.module.css';
import { MessageView } from './MessageView.tsx';
import { mailboxesByHost } from './mailboxes-by-host.ts';
import { useOpenMessage } from './use-open-message.ts';

/** Every mailbox of the sandbox by the host that keeps it; a message opens beside the list, or over it where it is narrow. */
export function MailboxView() {
  const mailboxes = useWorld((world) => world.mailboxes);
  const hosts = useWorld((world) => world.hosts);
  const list = useRef<HTMLDivElement>(null);
  const { opened, mailbox, open, close } = useOpenMessage();
  const groups = mailboxesByHost({ mailboxes, hosts });
  if (groups.length === 0) return <NoMailboxes />;

  function back() {
    const row = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    close();
    // The list is hidden until the message is gone.
    requestAnimationFrame(() => row?.focus());
  }

  return (
    <div className={styles.view}>
      <div className={styles.layout} data-open={opened !== undefined}>
        <div className={styles.list} ref={list}>
          <MailboxList groups={groups} opened={opened} shown={mailbox} onOpen={open} />
        </div>
        <div className={styles.detail}>
          {opened ? (
            <MessageView
              key={`${opened.mailbox} ${opened.stored.id}`}
              mailbox={opened.mailbox}
              stored={opened.stored}
              onBack={back}
            />
          ) : (
            <NothingOpen
              empty={groups.every((group) => group.mailboxes.every(({ messages }) => messages.length === 0))}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function NothingOpen({ empty }: { empty: boolean }) {
  return (
    <div className={styles.empty}>
      <MailboxIcon aria-hidden size={28} strokeWidth={1.5} />
      <h2>{empty ? 'No letter has arrived' : 'Open a letter'}</h2>
      <p>
        {empty
          ? 'As soon as a server files a message into one of these mailboxes, it is here, byte for byte.'
          : 'You will see its envelope and its headers apart, its source, and the way it went.'}
      </p>
    </div>
  );
}

function NoMailboxes() {
  return (
    <div className={styles.empty}>
      <MailboxIcon aria-hidden size={28} strokeWidth={1.5} />
      <h2>Nobody has a mailbox here</h2>
      <p>The hosts of this sandbox only pass mail on, or have nothing to do with it.</p>
    </div>
  );
}
