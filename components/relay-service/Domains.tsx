import { useState } from 'react';
import type { DomainCheck, ServiceAccount } from '#protocol/projections/relay-services.ts';
import {
  type RelayServiceSettings,
  type SendingDomain,
  type WantedRecord,
  wantedRecords,
} from '#protocol/relay-service.ts';
import { zoneOf } from '#protocol/zones.ts';
import { useSandbox, useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import { clockDate, clockTime } from '../wire/sandbox-time.ts';
import styles from './lists.module.css';

const purposes: Record<WantedRecord['purpose'], { label: string; without: string }> = {
  ownership: { label: 'Proof that the domain is yours', without: 'Without it nothing is sent.' },
  signing: {
    label: 'Key for the seal in your name (DKIM)',
    without: 'Without it the service signs in its own name only, and DMARC finds no seal of yours.',
  },
  'return-path': {
    label: 'Return path',
    without: 'Without it bounces go to the service’s own domain, and SPF says nothing about yours.',
  },
};

interface Props {
  settings: RelayServiceSettings;
  accounts: [string, ServiceAccount][];
}

/** The domains for which a customer may send, and what the DNS says to it. */
export function Domains({ settings, accounts }: Props) {
  const domains = accounts.flatMap(([user, { checked }]) => {
    const entered = settings.accounts.find((account) => account.user === user)?.domains ?? [];
    return entered.map((domain) => ({ user, domain, check: checked[domain.name] }));
  });
  if (domains.length === 0) return <p className={styles.nothing}>No domain has been entered for this account.</p>;
  return (
    <div className={pane.body}>
      {domains.map(({ user, domain, check }) => (
        <Domain key={`${user} ${domain.name}`} {...{ settings, user, domain, check }} />
      ))}
    </div>
  );
}

interface DomainProps {
  settings: RelayServiceSettings;
  user: string;
  domain: SendingDomain;
  check: DomainCheck | undefined;
}

function Domain({ settings, user, domain, check }: DomainProps) {
  const { send } = useSandbox();
  const [refusal, setRefusal] = useState<string>();
  const showZone = useWorkbench((store) => store.showZone);
  const zone = useWorld(({ names }) => zoneOf(domain.name, names));
  const records = useWanted(settings, domain, check);
  const lookAgain = () => {
    setRefusal(undefined);
    const asked = { service: settings.name, account: user, domain: domain.name };
    send({ type: 'check-sending-domain', ...asked }, ({ error }) => setRefusal(error));
  };
  return (
    <article className={styles.domain} aria-label={domain.name}>
      <header>
        <h3>{domain.name}</h3>
        <span className={styles.kind} data-kind={check?.verified ? 'delivered' : 'deferred'}>
          {stateOf(check)}
        </span>
        <div className={pane.push}>
          <button type="button" className={pane.small} onClick={() => showZone(zone)}>
            Open the zone
          </button>
          <button type="button" className={pane.small} onClick={lookAgain}>
            Check now
          </button>
        </div>
      </header>
      {refusal && <Note level="error" text={refusal} />}
      <p className={styles.lead}>
        {check
          ? `Looked up ${clockDate(check.at).slice(0, 10)} ${clockTime(check.at).slice(0, 8)}. The service looks again when a letter is handed in.`
          : 'Nobody has looked yet. Publish these records in your zone, then press “Check now”.'}
      </p>
      <ul className={styles.list}>
        {records.map(({ purpose, name, type, value, found, seen }) => (
          <li key={purpose}>
            <b>{purposes[purpose].label}</b>
            {found !== undefined && (
              <span className={styles.kind} data-kind={found ? 'delivered' : 'bounced'}>
                {found ? 'found' : 'missing'}
              </span>
            )}
            <code className={styles.record}>{recordToPublish({ name, type, value })}</code>
            {found === false && (
              <span>
                {seen.length > 0 ? `The DNS says: ${seen.join(', ')}. ` : ''}
                {purposes[purpose].without}
              </span>
            )}
          </li>
        ))}
      </ul>
    </article>
  );
}

/** A record as it is copied into a zone: without the final dot of a name the zone's own would be put behind it (RFC 1035 §5.1). */
export function recordToPublish({ name, type, value }: Pick<WantedRecord, 'name' | 'type' | 'value'>): string {
  return `${name}. ${type} ${type === 'TXT' ? `"${value}"` : `${value}.`}`;
}

function stateOf(check: DomainCheck | undefined): string {
  if (!check) return 'not checked yet';
  if (!check.verified) return 'not verified';
  return check.records.every(({ found }) => found) ? 'verified' : 'verified, not aligned in all ways';
}

type Shown = Omit<WantedRecord, 'found'> & { found?: boolean };

/** What was found; before anybody looked, what is wanted. The text of a key of the domain's own is known only from a check. */
function useWanted(settings: RelayServiceSettings, domain: SendingDomain, check: DomainCheck | undefined): Shown[] {
  const hasOwnKey = useWorld(({ hosts }) =>
    hosts.byName[settings.host]?.dkimKeys.some((key) => key.domain === domain.name && key.selector === domain.selector),
  );
  if (check) return check.records;
  return wantedRecords(settings, domain)
    .filter(({ purpose }) => !hasOwnKey || purpose !== 'signing')
    .map((wanted) => ({ ...wanted, seen: [] }));
}
