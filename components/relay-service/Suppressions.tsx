import { type FormEvent, useState } from 'react';
import type { ServiceAccount, Suppression } from '#protocol/projections/relay-services.ts';
import { useSandbox } from '../sandbox/use-world.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import { clockDate } from '../wire/sandbox-time.ts';
import styles from './lists.module.css';

const reasons: Record<Suppression['reason'], { label: string; before: string }> = {
  'hard-bounce': {
    label: 'hard bounce: the address is bad',
    before: 'If the address is still bad, the next letter bounces again, and providers notice who keeps knocking.',
  },
  'unclear-bounces': {
    label: 'came back three times, nobody said why',
    before: 'The next letters count anew: after three more it is back on the list.',
  },
  complaint: {
    label: 'complaint: pressed “spam”',
    before: 'This person called your letter spam. Writing again is what providers block senders for.',
  },
  unsubscribe: {
    label: 'unsubscribed',
    before:
      'This person asked to be left alone, and in many countries the law says so too. Only do it if they signed up again.',
  },
  'by-hand': { label: 'put here by hand', before: 'The address gets letters again.' },
};

interface Props {
  service: string;
  accounts: [string, ServiceAccount][];
}

/** Addresses to which nothing is sent, why, and the way off the list. */
export function Suppressions({ service, accounts }: Props) {
  const { send } = useSandbox();
  const [refusal, setRefusal] = useState<string>();
  const suppress = (account: string, address: string, on: boolean) => {
    setRefusal(undefined);
    send({ type: 'suppress', service, account, address, on }, ({ error }) => setRefusal(error));
  };
  const rows = accounts.flatMap(([account, { suppressed }]) =>
    Object.entries(suppressed).map(([address, suppression]) => ({ account, address, ...suppression })),
  );
  return (
    <div className={pane.body}>
      <p className={styles.lead}>
        To these addresses nothing is sent, whatever is handed in. That protects the reputation of everybody who sends
        through the service. Blocks never put an address here: they are about the sender.
      </p>
      {refusal && <Note level="error" text={refusal} />}
      {rows.length === 0 ? (
        <p className={styles.nothing}>The list is empty.</p>
      ) : (
        <ul className={styles.list} aria-label="Suppressed addresses">
          {rows
            .sort((one, other) => other.at - one.at)
            .map(({ account, address, reason, at }) => (
              <li key={`${account} ${address}`}>
                <b>{address}</b>
                <span>
                  {reasons[reason].label} · since {clockDate(at)}
                  {accounts.length > 1 && ` · ${account}`}
                </span>
                <Confirm
                  label={`Remove ${address}`}
                  title={`Send to ${address} again?`}
                  text={reasons[reason].before}
                  action="Remove from the list"
                  onConfirm={() => suppress(account, address, false)}
                >
                  Remove
                </Confirm>
              </li>
            ))}
        </ul>
      )}
      {accounts.map(([account]) => (
        <AddByHand key={account} account={account} many={accounts.length > 1} onAdd={suppress} />
      ))}
    </div>
  );
}

function AddByHand({
  account,
  many,
  onAdd,
}: {
  account: string;
  many: boolean;
  onAdd(account: string, address: string, on: boolean): void;
}) {
  const [address, setAddress] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() === '') return;
    onAdd(account, address.trim(), true);
    setAddress('');
  };
  return (
    <form className={pane.actions} onSubmit={add}>
      <input
        className={pane.field}
        type="text"
        inputMode="email"
        aria-label={many ? `Address for the list of ${account}` : 'Address for the list'}
        placeholder="somebody@globex.example"
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <button type="submit" className={pane.small}>
        Put on the list{many && ` of ${account}`}
      </button>
    </form>
  );
}
