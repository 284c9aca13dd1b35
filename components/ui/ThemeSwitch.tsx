'use client';
import { Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import styles from './Button.module.css';

/** Between light and dark. Drawn after hydration: only the browser knows the theme. */
export function ThemeSwitch() {
  const { resolvedTheme, setTheme } = useTheme();
  const isBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const isDark = isBrowser && resolvedTheme === 'dark';
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={isDark ? 'Light theme' : 'Dark theme'}
      onClick={() => setTheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
    </button>
  );
}
