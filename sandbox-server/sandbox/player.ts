import type { Command } from '#protocol/commands.ts';
import type { Reply } from '#protocol/projections/connections.ts';
import type { TranscriptAction } from '#protocol/transcript.ts';
import { commandOf } from '#protocol/transcript-commands.ts';
import { replyText } from '../mta/replies.ts';
import type { Sandbox } from './sandbox.ts';

const tab = 'player00';

/** Something in a transcript did not come as it says. */
export class TranscriptMismatch extends Error {
  constructor(where: string, expected: string, seen: string) {
    super(`${where}: expected ${expected}\n  seen: ${seen}`);
  }
}

/** What came of a transcript that came true from its first line to its last. */
export interface PlayReport {
  /** Steps that were reached, in their order. */
  steps: string[];
  /** Rules whose sentence the coach has said, in the order of saying. */
  coach: string[];
}

/**
 * Plays a transcript in a sandbox and checks all that it expects. It does what a learner's browser does, through the same
 * commands; nothing sleeps, because a sandbox says when nothing moves any more. `file` is named when a line fails.
 *
 * @throws {TranscriptMismatch} at the first line that does not come true, with file and line, what was expected and seen
 */
export async function play(
  sandbox: Sandbox,
  actions: readonly TranscriptAction[],
  file = 'transcript',
): Promise<PlayReport> {
  const player = new Player(sandbox, file);
  for (const action of actions) {
    await sandbox.settled();
    await player.perform(action);
  }
  await sandbox.settled();
  const { steps, coach } = sandbox.world.progress;
  return { steps: Object.keys(steps), coach: coach.map(({ rule }) => rule) };
}

class Player {
  readonly #sandbox: Sandbox;
  readonly #file: string;
  /** What lies before these places in the log has been looked at. */
  #repliesSeen = 0;
  #outputSeen = 0;
  #coachSeen = 0;
  /** A step must have been reached after this place: where the `!step` before it stood. */
  #stepsSeen = 0;
  #isAfterStep = false;

  constructor(sandbox: Sandbox, file: string) {
    this.#sandbox = sandbox;
    this.#file = file;
  }

  async perform(action: TranscriptAction): Promise<void> {
    // Several `!step` in a row share their place: one deed may reach them all.
    if (this.#isAfterStep && action.do !== 'step') this.#stepsSeen = this.#sandbox.world.seq;
    this.#isAfterStep = action.do === 'step';
    switch (action.do) {
      case 'type':
        return this.#type(action);
      case 'instead':
        return this.#expectInstead(action);
      case 'expect-reply':
        return this.#expectReply(action);
      case 'expect-output':
        return this.#expectOutput(action);
      case 'step':
        return this.#expectStep(action);
      case 'open':
        return this.#expectOpen(action);
      case 'coach':
        return this.#expectCoach(action);
      default:
        return this.#do(action);
    }
  }

  async #type(action: Extract<TranscriptAction, { do: 'type' }>): Promise<void> {
    const program = this.#terminal?.program;
    if ((program === 'sh') !== (action.at === 'shell')) {
      const expected = action.at === 'shell' ? 'a shell prompt' : 'a running program';
      throw this.#mismatch(action, expected, program ? `${program} reads` : 'nothing reads');
    }
    this.#outputSeen = this.#sandbox.world.seq;
    await this.#order(action, { type: 'enter-lines', terminal: 'main', lines: [action.text] });
  }

  #do(action: TranscriptAction): Promise<void> {
    const command = commandOf(action, this.#sandbox.world);
    if (!command) throw this.#mismatch(action, 'something to open', 'an empty mailbox, or no conversation');
    return this.#order(action, command);
  }

  async #order(action: TranscriptAction, command: Command): Promise<void> {
    const number = (this.#sandbox.world.progress.commands[tab] ?? 0) + 1;
    const result = await this.#sandbox.execute({ tab, number, command });
    if ('error' in result) throw this.#mismatch(action, command.type, result.error);
    await this.#sandbox.settled();
  }

  #expectReply(action: Extract<TranscriptAction, { do: 'expect-reply' }>): void {
    const next = this.#replies().find(({ seq }) => seq > this.#repliesSeen);
    const text = next ? replyText(next) : '';
    if (!next || !text.split('\n').some((line) => line.startsWith(action.text))) {
      throw this.#mismatch(action, `reply ${action.text}`, text || `no reply\n${this.#lastOutput()}`);
    }
    this.#repliesSeen = next.seq;
  }

  /** Replies on the connection that the terminal shows now, or showed last. */
  #replies(): Reply[] {
    const { byId } = this.#sandbox.world.connections;
    const { connection, lastConnection = '' } = this.#terminal ?? {};
    return (byId[connection ?? lastConnection]?.exchanges ?? []).filter((exchange) => exchange.kind === 'reply');
  }

  #expectOutput(action: Extract<TranscriptAction, { do: 'expect-output' }>): void {
    const output = this.#lastOutput();
    if (!output.includes(action.text)) throw this.#mismatch(action, `output ${action.text}`, output);
  }

  #lastOutput(): string {
    const entries = this.#terminal?.entries ?? [];
    return entries
      .map((entry) => (entry.kind === 'printed' && entry.seq > this.#outputSeen ? entry.text : ''))
      .join('');
  }

  #expectStep(action: Extract<TranscriptAction, { do: 'step' }>): void {
    const reachedAt = this.#sandbox.world.progress.steps[action.id];
    if (reachedAt === undefined) throw this.#mismatch(action, `step ${action.id} reached`, this.#stepsReached());
    if (reachedAt <= this.#stepsSeen) {
      throw this.#mismatch(action, `step ${action.id} reached only now`, 'it was reached before the last !step');
    }
  }

  #expectOpen(action: Extract<TranscriptAction, { do: 'open' }>): void {
    if (action.id in this.#sandbox.world.progress.steps) {
      throw this.#mismatch(action, `step ${action.id} open`, this.#stepsReached());
    }
  }

  #expectInstead(action: Extract<TranscriptAction, { do: 'instead' }>): void {
    const { missed, steps } = this.#sandbox.world.progress;
    const seen = Object.entries(missed).flatMap(([step, sentence]) => (step in steps ? [] : [sentence]));
    if (!seen.some((sentence) => sentence.includes(action.words))) {
      throw this.#mismatch(action, `under the open step: ${action.words}`, seen.join(' ') || 'nothing');
    }
  }

  #stepsReached(): string {
    const reached = Object.keys(this.#sandbox.world.progress.steps).join(', ') || 'none';
    return `reached: ${reached}\n${this.#lastOutput()}`;
  }

  #expectCoach(action: Extract<TranscriptAction, { do: 'coach' }>): void {
    const said = this.#sandbox.world.progress.coach.filter(({ seq }) => seq > this.#coachSeen);
    const found = said.find(({ rule }) => rule === action.id);
    if (!found) {
      const heard = said.map(({ rule }) => rule).join(', ') || 'silence';
      throw this.#mismatch(action, `the coach to say ${action.id}`, heard);
    }
    this.#coachSeen = found.seq;
  }

  #mismatch({ line }: TranscriptAction, expected: string, seen: string): TranscriptMismatch {
    return new TranscriptMismatch(`${this.#file}:${line}`, expected, seen);
  }

  get #terminal() {
    return this.#sandbox.world.terminals.byName.main;
  }
}
