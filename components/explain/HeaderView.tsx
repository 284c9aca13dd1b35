import { decodeWords } from 'postal-mime';
import { useMemo } from 'react';
import { headerFields, headerValue } from '#protocol/header-section.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { Route } from '../mailboxes/Route.tsx';
import { type RouteHop, receivedChain } from '../mailboxes/received-chain.ts';
import { shownOctets, textOf } from '../wire/octets.ts';
import { span } from '../wire/sandbox-time.ts';
import { authenticationResults, dkimSignatures } from './authentication-results.ts';
import styles from './Explain.module.css';

interface Props {
  /** In octets, from the first line on; a body behind it does no harm. */
  header: string;
  whose: 'returned' | 'pasted';
}

/** The header of a letter: who it says it is from, the way it came, and what servers found out about it. */
export function HeaderView({ header, whose }: Props) {
  const chain = useMemo(() => receivedChain(header), [header]);
  const fields = useMemo(() => headerFields(header), [header]);
  return (
    <article className={styles.header} aria-label="The letter’s header">
      <h2>{whose === 'returned' ? 'The letter that came back' : 'The letter’s header'}</h2>
      <dl className={styles.facts}>
        <Field term="from" value={headerValue(fields, 'from')} note="the letterhead: anybody can write it" />
        <ReturnPath value={headerValue(fields, 'return-path')} />
        <Field term="to" value={headerValue(fields, 'to')} />
        <Field term="subject" value={headerValue(fields, 'subject')} />
        <Field term="date" value={headerValue(fields, 'date')} note="by the clock of who wrote it" />
      </dl>
      {chain.length > 0 && (
        <section aria-labelledby="way">
          <h3 id="way">Its way</h3>
          <p className={styles.plain}>{wayWords(chain)}</p>
          <Route raw={header} chain={chain} />
        </section>
      )}
      <Authentication header={header} />
    </article>
  );
}

/** Where most of the time went, in a sentence. */
function wayWords(chain: readonly RouteHop[]): string {
  const stamps = chain.length === 1 ? 'One server has stamped it.' : `${chain.length} servers have stamped it.`;
  const slowest = chain.reduce<RouteHop | undefined>(
    (found, hop) => ((hop.delayMs ?? 0) > (found?.delayMs ?? 0) ? hop : found),
    undefined,
  );
  if (slowest?.delayMs === undefined || slowest.delayMs < noticeableMs) return `${stamps} Nowhere did it wait.`;
  const length = span(slowest.delayMs).replace('+', '');
  return `${stamps} The longest stretch, ${length}, ended at ${shownOctets(slowest.by ?? 'an unnamed server')}: it waited in the queue of the server before, or a clock is wrong.`;
}

/** Less is the work of taking a letter. */
const noticeableMs = 60_000;

function ReturnPath({ value }: { value: string | undefined }) {
  const note =
    value?.trim() === '<>'
      ? 'empty: this is a notice, and nobody answers it'
      : 'the envelope’s sender: failures go there';
  return <Field term="return path" value={value} note={note} />;
}

function Field({ term, value, note }: { term: string; value: string | undefined; note?: string }) {
  if (!value) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <code>{visibleText(decodeWords(textOf(value)))}</code> {note && <small>{note}</small>}
      </dd>
    </div>
  );
}

function Authentication({ header }: { header: string }) {
  const results = useMemo(() => authenticationResults(header), [header]);
  const signatures = useMemo(() => dkimSignatures(header), [header]);
  return (
    <section aria-labelledby="checked">
      <h3 id="checked">Who vouches for it</h3>
      {results.length + signatures.length === 0 && (
        <p className={styles.plain}>
          Nobody. No server wrote down a check of SPF, DKIM or DMARC here, and the letter is not signed.
        </p>
      )}
      {results.map(({ server, checks }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fields of one header never change their order
        <div key={index}>
          <p className={styles.plain}>
            <code>{shownOctets(server)}</code> writes that it found this. Believe it only if that is your own server.
          </p>
          <dl className={styles.checks}>
            {checks.map(({ method, result, words }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: nor do the checks in one field
              <div key={place}>
                <dt data-result={result}>
                  {shownOctets(method).toUpperCase()} {shownOctets(result)}
                </dt>
                <dd>{shownOctets(words)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {signatures.map(({ domain, keyAt, signedFields }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nor do signatures, and two may name the same key
        <p key={index} className={styles.plain}>
          <b>DKIM signature of {shownOctets(domain) || 'nobody'}.</b> It covers{' '}
          {shownOctets(signedFields.join(', ')) || 'no field'}. The key is in the DNS at{' '}
          <code>{shownOctets(keyAt)}</code>; whether it fits is not checked here, that would take a look-up.
        </p>
      ))}
    </section>
  );
}
