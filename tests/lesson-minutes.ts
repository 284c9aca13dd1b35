import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeed, parseTranscript, type TranscriptAction } from '#protocol/transcript.ts';
import type { Course } from '../sandbox-server/sandbox/sandbox.ts';

/** How long a lesson takes, reckoned from what it gives to read, to type and to answer. */

const wordsAMinute = 200;
const keysASecond = 3;
/** Seconds to decide on something and to look at what came of it. */
const thought = { shell: 12, program: 6, edited: 40, opened: 20, answered: 30 };

/** How far the announced minutes may lie from the reckoned ones, as a share of these. */
const tolerance = 0.25;

/** What is wrong with the minutes that a lesson announces. */
export function problemsOfMinutes(course: Course, path: string): string[] {
  const reckoned = reckonedMinutes(course, path);
  const isFar = Math.abs(course.lesson.minutes - reckoned) > tolerance * reckoned;
  return isFar ? [`announces ${course.lesson.minutes} minutes, and takes about ${Math.round(reckoned)}`] : [];
}

/** Minutes of somebody who reads all, types what the solution types, and answers every question at the first try. */
function reckonedMinutes({ lesson }: Course, path: string): number {
  const words = wordsOf(readFileSync(join(path, 'lesson.mdx'), 'utf8'));
  const asked = lesson.questions.map(({ text, choices, explanation }) => [
    text,
    ...choices.map(({ label }) => label),
    explanation,
  ]);
  const toRead = [...lesson.steps.map(({ text, done }) => `${text} ${done}`), ...asked.flat()];
  const read = words + toRead.reduce((sum, text) => sum + wordsOf(text), 0);
  const deeds = parseTranscript(readFileSync(join(path, 'solution.txt'), 'utf8')).filter(isDeed);
  const seconds = deeds.reduce((sum, deed) => sum + secondsOf(deed), thought.answered * lesson.questions.length);
  return read / wordsAMinute + seconds / 60;
}

/** Words outside of tags, imports and the names of components. */
function wordsOf(prose: string): number {
  const plain = prose.replace(/^import .*$/gm, '').replace(/<\/?[A-Za-z][^>]*>/g, ' ');
  return plain.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
}

function secondsOf(deed: TranscriptAction): number {
  if (deed.do === 'answer') return 0;
  if (deed.do === 'type') return thought[deed.at] + deed.text.length / keysASecond;
  return deed.do === 'edit-zones' || deed.do === 'configure' ? thought.edited : thought.opened;
}
