import { commandWordsFor, rfcAddress } from '../wire/command-words.ts';
import { type CallersTurn, otherAnswers, usualAnswers } from './caller.ts';
import styles from './ReplyExplained.module.css';

const titles = { 'nobody-yet': 'waiting', greeting: 'called', 'his-turn': 'answered', gone: 'over' } as const;

/** The line under a terminal in which the learner is the server: what the caller asks, and what one could answer. */
export function CallerExplained({ turn }: { turn: CallersTurn }) {
  const words = turn.kind === 'command' ? commandWordsFor(turn.verb) : { plain: plainFor(turn) };
  const answers =
    turn.kind === 'command'
      ? (usualAnswers[turn.verb] ?? otherAnswers)
      : turn.kind === 'greeting'
        ? usualAnswers.greeting
        : undefined;
  const title = turn.kind === 'command' ? (turn.verb === 'DATA-END' ? '.' : turn.verb) : titles[turn.kind];
  return (
    <section className={styles.line} aria-label="The caller explained">
      <b className={styles.reply} data-class="go-on">
        {title}
      </b>
      <p aria-live="polite">
        {words.plain}
        {answers && ' Usual answers: '}
        {answers?.map(([code, means], index) => (
          <span key={code}>
            {index > 0 && ', '}
            <code>{code}</code> {means}
          </span>
        ))}
        {answers && '.'}
      </p>
      {words.rfc && (
        <a href={rfcAddress(words.rfc)} target="_blank" rel="noopener noreferrer">
          {words.rfc}
        </a>
      )}
    </section>
  );
}

function plainFor(turn: Exclude<CallersTurn, { kind: 'command' }>): string {
  switch (turn.kind) {
    case 'nobody-yet':
      return `You listen on port ${turn.port}. Nobody has called yet: hand in a letter for yourself from another terminal.`;
    case 'greeting':
      return 'Somebody has called. In SMTP the server speaks first.';
    case 'his-turn':
      return 'You have answered everything; it is for the caller to go on.';
    case 'gone':
      return 'The caller has left. Wait for the next one, or look in the wire at what was said.';
  }
}
