import { describe, expect, test } from 'vitest';
import { skills } from '../../content/skills.ts';
import { paths, tracks } from '../../content/tracks.ts';
import { byTrack, dayInWords, type FinishLesson, finishedLessons, lastDay } from './finished.ts';
import { finishFragment, nameProblem, readFinish } from './shared-finish.ts';

const lessons: FinishLesson[] = tracks
  .flatMap(({ title: track, lessons: all }) => all.map((lesson) => ({ ...lesson, track })))
  .map((lesson, index) => ({ ...lesson, number: index + 1, skills: skills[lesson.slug] }));
const known = { lessons: lessons.map(({ slug }) => slug), paths: paths.map(({ id }) => id) };
const whole = { done: ['first-conversation', 'tls'], path: 'developer', on: '2026-11-25', name: 'Ada O’Neill-Kim' };

const finished = (day: string) => ({ steps: ['a'], finishedAt: `${day}T09:00:00.000Z` });

test('what somebody can do is what the finished lessons teach; begun ones count as open', () => {
  const progress = { tls: finished('2026-11-24'), 'first-conversation': finished('2026-11-25'), spf: { steps: ['a'] } };
  const done = finishedLessons(lessons, progress);
  expect(done).toEqual(['first-conversation', 'tls']);
  const groups = byTrack(lessons.filter(({ slug }) => done.includes(slug)));
  expect(groups.map(({ track }) => track)).toEqual(['Speak SMTP', 'Who may send']);
  expect(groups[1]?.lessons[0]?.skills).toContain('show how TLS is stripped, and insist on it');
  const withIncident = { ...progress, 'user-unknown': finished('2026-11-27') };
  expect(lastDay(withIncident, done)).toBe('2026-11-25');
  expect(lastDay(progress, [])).toBeUndefined();
  expect(dayInWords('2026-11-25')).toBe('25 November 2026');
});

test('each lesson of the course teaches at least two skills, which go on from “can”', () => {
  for (const { slug, skills: taught } of lessons) {
    expect(taught.length, slug).toBeGreaterThanOrEqual(2);
    for (const skill of taught) expect(skill, slug).toMatch(/^[a-z].*[^.]$/);
  }
});

test('a link brings back what went into it, and an address without one is the reader’s own page', () => {
  expect(readFinish(finishFragment(whole), known)).toEqual({ kind: 'shared', finish: whole });
  expect(finishFragment(whole)).toBe(
    '#v=1&done=first-conversation,tls&path=developer&on=2026-11-25&name=Ada%20O%E2%80%99Neill-Kim',
  );
  const bare = { done: ['tls'] };
  expect(readFinish(finishFragment(bare), known)).toEqual({ kind: 'shared', finish: bare });
  const initials = { ...bare, name: 'J.R.R. Tolkien' };
  expect(readFinish(finishFragment(initials), known)).toEqual({ kind: 'shared', finish: initials });
  const all = { ...whole, done: known.lessons, name: 'ß'.repeat(60) };
  expect(readFinish(finishFragment(all), known)).toEqual({ kind: 'shared', finish: all });
  for (const nothing of ['', '#']) expect(readFinish(nothing, known)).toEqual({ kind: 'own' });
});

test('lessons are shown in the order of the course, however the link names them', () => {
  const read = readFinish('#v=1&done=tls,first-conversation', known);
  expect(read.kind === 'shared' && read.finish.done).toEqual(['first-conversation', 'tls']);
});

describe('a link is refused, with its reason, when', () => {
  test.each([
    ['it is something else', '#top', 'does not look like'],
    ['it is noise', '#%E0%A4%A&%00=%FF', 'does not look like'],
    ['it is huge', `#v=1&done=${'tls,'.repeat(5000)}`, 'far too long'],
    ['a newer Relay Lab made it', '#v=2&done=tls', 'newer'],
    ['it names no lesson', '#v=1&done=', 'a lesson that there is not'],
    ['it names a lesson that there is not', '#v=1&done=tls,hacking', 'a lesson that there is not'],
    ['it names what every object has', '#v=1&done=constructor,__proto__', 'a lesson that there is not'],
    ['it names a lesson twice', '#v=1&done=tls,tls', 'twice'],
    ['it names a path that there is not', '#v=1&done=tls&path=toString', 'a path that there is not'],
    ['its day is none', '#v=1&done=tls&on=2026-02-31', 'day'],
    ['its day is a script', '#v=1&done=tls&on=<script>', 'day'],
    ['the name is markup', '#v=1&done=tls&name=%3Cimg src=x onerror=alert(1)%3E', 'name'],
    ['the name is an address', '#v=1&done=tls&name=https%3A%2F%2Fevil.example', 'name'],
    ['the name has an address in it', '#v=1&done=tls&name=Visit%20evil.example', 'name'],
    ['the name turns the line round', '#v=1&done=tls&name=%E2%80%AEadA', 'name'],
    ['the name has an escape sequence', '#v=1&done=tls&name=Ada%1B%5B31m', 'name'],
    ['the name is empty space', '#v=1&done=tls&name=%20%20', 'name'],
    ['the name is long', `#v=1&done=tls&name=${'a'.repeat(61)}`, 'longer than 60'],
  ])('%s', (_, hash, why) => {
    const read = readFinish(hash, known);
    expect(read.kind === 'refused' && read.why).toContain(why);
  });
});

test('who writes a name hears at once whether it can stand in a link', () => {
  for (const name of ['', 'Ada', 'José Ñandú', '李小龍', "O'Neill, Ann"]) expect(nameProblem(name)).toBeUndefined();
  for (const name of ['<b>', 'a@b', ' Ada', 'x'.repeat(61)]) expect(nameProblem(name)).toBeDefined();
});
