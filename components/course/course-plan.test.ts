import { expect, test } from 'vitest';
import { paths, tracks } from '../../content/tracks.ts';
import {
  type CourseLesson,
  lessonAfter,
  lessonsOn,
  minutesLeft,
  nextLesson,
  nextStep,
  stateOf,
  timeInWords,
} from './course-plan.ts';

const slugs: string[] = tracks.flatMap(({ lessons }) => lessons.map(({ slug }) => slug));

/** The course with its first eight lessons written, each of ten minutes and five steps. */
const course: CourseLesson[] = slugs.map((slug, index) => ({
  slug,
  title: slug,
  number: index + 1,
  ...(index < 8 ? { lesson: { minutes: 10, steps: 5 } } : {}),
}));

const finished = { steps: ['a', 'b', 'c', 'd', 'e'], finishedAt: '2026-01-05T09:00:00.000Z' };
const marketer = lessonsOn(
  paths.find(({ id }) => id === 'marketer'),
  course,
);

test('every path names lessons of the course, each once and in its order, beginning with the first', () => {
  for (const { id, lessons } of paths) {
    expect(lessons, id).toEqual(slugs.filter((slug) => lessons.some((one) => one === slug)));
    expect(lessons[0], id).toBe(slugs[0]);
  }
});

test('somebody new begins with the first lesson; then comes the next one of the path', () => {
  expect(nextLesson(course, {})?.number).toBe(1);
  const progress = { 'first-conversation': finished, 'reply-codes': finished, 'envelope-and-headers': finished };
  expect(nextLesson(course, progress)?.number).toBe(4);
  expect(nextLesson(marketer, progress)?.number).toBe(5);
});

test('what was begun last is gone on with, at the step that is open', () => {
  const progress = {
    'reply-codes': { steps: ['a'], at: '2026-01-05T09:00:00.000Z' },
    'dns-and-mx': { steps: ['a', 'b'], at: '2026-01-06T09:00:00.000Z' },
    tls: { steps: ['a'], at: '2026-01-07T09:00:00.000Z' },
  };
  const next = nextLesson(course, progress);
  expect(next?.slug).toBe('dns-and-mx');
  expect(next && nextStep(next, progress)).toBe(3);
  // It is not on the marketer's path, so there the other one comes first.
  expect(nextLesson(marketer, progress)?.slug).toBe('reply-codes');
});

test('a finished lesson that is tried again is still done', () => {
  const [first] = course;
  expect(first && stateOf(first, { 'first-conversation': { ...finished, steps: ['a'] } })).toBe('done');
});

test('after a lesson comes the first open one behind it, even off the path; at the end what was left out', () => {
  expect(lessonAfter(1, course, {})?.number).toBe(2);
  expect(lessonAfter(4, marketer, {})?.number).toBe(5);
  expect(lessonAfter(8, course, {})?.number).toBe(1);
  expect(lessonAfter(5, marketer, { 'first-conversation': finished })?.number).toBe(2);
  const all = Object.fromEntries(slugs.map((slug) => [slug, finished]));
  expect(lessonAfter(8, course, all)).toBeUndefined();
  expect(nextLesson(course, all)).toBeUndefined();
});

test('the time that is left counts the open steps of lessons that are written', () => {
  expect(minutesLeft(course, {})).toBe(80);
  expect(minutesLeft(marketer, {})).toBe(40);
  expect(minutesLeft(course, { 'first-conversation': finished, 'reply-codes': { steps: ['a', 'b'] } })).toBe(66);
  expect([0, 12, 13, 60, 131].map(timeInWords)).toEqual([
    'about 5 min',
    'about 10 min',
    'about 15 min',
    'about 1 h',
    'about 2 h 10 min',
  ]);
});
