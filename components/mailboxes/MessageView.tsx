import { ArrowLeft } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { EnvelopeAndHeaders } from './EnvelopeAndHeaders.tsx';
import { Hops } from './Hops.tsx';
import { MessageText } from './MessageText.tsx';
import styles from './MessageView.module.css';
import { messageKey } from './mailboxes-by-host.ts';
import { Source } from './Source.tsx';
import { useParsedMessage } from './use-parsed-message.ts';
import { type MessageTab, useReportedView } from './use-reported-view.ts';

interface Props {
  mailbox: string;
  stored: StoredMessage;
  onBack: () => void;
}

/** One message: what was on the envelope beside what the letter says, then text, source or way. */
export function MessageView({ mailbox, stored, onBack }: Props) {
  const [tab, setTab] = useState<MessageTab>('message');
  const backButton = useRef<HTMLButtonElement>(null);
  const parsed = useParsedMessage(stored.raw);
  useReportedView({ view: tab, mailbox, message: messageKey(stored) });
  // Where there is room for one of the two only, the list with the focused row has just gone: this has no effect on a
  // button that is not displayed.
  useEffect(() => backButton.current?.focus(), []);

  return (
    <article className={styles.message} aria-label="Message">
      <button type="button" className={styles.back} ref={backButton} onClick={onBack}>
        <ArrowLeft aria-hidden size={16} /> Mailboxes
      </button>
      <EnvelopeAndHeaders stored={stored} parsed={parsed === 'unreadable' ? undefined : parsed} />
      <Tabs.Root
        className={styles.tabs}
        value={tab}
        onValueChange={(value) => setTab(value as MessageTab /* of ours */)}
      >
        <Tabs.List className={styles.tabList} aria-label="Ways to look at this message">
          <Tabs.Trigger value="message">Message</Tabs.Trigger>
          <Tabs.Trigger value="source">Source</Tabs.Trigger>
          <Tabs.Trigger value="hops">Hops</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="message">
          <MessageText parsed={parsed} />
        </Tabs.Content>
        <Tabs.Content value="source">
          <Source stored={stored} />
        </Tabs.Content>
        <Tabs.Content value="hops">
          <Hops mailbox={mailbox} stored={stored} />
        </Tabs.Content>
      </Tabs.Root>
    </article>
  );
}
