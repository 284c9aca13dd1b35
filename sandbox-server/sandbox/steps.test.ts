import { expect, test } from 'vitest';
import { defineLesson } from '#protocol/lesson.ts';
import { apply, emptyWorld, type World } from '#protocol/world.ts';
import { factsOfNextStep } from './steps.ts';

const lesson = defineLesson({
  title: 'One step',
  audience: 'tests',
  minutes: 1,
  after: [],
  summary: 'Look at the right letter.',
  steps: [
    {
      id: 'look',
      text: 'Look at late.eml.',
      done: 'You looked.',
      hints: ['Look.', 'Look at it.'],
      reached: () => false,
      instead: ({ progress }) => (progress.views.at(-1)?.message === 'another' ? 'That is another letter.' : undefined),
    },
  ],
  questions: [],
  coach: [],
});

/** The learner opens a letter; returns what is said under the step as news. */
function open(world: World, message: string): string[] {
  apply(world, {
    type: 'view.opened',
    view: 'hops',
    mailbox: 'ann@globex.example',
    message,
    seq: world.seq + 1,
    at: 0,
  });
  const facts = factsOfNextStep(lesson, world);
  for (const fact of facts) apply(world, { ...fact, seq: world.seq + 1, at: 0 });
  return facts.flatMap((fact) => (fact.type === 'step.missed' ? [fact.seen] : []));
}

test('what was seen instead is said once, and taken back when it is true no more', () => {
  const world = emptyWorld();
  expect(open(world, 'late')).toEqual([]);
  expect(open(world, 'another')).toEqual(['That is another letter.']);
  expect(open(world, 'another')).toEqual([]);
  expect(open(world, 'late')).toEqual(['']);
  expect(world.progress.missed).toEqual({ look: '' });
  expect(open(world, 'late')).toEqual([]);
});
