import { benchEngine } from './engine.ts';
import { benchTerminal } from './terminal.ts';

/** `npm run bench`: each figure beside a floor measured in the same run, as ratios. */
await benchEngine();
await benchTerminal();
