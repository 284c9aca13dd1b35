import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import styles from './Conversation.module.css';

const words = { copied: 'Copied', forbidden: 'The browser forbids it; download instead' };

/**
 * @param short what of the label remains where it is narrow
 * @param text asked for at the moment of copying
 */
export function CopyText({ label, short, text }: { label: string; short: string; text: () => string }) {
  const [outcome, setOutcome] = useState<keyof typeof words>();
  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      setOutcome('copied');
    } catch {
      // No clipboard without a secure context, or without the person's permission.
      setOutcome('forbidden');
    }
  }
  return (
    <>
      <button type="button" aria-label={label} onClick={copy} onBlur={() => setOutcome(undefined)}>
        {outcome === 'copied' ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
        <span className={styles.label} aria-hidden>
          {outcome ? words[outcome] : label}
        </span>
        <span className={styles.short} aria-hidden>
          {outcome ? words[outcome] : short}
        </span>
      </button>
      <span role="status" className="visually-hidden">
        {outcome ? words[outcome] : ''}
      </span>
    </>
  );
}
