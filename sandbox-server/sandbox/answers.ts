import type { Fact } from '#protocol/events.ts';
import { answersTo, type Lesson } from '#protocol/lesson.ts';
import type { Refusal } from '#protocol/socket.ts';

/** Judges an answer to a question of the lesson. For `order` the sequence counts, otherwise the set. */
export function factOfAnswer(lesson: Lesson, questionId: string, choices: string[]): Fact | Refusal {
  const question = lesson.questions.find(({ id }) => id === questionId);
  if (!question) return { error: 'this lesson has no such question', field: 'command.question' };
  const possible = answersTo(question);
  const unknown = choices.find((choice) => !possible.includes(choice));
  if (unknown !== undefined) return { error: `the question has no choice ${unknown}`, field: 'command.choices' };
  const [given, right] =
    question.kind === 'order' ? [choices, question.right] : [sorted(choices), sorted(question.right)];
  const correct = given.length === right.length && given.every((choice, index) => choice === right[index]);
  return { type: 'answer.given', question: questionId, choices, correct };
}

function sorted(choices: readonly string[]): string[] {
  return [...new Set(choices)].sort();
}
