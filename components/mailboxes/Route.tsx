import type { ReactNode } from 'react';
import { shownOctets } from '../wire/octets.ts';
import { span } from '../wire/sandbox-time.ts';
import styles from './Route.module.css';
import type { RouteHop, Worth } from './received-chain.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { timeAxis } from './time-axis.ts';

interface Props {
  /** The letter, or its header section, in octets. */
  raw: string;
  chain: readonly RouteHop[];
  /** What stands below a stamp, beside its line. */
  foot?: (hop: RouteHop) => ReactNode;
  /** Where the way ends. */
  end?: ReactNode;
}

/** The way of a message, stamp by stamp, first stop first, and where the time went. */
export function Route({ raw, chain, foot, end }: Props) {
  return (
    <div className={styles.route}>
      <HowFarItIsProven chain={chain} />
      <TimeAxis points={timeAxis(raw, chain)} />
      <ol>
        {chain.map((hop, index) => (
          <li key={hop.line} data-worth={hop.worth}>
            {hop.delayMs === undefined ? null : <Delay ms={hop.delayMs} />}
            <h4>
              <span className={styles.number}>{index + 1}</span> {shown(hop.by) ?? 'an unnamed server'}
            </h4>
            {hop.worth !== 'own' && <p className={styles.worth}>{worthWords[hop.worth]}</p>}
            <Stamp hop={hop} />
            <p className={styles.foot}>
              line {hop.line} of the source
              {foot?.(hop)}
            </p>
          </li>
        ))}
        {end ? <li className={styles.end}>{end}</li> : null}
      </ol>
    </div>
  );
}

/** Read upwards; from where on that can be believed. */
function HowFarItIsProven({ chain }: { chain: readonly RouteHop[] }) {
  const own = chain.find(({ worth }) => worth === 'own');
  return (
    <p className={styles.howTo}>
      Each server puts its stamp on top, so the way is read from the lowest Received line up.{' '}
      {own && own !== chain[0] && (
        <>
          It is proven from <strong>{shown(own.by) ?? 'the receiver’s own server'}</strong> on: what stood below when
          the letter came there, anybody can have written.
        </>
      )}
    </p>
  );
}

const worthWords: Record<Exclude<Worth, 'own'>, string> = {
  invented: 'Written by the sender: cannot be trusted. It was in the letter from the start.',
  claim: 'Unproven: it came with the letter, so whoever handed the letter in can have invented it.',
  seen: 'Unproven for the receiver: it came with the letter. The log of this sandbox shows that it is true.',
};

function Stamp({ hop }: { hop: RouteHop }) {
  const isTrue = hop.worth === 'own' || hop.worth === 'seen';
  const ifTrue = (words: string | undefined) => (isTrue || !words ? words : `if it is true: ${words}`);
  const rows: Row[] = [
    {
      term: 'from',
      value: shown(hop.hello) ?? 'nobody: the server wrote it itself',
      note: 'name said in EHLO, a claim',
    },
    {
      term: isTrue ? 'really' : 'found',
      value: hop.address && verified(hop),
      note: isTrue ? 'found by the server itself' : 'or so this line says',
    },
    { term: 'with', value: shown(hop.protocol), note: ifTrue(protocolWords(hop.protocol)) },
    { term: 'id', value: shown(hop.id), note: 'its queue id' },
    { term: 'for', value: shown(hop.recipient) },
    {
      term: 'date',
      value: shown(hop.dateText) || 'not written',
      note: hop.date === undefined ? 'cannot be read as a date' : undefined,
    },
  ];
  // What the notes say would be false of a stamp that the sender made up.
  const withNotes = hop.worth !== 'invented' && hop.hello !== undefined;
  return (
    <dl>
      {rows.map(({ term, value, note }) =>
        value ? (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <code>{value}</code> {withNotes && note ? <small>{note}</small> : null}
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

interface Row {
  term: string;
  value: string | undefined;
  note?: string | undefined;
}

function shown(octets: string | undefined): string | undefined {
  return octets === undefined ? undefined : shownOctets(octets);
}

function verified({ verifiedName, address }: RouteHop): string {
  return `${shown(verifiedName) ?? 'no name for it'} [${shown(address)}]`;
}

/** RFC 3848. */
function protocolWords(protocol = ''): string | undefined {
  const [, kind, letters = ''] = /^(E?SMTP|UTF8SMTP)(S?A?)$/i.exec(protocol) ?? [];
  if (!kind) return undefined;
  const has = letters.toUpperCase();
  const words = [
    kindWords[kind.toUpperCase()],
    has.includes('S') ? 'S: encrypted with TLS' : 'not encrypted',
    has.includes('A') ? 'A: the client had logged in' : 'without login',
  ];
  return words.join(', ');
}

const kindWords: Record<string, string> = {
  SMTP: 'SMTP: the client said HELO',
  ESMTP: 'ESMTP: extended, the client said EHLO',
  UTF8SMTP: 'UTF8SMTP: addresses beyond ASCII',
};

/** Stamps are written to the second. */
function Delay({ ms }: { ms: number }) {
  return (
    <p className={styles.delay} data-clock={ms < 0}>
      {ms === 0 ? 'within the same second' : delayWords(ms)}
    </p>
  );
}

function delayWords(ms: number): string {
  return ms < 0
    ? `${span(ms)}: a clock differs, or it would have arrived before it left`
    : `${span(ms)} after the stamp before`;
}
