'use client';
import { AlertDialog } from 'radix-ui';
import buttons from './Button.module.css';
import styles from './Confirm.module.css';

interface Props {
  title: string;
  text: string;
  /** What the button says that does it. */
  action: string;
  onConfirm(): void;
  onClose(): void;
}

export default function ConfirmDialog({ title, text, action, onConfirm, onClose }: Props) {
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.overlay} />
        <AlertDialog.Content className={styles.dialog}>
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.text}>{text}</AlertDialog.Description>
          <div className={styles.actions}>
            <AlertDialog.Cancel className={buttons.button}>Keep it</AlertDialog.Cancel>
            <AlertDialog.Action className={buttons.primary} onClick={onConfirm}>
              {action}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
