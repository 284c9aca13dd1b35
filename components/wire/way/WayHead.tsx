import { useEvents } from '../../sandbox/use-world.ts';
import conversation from '../Conversation.module.css';
import { CopyText } from '../CopyText.tsx';
import { Downloads } from '../Downloads.tsx';
import { factsAsJson, factsOf } from '../facts-of.ts';
import { shownOctets } from '../octets.ts';
import type { WayStep } from './way-steps.ts';
import { envelopeWords, wayAsText } from './way-text.ts';
import type { Way } from './ways.ts';

/** Which letter it is; its way to take along. */
export function WayHead({ way, steps }: { way: Way; steps: WayStep[] }) {
  const events = useEvents();
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
      <CopyText label="Copy the way" short="The way" text={text} />
      <Downloads name={`way-of-${way.id}`} text={text} facts={facts} />
    </header>
  );
}
