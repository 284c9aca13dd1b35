import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandSchema } from '#protocol/commands.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { play } from '../../sandbox-server/sandbox/player.ts';
import type { Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';
import { openPostOffice } from '../../tests/post-office.ts';
import { callInVain, replyInQuestion, waitLeftMs } from './readiness.ts';

let sandbox: Sandbox;
beforeEach(() => {
  ({ sandbox } = openPostOffice());
});
afterEach(() => sandbox.stop());

const played = (transcript: string) => play(sandbox, parseTranscript(transcript));

describe('the reply in question', () => {
  const explained = () => replyInQuestion(sandbox.world, 'main')?.because.reason;

  test('is the one because of which swaks leaves, and not its good-bye', async () => {
    await played('$ swaks --server mx.globex.example --to nobody@globex.example');
    expect(explained()).toBe('user-unknown');
    await played('$ swaks --server mx.globex.example --to ann@globex.example');
    expect(explained()).toBe('responsibility-taken');
  });

  test('is the good-bye where the learner has said QUIT', async () => {
    await played('$ telnet mx.globex.example 25\nC: QUIT');
    expect(explained()).toBe('goodbye');
  });
});

describe('a call in vain', () => {
  test('is under way until somebody answers, or the program gives up', async () => {
    await played('!switch mx.globex.example off\n$ telnet mx.globex.example 25');
    expect(callInVain(sandbox.world, 'main')?.to).toMatchObject({ host: 'mx.globex.example', port: 25 });
    const call = callInVain(sandbox.world, 'main') ?? { openedAt: 0 };
    // A browser reckons the clock with fractions of a millisecond.
    const skip = commandSchema.parse({ type: 'skip-clock', byMs: waitLeftMs(call, sandbox.now() - 0.25) });
    await sandbox.execute({ tab: 'tester00', number: 1, command: skip });
    expect(callInVain(sandbox.world, 'main')).toBeUndefined();
    await played('!switch mx.globex.example on\n$ telnet mx.globex.example 25');
    expect(callInVain(sandbox.world, 'main')).toBeUndefined();
  });
});
