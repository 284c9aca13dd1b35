import { Check, CircleHelp, Clock, X } from 'lucide-react';
import Link from 'next/link';
import { enhancedCode } from '#protocol/enhanced-codes.ts';
import { replyCode } from '#protocol/reply-codes.ts';
import { vendorCode } from '#protocol/vendor-codes.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { LessonPlace } from '../reference/entries.ts';
import { rfcAddress } from '../wire/command-words.ts';
import { causeOf } from './cause-of.ts';
import { causes } from './causes.ts';
import styles from './Explain.module.css';
import type { Finding, Standing } from './finding.ts';

interface Props {
  finding: Finding;
  lessons: ReadonlyMap<string, LessonPlace>;
  /** Nothing but a code was pasted: there is nobody who said it. */
  isOnlyCode: boolean;
}

const standings: Record<Standing, { word: string; plain: string; Icon: typeof Check }> = {
  permanent: { word: 'For good', plain: 'Nobody tries again. Sent again as it is, it fails again.', Icon: X },
  temporary: {
    word: 'For now',
    plain: 'The sending server keeps the letter and tries again, usually for days.',
    Icon: Clock,
  },
  done: { word: 'Done', plain: 'It was accepted.', Icon: Check },
  unknown: { word: 'Not said', plain: 'Nothing tells whether trying again makes sense.', Icon: CircleHelp },
};

/** What became of one recipient, in the order in which a person asks: what, who, for how long, what now. */
export function FindingView({ finding, lessons, isOnlyCode }: Props) {
  const cause = causes[causeOf(finding)];
  const lesson = lessons.get(cause.lesson);
  return (
    <article className={styles.finding} data-standing={finding.standing}>
      <h2>{cause.title}</h2>
      <p className={styles.plain}>{cause.plain}</p>
      <Facts finding={finding} isOnlyCode={isOnlyCode} />
      {finding.words && <blockquote className={styles.words}>{visibleText(finding.words)}</blockquote>}
      <Codes finding={finding} />
      <div className={styles.todo}>
        <section aria-label="What to do if you sent it">
          <h3>If you sent it</h3>
          <p>{cause.sender}</p>
        </section>
        <section aria-label="What to do if you run the sending server">
          <h3>If you run the sending server</h3>
          <p>{cause.postmaster}</p>
        </section>
      </div>
      {lesson?.exists && (
        <p className={styles.lesson}>
          Try it yourself in lesson {lesson.number}:{' '}
          <Link href={`/lessons/${lesson.slug}`} prefetch={false}>
            {lesson.title}
          </Link>
        </p>
      )}
    </article>
  );
}

function Facts({ finding, isOnlyCode }: Omit<Props, 'lessons'>) {
  const { recipient, saidBy, notReached, reportedBy, inReplyTo, standing } = finding;
  const { word, plain, Icon } = standings[standing];
  return (
    <dl className={styles.facts}>
      <div>
        <dt>how long</dt>
        <dd>
          <b className={styles.standing} data-standing={standing}>
            <Icon size={14} strokeWidth={2.5} aria-hidden /> {word}
          </b>{' '}
          {gaveUp(finding) ? 'The trouble was a temporary one, but the server has given up trying.' : plain}
        </dd>
      </div>
      {recipient && <Fact term="for" value={recipient} />}
      {saidBy && <Fact term="said by" value={saidBy} note={inReplyTo ? `in reply to ${inReplyTo}` : undefined} />}
      {notReached && <Fact term="not reached" value={notReached} note="it was called and did not answer" />}
      {reportedBy && reportedBy !== saidBy && (
        <Fact
          term="told by"
          value={reportedBy}
          note={saidBy ? 'wrote this down; it only passes on what it heard' : 'wrote this, and found it out itself'}
        />
      )}
      {!saidBy && !reportedBy && !notReached && !isOnlyCode && (
        <div>
          <dt>said by</dt>
          <dd>not written here; the server that your mail was going to, or your own</dd>
        </div>
      )}
    </dl>
  );
}

/** A code that says later, in a notice that says never. */
function gaveUp({ standing, status, code }: Finding): boolean {
  return standing === 'permanent' && (status ?? String(code ?? '')).startsWith('4');
}

function Fact({ term, value, note }: { term: string; value: string; note?: string | undefined }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <code>{visibleText(value)}</code> {note && <small>{note}</small>}
      </dd>
    </div>
  );
}

interface CodeEntry {
  code: string;
  title: string;
  plain: string;
  rfc?: string;
  reference: string;
}

/** Each code in the words of the registry, and in those of the house that uses it otherwise. */
function Codes({ finding }: { finding: Finding }) {
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
      plain: firstDigitPlain(code),
      reference: '/reference/reply-codes',
    });
  }
  if (!status) return entries;
  const vendor = vendorCode(status, words);
  const registered = enhancedCode(status);
  const reference = `/reference/enhanced-codes#${status}`;
  if (vendor)
    entries.push({
      code: status,
      title: `${vendor.house}: ${vendor.title}`,
      plain: vendor.plain,
      reference: '/reference/enhanced-codes',
    });
  else if (registered) {
    const isDone = status.startsWith('2');
    const { title, plain, done } = registered;
    entries.push({
      code: status,
      title: isDone ? 'Done' : title,
      plain: isDone ? (done ?? plain) : plain,
      rfc: registered.rfc,
      reference,
    });
  } else {
    entries.push({
      code: status,
      title: 'Not in the registry',
      plain: 'Somebody’s own number: the first digit counts, and the words.',
      reference: '/reference/enhanced-codes',
    });
  }
  return entries;
}

function firstDigitPlain(code: number): string {
  return code >= 500 ? 'The first digit counts: no.' : 'The first digit counts: later.';
}
