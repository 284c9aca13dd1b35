import { ArrowRight } from 'lucide-react';
import { Points } from '../Explanation.tsx';
import type { Place } from './deciding.ts';
import { FateBadge } from './FateBadge.tsx';
import type { Fate } from './fates.ts';
import styles from './Way.module.css';
import type { Way } from './ways.ts';

/** What has become of the letter for each recipient, and what decided so. */
export function Fates({ way, onShow }: { way: Way; onShow: (place: Place) => void }) {
  return (
    <div className={styles.fates}>
      {way.fates.map((fate, index) => (
        // One recipient may have several fates: a list behind an alias.
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of fates does not change
        <section key={`${fate.recipient} ${index}`} className={styles.fate}>
          <p>
            <FateBadge fate={fate} /> <b>{fate.recipient}</b>
          </p>
          <p>{fate.plain}</p>
          <Decided fate={fate} onShow={onShow} />
        </section>
      ))}
    </div>
  );
}

function Decided({ fate: { decisive }, onShow }: { fate: Fate; onShow: (place: Place) => void }) {
  if (!decisive) return null;
  const { plain, quote, points, place } = decisive;
  return (
    <>
      <p>
        <b>Why:</b> {plain}
      </p>
      {quote ? <pre className={styles.quote}>{quote}</pre> : null}
      <Points points={points} />
      {place ? (
        <button type="button" className={styles.link} onClick={() => onShow(place)}>
          Show {place.line ? 'the line that decided' : 'the attempt'} <ArrowRight aria-hidden size={14} />
        </button>
      ) : null}
    </>
  );
}
