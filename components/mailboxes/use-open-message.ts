import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';

export interface OpenedMessage {
  mailbox: string;
  stored: StoredMessage;
}

/** The message that is open on this screen. It stays open while other views are looked at; a reset closes it. */
export function useOpenMessage(): {
  opened: OpenedMessage | undefined;
  /** Mailbox to which another view has led. */
  mailbox: string | undefined;
  open: (mailbox: string, stored: StoredMessage) => void;
  close: () => void;
} {
  const byAddress = useWorld((world) => world.mailboxes.byAddress);
  const mailbox = useWorkbench((state) => state.mailbox);
  const wanted = useWorkbench((state) => state.message);
  const showMailbox = useWorkbench((state) => state.showMailbox);
  // Other views name a message as the facts do; the list names its place, because one message can arrive twice.
  const stored =
    mailbox === undefined || wanted === undefined
      ? undefined
      : byAddress[mailbox]?.findLast(({ id, message }) => id === wanted || message === wanted);
  return {
    opened: mailbox !== undefined && stored ? { mailbox, stored } : undefined,
    mailbox,
    open,
    close: () => mailbox !== undefined && showMailbox(mailbox),
  };
}

function open(address: string, { id }: StoredMessage): void {
  useWorkbench.getState().showMailbox(address, id);
}
