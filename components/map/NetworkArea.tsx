import { Ban } from 'lucide-react';
import { useDrawn } from '../sandbox/use-world.ts';
import { knownBlocks } from './known-borders.ts';
import type { Area } from './map-layout.ts';
import styles from './NetworkArea.module.css';

/** A network as a quiet place behind its hosts, with its name and what its border is known to keep in. */
export function NetworkArea({ area: { network, box } }: { area: Area }) {
  const { name, cidr } = network;
  const blocks = useDrawn(({ world }) => knownBlocks(world, network));
  return (
    <div
      className={styles.area}
      data-border={blocks.length > 0}
      style={{ transform: `translate(${box.x}px, ${box.y}px)`, width: box.width, height: box.height }}
    >
      <span className={styles.name} title={cidr}>
        {name}
      </span>
      {blocks.map(({ port, how }) => (
        <span key={`${port} ${how}`} className={styles.block} title={`Port ${port}: ${howWords[how]}`}>
          <Ban size={10} strokeWidth={2.5} aria-hidden /> {port} out
          <span className="visually-hidden">: {howWords[how]}</span>
        </span>
      ))}
    </div>
  );
}

const howWords = { drop: 'its border lets nobody out, without an answer', reject: 'its border refuses it' };
