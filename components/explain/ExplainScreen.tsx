'use client';
import { ArrowDown, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { LessonPlace } from '../reference/entries.ts';
import buttons from '../ui/Button.module.css';
import { linkedText } from './code-link.ts';
import styles from './Explain.module.css';
import { examples } from './examples.ts';
import { CodeView, FindingView } from './FindingView.tsx';
import { HeaderView } from './HeaderView.tsx';
import { inputMaxLength, type Reading, readInput } from './input.ts';
import { Unread } from './Unread.tsx';

/** Paste a bounce, a log line, a code or a header: what happened, who said it, what to do. All of it in this browser. */
export function ExplainScreen({ lessons }: { lessons: ReadonlyMap<string, LessonPlace> }) {
  const [pasted, setPasted] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const answer = useRef<HTMLElement>(null);
  /** Whoever pasted, or took an example, waits for the answer. */
  const isAwaited = useRef(false);
  const read = useDeferredValue(pasted);
  const reading = useMemo(() => readInput(read), [read]);

  useCodeInAddress(setPasted);
  useEffect(() => {
    if (!isAwaited.current || reading.form === 'nothing') return;
    isAwaited.current = false;
    bringIntoView(answer.current);
  }, [reading]);

  const show = (example: string) => {
    if (example === read) return bringIntoView(answer.current);
    isAwaited.current = true;
    setPasted(example);
  };
  const clear = () => {
    setPasted('');
    field.current?.focus();
  };
  return (
    <main className={styles.screen}>
      <section className={styles.paste} aria-labelledby="explain">
        <h1 id="explain">Explain a bounce</h1>
        <p className={styles.lead}>
          Paste what came back: a whole notice, a line of a log, a reply, a bare code, or the header of a letter.
        </p>
        <label htmlFor="pasted" className={styles.label}>
          What you got
        </label>
        <textarea
          id="pasted"
          ref={field}
          className={styles.field}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          onPaste={() => {
            isAwaited.current = true;
          }}
          placeholder="550 5.1.1 <ann@globex.example>: Recipient address rejected"
          rows={12}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          aria-describedby="private"
        />
        {pasted !== '' && (
          <p className={styles.toAnswer}>
            <button type="button" className={buttons.primary} onClick={() => bringIntoView(answer.current)}>
              <ArrowDown size={16} aria-hidden /> See the explanation
            </button>
          </p>
        )}
        <p className={styles.private} id="private">
          <ShieldCheck size={15} aria-hidden /> It stays in this page: nothing is sent, nothing is stored. Up to{' '}
          {inputMaxLength.toLocaleString('en')} characters are read.
        </p>
        <Examples onShow={show} onClear={pasted === '' ? undefined : clear} />
      </section>
      <Answer reading={reading} read={read} lessons={lessons} place={answer} />
    </main>
  );
}

/** A link from the reference brings a code in its fragment; fragments are never sent to a server. */
function useCodeInAddress(show: (code: string) => void): void {
  useEffect(() => {
    const follow = () => {
      const code = linkedText(window.location.hash);
      if (code) show(code);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [show]);
}

/** For those who want to see what it does; `onClear` is absent while there is nothing to clear. */
function Examples({ onShow, onClear }: { onShow: (text: string) => void; onClear: (() => void) | undefined }) {
  return (
    <section className={styles.examples} aria-label="Examples">
      <span>No bounce at hand?</span>
      {examples.map(({ title, text }) => (
        <button key={title} type="button" className={buttons.button} onClick={() => onShow(text)}>
          {title}
        </button>
      ))}
      {onClear && (
        <button type="button" className={buttons.button} onClick={onClear}>
          Clear
        </button>
      )}
    </section>
  );
}

interface Answered {
  reading: Reading;
  /** The text that it was read from. */
  read: string;
  lessons: ReadonlyMap<string, LessonPlace>;
  place: RefObject<HTMLElement | null>;
}

/** What was found in it, or what could be. */
function Answer({ reading, read, lessons, place }: Answered) {
  return (
    <section className={styles.answer} aria-label="Explanation" ref={place} tabIndex={-1}>
      <p className={styles.form} role="status">
        {formWords(reading)}
      </p>
      {reading.findings.map((finding, index) => {
        const View = reading.form === 'code' ? CodeView : FindingView;
        // biome-ignore lint/suspicious/noArrayIndexKey: findings of one text never change their order
        return <View key={index} finding={finding} lessons={lessons} />;
      })}
      {reading.header && <HeaderView header={reading.header} whose={reading.whose ?? 'pasted'} />}
      {reading.form === 'unread' && <Unread text={read} />}
      {reading.form === 'nothing' && <Understands />}
    </section>
  );
}

/** Where the answer stands below the field it would not be seen; the keyboard of a phone goes away with the focus. */
function bringIntoView(answer: HTMLElement | null): void {
  if (!window.matchMedia('(max-width: 1000px)').matches) return;
  answer?.focus({ preventScroll: true });
  answer?.scrollIntoView({ block: 'start' });
}

const forms: Record<Reading['form'], string> = {
  nothing: '',
  letter: 'Read as a letter',
  events: 'Read as an event of a sending service',
  log: 'Read as a mail server’s log',
  conversation: 'Read as a conversation with a server',
  notice: 'Read as the text of a notice',
  reply: 'Read as the reply of a server',
  code: 'Read as a code',
  unread: 'Not understood',
};

function formWords({ form, findings, left, isCut }: Reading): string {
  const count = findings.length > 1 ? `${findings.length + left} recipients` : '';
  const more = left > 0 ? `the first ${findings.length} are explained` : '';
  const cut = isCut ? `only the first ${inputMaxLength.toLocaleString('en')} characters were read` : '';
  const what = form === 'letter' && findings.length > 0 ? 'Read as a delivery report' : forms[form];
  const words = [what, count, more, cut].filter(Boolean).join('; ');
  return words === '' ? '' : `${words}.`;
}

function Understands() {
  return (
    <div className={styles.understands}>
      <h2>What it understands</h2>
      <ul>
        <li>
          <b>Delivery reports</b>, raw with all their parts, or the text that your mail program shows.
        </li>
        <li>
          <b>Logs</b> of Postfix, Exim, sendmail and qmail, and conversations of telnet, swaks or openssl.
        </li>
        <li>
          <b>Replies</b> of Exchange, Microsoft 365, Gmail, Yahoo and others, with the numbers that only they use.
        </li>
        <li>
          <b>Events</b> of sending services as JSON: Amazon SES, SendGrid, Mailgun, Postmark.
        </li>
        <li>
          <b>Headers</b>: the way of a letter with its delays, who vouched for it, and what servers found out.
        </li>
      </ul>
      <p className={styles.more}>
        All of them in a list:{' '}
        <Link href="/reference/reply-codes" prefetch={false}>
          reply codes
        </Link>
        ,{' '}
        <Link href="/reference/enhanced-codes" prefetch={false}>
          enhanced codes
        </Link>
        ,{' '}
        <Link href="/reference/header-fields" prefetch={false}>
          header fields
        </Link>
        .
      </p>
    </div>
  );
}
