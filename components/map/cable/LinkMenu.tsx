'use client';
import { MessageSquareText } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useWorld } from '../../sandbox/use-world.ts';
import { useWorkbench } from '../../sandbox/workbench-store.ts';
import buttons from '../../ui/Button.module.css';
import { FaultSwitch } from '../FaultSwitch.tsx';
import { faultsBetween } from '../fault-places.ts';
import styles from '../host/HostFacts.module.css';
import { shortName } from '../host/host-notes.ts';
import { secrecyWords, wordFor } from './cable-words.ts';
import type { CableState } from './cables.ts';

/** What can be known of a cable and done with it: open its conversation, cut it, slow it down. */
export function LinkMenu({ state }: { state: CableState }) {
  const { from, to } = state;
  return (
    <Popover.Portal>
      <Popover.Content
        className={styles.facts}
        sideOffset={8}
        collisionPadding={12}
        aria-label={`Cable from ${from} to ${to}`}
      >
        <LinkFacts state={state} />
        <Popover.Arrow className={styles.arrow} />
      </Popover.Content>
    </Popover.Portal>
  );
}

function LinkFacts({ state }: { state: CableState }) {
  const { ends, from, to, connection } = state;
  const faults = useWorld((world) => faultsBetween(world, ends));
  const showConnection = useWorkbench((workbench) => workbench.showConnection);
  return (
    <>
      <h3>
        {shortName(from)} → {shortName(to)}
      </h3>
      <ul className={styles.words}>
        {wordsAbout(state).map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      {(connection || faults.length > 0) && (
        <div className={styles.deeds}>
          {connection && (
            <button type="button" className={buttons.button} onClick={() => showConnection(connection)}>
              <MessageSquareText size={14} aria-hidden /> Show the conversation
            </button>
          )}
          {faults.map((fault) => (
            <FaultSwitch key={fault.id} fault={fault} />
          ))}
        </div>
      )}
    </>
  );
}

function wordsAbout({ state, tone, label, count, secrecy, via }: CableState): string[] {
  const isTold = label !== undefined && (state === 'open' || tone !== 'quiet');
  return [
    ...(isTold ? [label] : []),
    state === 'open' && count === 1 ? 'the first conversation here' : wordFor({ state, count }),
    ...(secrecy ? [secrecyWords[secrecy]] : []),
    ...(via.length > 0 ? [`passes ${via.join(', ')}`] : []),
  ];
}
