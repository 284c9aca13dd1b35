'use client';
import dynamic from 'next/dynamic';
import { type ReactNode, useRef, useState } from 'react';
import buttons from './Button.module.css';

const ConfirmDialog = dynamic(() => import('./ConfirmDialog.tsx'), { ssr: false });

interface Props {
  /** What the button shows that asks for it. */
  children: ReactNode;
  label?: string;
  title: string;
  text: string;
  /** What the button of the dialog says that does it. */
  action: string;
  onConfirm(): void;
}

/** A button that asks before something is thrown away. The dialog's code comes when it is wanted. */
export function Confirm({ children, label, ...dialog }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    button.current?.focus();
  };
  return (
    <>
      <button ref={button} type="button" className={buttons.button} aria-label={label} onClick={() => setAsking(true)}>
        {children}
      </button>
      {isAsking && <ConfirmDialog {...dialog} onClose={close} />}
    </>
  );
}
