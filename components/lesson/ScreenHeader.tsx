'use client';
import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useSandbox } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { SearchButton } from '../search/SearchButton.tsx';
import { useExplained } from '../terminal/explained-store.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Logo } from '../ui/Logo.tsx';
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx';
import styles from './ScreenHeader.module.css';

interface Props {
  /** The list that this screen belongs to. */
  parent: { href: string; label: string };
  title: string;
  reset: { label: string; title: string; text: string };
  /** What else goes back to its beginning with the sandbox. */
  onReset?: () => void;
  children?: ReactNode;
}

/** Above a sandbox: where one is, how far, and the way back to the beginning. */
export function ScreenHeader({ parent, title, reset, onReset, children }: Props) {
  const { send, dismissRefusal } = useSandbox();
  const startAnew = () => {
    send({ type: 'reset' });
    dismissRefusal();
    useWorkbench.getState().startAnew();
    useExplained.getState().explain(undefined);
    document.getElementById('lesson')?.scrollIntoView();
    onReset?.();
  };
  return (
    <header className={styles.header}>
      <Logo />
      <nav className={styles.crumb} aria-label="Breadcrumb">
        <Link href={parent.href} prefetch={false}>
          {parent.label}
        </Link>
        <span aria-hidden>›</span>
        <b>{title}</b>
      </nav>
      {children}
      <SearchButton />
      <ThemeSwitch />
      <Confirm {...reset} action="Reset" onConfirm={startAnew}>
        <RotateCcw size={14} aria-hidden />
        <span className={styles.label}>Reset</span>
      </Confirm>
    </header>
  );
}
