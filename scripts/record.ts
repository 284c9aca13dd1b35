import { writeFileSync } from 'node:fs';
import { recordFirstRelay, recordingFile } from '../tests/recording.ts';

/** `npm run record`: writes the log that the home page replays. */
writeFileSync(recordingFile, JSON.stringify(await recordFirstRelay()));
