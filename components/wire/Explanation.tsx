import type { Because } from '#protocol/events.ts';
import type { Decision, Reply } from '#protocol/projections/connections.ts';
import { reasons } from '#protocol/reasons.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { commandWordsFor, explainedExtensions, rfcAddress } from './command-words.ts';
import styles from './Explanation.module.css';
import { parameterLine, type Rung, replyClass } from './ladder.ts';
import { shownOctets } from './octets.ts';

/** One line of the conversation in plain words: what it means, what decided, where it is written. */
export function Explanation({ rung }: { rung: Rung }) {
  return (
    <aside className={styles.why} aria-label="What this line means" aria-live="polite">
      <RungExplained rung={rung} />
    </aside>
  );
}

function RungExplained({ rung }: { rung: Rung }) {
  switch (rung.kind) {
    case 'reply':
      return <ReplyExplained reply={rung.reply} decision={rung.decision} />;
    case 'command': {
      const { plain, rfc } = commandWordsFor(rung.verb);
      return (
        <>
          <Plain subject={rung.verb === 'DATA-END' ? '.' : shownOctets(rung.verb)} words={plain} rfc={rfc} />
          {rung.decision ? <Decided decision={rung.decision} /> : null}
        </>
      );
    }
    case 'letter':
      return (
        <Plain
          subject="message"
          words="The letter itself: header lines, an empty line, the text. None of it is read as a command. A line that begins with a dot has it doubled, so that it is not mistaken for the end."
          rfc="RFC 5321 §4.5.2"
        />
      );
    case 'unread':
      return (
        <Plain
          subject="unread"
          words="These octets went over the cable, but the server never read them as a command: it had stopped listening, or the line was never ended."
        />
      );
  }
}

function ReplyExplained({ reply, decision }: { reply: Reply; decision?: Decision }) {
  const { plain, rfc } = reasons[reply.because.reason];
  const extensions = reply.verb === 'EHLO' && reply.code === 250 ? explainedExtensions(reply.lines) : [];
  return (
    <>
      <Plain
        subject={[reply.code, reply.enhanced].filter(Boolean).join(' ')}
        kind={replyClass(reply.code).id}
        words={plain}
        rfc={rfc}
      />
      <Decisive because={reply.because} />
      {decision ? <Decided decision={decision} apartFrom={reply.because} /> : null}
      {extensions.length > 0 ? (
        <dl className={styles.extensions}>
          {extensions.map(({ keyword, plain: words }) => (
            <div key={keyword}>
              <dt>{shownOctets(keyword)}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

const verdicts = {
  local: 'keep it here',
  relay: 'pass it on',
  reject: 'refuse it',
  defer: 'refuse it for now',
} as const;

/** The verdict about one recipient; its reason is told again only when the reply gave another. */
function Decided({ decision, apartFrom }: { decision: Decision; apartFrom?: Because }) {
  const { recipient, verdict, because } = decision;
  const isNew = because.reason !== apartFrom?.reason;
  return (
    <>
      <p>
        Decided for <code>{shownOctets(recipient)}</code>: <strong>{verdicts[verdict]}</strong>
        {isNew ? `. ${reasons[because.reason].plain}` : '.'}
      </p>
      {isNew ? <Decisive because={because} /> : null}
    </>
  );
}

function Decisive({ because }: { because: Because }) {
  const line = parameterLine(because);
  if (!line && !because.detail) return null;
  return (
    <p>
      {line ? (
        <>
          Rule: <code>{visibleText(line)}</code>{' '}
        </>
      ) : null}
      {because.detail ? <span className={styles.detail}>{visibleText(because.detail)}</span> : null}
    </p>
  );
}

function Plain({ subject, kind, words, rfc }: { subject: string; kind?: string; words: string; rfc?: string }) {
  const address = rfc && rfcAddress(rfc);
  return (
    <p>
      <b data-class={kind}>{subject}</b> {words}{' '}
      {address ? (
        <a href={address} target="_blank" rel="noreferrer">
          {rfc}
        </a>
      ) : null}
    </p>
  );
}
