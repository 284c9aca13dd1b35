import { useEffect, useMemo, useState } from 'react';
import { statusWords } from '#protocol/enhanced-codes.ts';
import type { HeaderField } from '#protocol/header-section.ts';
import { type MimePart, mimeTree } from '#protocol/mime-tree.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { shownOctets } from '../../wire/octets.ts';
import { type AggregateReport, aggregatePart, aggregateReport, aggregateXml } from './aggregate-report.ts';
import { actionWords, type DeliveryReport, deliveryReport, feedbackReport } from './delivery-report.ts';
import styles from './Report.module.css';

/** What a letter written by a machine for machines says, for people. Nothing for all other letters. */
export function Report({ raw }: { raw: string }) {
  const { delivery, feedback, aggregate } = useMemo(() => {
    const tree = mimeTree(raw);
    return { delivery: deliveryReport(tree), feedback: feedbackReport(tree), aggregate: aggregatePart(tree) };
  }, [raw]);
  return (
    <>
      {delivery ? <Delivery report={delivery} /> : null}
      {feedback ? <Feedback fields={feedback} /> : null}
      {aggregate ? <Aggregate part={aggregate} /> : null}
    </>
  );
}

function Delivery({ report: { reportingMta, arrival, recipients } }: { report: DeliveryReport }) {
  return (
    <section className={styles.report} aria-label="Delivery report">
      <h3>Delivery report</h3>
      <p>
        {reportingMta ? shownOctets(reportingMta) : 'A server'} tells what became of a letter
        {arrival ? ` that it took on ${shownOctets(arrival)}` : ''}.
      </p>
      {recipients.map((recipient) => (
        <dl key={recipient.address} data-action={recipient.action}>
          <Row
            term="to"
            value={recipient.address}
            note={recipient.original && `first written as ${shownOctets(recipient.original)}`}
          />
          <Row term="what" value={recipient.action} note={actionWords(recipient.action)} />
          <Row term="status" value={recipient.status} note={statusWords(recipient.status)} />
          <Row
            term="said by"
            value={recipient.remoteMta ?? reportingMta}
            note={recipient.remoteMta ? 'the server it was to go to' : 'the reporting server itself'}
          />
          <Row term="its words" value={recipient.diagnostic} />
          <Row term="tried until" value={recipient.retryUntil} />
        </dl>
      ))}
    </section>
  );
}

function Row({ term, value, note }: { term: string; value: string | undefined; note?: string | undefined }) {
  if (!value) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <code>{shownOctets(value)}</code> {note ? <small>{note}</small> : null}
      </dd>
    </div>
  );
}

const feedbackTypes = new Map(
  Object.entries({
    abuse: 'somebody pressed “this is spam”',
    fraud: 'somebody took it for a fraud',
    virus: 'a virus was found in it',
    'auth-failure': 'its authentication failed',
    'not-spam': 'it was in the junk folder, and is no spam',
    other: 'something else',
  }),
);

function Feedback({ fields }: { fields: readonly HeaderField[] }) {
  const type = fields.find(({ name }) => name === 'feedback-type')?.value.toLowerCase() ?? '';
  return (
    <section className={styles.report} aria-label="Complaint">
      <h3>Complaint</h3>
      <p>
        A mailbox provider reports a letter: {feedbackTypes.get(type) ?? 'a kind of complaint that no standard knows'}.
      </p>
      <dl>
        {fields.map(({ name, value, line }) => (
          <Row key={line} term={shownOctets(name)} value={value} />
        ))}
      </dl>
    </section>
  );
}

type Reading = { state: 'reading' } | { state: 'failed'; why: string } | { state: 'read'; report: AggregateReport };

function Aggregate({ part }: { part: MimePart }) {
  const [reading, setReading] = useState<Reading>({ state: 'reading' });
  useEffect(() => {
    let wanted = true;
    aggregateXml(part)
      .then((xml): Reading => ({ state: 'read', report: aggregateReport(xml, new DOMParser()) }))
      .catch(
        (problem: unknown): Reading => ({
          state: 'failed',
          why: problem instanceof Error ? problem.message : 'it is damaged',
        }),
      )
      .then((outcome) => wanted && setReading(outcome));
    return () => {
      wanted = false;
    };
  }, [part]);
  if (reading.state === 'reading') return <p className={styles.report}>Unpacking the report…</p>;
  if (reading.state === 'failed') {
    return <p className={styles.report}>The report in this letter cannot be read: {visibleText(reading.why)}.</p>;
  }
  return <AggregateTable report={reading.report} />;
}

function AggregateTable({ report }: { report: AggregateReport }) {
  const { organization, domain, policy, begin, end, rows } = report;
  return (
    <section className={styles.report} aria-label="DMARC report">
      <h3>DMARC report</h3>
      <p>
        {visibleText(organization)} tells who sent mail with {visibleText(domain)} in From, between {day(begin)} and{' '}
        {day(end)}. Published then: p={visibleText(policy)}.
      </p>
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              {['Client', 'Letters', 'From', 'SPF, aligned', 'DKIM, aligned', 'Done with them'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map(({ client, count, spf, dkim, disposition, from, checked }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one report never change their order
            <tbody key={index}>
              <tr>
                {[client, count, from, mark(spf), mark(dkim), disposition].map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={column}>{visibleText(cell)}</td>
                ))}
              </tr>
              <tr className={styles.checked}>
                <td colSpan={6}>found: {visibleText(checked)}</td>
              </tr>
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function mark(result: string): string {
  return result === 'pass' ? '✓ pass' : `✕ ${result}`;
}

function day(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString().slice(0, 16).replace('T', ' ');
}
