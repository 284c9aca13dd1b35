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
  useSearchKey(() => setIsOpen((before) => !before));
  const isApple = useSyncExternalStore(neverChanges, readIsApple, () => true);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        title="Search: ⌘K everywhere, Ctrl K outside the terminal (there it cuts the line)"
        aria-label="Search"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => setIsOpen(true)}
      >
        <Search size={15} aria-hidden />
        <span>Search</span>
        <kbd>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      {isOpen && (
        <Suspense>
          <SearchDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

const neverChanges = () => () => undefined;
const readIsApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
