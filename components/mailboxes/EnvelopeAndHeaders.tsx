import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { shownOctets } from '../wire/octets.ts';
import { differences } from './differences.ts';
import styles from './MessageView.module.css';
import type { ParsedMessage } from './parsed-message.ts';
import { useHeaderText } from './use-parsed-message.ts';

const shownHeaders = ['From', 'To', 'Cc', 'Subject', 'Date'] as const;

/** The teaching point of every letter: what servers were told, and what the writer wrote on the sheet inside. */
export function EnvelopeAndHeaders({ stored, parsed }: { stored: StoredMessage; parsed: ParsedMessage | undefined }) {
  const differs = parsed ? differences(stored, parsed) : {};
  return (
    <div className={styles.twoColumns}>
      <section aria-label="Envelope">
        <h3>Envelope</h3>
        <p>What the servers were told. They deliver by this alone.</p>
        <dl>
          <dt>MAIL FROM</dt>
          <dd>
            <code>&lt;{shownOctets(stored.reversePath)}&gt;</code>
            {stored.reversePath === '' ? <small>empty: nobody wants an answer to this notice</small> : null}
          </dd>
          <dt>RCPT TO</dt>
          <dd>
            <code>&lt;{shownOctets(stored.recipient)}&gt;</code>
          </dd>
        </dl>
      </section>
      <section aria-label="Headers">
        <h3>Headers</h3>
        <p>What the writer wrote into the letter. Servers do not act on it.</p>
        <Headers raw={stored.raw} differs={differs} />
      </section>
    </div>
  );
}

function Headers({ raw, differs }: { raw: string; differs: Partial<Record<string, string>> }) {
  const headerText = useHeaderText();
  const fields = headerFields(raw);
  return (
    <dl>
      {shownHeaders.map((name) => {
        const value = headerValue(fields, name.toLowerCase());
        // Letters without copies are the rule: a missing Cc says nothing.
        if (value === undefined && name === 'Cc') return null;
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value === undefined ? <em>not written</em> : headerText(value)}
              {differs[name] ? <small>{differs[name]}</small> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
