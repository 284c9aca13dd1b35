'use client';
import { Send } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useMemo, useState } from 'react';
import type { ServiceState } from '#protocol/projections/relay-services.ts';
import { useReportedView } from '../sandbox/use-reported-view.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { type ServicePart, useWorkbench } from '../sandbox/workbench-store.ts';
import { NothingChosen } from '../ui/ListAndDetail.tsx';
import pane from '../ui/pane.module.css';
import { Domains } from './Domains.tsx';
import { EventStream } from './EventStream.tsx';
import { FillPatterns } from './fills.tsx';
import { Overview } from './Overview.tsx';
import { Suppressions } from './Suppressions.tsx';
import styles from './service.module.css';
import { type StreamFilter, type StreamKind, wholeStream } from './stream.ts';

/** The console of a relay service, as its customer meets it: what became of his letters, and his settings. */
export function ServiceView() {
  const services = useWorld((world) => world.services.byName);
  const wanted = useWorkbench((state) => state.service);
  const showService = useWorkbench((state) => state.showService);
  const all = Object.values(services);
  const service = all.find(({ settings }) => settings.host === wanted) ?? all[0];
  if (!service) {
    return (
      <NothingChosen Icon={Send} title="No relay service" text="At this moment nobody here sends mail for others." />
    );
  }
  return (
    <section className={styles.view} aria-label={`Console of ${service.settings.name}`}>
      {all.length > 1 && (
        <nav className={styles.services} aria-label="Relay services">
          {all.map(({ settings: { name, host } }) => (
            <button
              key={name}
              type="button"
              className={pane.small}
              aria-pressed={name === service.settings.name}
              onClick={() => showService(host)}
            >
              {name}
            </button>
          ))}
        </nav>
      )}
      <Console key={service.settings.name} service={service} />
    </section>
  );
}

function Console({ service }: { service: ServiceState }) {
  const { settings, accounts } = service;
  const part = useWorkbench((state) => state.servicePart);
  const showPart = useWorkbench((state) => state.showServicePart);
  const [account, setAccount] = useState('');
  const [filter, setFilter] = useState<StreamFilter>(wholeStream);
  useReportedView({ view: 'service', host: settings.host });
  const events = useMemo(
    () => (account === '' ? service.events : service.events.filter((event) => event.account === account)),
    [service.events, account],
  );
  const users = Object.keys(accounts);
  const own = Object.entries(accounts).filter(([user]) => account === '' || user === account);
  const listed = own.reduce((sum, [, { suppressed }]) => sum + Object.keys(suppressed).length, 0);
  const showEvents = (kind: StreamKind | undefined, provider = '') => {
    setFilter({ ...wholeStream, kind, provider });
    showPart('events');
  };
  return (
    <Tabs.Root
      className={styles.console}
      value={part}
      onValueChange={(value) => showPart(value as ServicePart /* the values below */)}
    >
      <FillPatterns />
      <div className={styles.bar}>
        <Tabs.List className={pane.tabs} aria-label={`${settings.name} console`}>
          <Tabs.Trigger value="overview">Overview</Tabs.Trigger>
          <Tabs.Trigger value="events">Events</Tabs.Trigger>
          <Tabs.Trigger value="suppressions">
            Suppression list
            {listed > 0 && <span className={styles.badge}>{listed}</span>}
          </Tabs.Trigger>
          <Tabs.Trigger value="domains">Sending domains</Tabs.Trigger>
        </Tabs.List>
        {users.length > 1 ? (
          <label className={styles.account}>
            Account{' '}
            <select className={pane.field} value={account} onChange={(event) => setAccount(event.target.value)}>
              <option value="">all</option>
              {users.map((user) => (
                <option key={user}>{user}</option>
              ))}
            </select>
          </label>
        ) : (
          <span className={styles.account}>
            Account <code>{users[0]}</code>
          </span>
        )}
      </div>
      <Tabs.Content value="overview" className={styles.scrolls}>
        <Overview events={events} onShow={showEvents} />
      </Tabs.Content>
      <Tabs.Content value="events" className={styles.fills}>
        <EventStream events={events} filter={filter} onFilter={setFilter} />
      </Tabs.Content>
      <Tabs.Content value="suppressions" className={styles.scrolls}>
        <Suppressions service={settings.name} accounts={own} />
      </Tabs.Content>
      <Tabs.Content value="domains" className={styles.scrolls}>
        <Domains settings={settings} accounts={own} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
