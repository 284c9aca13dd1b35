'use client';
import { lazy, Suspense, useState } from 'react';
import type { Question } from '#protocol/lesson.ts';
import { useLiveWorld, useSandbox } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import { ChoiceList } from './ChoiceList.tsx';
import { InlineText } from './InlineText.tsx';
import { useLesson } from './lesson-context.ts';
import styles from './QuestionCard.module.css';

// Few lessons have such questions.
const OrderList = lazy(() => import('./OrderList.tsx'));
const MatchList = lazy(() => import('./MatchList.tsx'));

/** A question of the lesson. A prediction is judged by the sandbox, when its step has been reached. */
export function QuestionCard({ id }: { id: string }) {
  const question = useLesson().questions.find((candidate) => candidate.id === id);
  return question ? <Card question={question} /> : null;
}

function Card({ question }: { question: Question }) {
  const { send } = useSandbox();
  const answer = useLiveWorld((world) => world.progress.answers[question.id]);
  const isProven = useLiveWorld((world) => !question.provenBy || world.progress.steps[question.provenBy] !== undefined);
  const [chosen, setChosen] = useState<string[]>();
  const choices =
    chosen ?? answer?.choices ?? (question.kind === 'order' ? question.choices.map((choice) => choice.id) : []);
  const isAnswered = answer !== undefined && chosen === undefined;
  const canSubmit = question.kind === 'match' ? choices.length === question.items?.length : choices.length > 0;
  const submit = () => {
    send({ type: 'answer', question: question.id, choices });
    setChosen(undefined);
  };
  return (
    <section className={styles.card} aria-label={question.provenBy ? 'Prediction' : 'Question'}>
      <h3>{question.provenBy ? 'Predict, then try' : 'Question'}</h3>
      <p id={`question-${question.id}`} className={styles.question}>
        <InlineText>{question.text}</InlineText>
      </p>
      {question.kind === 'match' ? (
        <Suspense>
          <MatchList question={question} chosen={choices} isJudged={isAnswered && isProven} onChange={setChosen} />
        </Suspense>
      ) : question.kind === 'order' ? (
        <Suspense>
          <OrderList question={question} order={choices} onChange={setChosen} />
        </Suspense>
      ) : (
        <ChoiceList question={question} chosen={choices} onChange={setChosen} />
      )}
      <div aria-live="polite">
        {isAnswered && <Verdict question={question} choices={choices} isProven={isProven} isRight={answer.correct} />}
      </div>
      {!isAnswered && (
        <button type="button" className={buttons.button} disabled={!canSubmit} onClick={submit}>
          {question.provenBy ? 'That is my prediction' : 'Answer'}
        </button>
      )}
    </section>
  );
}

interface VerdictProps {
  question: Question;
  choices: string[];
  isProven: boolean;
  isRight: boolean;
}

function Verdict({ question, choices, isProven, isRight }: VerdictProps) {
  const label = (id: string) => question.choices.find((choice) => choice.id === id)?.label;
  if (question.kind === 'match' && !isRight) {
    const count = choices.filter((pair) => question.right.includes(pair)).length;
    return (
      <p className={styles.wrong}>
        <b>Not quite.</b> {count} of {question.right.length} are right. Change the others, and answer again.
      </p>
    );
  }
  if (!isProven) {
    return (
      <p className={styles.open}>
        You predict: <InlineText>{choices.map(label).join(', ')}</InlineText>. Now try it.
      </p>
    );
  }
  const feedback = question.choices.find(
    ({ id, feedback: text }) => text && choices.includes(id) && !question.right.includes(id),
  );
  return (
    <p className={isRight ? styles.right : styles.wrong}>
      <b>{isRight ? 'Right.' : 'Not quite.'}</b>{' '}
      <InlineText>{isRight ? question.explanation : (feedback?.feedback ?? 'Look again.')}</InlineText>
      {!isRight && question.provenBy && (
        <>
          {' '}
          <InlineText>{question.explanation}</InlineText>
        </>
      )}
    </p>
  );
}
