'use client';
import { type PointerEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './MeaningBeside.module.css';

interface Props {
  /** What stands in the text. */
  word: ReactNode;
  /** How the word looks; what it must not have is set already. */
  className?: string | undefined;
  /** Its meaning; spans only, for it stands inside a paragraph. */
  children: ReactNode;
}

/** Long enough to cross a word without opening its card, and to get from the word onto the card. */
const hoverDelayMs = 180;

/** A word or a code in running text: pointed at, focused or tapped it tells what it means. */
export function MeaningBeside({ word: text, className, children }: Props) {
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLSpanElement>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  const show = () => {
    clearTimeout(waiting.current);
    // The word is the card's anchor, and a click on it does not count as one outside.
    if (word.current) card.current?.showPopover({ source: word.current });
  };
  const hide = () => {
    clearTimeout(waiting.current);
    card.current?.hidePopover();
  };
  const later = (then: () => void) => (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    clearTimeout(waiting.current);
    waiting.current = setTimeout(then, hoverDelayMs);
  };
  return (
    <>
      <button
        ref={word}
        type="button"
        className={`${styles.word} ${className ?? ''}`}
        popoverTarget={id}
        // A click must not close what pointing has opened.
        popoverTargetAction="show"
        onPointerEnter={later(show)}
        onPointerLeave={later(hide)}
        onFocus={({ currentTarget, relatedTarget }) => {
          // Escape in the card closes it and brings the focus back here.
          const isBack = card.current?.contains(relatedTarget);
          if (!isBack && currentTarget.matches(':focus-visible')) show();
        }}
        onBlur={({ relatedTarget }) => card.current?.contains(relatedTarget) || hide()}
      >
        {text}
      </button>
      <span
        ref={card}
        id={id}
        popover="auto"
        role="note"
        className={styles.card}
        onPointerEnter={() => clearTimeout(waiting.current)}
        onPointerLeave={later(hide)}
        onBlur={({ relatedTarget }) => relatedTarget !== word.current && hide()}
      >
        {children}
      </span>
    </>
  );
}
