'use client';
import { type PointerEvent, useEffect, useId, useRef } from 'react';
import styles from './Term.module.css';

interface Props {
  children: string;
  /** As the glossary has it. */
  term: string;
  plain: string;
  /** Where the glossary explains it further. */
  href: string;
}

/** Long enough to cross a word without opening its card, and to get from the word onto the card. */
const hoverDelayMs = 180;

/** A word of the mail world in the prose: pointed at, focused or tapped it tells what it means. */
export function Term({ children, term, plain, href }: Props) {
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
        className={styles.word}
        popoverTarget={id}
        // A click must not close what pointing has opened.
        popoverTargetAction="show"
        onPointerEnter={later(show)}
        onPointerLeave={later(hide)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && show()}
        onBlur={({ relatedTarget }) => card.current?.contains(relatedTarget) || hide()}
      >
        {children}
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
        <b>{term}</b> {plain}{' '}
        <a href={href} target="_blank" rel="noopener">
          Glossary
        </a>
      </span>
    </>
  );
}
