import { useEffect, useState } from 'react';
import type { DkimCheck } from '#protocol/mail-authentication.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { useWorld } from '../../sandbox/use-world.ts';
import { shownOctets } from '../../wire/octets.ts';
import { DifferingLines } from '../compare/DifferingLines.tsx';
import { lineDifferences } from '../compare/line-differences.ts';
import styles from './Authentication.module.css';
import { bodyHash, type Signature, signaturesOf, signedBody, signedFields, signedHeader } from './canonical.ts';
import { type Changes, changesSinceSigned } from './changes.ts';
import { Result } from './Result.tsx';

interface Props {
  dkim: readonly DkimCheck[];
  /** The letter as the checking server got it, in octets. */
  arrived: string;
  message: string | undefined;
}

/** Who takes responsibility for the letter, and whether it is still the one that was signed. */
export function Signatures({ dkim, arrived, message }: Props) {
  const fields = signaturesOf(arrived);
  return (
    <section className={styles.check} aria-label="DKIM">
      <h3>
        DKIM{' '}
        {dkim.length === 0 ? <Result result="none" /> : `· ${dkim.length} signature${dkim.length === 1 ? '' : 's'}`}
      </h3>
      {dkim.length === 0 ? <p>Nobody signed this letter.</p> : null}
      {dkim.map((check, index) => (
        <SignatureCheck
          key={`${check.domain} ${check.selector} ${check.algorithm}`}
          check={check}
          signature={fieldFor(check, index, fields)}
          arrived={arrived}
          message={message}
        />
      ))}
    </section>
  );
}

/** The field of a check: domain and selector name it, the place decides among equals. */
function fieldFor({ domain, selector }: DkimCheck, index: number, fields: readonly Signature[]): Signature | undefined {
  const same = (one: Signature | undefined) => one?.tags.d?.toLowerCase() === domain && one.tags.s === selector;
  return same(fields[index]) ? fields[index] : fields.find(same);
}

interface CheckProps {
  check: DkimCheck;
  signature: Signature | undefined;
  arrived: string;
  message: string | undefined;
}

function SignatureCheck({ check, signature, arrived, message }: CheckProps) {
  const { result, domain, selector, algorithm, canonicalization, signedHeaders, comment } = check;
  const known = useWorld((world) => (message === undefined ? undefined : world.messages.byId[message]));
  const changes = known && signature ? changesSinceSigned(known, signature, arrived) : undefined;
  const [header = '', body = ''] = canonicalization.split('/');
  return (
    <article className={styles.signature} aria-label={`Signature of ${visibleText(domain)}, ${visibleText(selector)}`}>
      <h4>
        <code>{visibleText(domain)}</code> <Result result={result} />
      </h4>
      {comment === '' ? null : <p>{visibleText(comment)}</p>}
      <dl className={styles.facts}>
        <Fact term="d=" value={domain} note="who takes responsibility" />
        <Fact term="s=" value={selector} note={`which key: ${selector}._domainkey.${domain} in the DNS`} />
        <Fact term="a=" value={algorithm} note="how it is signed" />
        <Fact
          term="c="
          value={canonicalization}
          note={`header ${spoken(header, 'spaces and folding')}, body ${spoken(body, 'more or fewer spaces')}`}
        />
        <Fact term="h=" value={signedHeaders.join(': ')} note="header fields under the signature" />
      </dl>
      {signature ? <BodyHash signature={signature} arrived={arrived} recorded={check.bodyHashMatches} /> : null}
      {changes ? <ChangesFound changes={changes} isSealBroken={check.bodyHashMatches === false} /> : null}
      {signature ? <CanonicalForm signature={signature} arrived={arrived} /> : null}
    </article>
  );
}

function Fact({ term, value, note }: { term: string; value: string; note: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <code>{visibleText(value) || '—'}</code> <small>{visibleText(note)}</small>
      </dd>
    </div>
  );
}

/** RFC 6376 §3.4: in the header relaxed unfolds lines, in the body it keeps them. */
function spoken(how: string, forgiven: string): string {
  return how === 'relaxed' ? `with ${forgiven} forgiven` : 'to the letter';
}

/** The hash counted here, in this browser, beside the one that was signed. */
function BodyHash({
  signature,
  arrived,
  recorded,
}: {
  signature: Signature;
  arrived: string;
  recorded?: boolean | undefined;
}) {
  const [counted, setCounted] = useState<string>();
  const key = `${signature.tags.bh} ${arrived.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature is read anew each time; `key` says whether it is another
  useEffect(() => {
    let wanted = true;
    bodyHash(arrived, signature).then((hash) => wanted && setCounted(hash));
    return () => {
      wanted = false;
    };
  }, [key, arrived]);
  const signed = signature.tags.bh ?? '';
  const matches = counted === undefined ? recorded : counted === signed;
  return (
    <dl className={styles.hashes} data-matches={matches}>
      <div>
        <dt>body hash, signed (bh=)</dt>
        <dd>
          <code>{shownOctets(signed)}</code>
        </dd>
      </div>
      <div>
        <dt>body hash, counted now</dt>
        <dd>
          <code>{counted ?? (recorded === undefined ? 'not counted' : 'counted by the server only')}</code>
        </dd>
      </div>
      {matches === undefined ? null : (
        <div>
          <dt>so the body</dt>
          <dd>
            <strong>{matches ? '= is as it was signed' : '≠ was changed after it was signed'}</strong>
          </dd>
        </div>
      )}
    </dl>
  );
}

function ChangesFound({
  changes: { signer, fields, body },
  isSealBroken,
}: {
  changes: Changes;
  /** The body is not the one that was signed. */
  isSealBroken: boolean;
}) {
  if (fields.length === 0 && !body) {
    return (
      <p className={styles.question}>
        {isSealBroken
          ? `It arrived as ${signer} passed it on: the body was changed before it left, and after it had been signed.`
          : `Compared with what ${signer} signed: nothing under the signature has changed.`}
      </p>
    );
  }
  return (
    <div className={styles.changes}>
      <p>
        Compared with what {signer} signed, in canonical form:{' '}
        {changeWords(
          fields.map(({ name }) => name),
          body !== undefined,
        )}
      </p>
      {fields.map(({ name, signed, arrived }) => (
        <DifferingLines
          key={name}
          label={`Changes in ${name}`}
          lines={[
            ...(signed === undefined ? [] : [{ kind: 'left' as const, text: signed.trimEnd() }]),
            ...(arrived === undefined ? [] : [{ kind: 'right' as const, text: arrived.trimEnd() }]),
          ]}
          sides={['signed', 'arrived']}
        />
      ))}
      {body ? (
        <DifferingLines
          label="Changes in the body"
          lines={lineDifferences(linesOf(body.signed), linesOf(body.arrived))}
          sides={['signed', 'arrived']}
        />
      ) : null}
    </div>
  );
}

function linesOf(body: string): string[] {
  return body.replace(/\r\n$/, '').split('\r\n');
}

function changeWords(names: string[], body: boolean): string {
  const parts = [...names.map((name) => `the field ${shownOctets(name)}`), ...(body ? ['the body'] : [])];
  return `${parts.join(' and ')} ${parts.length === 1 ? 'is' : 'are'} not as signed.`;
}

/** What the signature is counted over, octet by octet. */
function CanonicalForm({ signature, arrived }: { signature: Signature; arrived: string }) {
  return (
    <details className={styles.canonical}>
      <summary>Show what is signed, in canonical form</summary>
      <h5>Header: {signature.header}</h5>
      <pre>{shownOctets(signedHeader(arrived, signature), '\n').replace(/<CR>\n/g, '<CR><LF>\n')}</pre>
      {signedFields(arrived, signature).some(({ text }) => text === undefined) ? (
        <p>Fields that h= names and the letter does not have are signed as absent: nobody can add them later.</p>
      ) : null}
      <h5>Body: {signature.body}</h5>
      <pre>{shownOctets(signedBody(arrived, signature).slice(0, 8000), '\n').replace(/<CR>\n/g, '<CR><LF>\n')}</pre>
    </details>
  );
}
