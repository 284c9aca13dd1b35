import { Ear } from 'lucide-react';
import type { Connection } from '#protocol/projections/connections.ts';
import { useReportedView } from '../sandbox/use-reported-view.ts';
import styles from './Conversation.module.css';
import { overheardWords } from './overheard-words.ts';

/** What somebody on the way gets of this conversation, in words; the lines below are his, too. */
export function Overheard({ connection }: { connection: Connection }) {
  useReportedView({ view: 'overheard', connection: connection.id });
  const { password, sentences } = overheardWords(connection);
  return (
    <section className={styles.overheard} data-password={password} aria-label="What an eavesdropper gets">
      <Ear aria-hidden size={16} />
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
