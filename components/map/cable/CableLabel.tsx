'use client';
import { Gauge, Lock, LockOpen, MessageSquareText, PencilLine, Scissors, ShieldAlert, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type CSSProperties, useMemo, useRef } from 'react';
import { shortName } from '../host/host-notes.ts';
import styles from './Cable.module.css';
import type { LabelPlace } from './cable-path.ts';
import { secrecyWords, wordFor } from './cable-words.ts';
import type { CableState } from './cables.ts';
import { LinkMenu } from './LinkMenu.tsx';
import { menuPlace } from './menu-place.ts';
import { placed } from './travel.ts';

const secrecyIcons = { tls: Lock, untrusted: ShieldAlert, clear: LockOpen, altered: PencilLine };

/** The words on a cable; opens what can be done with it. */
export function CableLabel({ state, at }: { state: CableState; at: LabelPlace }) {
  const { tone, label, secrecy, from, to, connection } = state;
  const words = useRef<HTMLButtonElement>(null);
  const place = useMemo(
    () => ({
      current: { getBoundingClientRect: () => (words.current ? menuPlace(words.current, [from, to]) : new DOMRect()) },
    }),
    [from, to],
  );
  const style = { transform: placed(at), '--room': `${at.room}px` } as CSSProperties; // a property of ours
  if (state.state === 'asking') {
    return (
      <span className={styles.label} data-tone={tone} style={style}>
        <span className={styles.words}>{label}</span>
      </span>
    );
  }
  const Secrecy = secrecy && secrecyIcons[secrecy];
  const name = `${shortName(from)} to ${shortName(to)}: ${[label ?? wordFor(state), secrecy && secrecyWords[secrecy]].filter(Boolean).join(', ')}`;
  return (
    <Popover.Root>
      <Popover.Anchor virtualRef={place} />
      <Popover.Trigger
        ref={words}
        className={styles.label}
        data-tone={tone}
        data-secrecy={secrecy}
        data-icon-only={!label}
        style={style}
        aria-label={name}
      >
        {tone === 'no' && !state.isCut && <X size={12} strokeWidth={3} aria-hidden />}
        {state.isCut && <Scissors size={12} aria-hidden />}
        {state.slowedByMs > 0 && <Gauge size={12} aria-hidden />}
        {Secrecy && <Secrecy size={11} strokeWidth={2.5} aria-hidden />}
        {label && <span className={styles.words}>{label}</span>}
        {!label && !Secrecy && connection && <MessageSquareText size={12} aria-hidden />}
        {!label && !connection && <span className={styles.knot} aria-hidden />}
      </Popover.Trigger>
      <LinkMenu state={state} />
    </Popover.Root>
  );
}
