'use client';
import { Search } from 'lucide-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import styles from './SearchButton.module.css';
import { useSearchKey } from './use-search-key.ts';

// Dialog, list and index are fetched when somebody searches for the first time.
const SearchDialog = lazy(() => import('./SearchDialog.tsx'));

/** Opens the search, by a click or by its key. */
export function SearchButton() {
  const [isOpen, setIsOpen] = useState(false);
  /** Where the focus goes back to. */
  const [opener, setOpener] = useState<Element | null>(null);
  const [typed, setTyped] = useState('');
  const open = () => {
    setOpener(document.activeElement);
    setTyped('');
    setIsOpen(true);
  };
  const close = () => setIsOpen(false);
  useSearchKey(() => (isOpen ? close() : open()));
  const isApple = useSyncExternalStore(neverChanges, readIsApple, () => true);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        title="Search: ⌘K everywhere, Ctrl K outside the terminal (there it cuts the line)"
        aria-label="Search"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={open}
      >
        <Search size={15} aria-hidden />
        <span>Search</span>
        <kbd>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={<TypedMeanwhile typed={typed} onType={setTyped} onLeave={close} />}>
          <SearchDialog opener={opener} typed={typed} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

interface TypedMeanwhileProps {
  typed: string;
  onType(typed: string): void;
  onLeave(): void;
}

/** Takes what is typed before the dialog has come: it would go to the terminal else, or nowhere. */
function TypedMeanwhile({ typed, onType, onLeave }: TypedMeanwhileProps) {
  return (
    <input
      className="visually-hidden"
      aria-label="Search"
      ref={(input) => input?.focus()}
      value={typed}
      onChange={({ target }) => onType(target.value)}
      onKeyDown={({ key }) => key === 'Escape' && onLeave()}
    />
  );
}

const neverChanges = () => () => undefined;
const readIsApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
