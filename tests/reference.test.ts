import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { topics } from '../app/reference/topics/topics.ts';
import { searchDocuments } from '../app/search-documents.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadPresets } from '../sandbox-server/courses.ts';
import { parseTranscript } from '../sandbox-server/protocol/transcript.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

const entries = topics.flatMap(({ groups }) => groups.flatMap((group) => group.entries));
const presets = await loadPresets('content/presets');

/** What the terminal of a preset shows after a line. */
async function printed(preset: string, line: string): Promise<string> {
  const course = presets.get(preset);
  if (!course) throw new Error(`no preset ${preset}`);
  const append = async () => undefined;
  const sandbox = new Sandbox({ id: preset, course, seed: 'reference', history: [], append, wall: stoppedWall });
  await play(sandbox, parseTranscript(`$ ${line}`));
  const said = sandbox.since(0).flatMap((event) => (event.type === 'terminal.printed' ? [event.text] : []));
  await sandbox.stop();
  return said.join('');
}

const tries = new Map(
  entries.flatMap(({ tries: { preset, line } = { preset: '' } }) =>
    line ? [[`${preset}: ${line}`, { preset, line }]] : [],
  ),
);

test.each([...tries])('“Try it” does something: %s', async (_, { preset, line }) => {
  const output = await printed(preset, line);
  expect(output).not.toMatch(/command not found|usage:|not known|unknown|denied|warning:/i);
  if (line.startsWith('dig')) expect(output).toMatch(/ANSWER: [1-9]/);
  else if (line.startsWith('telnet')) expect(output).toMatch(/Connected|Trying/);
  else if (line.includes('postconf')) expect(output).toContain(' = ');
});

test('every link within the site leads somewhere, in the reference and in the prose of the lessons', async () => {
  const existing = new Set([
    ...['/', '/lessons', '/sandbox', '/incidents', '/reference', '/explain'],
    ...readdirSync('content/lessons').map((folder) => `/lessons/${folder.replace(/^\d+-/, '')}`),
    ...[...presets.keys()].map((slug) => `/sandbox/${slug}`),
    ...(await searchDocuments()).map(({ href }) => href),
    ...topics.flatMap(({ slug, groups }) =>
      groups.flatMap((group) =>
        group.entries.flatMap(({ alsoAt = [] }) => alsoAt.map((anchor) => `/reference/${slug}#${anchor}`)),
      ),
    ),
  ]);
  const inEntries = entries.flatMap(({ points }) => points.flatMap(({ links = [] }) => links.map(({ href }) => href)));
  const inProse = readdirSync('content/lessons').flatMap((folder) => {
    const prose = readFileSync(`content/lessons/${folder}/lesson.mdx`, 'utf8');
    return [...prose.matchAll(/\]\((\/[^)\s]*)|href="(\/[^"]*)"/g)].map(([, inMarkdown, inTag]) => inMarkdown ?? inTag);
  });
  expect([...inEntries, ...inProse].filter((href) => !existing.has(href ?? ''))).toEqual([]);
});
