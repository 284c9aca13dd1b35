import type { ArcCheck } from '#protocol/mail-authentication.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { shownOctets } from '../../wire/octets.ts';
import styles from './Authentication.module.css';
import { arcSets } from './arc-sets.ts';
import { Result } from './Result.tsx';

/** What servers on the way say they saw before anything was changed. */
export function Chain({ arc, arrived }: { arc: ArcCheck; arrived: string }) {
  const { result, comment } = arc;
  return (
    <section className={styles.check} aria-label="ARC">
      <h3>
        ARC <Result result={result} />
      </h3>
      <p>
        {result === 'none'
          ? 'No server on the way sealed what it saw.'
          : 'Servers on the way vouch for what they saw when the letter came to them. Whether to trust them is the receiver’s choice.'}
      </p>
      {comment === '' || result === 'none' ? null : <p>{visibleText(comment)}</p>}
      <ol className={styles.chain}>
        {arcSets(arrived).map(({ instance, sealer, chain, results }) => (
          <li key={instance}>
            <strong>{shownOctets(sealer) || 'nobody'}</strong> sealed as number {instance}
            {chain ? `, the chain before it: ${shownOctets(chain)}` : ''}. It saw:
            <pre>{shownOctets(results).replace(/; +/g, ';\n')}</pre>
          </li>
        ))}
      </ol>
    </section>
  );
}
