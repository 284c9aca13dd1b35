import { useMemo, useState } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { whyNothingWasSaid } from './attempts.ts';
import styles from './Conversation.module.css';
import { ConversationTools } from './ConversationTools.tsx';
import { Explanation } from './Explanation.tsx';
import { explained } from './explain.ts';
import { Lines } from './Lines.tsx';
import { lookupsDuring } from './lookups.ts';
import { Overheard } from './Overheard.tsx';
import { RawBytes } from './RawBytes.tsx';
import { overheardLines, type WireLine, wireLines } from './wire-lines.ts';
import { useWireSettings } from './wire-settings.ts';

/** One connection: the ladder of what was said, or its raw bytes, and below it the chosen line explained. */
export function Conversation({ connection, line }: { connection: Connection; line?: string | undefined }) {
  const { raw, overhears } = useWireSettings();
  const lookups = useWorld((world) => world.names.lookups);
  const [chosen, setChosen] = useState(line);
  const lines = useMemo(
    () => (overhears ? overheardLines(connection) : wireLines(connection, lookupsDuring(connection, lookups))),
    [connection, lookups, overhears],
  );
  // Until the learner chooses a line, the newest is explained; of a conversation that is over, the first no.
  const asked = lines.findIndex(({ key }) => key === chosen);
  const at = asked === -1 && connection.state !== 'open' ? firstRefusal(lines) : asked;
  const index = at === -1 ? lines.length - 1 : at;
  const shown = lines[index];
  const why = whyNothingWasSaid(connection);

  return (
    <section className={styles.conversation} aria-label={`${connection.from.host} and ${connection.to.host}`}>
      <ConversationTools connection={connection} lines={lines} line={raw ? undefined : shown} />
      {why ? <NothingWasSaid {...why} /> : null}
      {why ? null : (
        <div className={styles.content}>
          {overhears ? <Overheard connection={connection} /> : null}
          {raw ? (
            <RawBytes connection={connection} />
          ) : (
            <Lines connection={connection} lines={lines} chosen={index} isAsked={at !== -1} onChoose={setChosen} />
          )}
        </div>
      )}
      {!why && !raw && shown ? <Explanation explained={explained(shown, lines.slice(0, index))} /> : null}
    </section>
  );
}

function firstRefusal(lines: readonly WireLine[]): number {
  return lines.findIndex((line) => line.kind === 'reply' && line.reply.code >= 400);
}

function NothingWasSaid({ plain, next }: { plain: string; next: string }) {
  return (
    <div className={styles.attempt}>
      <h3>No conversation</h3>
      <p>{plain}</p>
      <p>{next}</p>
    </div>
  );
}
