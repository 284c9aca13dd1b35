import Link from 'next/link';
import { codeWords } from '#protocol/code-words.ts';
import { replyClass, replyCode } from '#protocol/reply-codes.ts';
import { vendorCode } from '#protocol/vendor-codes.ts';
import { rfcAddress } from '../wire/command-words.ts';
import styles from './Explain.module.css';
import type { Finding } from './finding.ts';

interface CodeEntry {
  code: string;
  title: string;
  plain: string;
  rfc?: string;
  reference: string;
}

/** Each code in the words of the registry, and in those of the house that uses it otherwise. */
export function Codes({ finding }: { finding: Finding }) {
  const entries = codeEntries(finding);
  if (entries.length === 0) return null;
  return (
    <dl className={styles.codes}>
      {entries.map(({ code, title, plain, rfc, reference }) => {
        const address = rfc && rfcAddress(rfc);
        return (
          <div key={`${code} ${title}`}>
            <dt>
              <Link href={reference} prefetch={false}>
                {code}
              </Link>
            </dt>
            <dd>
              <b>{title}.</b> {plain}{' '}
              {address ? (
                <a href={address} target="_blank" rel="noopener noreferrer">
                  {rfc}
                </a>
              ) : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function codeEntries({ code, status, words }: Finding): CodeEntry[] {
  const entries: CodeEntry[] = [];
  const basic = code === undefined ? undefined : replyCode(code);
  if (basic) entries.push({ ...basic, code: `${code}`, reference: `/reference/reply-codes#${code}` });
  else if (code !== undefined) {
    entries.push({
      code: `${code}`,
      title: 'In no RFC',
      plain: replyClass(code).plain,
      reference: '/reference/reply-codes',
    });
  }
  if (!status) return entries;
  const vendor = vendorCode(status, words);
  // Some pairs mean what neither part says.
  const [registered] = codeWords([code, status].filter(Boolean).join(' ')) ?? codeWords(status) ?? [];
  const reference = `/reference/enhanced-codes#${status}`;
  if (vendor)
    entries.push({
      code: status,
      title: `${vendor.house}: ${vendor.title}`,
      plain: vendor.plain,
      reference,
    });
  else if (registered) entries.push({ ...registered, code: status, reference });
  else {
    entries.push({
      code: status,
      title: 'Not in the registry',
      plain: 'Somebody’s own number: the first digit counts, and the words.',
      reference: '/reference/enhanced-codes',
    });
  }
  return entries;
}
