import { benchEngine } from './engine.ts';
import { benchMap } from './map.ts';
import { benchPlaying } from './playing.ts';
import { benchTerminal } from './terminal.ts';

/** `npm run bench`: each figure beside a floor measured in the same run, as ratios. */
await benchEngine();
await benchTerminal();
await benchMap();
await benchPlaying();
