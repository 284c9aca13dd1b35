import { Binary, Clock, Ear } from 'lucide-react';
import type { Connection } from '#protocol/projections/connections.ts';
import { useEvents, useWorld } from '../sandbox/use-world.ts';
import styles from './Conversation.module.css';
import { CopyText } from './CopyText.tsx';
import { carriedLetters, letterWords } from './carried-letters.ts';
import { Downloads } from './Downloads.tsx';
import { factsAsJson, factsOf } from './facts-of.ts';
import { lineText } from './line-text.ts';
import { lookupsDuring } from './lookups.ts';
import { shownOctets } from './octets.ts';
import { clockTime } from './sandbox-time.ts';
import { transcriptOf } from './transcript-of.ts';
import type { WireLine } from './wire-lines.ts';
import { useWireSettings } from './wire-settings.ts';

interface Props {
  connection: Connection;
  lines: WireLine[];
  /** The chosen one; undefined where there are none to choose. */
  line: WireLine | undefined;
}

export function ConversationTools({ connection, lines, line }: Props) {
  const messages = useWorld((world) => world.messages);
  const letters = carriedLetters(messages, connection);
  const { overhears } = useWireSettings();
  // Who listens has no more than he could read.
  const text = () => (overhears ? overheardText(lines) : transcriptOf(connection));
  return (
    <header className={styles.tools}>
      <p className={styles.subject}>
        {letters.length === 0
          ? 'No letter on this connection'
          : letters.map((letter) => shownOctets(letterWords(letter))).join('; ')}
      </p>
      <Switches />
      {line ? <CopyText label="Copy line" short="Line" text={() => lineText(line)} /> : null}
      <CopyText label="Copy transcript" short="All" text={text} />
      <ConversationDownloads connection={connection} text={text} />
    </header>
  );
}

function Switches() {
  const { raw, hex, overhears, times } = useWireSettings();
  const set = useWireSettings.setState;
  return (
    <>
      <button type="button" aria-pressed={overhears} onClick={() => set({ overhears: !overhears })}>
        <Ear aria-hidden size={14} /> Eavesdropper
      </button>
      <button type="button" aria-pressed={raw} onClick={() => set({ raw: !raw })}>
        <Binary aria-hidden size={14} /> Raw bytes
      </button>
      {raw ? (
        <button type="button" aria-pressed={hex} onClick={() => set({ hex: !hex })}>
          Hex
        </button>
      ) : null}
      <button
        type="button"
        aria-pressed={times === 'clock'}
        aria-label="Sandbox clock"
        onClick={() => set({ times: times === 'clock' ? 'since-last' : 'clock' })}
      >
        <Clock aria-hidden size={14} /> <span className={styles.label}>Sandbox clock</span>
      </button>
    </>
  );
}

function ConversationDownloads({ connection, text }: { connection: Connection; text: () => string }) {
  const lookups = useWorld((world) => world.names.lookups);
  const events = useEvents();
  const name = `${connection.id}-${connection.to.host}-${connection.to.port}`;
  function facts() {
    const seqs = new Set(lookupsDuring(connection, lookups).map(({ seq }) => seq));
    return factsAsJson(factsOf(events, { connections: new Set([connection.id]), seqs }));
  }
  return <Downloads name={name} text={text} facts={facts} />;
}

function overheardText(lines: readonly WireLine[]): string {
  return `${lines.map((line) => `${clockTime(line.at)}  ${lineText(line).replaceAll('\n', '\n              ')}`).join('\n')}\n`;
}
