'use client';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { Globe, Laptop, Mail, Router, Server, Signpost } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { HostState } from '#protocol/projections/hosts.ts';
import { useNowShowing, usePacedWorld } from '../sandbox/use-world.ts';
import styles from './HostCard.module.css';
import { HostFacts } from './HostFacts.tsx';
import { notesOf, shortName } from './host-notes.ts';

export type HostNode = Node<{ host: HostState }, 'host'>;

const icons = { workstation: Laptop, mail: Server, web: Globe, dns: Signpost, router: Router };
const sides = { left: Position.Left, right: Position.Right, top: Position.Top, bottom: Position.Bottom };

/** A host on the map; opens its facts. */
export function HostCard({ data: { host } }: NodeProps<HostNode>) {
  const showing = useNowShowing();
  const { held, arrived, now, doing } = usePacedWorld((world) => notesOf(world, host, showing?.event));
  const isOwn = host.role === 'workstation';
  const Icon = icons[host.role];
  return (
    <div className={styles.place}>
      {Object.entries(sides).flatMap(([side, position]) => [
        <Handle key={`from-${side}`} id={`from-${side}`} type="source" position={position} className={styles.handle} />,
        <Handle key={`to-${side}`} id={`to-${side}`} type="target" position={position} className={styles.handle} />,
      ])}
      <Popover.Root>
        <Popover.Trigger className={styles.card} data-own={isOwn} data-off={!host.up}>
          <span className={styles.name}>
            <Icon size={14} aria-hidden />
            <b>{isOwn ? 'your laptop' : shortName(host.name)}</b>
            {!host.up && <em className={styles.off}>off</em>}
          </span>
          <span className={styles.label}>{isOwn ? (doing ?? host.address) : host.label}</span>
          {host.ports.length > 0 && (
            <span className={styles.ports}>
              {host.ports.map((port) => (
                <code key={port}>{port}</code>
              ))}
            </span>
          )}
          {arrived.map(({ address, text }) => (
            <span key={address} className={styles.arrived}>
              {text}
            </span>
          ))}
          {held > 0 && (
            <span className={styles.held}>
              <Mail size={11} aria-hidden /> {held} {held === 1 ? 'held' : 'waiting'}
            </span>
          )}
        </Popover.Trigger>
        <HostFacts name={host.name} />
      </Popover.Root>
      {now && (
        <span className={styles.now} data-tone={now.tone}>
          {now.text}
        </span>
      )}
    </div>
  );
}
