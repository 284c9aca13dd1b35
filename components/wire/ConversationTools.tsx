import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import type { MessagesState } from '#protocol/projections/messages.ts';
import styles from './Conversation.module.css';
import { carriedLetters, letterWords } from './carried-letters.ts';
import type { TimeStyle } from './sandbox-time.ts';
import { transcriptOf } from './transcript-of.ts';

interface Props {
  connection: Connection;
  messages: MessagesState;
  raw: boolean;
  onRaw: (raw: boolean) => void;
  times: TimeStyle;
  onTimes: (times: TimeStyle) => void;
}

export function ConversationTools({ connection, messages, raw, onRaw, times, onTimes }: Props) {
  const letters = carriedLetters(messages, connection);
  return (
    <header className={styles.tools}>
      <p className={styles.subject}>
        {letters.length === 0 ? 'No letter on this connection' : letters.map(letterWords).join('; ')}
      </p>
      <button type="button" aria-pressed={raw} onClick={() => onRaw(!raw)}>
        Raw bytes
      </button>
      <button
        type="button"
        aria-pressed={times === 'clock'}
        onClick={() => onTimes(times === 'clock' ? 'since-last' : 'clock')}
      >
        Sandbox clock
      </button>
      <CopyTranscript connection={connection} />
      <button type="button" onClick={() => download(connection)}>
        <Download aria-hidden size={14} />
        <span className={styles.label}>Download</span>
      </button>
    </header>
  );
}

function CopyTranscript({ connection }: { connection: Connection }) {
  const [outcome, setOutcome] = useState<'copied' | 'forbidden'>();
  const words = { copied: 'Copied', forbidden: 'The browser forbids it; download instead' };
  async function copy() {
    try {
      await navigator.clipboard.writeText(transcriptOf(connection));
      setOutcome('copied');
    } catch {
      // No clipboard without a secure context, or without the person's permission.
      setOutcome('forbidden');
    }
  }
  return (
    <>
      <button type="button" onClick={copy} onBlur={() => setOutcome(undefined)}>
        {outcome === 'copied' ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
        <span className={styles.label}>{outcome ? words[outcome] : 'Copy transcript'}</span>
      </button>
      <span role="status" className="visually-hidden">
        {outcome ? words[outcome] : ''}
      </span>
    </>
  );
}

function download(connection: Connection): void {
  const address = URL.createObjectURL(new Blob([transcriptOf(connection)], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${connection.id}-${connection.to.host}-${connection.to.port}.txt`;
  link.click();
  URL.revokeObjectURL(address);
}
