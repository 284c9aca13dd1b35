import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './VirtualRows.module.css';

interface Props<T extends { key: string }> {
  items: readonly T[];
  label: string;
  /** Index of the chosen row, which is the list's one stop for the Tab key; -1: none. */
  chosen: number;
  /** Arrow keys, Page, Home and End. Absent: the rows hold nothing to choose, and the box scrolls by key. */
  onMove?: (index: number) => void;
  /** Height of a row before it has been measured, in px. */
  estimate: number;
  /** Keeps the end in sight while the reader is there. */
  followsEnd?: boolean;
  /** Keeps the chosen row in sight when it changes. */
  followsChosen?: boolean;
  className?: string | undefined;
  above?: ReactNode;
  below?: ReactNode;
  children: (item: T, index: number) => ReactNode;
}

/** Rows drawn beyond the edges of the box. */
const overscan = 8;
/** Px from the end within which the reader is taken to be at the end. */
const nearEnd = 40;
const page = 10;

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  PageDown: (index, last) => Math.min(index + page, last),
  PageUp: (index) => Math.max(index - page, 0),
  Home: () => 0,
  End: (_index, last) => last,
};

/** A list of which only the rows in sight are in the page: hundreds of conversations, letters of thousands of lines. */
export function VirtualRows<T extends { key: string }>(props: Props<T>) {
  const { items, label, chosen, onMove, estimate, className, above, below, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const margin = useOffset(list, items.length === 0);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => estimate,
    getItemKey: (index) => items[index]?.key ?? index,
    scrollMargin: margin,
    overscan,
    // The chosen row stays in the page, or the focus on it would be lost.
    rangeExtractor: useCallback((range: Range) => withChosen(range, chosen), [chosen]),
    useFlushSync: false,
  });
  const onScroll = useFollowedEnd(box, props.followsEnd === true, items.length, rows.getTotalSize());
  const wantsFocus = useFocusOn(list);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice moves the list
  useEffect(() => {
    if (props.followsChosen && chosen >= 0) rows.scrollToIndex(chosen);
  }, [chosen, props.followsChosen]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = steps[event.key];
    if (!step || !onMove || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = step(Math.max(chosen, 0), items.length - 1);
    wantsFocus.current = next;
    onMove(next);
    rows.scrollToIndex(next);
  }

  return (
    <div className={[styles.box, className].join(' ')} ref={box} onScroll={onScroll} tabIndex={onMove ? undefined : 0}>
      {above}
      <ol ref={list} aria-label={label} onKeyDown={onKeyDown} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item ? (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              {children(item, index)}
            </li>
          ) : null;
        })}
      </ol>
      {below}
    </div>
  );
}

function withChosen(range: Range, chosen: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (chosen < 0 || chosen >= range.count || indexes.includes(chosen)) return indexes;
  return [...indexes, chosen].sort((one, other) => one - other);
}

/** Where the list begins inside its box, in px: below what stands above it. */
function useOffset(list: React.RefObject<HTMLOListElement | null>, isEmpty: boolean): number {
  const [offset, setOffset] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an empty list has no place yet
  useLayoutEffect(() => {
    const above = list.current?.previousElementSibling;
    if (!list.current || !above) return;
    const measure = () => list.current && setOffset(list.current.offsetTop);
    const observer = new ResizeObserver(measure);
    observer.observe(above);
    measure();
    return () => observer.disconnect();
  }, [list, isEmpty]);
  return offset;
}

/** Puts the focus on the row that the keys have led to, as soon as it is drawn. */
function useFocusOn(list: React.RefObject<HTMLOListElement | null>): React.RefObject<number | undefined> {
  const wanted = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-row]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });
  return wanted;
}

/** Somebody who scrolled back is left in peace. */
function useFollowedEnd(box: React.RefObject<HTMLDivElement | null>, follows: boolean, count: number, height: number) {
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows, and rows that were measured, are what moves the end
  useLayoutEffect(() => {
    if (follows && box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follows, count, height]);
  return () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
  };
}
