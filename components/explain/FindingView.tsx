import { Check, CircleHelp, Clock, X } from 'lucide-react';
import Link from 'next/link';
import { codeWords } from '#protocol/code-words.ts';
import { replyClass } from '#protocol/reply-codes.ts';
import { vendorCode } from '#protocol/vendor-codes.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { LessonPlace } from '../reference/entries.ts';
import { Codes } from './Codes.tsx';
import { causeOf } from './cause-of.ts';
import { causes } from './causes.ts';
import styles from './Explain.module.css';
import type { Finding, Standing } from './finding.ts';

interface Props {
  finding: Finding;
  lessons: ReadonlyMap<string, LessonPlace>;
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
export function FindingView({ finding, lessons }: Props) {
  const cause = causes[causeOf(finding)];
  const { sender, postmaster } = (finding.status && vendorCode(finding.status, finding.words)?.advice) || cause;
  return (
    <article className={styles.finding} data-standing={finding.standing}>
      <h2>{cause.title}</h2>
      <p className={styles.plain}>{cause.plain}</p>
      <Facts finding={finding} />
      {finding.words && <blockquote className={styles.words}>{visibleText(finding.words)}</blockquote>}
      <Codes finding={finding} />
      <div className={styles.advice}>
        <section aria-label="What to do if you sent it">
          <h3>If you sent it</h3>
          <p>{sender}</p>
        </section>
        <section aria-label="What to do if you run the sending server">
          <h3>If you run the sending server</h3>
          <p>{postmaster}</p>
        </section>
      </div>
      <LessonOf lesson={lessons.get(cause.lesson)} />
    </article>
  );
}

/** Nothing but a code was pasted: nobody said it, and about nobody. Undefined where no registry knows it. */
export function CodeView({ finding, lessons }: Props) {
  const words = codeWords([finding.code, finding.status].filter(Boolean).join(' '));
  if (!words) return <FindingView finding={finding} lessons={lessons} />;
  const [{ title, advice, lesson }] = words;
  const digit = String(finding.code ?? finding.status)[0];
  return (
    <article className={styles.finding}>
      <h2>{title}</h2>
      <p className={styles.plain}>{replyClass(Number(digit) * 100).plain}</p>
      <Codes finding={finding} />
      <section className={styles.advice} aria-label="What to do">
        <div>
          <h3>What to do</h3>
          <p>{advice}</p>
        </div>
      </section>
      <LessonOf lesson={lessons.get(lesson)} />
    </article>
  );
}

function LessonOf({ lesson }: { lesson: LessonPlace | undefined }) {
  if (!lesson?.exists) return null;
  return (
    <p className={styles.lesson}>
      Try it yourself in lesson {lesson.number}:{' '}
      <Link href={`/lessons/${lesson.slug}`} prefetch={false}>
        {lesson.title}
      </Link>
    </p>
  );
}

function Facts({ finding }: { finding: Finding }) {
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
      {!saidBy && !reportedBy && !notReached && (
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
