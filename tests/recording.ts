import { readFileSync } from 'node:fs';
import type { SandboxEvent } from '#protocol/events.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import scenario from '../content/recordings/first-relay.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { freeCourse } from '../sandbox-server/courses.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

const transcript = new URL('../content/recordings/first-relay.txt', import.meta.url);

/** Where the home page finds it. */
export const recordingFile = new URL('../public/recordings/first-relay.recording.json', import.meta.url);

/** Plays the transcript on the real engine and returns its log: the same in every run. */
export async function recordFirstRelay(): Promise<SandboxEvent[]> {
  const events: SandboxEvent[] = [];
  const append = async (batch: SandboxEvent[]) => void events.push(...batch);
  const course = freeCourse('first-relay', scenario);
  const sandbox = new Sandbox({ id: 'recording', course, seed: 'first-relay', history: [], append, wall: stoppedWall });
  await play(sandbox, parseTranscript(readFileSync(transcript, 'utf8')));
  await sandbox.stop();
  return events;
}
