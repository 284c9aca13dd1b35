import Link from 'next/link';
import { Logo } from './Logo.tsx';
import styles from './SiteHeader.module.css';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** Above every page but a lesson, which has its own. */
export function SiteHeader() {
  return (
    <header className={styles.header}>
      <Logo />
      <nav aria-label="Site">
        <Link href="/lessons">Lessons</Link>
      </nav>
      <ThemeSwitch />
    </header>
  );
}
