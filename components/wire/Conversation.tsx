import { useMemo, useState } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import type { MessagesState } from '#protocol/projections/messages.ts';
import { whyNothingWasSaid } from './attempts.ts';
import styles from './Conversation.module.css';
import { ConversationTools } from './ConversationTools.tsx';
import { Explanation } from './Explanation.tsx';
import { Ladder } from './Ladder.tsx';
import { ladder } from './ladder.ts';
import { RawBytes } from './RawBytes.tsx';
import type { TimeStyle } from './sandbox-time.ts';

/** One connection: the ladder of what was said, or its raw bytes, and below it the chosen line explained. */
export function Conversation({ connection, messages }: { connection: Connection; messages: MessagesState }) {
  const [raw, setRaw] = useState(false);
  const [times, setTimes] = useState<TimeStyle>('since-last');
  const [chosen, setChosen] = useState<string>();
  const rungs = useMemo(() => ladder(connection), [connection]);
  // Until the learner chooses a line, the newest is explained.
  const explained = rungs.find(({ key }) => key === chosen) ?? rungs.at(-1);
  const why = whyNothingWasSaid(connection);

  return (
    <section className={styles.conversation} aria-label={`${connection.from.host} and ${connection.to.host}`}>
      <ConversationTools
        connection={connection}
        messages={messages}
        raw={raw}
        onRaw={setRaw}
        times={times}
        onTimes={setTimes}
      />
      {why ? <NothingWasSaid {...why} /> : null}
      {!why && raw ? <RawBytes connection={connection} times={times} /> : null}
      {!why && !raw ? (
        <Ladder connection={connection} rungs={rungs} shown={explained?.key} onChoose={setChosen} times={times} />
      ) : null}
      {!why && !raw && explained ? <Explanation rung={explained} /> : null}
    </section>
  );
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
