'use client';
import { Ban } from 'lucide-react';
import { memo } from 'react';
import { useDrawn } from '../../sandbox/use-world.ts';
import type { DrawnCable } from '../map-drawing.ts';
import type { Point } from '../map-layout.ts';
import styles from './Cable.module.css';
import { CableLabel } from './CableLabel.tsx';
import { pointAt } from './cable-path.ts';
import { cablesAt } from './cables.ts';
import { StandingEnvelope } from './StandingEnvelope.tsx';
import { placed } from './travel.ts';

/** The line of a cable, under the cards. */
export const CableLine = memo(function CableLine({ cable }: { cable: DrawnCable }) {
  const drawn = useDrawn((paced) => {
    const state = cablesAt(paced).get(cable.id);
    return state && { tone: state.tone, state: state.state, isSlow: state.slowedByMs > 0, isCut: state.isCut };
  });
  if (!drawn) return null;
  return (
    <path
      d={cable.line}
      className={styles.cable}
      data-tone={drawn.tone}
      data-state={drawn.state}
      data-slow={drawn.isSlow}
      data-cut={drawn.isCut}
    />
  );
});

/** From here on words on a cable have room beside them: they stand on an arc above the cards, in px. */
const freeFrom = 200;
/** A letter of those words and what is around them, in px. */
const words = { letter: 7.2, around: 64 };

/** A refused letter: above the words, and beside them where they stand close to the border of the map. */
function besideWords({ x, y, room }: DrawnCable['label'], label = ''): Point {
  if (room < freeFrom) return { x, y: y - 26 };
  return { x: x - Math.min(room, label.length * words.letter + words.around) / 2 - 8, y: y + 6 };
}

/** What stands on a cable: its label, the letter that is being written, the border that stopped a call. */
export const CableMarks = memo(function CableMarks({ cable }: { cable: DrawnCable }) {
  const state = useDrawn((paced) => cablesAt(paced).get(cable.id));
  if (!state) return null;
  const { writing, isRefused, tone, blockedBy } = state;
  const isBackward = state.from !== cable.ends[0];
  const gate = blockedBy === undefined ? undefined : cable.crossings[blockedBy];
  return (
    <>
      {gate && (
        <span className={styles.gate} style={{ transform: placed(gate) }} title={`The border of ${blockedBy}`}>
          <Ban size={14} strokeWidth={2.5} aria-hidden />
        </span>
      )}
      {writing !== undefined && <StandingEnvelope at={pointAt(cable.path, isBackward ? 1 - writing : writing)} />}
      {isRefused && (
        <StandingEnvelope at={besideWords(cable.label, state.label)} refused={tone === 'wait' ? 'wait' : 'no'} />
      )}
      <CableLabel state={state} at={cable.label} />
    </>
  );
});
