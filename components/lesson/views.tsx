'use client';
import dynamic from 'next/dynamic';
import { Tabs } from 'radix-ui';
import { useIsLive, useLiveWorld, useSandbox, useWorld } from '../sandbox/use-world.ts';
import { useWorkbench, type View } from '../sandbox/workbench-store.ts';
import { ChangedParameters, WaitingMail } from './counts.tsx';
import { NewMail } from './NewMail.tsx';
import { useOnlyOwn } from './use-only-own.ts';
import styles from './views.module.css';

/** The world's views. Their code comes when the text can be read already. */

const Terminals = dynamic(() => import('../terminal/Terminals.tsx').then((module) => module.Terminals), {
  ssr: false,
  loading: () => <Waiting what="terminal" />,
});
const NetworkMap = dynamic(() => import('../map/NetworkMap.tsx'), {
  ssr: false,
  loading: () => <Waiting what="map" />,
});
const WireView = dynamic(() => import('../wire/WireView.tsx').then((module) => module.WireView), { ssr: false });
const MailboxView = dynamic(() => import('../mailboxes/MailboxView.tsx').then((module) => module.MailboxView), {
  ssr: false,
});
const QueuesView = dynamic(() => import('../queues/QueuesView.tsx').then((module) => module.QueuesView), {
  ssr: false,
});
const DnsView = dynamic(() => import('../dns/DnsView.tsx').then((module) => module.DnsView), { ssr: false });
const ConfigurationView = dynamic(
  () => import('../config/ConfigurationView.tsx').then((module) => module.ConfigurationView),
  { ssr: false },
);
const ServiceView = dynamic(() => import('../relay-service/ServiceView.tsx').then((module) => module.ServiceView), {
  ssr: false,
});
const ReplyExplained = dynamic(() => import('../terminal/ReplyExplained.tsx').then((module) => module.ReplyExplained), {
  ssr: false,
});
const TimelineBar = dynamic(() => import('../timeline/TimelineBar.tsx').then((module) => module.TimelineBar), {
  ssr: false,
  loading: () => <div className={styles.waitingTimeline} aria-hidden />,
});
const Coach = dynamic(() => import('../terminal/Coach.tsx').then((module) => module.Coach), { ssr: false });

function Waiting({ what }: { what: 'terminal' | 'map' }) {
  return <div className={what === 'map' ? styles.waitingMap : styles.waitingTerminal} aria-hidden />;
}

/** The map, and below it the timeline of all that the views show. */
export function LessonMap() {
  const hasWorld = useWorld((world) => world.seq > 0);
  return (
    <div className={styles.world}>
      <div className={styles.map}>{hasWorld ? <NetworkMap /> : <Waiting what="map" />}</div>
      {hasWorld && <TimelineBar />}
    </div>
  );
}

/** On a phone, where the map is another tab: there while an earlier moment is looked at. */
export function LessonPast() {
  return useIsLive() ? null : <TimelineBar />;
}

export function LessonTerminal() {
  return (
    <section className={styles.terminal} id="terminal" aria-label="Terminal" tabIndex={-1}>
      <div className={styles.screen}>
        <Terminals />
      </div>
      <Coach />
      <ReplyExplained />
    </section>
  );
}

export function LessonWire() {
  return <WireView />;
}

export function LessonMailboxes() {
  return <MailboxView />;
}

export function LessonQueues() {
  return <QueuesView />;
}

export function LessonDns() {
  return <DnsView />;
}

export function LessonConfiguration() {
  return <ConfigurationView />;
}

export function LessonService() {
  return <ServiceView />;
}

/** Whether anybody here sends mail for others: only then there is a console. Asked of the present, so that no tab comes
 *  and goes with the play-head. */
function useHasService(): boolean {
  return useLiveWorld((world) => Object.keys(world.services.byName).length > 0);
}

/** Which views this world has now. */
export function useOffered(): (view: View) => boolean {
  const hasService = useHasService();
  const onlyOwn = useOnlyOwn();
  return (view) => {
    if (view === 'service') return hasService;
    return !onlyOwn || (view !== 'wire' && view !== 'mailboxes');
  };
}

/** All views but the map as tabs below the map. The terminal stays alive while another is looked at. */
export function LessonViews() {
  const chosen = useWorkbench((state) => state.view);
  const setView = useWorkbench((state) => state.setView);
  const { status } = useSandbox();
  const isOffered = useOffered();
  // What was open in another world may be missing in this one.
  const view = isOffered(chosen) ? chosen : 'terminal';
  return (
    <Tabs.Root
      className={styles.views}
      value={view}
      onValueChange={(value) => setView(value as View)}
      data-status={status}
    >
      <Tabs.List className={styles.tabs} aria-label="Views of the sandbox">
        <Tabs.Trigger value="terminal">Terminal</Tabs.Trigger>
        {isOffered('wire') && <Tabs.Trigger value="wire">Wire</Tabs.Trigger>}
        {isOffered('mailboxes') && (
          <Tabs.Trigger value="mailboxes">
            Mailboxes
            <NewMail />
          </Tabs.Trigger>
        )}
        <Tabs.Trigger value="queues">
          Queues
          <WaitingMail />
        </Tabs.Trigger>
        <Tabs.Trigger value="dns">DNS</Tabs.Trigger>
        <Tabs.Trigger value="configuration">
          Configuration
          <ChangedParameters />
        </Tabs.Trigger>
        {isOffered('service') && <Tabs.Trigger value="service">Service</Tabs.Trigger>}
      </Tabs.List>
      <Tabs.Content value="terminal" className={styles.content} forceMount hidden={view !== 'terminal'} tabIndex={-1}>
        <LessonTerminal />
      </Tabs.Content>
      {isOffered('wire') && (
        <Tabs.Content value="wire" className={styles.content} tabIndex={-1}>
          <LessonWire />
        </Tabs.Content>
      )}
      {isOffered('mailboxes') && (
        <Tabs.Content value="mailboxes" className={styles.content} tabIndex={-1}>
          <LessonMailboxes />
        </Tabs.Content>
      )}
      <Tabs.Content value="queues" className={styles.content} tabIndex={-1}>
        <LessonQueues />
      </Tabs.Content>
      <Tabs.Content value="dns" className={styles.content} tabIndex={-1}>
        <LessonDns />
      </Tabs.Content>
      <Tabs.Content value="configuration" className={styles.content} tabIndex={-1}>
        <LessonConfiguration />
      </Tabs.Content>
      {isOffered('service') && (
        <Tabs.Content value="service" className={styles.content} tabIndex={-1}>
          <LessonService />
        </Tabs.Content>
      )}
    </Tabs.Root>
  );
}
