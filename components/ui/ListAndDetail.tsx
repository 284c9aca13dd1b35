import { ChevronLeft, type LucideIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { moveFocus } from '../wire/move-focus.ts';
import styles from './ListAndDetail.module.css';

export interface ListRow {
  id: string;
  note: string;
  /** Something about it wants to be seen. */
  marked?: boolean;
}

interface Props {
  /** What the list is of: its name for screen readers, and the word of the way back. */
  name: string;
  rows: ListRow[];
  opened: string | undefined;
  onOpen(id: string | undefined): void;
  children: ReactNode;
}

/** A list and what was chosen in it: side by side, or one over the other where it is narrow. */
export function ListAndDetail({ name, rows, opened, onOpen, children }: Props) {
  const list = useRef<HTMLElement>(null);
  const wayBack = useRef<HTMLButtonElement>(null);
  const isOpen = rows.some(({ id }) => id === opened);
  const open = (id: string) => {
    onOpen(id);
    // Where only one of the two is there, the row that had the focus is gone.
    requestAnimationFrame(() => {
      if (list.current?.offsetParent === null) wayBack.current?.focus();
    });
  };
  const back = () => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    onOpen(undefined);
    // The list is hidden until the detail is gone.
    requestAnimationFrame(() => row?.focus());
  };
  return (
    <div className={styles.view}>
      <div className={styles.layout} data-open={isOpen}>
        <nav className={styles.list} aria-label={name} ref={list} onKeyDown={moveFocus}>
          <ul>
            {rows.map(({ id, note, marked }, index) => (
              <li key={id}>
                <button
                  type="button"
                  data-row
                  data-marked={marked}
                  className={styles.row}
                  aria-current={id === opened}
                  tabIndex={id === opened || (!isOpen && index === 0) ? 0 : -1}
                  onClick={() => open(id)}
                >
                  <b>{id}</b>
                  <span>{note}</span>
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <section className={styles.detail} aria-label={isOpen ? opened : undefined} tabIndex={-1}>
          {isOpen && (
            <button ref={wayBack} type="button" className={styles.back} onClick={back}>
              <ChevronLeft size={16} aria-hidden /> {name}
            </button>
          )}
          {children}
        </section>
      </div>
    </div>
  );
}

/** What stands in the detail while nothing is chosen. */
export function NothingChosen({ Icon, title, text }: { Icon: LucideIcon; title: string; text: string }) {
  return (
    <div className={styles.empty}>
      <Icon aria-hidden size={28} strokeWidth={1.5} />
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  );
}
