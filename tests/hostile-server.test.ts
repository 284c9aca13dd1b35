import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { painted } from '../components/terminal/paint.ts';
import { asUnderstood } from '../components/wire/answered-by-hand.ts';
import { lineText, openedText } from '../components/wire/line-text.ts';
import { transcriptOf } from '../components/wire/transcript-of.ts';
import { wireLines } from '../components/wire/wire-lines.ts';
import { escapeSequences } from './hostile/escape-sequences.ts';
import { OwnWorld } from './own-world.ts';

// A server whose greeting and whose refusals are escape sequences, and whoever reads what it said.

const laptop = 'laptop.acme.example';
const palette = { ink: '1;1;1', you: '2;2;2', ok: '3;3;3', no: '4;4;4', dim: '5;5;5' };
/** Whoever obeys one of these moves, hides, renames or asks something; line ends and tabs are text. */
const controls = /[^\P{Cc}\n\r\t]/u;
/** A line end would end the reply: the rest of such a sequence still stands in it. */
const words = escapeSequences.map((text) => text.replace(/[\r\n]/g, ' '));

/** The learner's `nc` says each of the words: as its greeting, and as its refusal of a recipient. */
async function openHostileWorld(): Promise<OwnWorld> {
  const world = OwnWorld.open({ dns: [{ name: 'own.example', type: 'MX', preference: 10, exchange: laptop }] });
  const says = (...lines: string[]) => world.command({ type: 'enter-lines', terminal: 'main', lines });
  const asked = (line: string) => world.command({ type: 'enter-lines', terminal: 'second', lines: [line] });
  const longReply = (code: number) => [...words.map((text) => `${code}-${text}`), `${code} ${words[0]}`];
  await world.command({ type: 'open-terminal', terminal: 'second' });
  await says('nc -lC 25');
  await world.handIn({ rcpt: ['<me@own.example>'] });
  await says(...longReply(220));
  await says(...longReply(250));
  await says('250 Ok');
  await says(...longReply(550));
  await says('221 Bye');
  await asked('ssh mail.acme.example tail -n 40 /var/log/mail.log');
  await says('nc -lC 25');
  await asked(`swaks --server ${laptop} --from kim@acme.example --to me@own.example`);
  await says(...longReply(220));
  await world.command({ type: 'press-key', terminal: 'second', key: 'interrupt' });
  await says('nc -lC 25');
  await asked(`telnet ${laptop} 25`);
  await says(...longReply(220));
  return world;
}

test('escape sequences in a banner and in refusals are shown by every program of the shell, and obeyed by none', async () => {
  const { sandbox } = await openHostileWorld();
  const entries = Object.values(sandbox.world.terminals.byName).flatMap((terminal) => terminal.entries);
  const printed = entries.map((entry) => (entry.kind === 'printed' ? entry.text : '')).join('');
  for (const said of ['<-  220-<ESC>[99999999b', '550-?[99999999b', '\n220-<ESC>[99999999b'])
    expect(printed).toContain(said);
  const terminal = new headless.Terminal({ cols: 200, rows: 50, allowProposedApi: true });
  const done: string[] = [];
  terminal.onTitleChange((title) => done.push(`title ${title}`));
  terminal.onBell(() => done.push('bell'));
  terminal.onData((data) => done.push(`answer ${JSON.stringify(data)}`));
  for (const entry of entries) await new Promise<void>((resolve) => terminal.write(painted(entry, palette), resolve));
  expect(done).toEqual([]);
  expect(terminal.buffer.active.type).toBe('normal');
  await sandbox.stop();
});

test('and by no line of the wire, nor by what is copied from it', async () => {
  const { sandbox } = await openHostileWorld();
  const { connections, names } = sandbox.world;
  const all = connections.order.flatMap((id) => connections.byId[id] ?? []).map(asUnderstood);
  const shown = all.flatMap((connection) =>
    wireLines(connection, names.lookups).flatMap((line) => [lineText(line), openedText(line) ?? '']),
  );
  const copied = all.map(transcriptOf);
  expect(shown.join('\n')).toContain('owned');
  expect([...shown, ...copied].filter((text) => controls.test(text))).toEqual([]);
  await sandbox.stop();
});
