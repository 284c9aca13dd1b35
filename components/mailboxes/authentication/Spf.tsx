import type { SpfCheck } from '#protocol/mail-authentication.ts';
import { visibleText } from '#protocol/visible-text.ts';
import styles from './Authentication.module.css';
import { Result } from './Result.tsx';
import { type SpfNode, spfTree } from './spf-tree.ts';

/** RFC 7208 §4.6.4. */
const lookupsMax = 10;
const voidLookupsMax = 2;

/** May this client send for this domain? Term by term, as the server went through the records. */
export function Spf({ spf }: { spf: SpfCheck }) {
  const { result, identity, domain, client, record, lookups, voidLookups, steps, explanation, published } = spf;
  return (
    <section className={styles.check} aria-label="SPF">
      <h3>
        SPF <Result result={result} />
      </h3>
      <p>{visibleText(explanation)}</p>
      <p className={styles.question}>
        Asked: may <code>{client}</code> send for <code>{visibleText(domain)}</code>, the domain of{' '}
        {identity === 'mailfrom' ? 'MAIL FROM' : 'the EHLO name (MAIL FROM is empty)'}?
      </p>
      <dl className={styles.counters}>
        <Counter name="look-ups" used={lookups} max={lookupsMax} note="terms that need the DNS" />
        <Counter name="void" used={voidLookups} max={voidLookupsMax} note="the DNS had nothing" />
      </dl>
      {record === undefined ? null : (
        <div className={styles.tree}>
          <code>{visibleText(record)}</code>
          <SpfTerms nodes={spfTree(steps)} label={`Terms of ${visibleText(domain)}`} />
        </div>
      )}
      {published === undefined ? null : <p>The domain itself says: “{visibleText(published)}”</p>}
    </section>
  );
}

function Counter({ name, used, max, note }: { name: string; used: number; max: number; note: string }) {
  return (
    <div data-over={used > max}>
      <dt>
        {name} <small>{note}</small>
      </dt>
      <dd>
        <strong>
          {used} of {max}
        </strong>
        {used > max ? ' — too many: permerror' : null}
        <span className={styles.meter} aria-hidden>
          <span style={{ width: `${Math.min(100, (used / max) * 100)}%` }} />
        </span>
      </dd>
    </div>
  );
}

function SpfTerms({ nodes, label }: { nodes: readonly SpfNode[]; label?: string }) {
  return (
    <ol aria-label={label}>
      {nodes.map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a trace never changes its order, and a term may stand twice
        <li key={index}>
          <p className={styles.term}>
            <code>{visibleText(node.term)}</code>
            <span className={styles.outcome} data-outcome={node.outcome}>
              {outcomeWords[node.outcome]}
            </span>
            <span>{visibleText(node.detail)}</span>
            <small>look-ups so far: {lookupsOf(node)}</small>
          </p>
          {node.record === undefined ? null : (
            <>
              <code className={styles.entered}>{visibleText(node.record)}</code>
              <SpfTerms nodes={node.children} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

/** An include stands above its record, whose own look-ups are counted below it. */
function lookupsOf({ lookups, lookupsAfter = lookups }: SpfNode): string {
  return lookupsAfter > lookups ? `${lookups}, and ${lookupsAfter} with those in it` : String(lookups);
}

const outcomeWords: Record<SpfNode['outcome'], string> = {
  match: '✓ matches',
  'no-match': '· does not match',
  enter: '→ looked into, without an end',
  redirect: '→ goes on there',
  error: '✕ ends it all',
};
