'use client';
import type { Node, NodeProps } from '@xyflow/react';
import { Ban, Bot, Ear, Globe, Laptop, Mail, Router, Server, Signpost, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { HostState } from '#protocol/projections/hosts.ts';
import { useDrawn } from '../../sandbox/use-world.ts';
import { type Arrangement, isLongName, portRows } from '../map-layout.ts';
import { cardWords } from './card-words.ts';
import styles from './HostCard.module.css';
import { HostFacts } from './HostFacts.tsx';
import { notesOf, shortName } from './host-notes.ts';
import { PortChips } from './PortChips.tsx';
import { portsOf, withSigns } from './port-notes.ts';

export type HostNode = Node<HostCardData, 'host'>;

interface HostCardData extends Record<string, unknown> {
  host: HostState;
  arrangement: Arrangement;
  /** It stands at this side of the map. */
  side: 'first' | 'last' | undefined;
}

const icons = { workstation: Laptop, mail: Server, web: Globe, dns: Signpost, router: Router };
const tagIcons = { bot: Bot, listed: Ban, ear: Ear, trouble: TriangleAlert };

/** A host on the map; opens its facts. */
export function HostCard({ data: { host, arrangement, side } }: NodeProps<HostNode>) {
  const notes = useDrawn(({ world, showing }) => notesOf(world, host, showing?.event));
  const ports = useDrawn(({ world }) => portsOf(world, host));
  const isOwn = useDrawn(({ world }) => world.hosts.terminal.host === host.name);
  const { up, now, doing } = notes;
  const { card, lines } = arrangement;
  // A second row of ports takes a line, and a card without ports has one more.
  const spare = 1 - portRows(ports.map(withSigns), arrangement);
  const words = cardWords(notes, { quiet: lines.quiet + spare, most: lines.most + spare });
  const { labelLines, tags, arrived, corner } = words;
  const name = isOwn ? 'your laptop' : shortName(host.name);
  const Icon = notes.tags.some(({ kind }) => kind === 'bot') ? Bot : icons[host.role];
  return (
    <div className={styles.place} style={{ width: card.width }}>
      <Popover.Root>
        <Popover.Trigger className={styles.card} style={{ minHeight: card.height }} data-own={isOwn} data-off={!up}>
          <span className={styles.name} data-long={isLongName(name, arrangement)}>
            <Icon size={14} aria-hidden />
            <b title={host.name}>{name}</b>
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
              <span key={text} className={styles.tag} data-kind={kind} title={text}>
                <TagIcon size={11} aria-hidden /> <span className={styles.line}>{text}</span>
              </span>
            );
          })}
          {arrived.map((text) => (
            <span key={text} className={`${styles.arrived} ${styles.line}`} title={text}>
              {text}
            </span>
          ))}
          {corner.length > 0 && (
            <span className={styles.corner} data-tone={notes.held > 0 ? 'wait' : 'ok'} title={corner.join(', ')}>
              <Mail size={11} aria-hidden /> <span className={styles.line}>{corner.join(', ')}</span>
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
