'use client';
import { Ear, Power, SquareTerminal } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useReportedView } from '../../sandbox/use-reported-view.ts';
import { useSandbox, useWorld } from '../../sandbox/use-world.ts';
import { useWorkbench } from '../../sandbox/workbench-store.ts';
import { putOnTerminal } from '../../terminal/put-on-terminal.ts';
import buttons from '../../ui/Button.module.css';
import { FaultSwitch } from '../FaultSwitch.tsx';
import { faultsAt } from '../fault-places.ts';
import { readableText } from './eavesdropped.ts';
import styles from './HostFacts.module.css';

/** What can be known of a host and done with it. It listens to the world only while it is open. */
export function HostFacts({ name }: { name: string }) {
  return (
    <Popover.Portal>
      <Popover.Content className={styles.facts} sideOffset={8} collisionPadding={12} aria-label={name}>
        <Facts name={name} />
        <Popover.Arrow className={styles.arrow} />
      </Popover.Content>
    </Popover.Portal>
  );
}

function Facts({ name }: { name: string }) {
  const { send } = useSandbox();
  const host = useWorld((world) => world.hosts.byName[name]);
  const parameters = useWorld((world) => Object.entries(world.config.current[name] ?? {}));
  const queue = useWorld((world) => Object.values(world.queues.byHost[name] ?? {}));
  const mailboxes = useWorld((world) =>
    Object.keys(world.mailboxes.byAddress).filter((address) => isAt(host, address, parameters)),
  );
  const faults = useWorld((world) => faultsAt(world, name));
  const heard = useWorld((world) => readableText(world, name));
  const { showMailbox, showQueue, showConfiguration, showZone } = useWorkbench.getState();
  if (!host) return null;
  return (
    <>
      <h3>{name}</h3>
      <p>
        {host.label} · <code>{host.address}</code>
        {host.ports.length > 0 && <> · listens on {host.ports.join(', ')}</>}
      </p>
      {(host.switchable || host.shell || faults.length > 0) && (
        <div className={styles.deeds}>
          {host.shell && (
            <button type="button" className={buttons.button} onClick={() => putOnTerminal(`ssh ${name}`)}>
              <SquareTerminal size={14} aria-hidden /> ssh there
            </button>
          )}
          {host.switchable && (
            <button
              type="button"
              className={buttons.button}
              onClick={() => send({ type: 'switch-host', host: name, on: !host.up })}
            >
              <Power size={14} aria-hidden /> Switch {host.up ? 'off' : 'on'} {name}
            </button>
          )}
          {faults.map((fault) => (
            <FaultSwitch key={fault.id} fault={fault} />
          ))}
        </div>
      )}
      {heard.length > 0 && <Heard host={name} text={heard} />}
      {mailboxes.length > 0 && (
        <p className={styles.mailboxes}>
          Mailboxes:{' '}
          {mailboxes.map((address) => (
            <button key={address} type="button" onClick={() => showMailbox(address)}>
              {address}
            </button>
          ))}
        </p>
      )}
      {host.role === 'dns' && (
        <p className={styles.mailboxes}>
          <button type="button" onClick={() => showZone(undefined)}>
            Its zones, and who asked what
          </button>
        </p>
      )}
      {host.role === 'mail' && (
        <p className={styles.mailboxes}>
          <button type="button" onClick={() => showQueue(name)}>
            {queue.length === 0 ? 'Its queue is empty' : `${queue.length} in its queue`}
          </button>
          <button type="button" onClick={() => showConfiguration(name)}>
            Its configuration
          </button>
        </p>
      )}
      {parameters.length > 0 && (
        <ul>
          {parameters.map(([parameter, value]) => (
            <li key={parameter}>
              <code>{`${parameter} = ${value}`}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a listener on this host has read. */
function Heard({ host, text }: { host: string; text: string }) {
  useReportedView({ view: 'overheard', host });
  return (
    <div className={styles.heard}>
      <p>
        <Ear size={13} aria-hidden /> Whoever sits here could read:
      </p>
      <pre>{text}</pre>
    </div>
  );
}

function isAt(host: { mailboxes: string[] } | undefined, address: string, parameters: [string, string][]): boolean {
  const [localPart = '', domain = ''] = address.split('@');
  const domains = parameters.find(([name]) => name === 'mydestination')?.[1] ?? '';
  return host?.mailboxes.includes(localPart) === true && domains.split(/[\s,]+/).includes(domain);
}
