'use client';
import { BookMarked, BookOpen, Cable, Inbox, Mailbox, Network, Send, Settings2, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Pane, useWorkbench } from '../sandbox/workbench-store.ts';
import { ChangedParameters, WaitingMail } from './counts.tsx';
import { InlineText } from './InlineText.tsx';
import { useLesson } from './lesson-context.ts';
import { NewMail } from './NewMail.tsx';
import styles from './PhoneWorkbench.module.css';
import { useOnlyOwn } from './use-only-own.ts';
import { useStepsInProse } from './use-steps.ts';
import {
  LessonConfiguration,
  LessonDns,
  LessonMailboxes,
  LessonMap,
  LessonPast,
  LessonQueues,
  LessonService,
  LessonTerminal,
  LessonWire,
  useOffered,
} from './views.tsx';

const panes: { id: Pane; label: string; Icon: typeof BookOpen }[] = [
  { id: 'lesson', label: 'Lesson', Icon: BookOpen },
  { id: 'map', label: 'Map', Icon: Network },
  { id: 'terminal', label: 'Terminal', Icon: SquareTerminal },
  { id: 'wire', label: 'Wire', Icon: Cable },
  { id: 'mailboxes', label: 'Mailboxes', Icon: Mailbox },
  { id: 'queues', label: 'Queues', Icon: Inbox },
  { id: 'dns', label: 'DNS', Icon: BookMarked },
  { id: 'configuration', label: 'Configuration', Icon: Settings2 },
  { id: 'service', label: 'Service', Icon: Send },
];

/** What stands in place of a lesson’s prose, where it is something else. */
const proseNames: Partial<Record<string, string>> = { 'Free play': 'Guide', Incidents: 'Tickets' };

/** One view at a time, with the current step at hand. */
export function PhoneWorkbench({ prose }: { prose: ReactNode }) {
  const chosen = useWorkbench((state) => state.pane);
  const setPane = useWorkbench((state) => state.setPane);
  const { track } = useLesson();
  const isOffered = useOffered();
  const onlyOwn = useOnlyOwn();
  const offered = panes.filter(({ id }) => id === 'lesson' || (id === 'map' ? !onlyOwn : isOffered(id)));
  // What was open in another world may be missing in this one.
  const pane = offered.some(({ id }) => id === chosen) ? chosen : 'lesson';
  return (
    <div className={styles.phone}>
      {pane !== 'lesson' && <CurrentStep />}
      <div className={styles.pane} data-scrolls hidden={pane !== 'lesson'}>
        {prose}
      </div>
      <div className={styles.pane} hidden={pane !== 'terminal'}>
        <LessonTerminal />
      </div>
      {pane === 'map' && (
        <div className={styles.pane}>
          <LessonMap />
        </div>
      )}
      {pane === 'wire' && (
        <div className={styles.pane}>
          <LessonWire />
        </div>
      )}
      {pane === 'mailboxes' && (
        <div className={styles.pane}>
          <LessonMailboxes />
        </div>
      )}
      {pane === 'queues' && (
        <div className={styles.pane}>
          <LessonQueues />
        </div>
      )}
      {pane === 'dns' && (
        <div className={styles.pane}>
          <LessonDns />
        </div>
      )}
      {pane === 'configuration' && (
        <div className={styles.pane}>
          <LessonConfiguration />
        </div>
      )}
      {pane === 'service' && (
        <div className={styles.pane}>
          <LessonService />
        </div>
      )}
      {pane !== 'lesson' && pane !== 'map' && <LessonPast />}
      <nav className={styles.tabs} aria-label="Lesson and sandbox">
        {offered.map(({ id, label, Icon }) => (
          <button key={id} type="button" aria-current={pane === id ? 'page' : undefined} onClick={() => setPane(id)}>
            <Icon size={19} aria-hidden />
            <span>{id === 'lesson' ? (proseNames[track] ?? label) : label}</span>
            {id === 'mailboxes' && <NewMail />}
            {id === 'queues' && <WaitingMail />}
            {id === 'configuration' && <ChangedParameters />}
          </button>
        ))}
      </nav>
    </div>
  );
}

function CurrentStep() {
  const { steps, current } = useStepsInProse();
  const setPane = useWorkbench((state) => state.setPane);
  if (steps.length === 0) return null;
  const number = current ? `${steps.indexOf(current) + 1}/${steps.length}` : '';
  return (
    <button type="button" className={styles.step} onClick={() => setPane('lesson')}>
      <b>{current ? number : 'Done'}</b>
      <span>{current ? <InlineText>{current.text}</InlineText> : 'All steps are done. Back to the lesson.'}</span>
    </button>
  );
}
