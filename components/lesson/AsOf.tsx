import styles from './AsOf.module.css';
import { InlineText } from './InlineText.tsx';

interface Props {
  value: string;
  /** The month in which it was checked. */
  month: string;
  /** Where the reference says more about it. */
  href: string;
}

/** A number that grows old, with the month in which somebody looked. */
export function AsOf({ value, month, href }: Props) {
  return (
    <>
      <InlineText>{value}</InlineText>{' '}
      <a className={styles.month} href={href} target="_blank" rel="noopener" title="Source, and what else to know">
        (checked {month})
      </a>
    </>
  );
}
