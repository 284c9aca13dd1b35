import { expect, test } from 'vitest';
import { lessonsIn, minutesOfAll, stillToCome } from './what-is-here.ts';

/** A track of which lessons with these numbers exist and those are to come. */
function track(title: string, written: number[], coming: number[] = []) {
  const lessons = [
    ...written.map((number) => ({ number, lesson: { minutes: 20 } })),
    ...coming.map((number) => ({ number })),
  ];
  return { title, lessons };
}

test('a track says how much of it is written', () => {
  expect(lessonsIn(track('Speak SMTP', [1, 2, 3, 4]))).toBe('4 lessons');
  expect(lessonsIn(track('When mail fails', [13, 14], [15]))).toBe('2 of 3 lessons so far');
  expect(lessonsIn(track('At scale', [], [19, 20]))).toBe('still to come');
});

test('what is still to come is named by number and track, and not at all when everything is there', () => {
  expect(stillToCome([track('Speak SMTP', [1, 2])])).toBeUndefined();
  const tracks = [
    track('Speak SMTP', [1]),
    track('When mail fails', [13, 14], [15]),
    track('At scale', [20], [19, 21, 22]),
  ];
  expect(stillToCome(tracks)).toBe(
    'Still being written: lesson 15 (When mail fails), lessons 19, 21 and 22 (At scale).',
  );
  expect(stillToCome([track('At scale', [], [19, 20, 21, 22])])).toContain('lessons 19 to 22');
  expect(minutesOfAll(tracks)).toBe(80);
});
