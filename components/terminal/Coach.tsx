'use client';
import { LifeBuoy, X } from 'lucide-react';
import { useState } from 'react';
import { useIsLive, useLiveFacts, usePacedWorld } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import styles from './Coach.module.css';
import { coachLine } from './coach-line.ts';
import { useSetting } from './use-setting.ts';

/** One helpful sentence after a common mistake, until the learner does the right thing or puts it away. */
export function Coach() {
  const now = useLiveFacts();
  const shown = usePacedWorld((world) => world);
  const said = coachLine({ now, shown, isLive: useIsLive() });
  const [dismissed, setDismissed] = useState(0);
  const [isOff, setOff] = useSetting('relay-lab.coach-off', false);
  const isShown = said !== undefined && !isOff && said.seq > dismissed;
  return (
    <div role="status" aria-label="Coach">
      {isShown && (
        <div className={styles.coach}>
          <LifeBuoy size={16} aria-hidden />
          <p>{said.say}</p>
          <button type="button" className={styles.off} onClick={() => setOff(true)}>
            switch the coach off
          </button>
          <button type="button" className={buttons.icon} onClick={() => setDismissed(said.seq)} aria-label="Dismiss">
            <X size={14} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
