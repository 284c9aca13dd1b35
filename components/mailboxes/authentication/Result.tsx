import { Check, CircleHelp, CircleSlash, Minus, X } from 'lucide-react';
import styles from './Authentication.module.css';

const kinds = {
  pass: { tone: 'ok', Icon: Check },
  fail: { tone: 'no', Icon: X },
  softfail: { tone: 'wait', Icon: X },
  permerror: { tone: 'no', Icon: CircleSlash },
  temperror: { tone: 'wait', Icon: CircleHelp },
  policy: { tone: 'wait', Icon: CircleSlash },
  neutral: { tone: 'quiet', Icon: Minus },
  none: { tone: 'quiet', Icon: Minus },
} as const;

/** A result as a word with a shape and a colour. */
export function Result({ result }: { result: keyof typeof kinds }) {
  const { tone, Icon } = kinds[result];
  return (
    <span className={styles.result} data-tone={tone}>
      <Icon aria-hidden size={13} strokeWidth={2.5} /> {result}
    </span>
  );
}
