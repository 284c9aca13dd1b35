import { ArrowLeft } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { MessageView as MessageTab } from '#protocol/views.ts';
import { useReportedView } from '../sandbox/use-reported-view.ts';
import { Authentication } from './authentication/Authentication.tsx';
import { Compare } from './compare/Compare.tsx';
import { EnvelopeAndHeaders } from './EnvelopeAndHeaders.tsx';
import { Envelopes } from './envelope/Envelopes.tsx';
import { HeaderList } from './HeaderList.tsx';
import { Hops } from './Hops.tsx';
import { MessageText } from './MessageText.tsx';
import styles from './MessageView.module.css';
import { messageKey } from './mailboxes-by-host.ts';
import { Parts } from './parts/Parts.tsx';
import { ReaderPart } from './reader/ReaderPart.tsx';
import { Report } from './reports/Report.tsx';
import { Source } from './Source.tsx';
import { useParsedMessage } from './use-parsed-message.ts';

interface Props {
  mailbox: string;
  stored: StoredMessage;
  onBack: () => void;
}

const tabs: [MessageTab, string][] = [
  ['message', 'Message'],
  ['source', 'Source'],
  ['hops', 'Hops'],
  ['envelope', 'Envelope'],
  ['headers', 'Headers'],
  ['parts', 'Parts'],
  ['authentication', 'Authentication'],
  ['compare', 'Compare'],
];

/** One message, looked at in each way that tells something else about it. */
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
      <Tabs.Root
        className={styles.tabs}
        value={tab}
        onValueChange={(value) => setTab(value as MessageTab /* of ours */)}
      >
        <Tabs.List className={styles.tabList} aria-label="Ways to look at this message">
          {tabs.map(([value, label]) => (
            // A tab that is reached by keys is brought into sight where they do not all fit.
            <Tabs.Trigger
              key={value}
              value={value}
              onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' })}
            >
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="message">
          <EnvelopeAndHeaders stored={stored} parsed={parsed === 'unreadable' ? undefined : parsed} />
          <Report raw={stored.raw} />
          <ReaderPart mailbox={mailbox} stored={stored} html={parsed === 'unreadable' ? undefined : parsed?.html} />
          <MessageText parsed={parsed} />
        </Tabs.Content>
        <Tabs.Content value="source">
          <Source stored={stored} />
        </Tabs.Content>
        <Tabs.Content value="hops">
          <Hops mailbox={mailbox} stored={stored} />
        </Tabs.Content>
        <Tabs.Content value="envelope">
          <Envelopes mailbox={mailbox} stored={stored} />
        </Tabs.Content>
        <Tabs.Content value="headers">
          <HeaderList stored={stored} />
        </Tabs.Content>
        <Tabs.Content value="parts">
          <Parts raw={stored.raw} />
        </Tabs.Content>
        <Tabs.Content value="authentication">
          <Authentication stored={stored} />
        </Tabs.Content>
        <Tabs.Content value="compare">
          <Compare mailbox={mailbox} stored={stored} />
        </Tabs.Content>
      </Tabs.Root>
    </article>
  );
}
