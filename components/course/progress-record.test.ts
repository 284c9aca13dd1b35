import { expect, test } from 'vitest';
import {
  mergedProgress,
  newsIn,
  noProgress,
  notedProgress,
  type Progress,
  progressFile,
  readProgressFile,
  resetProgress,
  storedPath,
  storedProgress,
} from './progress-record.ts';

const monday = '2026-01-05T09:00:00.000Z';
const tuesday = '2026-01-06T09:00:00.000Z';

const here: Progress = {
  'first-conversation': { steps: ['connect', 'introduce'], at: monday, finishedAt: tuesday },
  'local-or-relay': { steps: ['to-a-colleague', 'to-ann', 'split'], at: tuesday },
};
const elsewhere: Progress = {
  'first-conversation': { steps: ['connect'], at: tuesday, finishedAt: monday },
  'local-or-relay': { steps: ['to-a-colleague'], at: monday },
  'hop-by-hop': { steps: ['send'], at: monday },
};

const lessons = ['first-conversation', 'local-or-relay', 'hop-by-hop'];

function whyRefused(text: string): string {
  const read = readProgressFile(text);
  return read.kind === 'refused' ? read.why : 'it was read';
}

test('what is saved in one browser is loaded in another, with the path', () => {
  const read = readProgressFile(progressFile(here, 'developer', new Date(monday)));
  expect(read).toEqual({ kind: 'progress', progress: here, path: 'developer' });
  expect(readProgressFile(progressFile(noProgress, undefined, new Date(monday)))).toEqual({
    kind: 'progress',
    progress: {},
  });
});

test('loading never takes anything away: the steps of both stay, and the first time of finishing', () => {
  const both = mergedProgress(here, elsewhere);
  expect(both).toEqual({
    'first-conversation': { steps: ['connect', 'introduce'], at: tuesday, finishedAt: monday },
    'local-or-relay': here['local-or-relay'],
    'hop-by-hop': elsewhere['hop-by-hop'],
  });
  expect(mergedProgress(elsewhere, here)).toEqual(both);
  expect(mergedProgress(here, here)).toEqual(here);
  expect(mergedProgress(here, noProgress)).toEqual(here);
});

test('a step that was done stays done, whichever sandbox comes after, until the lesson is reset', () => {
  const now = new Date(tuesday);
  const again = { steps: ['to-a-colleague'], isFinished: false, now };
  expect(notedProgress(here, 'local-or-relay', again)).toBe(here);
  const further = notedProgress(here, 'local-or-relay', { ...again, steps: ['to-a-colleague', 'be-refused'] });
  expect(further['local-or-relay']?.steps).toEqual(['to-a-colleague', 'to-ann', 'split', 'be-refused']);
  const finished = notedProgress(here, 'local-or-relay', { ...again, isFinished: true });
  expect(finished['local-or-relay']).toEqual({ ...here['local-or-relay'], finishedAt: tuesday });
  expect(resetProgress(here, 'local-or-relay')).toEqual({ 'first-conversation': here['first-conversation'] });
  const tried = { ...here['first-conversation'], steps: [] };
  expect(resetProgress(here, 'first-conversation')['first-conversation']).toEqual(tried);
});

test('a file full of steps that no lesson has takes none of ours away', () => {
  const full = { tls: { steps: Array.from({ length: 50 }, (_, index) => `odd-${index}`) } };
  const merged = mergedProgress({ tls: { steps: ['in-the-clear'] } }, full);
  expect(storedProgress(JSON.stringify(merged)).tls?.steps).toContain('in-the-clear');
});

test('it says what is new in a file, and so of everything that loading brings', () => {
  const news = (theirs: Progress, ours: Progress) => newsIn(theirs, ours, lessons);
  expect(news(elsewhere, here)).toEqual({ finished: 0, further: 1 });
  expect(news(here, {})).toEqual({ finished: 1, further: 1 });
  expect(news(here, here)).toEqual({ finished: 0, further: 0 });
  expect(news(here, resetProgress(here, 'first-conversation'))).toEqual({ finished: 0, further: 1 });
  const otherSteps = { 'local-or-relay': { steps: ['be-refused'] } };
  expect(news(otherSteps, here)).toEqual({ finished: 0, further: 1 });
});

test('an incident in a file is no lesson, and what nobody knows any more is neither', () => {
  const solved = { 'no-answers': { steps: ['solved'], at: monday, finishedAt: monday } };
  const theirs = { ...here, ...solved, 'given-up': { steps: ['a'], at: monday, finishedAt: monday } };
  expect(newsIn(theirs, noProgress, lessons)).toEqual({ finished: 1, further: 1 });
  expect(newsIn(theirs, noProgress, ['no-answers', 'user-unknown'])).toEqual({ finished: 1, further: 0 });
  expect(newsIn(theirs, solved, ['no-answers', 'user-unknown'])).toEqual({ finished: 0, further: 0 });
});

test.each([
  ['It is not JSON.', ['', 'not json {', 'null', '"progress"']],
  ['It is JSON, but Relay Lab did not write it.', ['[]', '{"first-conversation":{"steps":[]}}']],
  ['It does not say of which version it is.', ['{"relayLab":"progress"}']],
  ['A newer Relay Lab wrote it. Reload this page and try again.', ['{"relayLab":"progress","version":2}']],
  ['Its part “lessons” makes no sense.', ['{"relayLab":"progress","version":1}']],
  ['Its part “path” makes no sense.', ['{"relayLab":"progress","version":1,"lessons":{},"path":7}']],
  [
    'Its entry for the lesson “tls” makes no sense: finishedAt is no date.',
    ['{"relayLab":"progress","version":1,"lessons":{"tls":{"steps":["open"],"finishedAt":"yesterday"}}}'],
  ],
  ['It is far too large.', [`{"relayLab":"progress","version":1,"lessons":{},"x":"${'x'.repeat(200_000)}"}`]],
])('a file that is no progress is refused with a sentence: %s', (why, texts) => {
  expect(texts.map(whyRefused)).toEqual(texts.map(() => why));
});

test('names that mean something to JavaScript are no lessons', () => {
  const hostile =
    '{"relayLab":"progress","version":1,"lessons":{"__proto__":{"steps":["x"]},"Constructor":{"steps":[]}}}';
  const inherited = '{"relayLab":"progress","version":1,"lessons":{"constructor":{"steps":["x"]}}}';
  const read = readProgressFile(inherited);
  const theirs = read.kind === 'progress' ? read.progress : noProgress;
  expect(newsIn(theirs, here, ['constructor'])).toEqual({ finished: 0, further: 1 });
  expect(mergedProgress(here, theirs)).toEqual({ ...here, constructor: { steps: ['x'] } });
  expect(whyRefused(hostile)).toContain('makes no sense');
  expect(Object.keys(storedProgress('{"__proto__":{"steps":["x"]},"tls":{"steps":["open"]}}'))).toEqual(['tls']);
});

test('a browser’s storage may hold anything: what is progress is kept, the rest counts for nothing', () => {
  for (const text of [null, '', 'null', '7', '"progress"', '{', '[1,2]', '{"tls":7,"dkim":{"steps":"all"}}']) {
    expect(storedProgress(text)).toEqual({});
  }
  const mixed = { ...here, tls: { steps: [7] }, 'no such name!': { steps: [] } };
  expect(storedProgress(JSON.stringify(mixed))).toEqual(here);
});

test('what was kept before the time of a step was noted is still read', () => {
  const older = { 'first-conversation': { steps: ['connect'], finishedAt: monday } };
  expect(storedProgress(JSON.stringify(older))).toEqual(older);
});

test('what stands in the place of a path and is none counts as no path', () => {
  expect(storedPath('developers')).toBe('developers');
  for (const text of [null, '', 'Not a path', '<b>', 'x'.repeat(5000)]) expect(storedPath(text)).toBeUndefined();
});
