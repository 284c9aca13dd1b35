import { useState } from 'react';
import { Try } from '../../lesson/Try.tsx';
import { useLiveWorld, useSandbox } from '../../sandbox/use-world.ts';
import { useWorkbench } from '../../sandbox/workbench-store.ts';
import pane from '../../ui/pane.module.css';
import styles from './CampaignLab.module.css';
import { LabResult } from './LabResult.tsx';
import { ListBuilder } from './ListBuilder.tsx';

/** Send to many, read what came back, decide who gets no more; then see what was true. */
export function CampaignLab() {
  const { send } = useSandbox();
  const service = useLiveWorld((world) => Object.values(world.services.byName)[0]);
  const recipients = useLiveWorld((world) => world.hosts.newsletter?.recipients) ?? [];
  const showService = useWorkbench((store) => store.showService);
  const [isReading, setReading] = useState(false);
  if (!service) return null;
  const { settings, accounts, copyCount } = service;
  const [account, customer] = Object.entries(accounts)[0] ?? [];
  if (account === undefined || customer === undefined) return null;
  return (
    <section className={styles.lab} aria-labelledby="campaign-lab">
      <h2 id="campaign-lab">The lab</h2>
      <ol className={styles.steps}>
        <li>
          <h3>Send</h3>
          <p>One letter to each address, through {settings.host}. It takes a minute or two.</p>
          <Try>campaign --via postly</Try>
          <p className={styles.progress} role="status">
            {copyCount} of {recipients.length} letters have gone to the service.
          </p>
        </li>
        <li>
          <h3>Give it a day</h3>
          <p>Queues try again, people read, click and complain; notices come back.</p>
          <button
            type="button"
            className={pane.small}
            disabled={copyCount === 0}
            onClick={() => send({ type: 'run-clock', to: 'idle' })}
          >
            Run until nothing happens any more
          </button>
        </li>
        <li>
          <h3>Read the answers</h3>
          <p>
            Provider by provider, in the words of each house. Which mean that nobody is there, which that somebody has
            to wait, and which are about you?
          </p>
          <p className={styles.buttons}>
            <button type="button" className={pane.small} onClick={() => showService(settings.host)}>
              Open the console
            </button>
          </p>
        </li>
        <li>
          <h3>Build the suppression list</h3>
          <p>Show the answers, and choose by them who gets no more letters.</p>
          <p className={styles.buttons}>
            <button
              type="button"
              className={pane.small}
              disabled={copyCount === 0}
              aria-expanded={isReading}
              onClick={() => setReading(!isReading)}
            >
              {isReading ? 'Hide the answers' : 'Show the answers'}
            </button>
          </p>
          {isReading && (
            <ListBuilder
              events={service.events}
              recipients={recipients}
              onHandIn={(list) => send({ type: 'hand-in-list', service: settings.name, account, addresses: list })}
            />
          )}
        </li>
        {customer.handedIn && (
          <li>
            <h3>What was true</h3>
            <LabResult service={service} handedIn={customer.handedIn} automatic={Object.keys(customer.suppressed)} />
          </li>
        )}
      </ol>
      <p className={styles.progress}>
        You could look into every mailbox and configuration here. A sender cannot: try it by the answers alone.
      </p>
    </section>
  );
}
