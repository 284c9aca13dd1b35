import { shownOctets } from '../octets.ts';
import { clockTime } from '../sandbox-time.ts';
import { VirtualRows } from '../VirtualRows.tsx';
import wire from '../WireView.module.css';
import { FateBadge } from './FateBadge.tsx';
import type { Fate } from './fates.ts';
import { envelopeWords } from './way-text.ts';
import type { Way } from './ways.ts';

interface Props {
  /** Newest last. */
  ways: Way[];
  shown: string | undefined;
  onShow: (id: string) => void;
  /** A row was pressed, not only passed by with the arrow keys. */
  onOpen: () => void;
  /** Absent while the newest is followed anyway. */
  onFollow: (() => void) | undefined;
}

/** Px of a row. */
const rowHeight = 84;

export function WayList({ ways, shown, onShow, onOpen, onFollow }: Props) {
  const rows = ways.map((way) => ({ key: way.id, way }));
  return (
    <>
      <VirtualRows
        items={rows}
        label="Messages"
        chosen={ways.findIndex(({ id }) => id === shown)}
        onMove={(index) => onShow(ways[index]?.id ?? '')}
        estimate={rowHeight}
        followsChosen
        className={wire.rows}
      >
        {({ way }) => (
          <button
            type="button"
            data-row
            className={wire.connection}
            aria-current={way.id === shown}
            tabIndex={way.id === shown ? 0 : -1}
            onClick={() => {
              onShow(way.id);
              onOpen();
            }}
          >
            <span className={wire.subject}>
              {way.subject === undefined ? '(no subject)' : shownOctets(way.subject)}
            </span>
            <span className={wire.carried}>{envelopeWords(way)}</span>
            <span className={wire.facts}>
              {counted(way.fates).map(({ fate, count }) => (
                <FateBadge key={fate.word} fate={fate} count={count} />
              ))}
              <time>{clockTime(way.at).slice(0, 8)}</time>
            </span>
          </button>
        )}
      </VirtualRows>
      {onFollow ? (
        <button type="button" className={wire.follow} onClick={onFollow}>
          Follow the newest
        </button>
      ) : null}
    </>
  );
}

/** The same word said once, with how often. */
function counted(fates: readonly Fate[]): { fate: Fate; count: number }[] {
  const words = [...new Set(fates.map(({ word }) => word))];
  return words.flatMap((word) => {
    const same = fates.filter((fate) => fate.word === word);
    return same[0] ? [{ fate: same[0], count: same.length }] : [];
  });
}
