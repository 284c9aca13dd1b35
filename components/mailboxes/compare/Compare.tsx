import { useId, useState } from 'react';
import { bodyOf } from '#protocol/mime-tree.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { useWorld } from '../../sandbox/use-world.ts';
import { shownOctets } from '../../wire/octets.ts';
import styles from './Compare.module.css';
import { type Copy, copyOf, groups, otherCopies } from './copies.ts';
import { DifferingLines } from './DifferingLines.tsx';
import { type DifferingFields, fieldDifferences } from './field-differences.ts';
import { lineDifferences } from './line-differences.ts';

const sides = ['this', 'the other'] as const;

/** This letter beside another: the same one by another route, what it was before, or any other. */
export function Compare({ mailbox, stored }: { mailbox: string; stored: StoredMessage }) {
  const own = useWorld((world) => copyOf(world, mailbox, stored));
  const others = useWorld((world) => otherCopies(world, mailbox, stored));
  const [chosen, setChosen] = useState<string>();
  const select = useId();
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  if (!other) return <p className={styles.none}>There is no other letter to lay beside this one.</p>;
  return (
    <div className={styles.compare}>
      <p className={styles.choice}>
        <label htmlFor={select}>Compare this letter with</label>
        <select id={select} value={other.id} onChange={(event) => setChosen(event.target.value)}>
          {groups.map((group) => (
            <optgroup key={group} label={group}>
              {others
                .filter((copy) => copy.group === group)
                .map(({ id, label }) => (
                  <option key={id} value={id}>
                    {shownOctets(label).slice(0, 120)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </p>
      <Facts own={own} other={other} />
      <Fields own={own.raw} other={other.raw} />
      <Bodies own={own.raw} other={other.raw} />
    </div>
  );
}

/** Envelope, way and authentication of both. */
function Facts({ own, other }: { own: Copy; other: Copy }) {
  const rows: [string, string, string][] = [
    ['MAIL FROM', `<${own.envelope.reversePath}>`, `<${other.envelope.reversePath}>`],
    ['RCPT TO', own.envelope.recipients.join(', '), other.envelope.recipients.join(', ')],
    ['came by', own.way.join(' → ') || 'nobody', other.way.join(' → ') || 'nobody yet'],
    ...checks.map(([name, tell]): [string, string, string] => [name, tell(own), tell(other)]),
  ];
  return (
    <section className={styles.section} aria-label="Envelope, way and authentication">
      <h3>Envelope, way, authentication</h3>
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">This letter</th>
              <th scope="col">The other</th>
              <th scope="col">
                <span className={styles.unseen}>Differs?</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, left, right]) => (
              <tr key={name} data-differs={left !== right}>
                <th scope="row">{name}</th>
                <td>{shownOctets(left)}</td>
                <td>{shownOctets(right)}</td>
                <td>{left === right ? '=' : '≠ differs'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const checks: [string, (copy: Copy) => string][] = [
  ['SPF', ({ authentication: a }) => (a ? `${a.spf.result} for ${a.spf.domain}` : 'not checked')],
  ['DKIM', ({ authentication: a }) => (a ? signatures(a.dkim) : 'not checked')],
  ['DMARC', ({ authentication: a }) => (a ? a.dmarc.result : 'not checked')],
  ['ARC', ({ authentication: a }) => (a ? a.arc.result : 'not checked')],
];

function signatures(dkim: readonly { domain: string; selector: string; result: string }[]): string {
  return dkim.map(({ domain, selector, result }) => `${result} for ${domain} (${selector})`).join(', ') || 'not signed';
}

function Fields({ own, other }: { own: string; other: string }) {
  const fields = fieldDifferences(own, other);
  const same = fields.filter(({ kind }) => kind === 'same');
  const differing = fields.filter(({ kind }) => kind !== 'same');
  return (
    <section className={styles.section} aria-label="Header fields">
      <h3>Header fields</h3>
      {differing.length === 0 ? <p>The header fields are the same.</p> : null}
      {differing.map((field) => (
        <FieldDifference key={field.name} field={field} />
      ))}
      {same.length > 0 ? (
        <p className={styles.same}>
          The same in both: {same.map(({ name }) => shownOctets(name) || 'lines that are no field').join(', ')}.
        </p>
      ) : null}
    </section>
  );
}

function FieldDifference({ field: { name, kind, left, right, both } }: { field: DifferingFields }) {
  const words = { same: '', left: 'only in this letter', right: 'only in the other', changed: 'not the same' };
  return (
    <div className={styles.field}>
      <h4>
        <code>{shownOctets(name) || 'no field'}</code>{' '}
        <small>
          {words[kind]}
          {both.length > 0 ? `; ${both.length} more in both` : ''}
        </small>
      </h4>
      <DifferingLines
        label={`Differences in ${shownOctets(name)}`}
        lines={[
          ...left.map((text) => ({ kind: 'left' as const, text })),
          ...right.map((text) => ({ kind: 'right' as const, text })),
        ]}
        sides={sides}
      />
    </div>
  );
}

function Bodies({ own, other }: { own: string; other: string }) {
  const lines = lineDifferences(bodyOf(own).split(/\r?\n/), bodyOf(other).split(/\r?\n/));
  return (
    <section className={styles.section} aria-label="Body">
      <h3>Body</h3>
      {lines.every(({ kind }) => kind === 'same') ? (
        <p>The bodies are the same, octet by octet.</p>
      ) : (
        <DifferingLines label="Differences in the body" lines={lines} sides={sides} />
      )}
    </section>
  );
}
