import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordFirstRelay, recordingFile } from './recording.ts';

test('what the home page replays is what the engine does today', async () => {
  expect(JSON.parse(readFileSync(recordingFile, 'utf8'))).toEqual(await recordFirstRelay());
});
