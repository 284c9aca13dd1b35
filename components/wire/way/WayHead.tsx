import { Download } from 'lucide-react';
import { useEvents } from '../../sandbox/use-world.ts';
import conversation from '../Conversation.module.css';
import { CopyText } from '../CopyText.tsx';
import { download } from '../download.ts';
import { factsAsJson, factsOf } from '../facts-of.ts';
import { shownOctets } from '../octets.ts';
import type { WayStep } from './way-steps.ts';
import { envelopeWords, wayAsText } from './way-text.ts';
import type { Way } from './ways.ts';

/** Which letter it is; its way to take along. */
export function WayHead({ way, steps }: { way: Way; steps: WayStep[] }) {
  const events = useEvents();
  const name = `way-of-${way.id}`;
  const text = () => wayAsText(way, steps);
  function facts() {
    const connections = new Set(steps.flatMap((step) => (step.kind === 'connection' ? [step.connection.id] : [])));
    const queueIds = new Set(way.messages.flatMap(({ hops }) => hops.map(({ queueId }) => queueId)));
    const seqs = new Set(steps.flatMap((step) => (step.kind === 'lookup' ? [step.seq] : [])));
    return factsAsJson(factsOf(events, { connections, queueIds, seqs }));
  }
  return (
    <header className={conversation.tools}>
      <p className={conversation.subject}>
        {way.subject === undefined ? null : <b>{shownOctets(way.subject)} </b>}
        {envelopeWords(way)}
      </p>
      <CopyText label="Copy the way" text={text} />
      <button type="button" aria-label="Download as text" onClick={() => download(`${name}.txt`, text())}>
        <Download aria-hidden size={14} /> Text
      </button>
      <button type="button" aria-label="Download facts as JSON" onClick={() => download(`${name}.json`, facts())}>
        <Download aria-hidden size={14} /> JSON
      </button>
    </header>
  );
}
