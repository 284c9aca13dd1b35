import type { DkimCheck, DmarcCheck, SpfCheck } from '#protocol/mail-authentication.ts';
import { visibleText } from '#protocol/visible-text.ts';
import styles from './Authentication.module.css';
import { Result } from './Result.tsx';

interface Props {
  dmarc: DmarcCheck;
  spf: SpfCheck;
  dkim: readonly DkimCheck[];
}

/** Is one of the domains that passed the one that people see in From? */
export function Dmarc({ dmarc, spf, dkim }: Props) {
  const { result, fromDomain, organizationalDomain, record, recordDomain, policy, policyTag, walk, testing } = dmarc;
  return (
    <section className={styles.check} aria-label="DMARC">
      <h3>
        DMARC <Result result={result} />
      </h3>
      <p>{visibleText(dmarc.explanation)}</p>
      <div className={styles.scroll}>
        <table>
          <caption>
            From says {visibleText(fromDomain) || 'nothing usable'}. Which domain passed, and is it the same?
          </caption>
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Result</th>
              <th scope="col">Domain</th>
              <th scope="col">Fits From?</th>
              <th scope="col">Counts</th>
            </tr>
          </thead>
          <tbody>
            <AlignmentRow
              name="SPF"
              what={spf.identity === 'mailfrom' ? 'MAIL FROM' : 'EHLO name'}
              check={spf}
              mode={dmarc.alignment.spf.mode}
            />
            {dkim.map((signature) => (
              <AlignmentRow
                key={`${signature.domain} ${signature.selector} ${signature.algorithm}`}
                name="DKIM"
                what={`d= of ${signature.selector}`}
                check={signature}
                mode={dmarc.alignment.dkim.mode}
              />
            ))}
            {dkim.length === 0 ? (
              <tr>
                <th scope="row">DKIM</th>
                <td>
                  <Result result="none" />
                </td>
                <td colSpan={3}>not signed</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>record</dt>
          <dd>
            {record ? (
              <>
                <code>{visibleText(record)}</code> at _dmarc.{recordDomain}
              </>
            ) : (
              'none'
            )}
          </dd>
        </div>
        {policy ? (
          <div>
            <dt>policy</dt>
            <dd>
              <code>
                {policyTag}={policy}
              </code>{' '}
              {testing ? 'only a test (t=y): one level less is applied' : tagWords(policyTag)}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>asked for</dt>
          <dd>
            {walk.length === 0 ? 'nothing' : null}
            <ol className={styles.walk}>
              {walk.map(({ name, found }) => (
                <li key={name}>
                  <code>{visibleText(name)}</code> {found ? 'has one' : 'has none'}
                </li>
              ))}
            </ol>
          </dd>
        </div>
        {organizationalDomain ? (
          <div>
            <dt>belongs to</dt>
            <dd>{visibleText(organizationalDomain)}</dd>
          </div>
        ) : null}
        <div>
          <dt>so do</dt>
          <dd>{dispositions[dmarc.disposition]}</dd>
        </div>
      </dl>
    </section>
  );
}

const dispositions = {
  none: 'nothing special: the domain asks for nothing here',
  quarantine: 'treat it as suspicious: into the junk folder',
  reject: 'refuse it',
} as const;

function tagWords(tag: DmarcCheck['policyTag']): string {
  if (tag === 'sp') return 'for subdomains';
  return tag === 'np' ? 'for subdomains that do not exist' : 'for the domain itself';
}

interface RowProps {
  name: string;
  what: string;
  check: Pick<SpfCheck | DkimCheck, 'result' | 'domain' | 'aligned'>;
  mode: 'strict' | 'relaxed';
}

function AlignmentRow({ name, what, check, mode }: RowProps) {
  const counts = check.result === 'pass' && check.aligned;
  return (
    <tr data-counts={counts}>
      <th scope="row">
        {name} <small>{what}</small>
      </th>
      <td>
        <Result result={check.result} />
      </td>
      <td>
        <code>{visibleText(check.domain) || '—'}</code>
      </td>
      <td>
        {check.aligned ? 'yes' : 'no'}{' '}
        <small>{mode === 'strict' ? 'must be equal' : 'same organization is enough'}</small>
      </td>
      <td>{counts ? <strong>✓ counts</strong> : 'no'}</td>
    </tr>
  );
}
