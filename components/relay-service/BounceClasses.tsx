import { useMemo } from 'react';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import type { BounceClass } from '#protocol/relay-service.ts';
import pane from '../ui/pane.module.css';
import { bounceCausesOf } from './deliveries.ts';
import styles from './service.module.css';
import type { StreamKind } from './stream.ts';

const words: Record<BounceClass, { label: string; means: string }> = {
  hard: { label: 'Hard', means: 'The address is bad. It goes on the suppression list at once.' },
  soft: { label: 'Soft', means: 'The address is good: a full mailbox, a letter that is too big. It stays.' },
  block: { label: 'Blocked', means: 'They refuse the sender or the letter, not the address. Mend the sending.' },
  unclear: { label: 'Unclear', means: 'The answer does not say. After the third one the address is given up.' },
};

interface Props {
  events: readonly ServiceEvent[];
  onShow(kind: StreamKind): void;
}

/** What came back, by what it means for the address and for the sender. */
export function BounceClasses({ events, onShow }: Props) {
  const classes = useMemo(() => bounceCausesOf(events), [events]);
  return (
    <section className={styles.part} aria-label="Bounces by class">
      <h3>Bounces by class</h3>
      <dl className={styles.classes}>
        {classes.map(({ class: name, count, causes }) => (
          <div key={name}>
            <dt>
              {words[name].label} <b>{count}</b>
            </dt>
            <dd>
              {words[name].means}
              {causes.length > 0 && (
                <>
                  {' '}
                  <span>{causes.map((one) => `${one.cause.replaceAll('-', ' ')} ${one.count}`).join(', ')}.</span>{' '}
                  <button type="button" className={pane.link} onClick={() => onShow(`bounced/${name}`)}>
                    Show the {words[name].label.toLowerCase()} ones
                  </button>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
