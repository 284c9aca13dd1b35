'use client';
import type { Connection, Exchange } from '#protocol/projections/connections.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';
import { useWorld } from '../sandbox/use-world.ts';
import styles from './ReplayTranscript.module.css';

const linesShown = 9;

/** What is being said in the replay: the end of the conversation in which something was said last. */
export function ReplayTranscript() {
  const connection = useWorld(talking);
  const lines = connection ? connection.exchanges.flatMap(linesOf).slice(-linesShown) : [];
  return (
    <pre className={styles.transcript} aria-hidden>
      <span className={styles.title}>
        {connection ? `${short(connection.from.host)} → ${short(connection.to.host)}:${connection.to.port}` : ' '}
      </span>
      {lines.map(({ key, who, text }) => (
        <span key={key} className={styles[who]}>
          {text}
        </span>
      ))}
    </pre>
  );
}

function talking({ connections }: World): Connection | undefined {
  const spoken = connections.order
    .flatMap((id) => connections.byId[id] ?? [])
    .filter(({ exchanges }) => exchanges.length);
  return spoken.toSorted((one, other) => (one.exchanges.at(-1)?.seq ?? 0) - (other.exchanges.at(-1)?.seq ?? 0)).at(-1);
}

function linesOf(exchange: Exchange): { key: string; who: 'you' | 'server' | 'no'; text: string }[] {
  if (exchange.kind === 'command') {
    return [{ key: String(exchange.seq), who: 'you', text: visibleText(exchange.line) }];
  }
  const { seq, code, enhanced, lines } = exchange;
  const who = code < 400 ? 'server' : 'no';
  // A long list of extensions would push the conversation out of sight.
  if (lines.length > 1) return [{ key: String(seq), who, text: `${code}-${visibleText(lines[0] ?? '')} …` }];
  return [{ key: String(seq), who, text: `${code} ${enhanced ? `${enhanced} ` : ''}${visibleText(lines[0] ?? '')}` }];
}

function short(host: string): string {
  return host.split('.').slice(0, -1).join('.');
}
