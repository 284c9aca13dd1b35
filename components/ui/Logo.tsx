import Link from 'next/link';
import styles from './Logo.module.css';

export function Logo() {
  return (
    <Link href="/" className={styles.logo} prefetch={false}>
      <svg width="27" height="21" viewBox="0 0 26 20" fill="none" strokeWidth="1.6" strokeLinejoin="round" aria-hidden>
        <g stroke="var(--ink)">
          <rect x="1" y="3" width="17" height="13" rx="2" />
          <path d="M1.5 4.5 9.5 11l8-6.5" />
        </g>
        <path d="M20 6h4M20 10h5M20 14h3" stroke="var(--red)" strokeLinecap="round" />
      </svg>
      Relay Lab
    </Link>
  );
}
