import Link from 'next/link';
import { SearchButton } from '../search/SearchButton.tsx';
import { Logo } from './Logo.tsx';
import styles from './SiteHeader.module.css';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** Above every page but those with a sandbox, which have their own. */
export function SiteHeader() {
  return (
    <header className={styles.header}>
      <Logo />
      <nav aria-label="Site">
        <Link href="/lessons">Lessons</Link>
        <Link href="/sandbox">Free play</Link>
        <Link href="/reference">Reference</Link>
        <Link href="/explain">Explain</Link>
      </nav>
      <SearchButton />
      <ThemeSwitch />
    </header>
  );
}
