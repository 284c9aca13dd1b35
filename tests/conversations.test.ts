import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { parseTranscript } from '#protocol/transcript.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { openPostOffice } from './post-office.ts';

const folder = new URL('./conversations/', import.meta.url);

/** Each file is a conversation with the real engine; it would notice a change of the libraries below it. */
describe('what our servers say on the wire', () => {
  test.each(readdirSync(folder))('%s', async (file) => {
    const { sandbox } = openPostOffice();
    await play(sandbox, parseTranscript(readFileSync(new URL(file, folder), 'utf8')), file);
    await sandbox.stop();
  });
});
