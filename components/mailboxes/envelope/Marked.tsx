import { createContext, useContext } from 'react';
import { markLabel, pieces } from './addresses.ts';
import styles from './Marked.module.css';

/** Different looks; further addresses share the last one, and have letters of their own. */
const looks = 6;

/** Which look an address has, and which one is lit up now. */
interface Marks {
  of: ReadonlyMap<string, number>;
  lit: string | undefined;
  light: (address: string | undefined) => void;
}

export const MarksContext = createContext<Marks>({ of: new Map(), lit: undefined, light: () => undefined });

/** A text in which each address has its colour and its letter, the same wherever it stands. Pointing at one lights up all. */
export function Marked({ text }: { text: string }) {
  const { of, lit, light } = useContext(MarksContext);
  let offset = 0;
  return pieces(text).map(({ text: piece, address }) => {
    const key = offset;
    offset += piece.length;
    const mark = address === undefined ? undefined : of.get(address);
    if (mark === undefined) return <span key={key}>{piece}</span>;
    return (
      // Pointing only repeats what letter and colour say already.
      <span
        key={key}
        className={styles.address}
        data-mark={Math.min(mark, looks - 1)}
        data-lit={lit === address}
        onPointerEnter={() => light(address)}
        onPointerLeave={() => light(undefined)}
      >
        <span className={styles.letter} aria-hidden>
          {markLabel(mark)}
        </span>
        {piece}
      </span>
    );
  });
}
