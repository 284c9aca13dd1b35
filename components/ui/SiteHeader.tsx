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
        <Link href="/lessons" prefetch={false}>
          Lessons
        </Link>
        <Link href="/sandbox" prefetch={false}>
          Free play
        </Link>
        <Link href="/incidents" prefetch={false}>
          Incidents
        </Link>
        <Link href="/reference" prefetch={false}>
          Reference
        </Link>
        <Link href="/explain" prefetch={false}>
          Explain
        </Link>
      </nav>
      <SearchButton />
      <ThemeSwitch />
    </header>
  );
}
