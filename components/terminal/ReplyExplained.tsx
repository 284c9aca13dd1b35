'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { reasons } from '#protocol/reasons.ts';
import { replyClass } from '#protocol/reply-codes.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { useIsLive, useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import buttons from '../ui/Button.module.css';
import { CodeExplained } from '../ui/CodeExplained.tsx';
import { throughBase64 } from '../wire/base64-lens.ts';
import { rfcAddress } from '../wire/command-words.ts';
import { CallerExplained } from './CallerExplained.tsx';
import { CallInVain } from './CallInVain.tsx';
import { callersTurn } from './caller.ts';
import { useExplained } from './explained-store.ts';
import styles from './ReplyExplained.module.css';
import { callInVain, repliesHeard, replyInQuestion } from './readiness.ts';

/** The line under the terminal: what the last reply means, which rule decided, and where the RFC says so. */
export function ReplyExplained() {
  const replies = useWorld(repliesHeard);
  const { seq, walk } = useExplained();
  const front = useWorkbench((state) => state.terminal);
  const turn = useWorld((world) => callersTurn(world, front));
  const byItself = useWorld((world) => replyInQuestion(world, front));
  const call = useWorld((world) => callInVain(world, front));
  const isLive = useIsLive();
  if (call && isLive) return <CallInVain call={call} />;
  if (turn && seq === undefined) return <CallerExplained turn={turn} />;
  const reply = replies.find((candidate) => candidate.seq === seq) ?? byItself;
  if (!reply) return <p className={styles.line}>The last reply of a server is explained here.</p>;
  const { code, enhanced, because } = reply;
  const { id, word } = replyClass(code);
  const { plain, rfc } = reasons[because.reason];
  const said = code === 334 ? throughBase64(reply.lines[0] ?? '') : undefined;
  const seqs = replies.map((candidate) => candidate.seq);
  const at = seqs.indexOf(reply.seq);
  return (
    <section className={styles.line} aria-label="The reply explained">
      <b className={styles.reply} data-class={id}>
        <CodeExplained code={enhanced ? `${code} ${enhanced}` : `${code}`} className={styles.code} />{' '}
        <small>{word}</small>
      </b>
      <p aria-live="polite">
        {plain}
        {said && (
          <>
            {' '}
            It says: <code>{said}</code>
          </>
        )}
        {because.detail && !because.parameter && ` Compared: ${visibleText(because.detail)}.`}
        {because.parameter && (
          <>
            {' '}
            Rule: <code>{`${because.parameter.name} = ${because.parameter.value}`}</code>
          </>
        )}
      </p>
      <a href={rfcAddress(rfc)} target="_blank" rel="noopener noreferrer">
        {rfc}
      </a>
      <span className={styles.walk}>
        <button
          type="button"
          className={buttons.icon}
          disabled={at <= 0}
          onClick={() => walk(-1, seqs, byItself?.seq)}
          aria-label="Earlier reply"
        >
          <ChevronLeft size={15} aria-hidden />
        </button>
        <button
          type="button"
          className={buttons.icon}
          disabled={at === seqs.length - 1}
          onClick={() => walk(1, seqs, byItself?.seq)}
          aria-label="Later reply"
        >
          <ChevronRight size={15} aria-hidden />
        </button>
      </span>
    </section>
  );
}
