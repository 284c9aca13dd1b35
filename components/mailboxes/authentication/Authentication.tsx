import { useState } from 'react';
import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { Hop } from '#protocol/projections/messages.ts';
import { useWorld } from '../../sandbox/use-world.ts';
import { shownOctets } from '../../wire/octets.ts';
import { handedTo, wayOf } from '../handed-in.ts';
import styles from './Authentication.module.css';
import { Chain } from './Chain.tsx';
import { Dmarc } from './Dmarc.tsx';
import { inShort } from './in-short.ts';
import { Signatures } from './Signatures.tsx';
import { Spf } from './Spf.tsx';

interface Checked extends Hop {
  authentication: MailAuthentication;
}

/** What servers found out about who sent this letter: each check with the whole way to its result. */
export function Authentication({ stored }: { stored: StoredMessage }) {
  const way = useWorld((world) => wayOf(world, stored));
  const [chosen, setChosen] = useState<string>();
  const checked = way.filter((hop): hop is Checked => hop.authentication !== undefined);
  const hop = checked.find(({ queueId }) => queueId === chosen) ?? checked.at(-1);
  if (!hop) return <NotChecked servers={[...new Set(way.map(({ host }) => host))]} />;
  return (
    <div className={styles.view}>
      {checked.length > 1 ? (
        <p className={styles.who}>
          Checked more than once. Seen by
          {checked.map(({ queueId, host }) => (
            <button
              key={queueId}
              type="button"
              aria-pressed={queueId === hop.queueId}
              onClick={() => setChosen(queueId)}
            >
              {host}
            </button>
          ))}
        </p>
      ) : null}
      <CheckedAt key={hop.queueId} hop={hop} message={stored.message} />
    </div>
  );
}

function CheckedAt({ hop, message }: { hop: Checked; message: string | undefined }) {
  const { authentication, host } = hop;
  const { spf, dkim, dmarc, arc, header } = authentication;
  const arrived = useWorld((world) => handedTo(world, hop)) ?? hop.raw;
  const { sentence, mend } = inShort(authentication);
  return (
    <>
      <section className={styles.short} data-result={dmarc.result} aria-label="In short">
        <p>{sentence}</p>
        {mend.length > 0 ? (
          <>
            <h4>What would mend it</h4>
            <ul>
              {mend.map((advice) => (
                <li key={advice}>{advice}</li>
              ))}
            </ul>
          </>
        ) : null}
      </section>
      <Dmarc dmarc={dmarc} spf={spf} dkim={dkim} />
      <Spf spf={spf} />
      <Signatures dkim={dkim} arrived={arrived} message={message} />
      <Chain arc={arc} arrived={arrived} />
      <section className={styles.check} aria-label="As the server wrote it down">
        <h3>As {host} wrote it down</h3>
        <pre>Authentication-Results: {shownOctets(header.replaceAll('\r', ''), '\n\t')}</pre>
      </section>
    </>
  );
}

function NotChecked({ servers }: { servers: string[] }) {
  return (
    <div className={styles.none}>
      <p>
        {servers.length === 0
          ? 'No server of this sandbox took this letter, so none has checked it.'
          : servers.length === 1
            ? `${servers[0]} took this letter, and did not check who sent it.`
            : `No server on the way checked who sent it: neither ${servers.join(' nor ')}.`}
      </p>
      <p>
        A server checks what it gets from strangers when <code>lab_spf_policy</code> or <code>lab_dmarc_policy</code> is{' '}
        <code>tag</code> or <code>enforce</code>. Mail of its own users it signs instead.
      </p>
    </div>
  );
}
