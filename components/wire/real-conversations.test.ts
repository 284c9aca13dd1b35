import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Connection } from '#protocol/projections/connections.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { play } from '../../sandbox-server/sandbox/player.ts';
import { openPostOffice } from '../../tests/post-office.ts';
import { clientStream } from './client-stream.ts';
import { ladder } from './ladder.ts';
import { transcriptOf } from './transcript-of.ts';

const folder = new URL('../../tests/conversations/', import.meta.url);

/** Every connection of the real engine after this conversation, those between its servers included. */
async function connectionsAfter(transcript: string): Promise<Connection[]> {
  const { sandbox } = openPostOffice();
  await play(sandbox, parseTranscript(transcript));
  const { order, byId } = sandbox.world.connections;
  await sandbox.stop();
  return order.flatMap((id) => byId[id] ?? []);
}

function outline(connection: Connection): string[] {
  return ladder(connection).map((rung) => {
    if (rung.kind === 'command') return rung.line;
    return rung.kind === 'reply' ? `${rung.reply.code} ${rung.reply.verb}` : `${rung.kind} ${rung.octets}`;
  });
}

describe.each(readdirSync(folder))('the ladder of %s', (file) => {
  const transcript = readFileSync(new URL(file, folder), 'utf8');

  test('accounts for every octet that a client sent', async () => {
    for (const connection of await connectionsAfter(transcript)) {
      const told = ladder(connection)
        .map((rung) => {
          if (rung.kind === 'command') return `${rung.line}\r\n`;
          return rung.kind === 'reply' ? '' : rung.octets;
        })
        .join('');
      const sent = clientStream(connection);
      // What is still under way has no rung; everything else has, in the order in which it was sent.
      expect(connection.state === 'open' ? sent.slice(0, told.length) : sent).toBe(told);
    }
  });

  test('copied as a transcript plays again on a fresh sandbox, and says the same', async () => {
    const [first] = (await connectionsAfter(transcript)).filter(({ driver }) => driver === 'learner');
    if (first?.state !== 'closed' || first.closedBy === 'network') return;
    const [again] = await connectionsAfter(transcriptOf(first));
    expect(again && outline(again)).toEqual(outline(first));
  });
});
