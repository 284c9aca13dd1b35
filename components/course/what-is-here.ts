/** What of the course is written, in words: read from its tracks, so that the pages never promise what is not there. */

interface TrackOfLessons {
  title: string;
  lessons: readonly { number: number; lesson?: { minutes: number } }[];
}

/** “4 lessons”, “2 of 4 lessons so far”, “still to come”. */
export function lessonsIn({ lessons }: TrackOfLessons): string {
  const written = lessons.filter(({ lesson }) => lesson).length;
  if (written === 0) return 'still to come';
  return written === lessons.length ? `${written} lessons` : `${written} of ${lessons.length} lessons so far`;
}

/** “Still being written: lesson 15 (When mail fails), lessons 19 to 22 (At scale).” Undefined when nothing is. */
export function stillToCome(tracks: readonly TrackOfLessons[]): string | undefined {
  const coming = tracks.flatMap(({ title, lessons }) => {
    const numbers = lessons.filter(({ lesson }) => !lesson).map(({ number }) => number);
    return numbers.length > 0 ? [`${numbersInWords(numbers)} (${title})`] : [];
  });
  return coming.length > 0 ? `Still being written: ${coming.join(', ')}.` : undefined;
}

/** Minutes of all lessons that are written. */
export function minutesOfAll(tracks: readonly TrackOfLessons[]): number {
  return tracks.flatMap(({ lessons }) => lessons).reduce((sum, { lesson }) => sum + (lesson?.minutes ?? 0), 0);
}

/** “lesson 15”, “lessons 19 and 21”, “lessons 19 to 22”. @param numbers ascending, at least one */
function numbersInWords(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first;
  if (numbers.length === 1) return `lesson ${first}`;
  if (numbers.length > 2 && last - first === numbers.length - 1) return `lessons ${first} to ${last}`;
  return `lessons ${numbers.slice(0, -1).join(', ')} and ${last}`;
}
