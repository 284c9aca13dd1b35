import { useMemo, useState } from 'react';
import { headerFields } from '#protocol/header-section.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { useWorld } from '../../sandbox/use-world.ts';
import { shownOctets } from '../../wire/octets.ts';
import { useHeaderText } from '../use-parsed-message.ts';
import { addressesIn, marksFor } from './addresses.ts';
import styles from './Envelopes.module.css';
import { Marked, MarksContext } from './Marked.tsx';
import { type EnvelopeNotes, envelopeNotes, type Stop, stopsOf } from './stops.ts';

const addressFields = ['return-path', 'from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'delivered-to'];

/** Octets of an added line that are shown here: signatures are long, and Headers has them whole. */
const addedMax = 110;

interface Props {
  mailbox: string;
  stored: StoredMessage;
}

/** Side by side: what was on the envelope at each server, what stands in the letter, what each server saw and wrote. */
export function Envelopes({ mailbox, stored }: Props) {
  const stops = useWorld((world) => stopsOf(world, stored));
  const [lit, light] = useState<string>();
  const fields = useMemo(() => headerFields(stored.raw), [stored.raw]);
  const shown = fields.filter(({ name }) => addressFields.includes(name));
  const envelopes = stops.flatMap(({ reversePath, recipients }) => [reversePath, ...recipients]);
  const marks = marksFor([
    ...(stops.length === 0 ? [stored.reversePath, stored.recipient] : envelopes),
    ...shown.flatMap(({ value }) => addressesIn(value)),
  ]);
  return (
    <MarksContext value={{ of: marks, lit, light }}>
      <Notes notes={envelopeNotes(stops, stored.raw)} host={stored.host} />
      <div className={styles.columns}>
        <section aria-labelledby="envelope-each">
          <h3 id="envelope-each">On the envelope</h3>
          <p>Said to each server with MAIL FROM and RCPT TO. They deliver by this alone.</p>
          <ol>
            {stops.map((stop, index) => (
              <EnvelopeAt key={stop.queueId} stop={stop} number={index + 1} />
            ))}
            {stops.length === 0 ? <li>It lay in the mailbox from the start: nobody saw its envelope.</li> : null}
            <li>
              <h4>{shownOctets(stored.host)} files it</h4>
              <p>
                Into <Marked text={mailbox} />. The envelope is thrown away; its MAIL FROM stays as{' '}
                <code>Return-Path</code>.
              </p>
            </li>
          </ol>
        </section>
        <section aria-labelledby="envelope-letter">
          <h3 id="envelope-letter">In the letter</h3>
          <p>Header fields with addresses. What readers see, and servers do not act on.</p>
          <LetterFields fields={shown} />
        </section>
        <section aria-labelledby="envelope-saw">
          <h3 id="envelope-saw">What each server saw and wrote</h3>
          <p>Who stood at its door, and the lines it put on top.</p>
          <ol>
            {stops.map((stop, index) => (
              <SeenAt key={stop.queueId} stop={stop} number={index + 1} />
            ))}
          </ol>
        </section>
      </div>
    </MarksContext>
  );
}

function EnvelopeAt({ stop, number }: { stop: Stop; number: number }) {
  const { host, reversePath, recipients, insteadOf } = stop;
  return (
    <li>
      <h4>
        <span aria-hidden>{number}</span> {host}
      </h4>
      <dl>
        <dt>MAIL FROM</dt>
        <dd>{reversePath === '' ? '<> — no answer wanted' : <Marked text={shownOctets(reversePath)} />}</dd>
        <dt>RCPT TO</dt>
        {recipients.map((recipient) => (
          <dd key={recipient}>
            <Marked text={shownOctets(recipient)} />
          </dd>
        ))}
      </dl>
      {insteadOf ? (
        <p>
          A new envelope, written here instead of the one to <Marked text={shownOctets(insteadOf.recipient)} />.
        </p>
      ) : null}
    </li>
  );
}

function LetterFields({ fields }: { fields: ReturnType<typeof headerFields> }) {
  const headerText = useHeaderText();
  return (
    <dl>
      {fields.map(({ spelling, value, line }) => (
        <div key={line}>
          <dt>{shownOctets(spelling)}</dt>
          <dd>{value === '' ? <em>empty</em> : <Marked text={headerText(value)} />}</dd>
        </div>
      ))}
      {fields.some(({ name }) => name === 'bcc') ? null : (
        <div>
          <dt>Bcc</dt>
          <dd>
            <em>not written: blind copies stand on the envelope only</em>
          </dd>
        </div>
      )}
    </dl>
  );
}

function SeenAt({ stop, number }: { stop: Stop; number: number }) {
  const { host, client, insteadOf, added } = stop;
  const headerText = useHeaderText();
  return (
    <li>
      <h4>
        <span aria-hidden>{number}</span> {host}
      </h4>
      {client ? (
        <p>
          A client at <code>{client.address}</code> that called itself{' '}
          <code>{shownOctets(client.hello) || 'nothing'}</code>,{' '}
          {client.tls ? `encrypted with ${client.tls}` : 'not encrypted'},{' '}
          {client.user === undefined ? 'not logged in' : `logged in as ${shownOctets(client.user)}`}.
        </p>
      ) : (
        <p>{insteadOf ? 'It made this copy itself.' : 'It wrote this letter itself.'}</p>
      )}
      <dl>
        {added.map(({ spelling, value, line }) => (
          <div key={line}>
            <dt>{shownOctets(spelling)}</dt>
            <dd>
              <Marked text={headerText(value.length > addedMax ? `${value.slice(0, addedMax)} …` : value)} />
            </dd>
          </div>
        ))}
      </dl>
      {added.length === 0 ? <p>It added no line.</p> : null}
    </li>
  );
}

/** Blind copies and the return address, told by the places where they stand. */
function Notes({ notes, host }: { notes: EnvelopeNotes; host: string }) {
  const { blind, openBcc, newReversePath, otherAuthor } = notes;
  return (
    <ul className={styles.notes} aria-label="Worth a look">
      {blind.map((recipient) => (
        <li key={recipient}>
          <Marked text={shownOctets(recipient)} /> is on the envelope and in no header: a blind copy (Bcc), or a list or
          a forwarding that the writer did not name. The other readers cannot know of it.
        </li>
      ))}
      {openBcc ? (
        <li>
          The letter has a Bcc field: the program that sent it forgot to take it out, and everybody can read it now.
        </li>
      ) : null}
      {otherAuthor ? (
        <li>MAIL FROM is not the address in From. That is allowed, and usual for lists and forwarders.</li>
      ) : null}
      {newReversePath.map(({ host: at, from, to }) => (
        <li key={`${at} ${to}`}>
          {at} wrote another return address: <Marked text={shownOctets(to) || '<>'} /> instead of{' '}
          <Marked text={shownOctets(from) || '<>'} />. Reports about failures go there from now on.
        </li>
      ))}
      <li>
        Return-Path stands on top because {host === '' ? 'the last server' : shownOctets(host)} wrote it last: it is the
        MAIL FROM of the last envelope, kept for whoever must send a report.
      </li>
    </ul>
  );
}
