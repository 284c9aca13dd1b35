'use client';
import type { Node, NodeProps } from '@xyflow/react';
import { Ban, Bot, Ear, Globe, Laptop, Mail, Router, Server, Signpost, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { HostState } from '#protocol/projections/hosts.ts';
import { useDrawn } from '../../sandbox/use-world.ts';
import styles from './HostCard.module.css';
import { HostFacts } from './HostFacts.tsx';
import { notesOf, shortName } from './host-notes.ts';
import { PortChips } from './PortChips.tsx';
import { portsOf } from './port-notes.ts';

export type HostNode = Node<HostCardData, 'host'>;

interface HostCardData extends Record<string, unknown> {
  host: HostState;
  width: number;
  height: number;
  /** So many lines have room between name and ports. */
  lines: number;
  /** It stands at this side of the map. */
  side: 'first' | 'last' | undefined;
}

const icons = { workstation: Laptop, mail: Server, web: Globe, dns: Signpost, router: Router };
const tagIcons = { bot: Bot, listed: Ban, ear: Ear, trouble: TriangleAlert };
/** Lines about mailboxes on a card, lest it grow over the one below: when there are more, the last line is a number. */
const arrivedMax = 2;

/** A host on the map; opens its facts. */
export function HostCard({ data: { host, width, height, lines, side } }: NodeProps<HostNode>) {
  const { up, held, arrived, tags, now, doing } = useDrawn(({ world, showing }) =>
    notesOf(world, host, showing?.event),
  );
  const ports = useDrawn(({ world }) => portsOf(world, host));
  const isOwn = useDrawn(({ world }) => world.hosts.terminal.host === host.name);
  // Where there is little room, who a host is gives way to what has become of it; its facts tell both.
  const portLines = ports.length > 3 ? 1 : ports.length === 0 ? -1 : 0;
  const labelLines = Math.min(2, lines - portLines - tags.length - Math.min(arrived.length, arrivedMax));
  const named = arrived.length > arrivedMax ? arrived.slice(0, arrivedMax - 1) : arrived;
  const Icon = tags.some(({ kind }) => kind === 'bot') ? Bot : icons[host.role];
  return (
    <div className={styles.place} style={{ width }}>
      <Popover.Root>
        <Popover.Trigger className={styles.card} style={{ minHeight: height }} data-own={isOwn} data-off={!up}>
          <span className={styles.name}>
            <Icon size={14} aria-hidden />
            <b title={host.name}>{isOwn ? 'your laptop' : shortName(host.name)}</b>
            {!up && <em className={styles.off}>off</em>}
          </span>
          {labelLines > 0 && (
            <span className={styles.label} data-lines={labelLines} title={host.label}>
              {isOwn ? (doing ?? host.address) : host.label}
            </span>
          )}
          {ports.length > 0 && <PortChips ports={ports} />}
          {tags.map(({ kind, text }) => {
            const TagIcon = tagIcons[kind];
            return (
              <span key={text} className={styles.tag} data-kind={kind}>
                <TagIcon size={11} aria-hidden /> {text}
              </span>
            );
          })}
          {named.map(({ address, text }) => (
            <span key={address} className={styles.arrived}>
              {text}
            </span>
          ))}
          {named.length < arrived.length && (
            <span className={styles.arrived}>and {arrived.length - named.length} more mailboxes</span>
          )}
          {held > 0 && (
            <span className={styles.held}>
              <Mail size={11} aria-hidden /> {held} waiting
            </span>
          )}
        </Popover.Trigger>
        <HostFacts name={host.name} />
      </Popover.Root>
      {now && (
        <span className={styles.now} data-tone={now.tone} data-side={side}>
          {now.text}
        </span>
      )}
    </div>
  );
}
