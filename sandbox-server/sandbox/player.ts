import type { Command } from '#protocol/commands.ts';
import type { Exchange } from '#protocol/projections/connections.ts';
import type { TranscriptAction } from '#protocol/transcript.ts';
import { replyText } from '../mta/replies.ts';
import type { Sandbox } from './sandbox.ts';

const tab = 'player00';

/** Something in a transcript did not come as it says. */
export class TranscriptMismatch extends Error {
  constructor(line: number, expected: string, seen: string) {
    super(`line ${line}: expected ${expected}\n  seen: ${seen}`);
  }
}

/**
 * Plays a transcript in a sandbox and checks all that it expects. It does what a learner's browser does, through the same
 * commands; nothing sleeps, because a sandbox says when nothing moves any more.
 *
 * @throws {TranscriptMismatch} at the first line that does not come true
 */
export async function play(sandbox: Sandbox, actions: readonly TranscriptAction[]): Promise<void> {
  const player = new Player(sandbox);
  for (const action of actions) {
    await sandbox.settled();
    await player.perform(action);
  }
  await sandbox.settled();
}

class Player {
  readonly #sandbox: Sandbox;
  /** Replies and facts before these places in the log have been looked at. */
  #repliesSeen = 0;
  #outputSeen = 0;
  #coachSeen = 0;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  async perform(action: TranscriptAction): Promise<void> {
    switch (action.do) {
      case 'type':
        return this.#type(action);
      case 'press':
        return this.#order(action, { type: 'press-key', terminal: 'main', key: action.key });
      case 'skip':
        return this.#order(action, { type: 'skip-clock', byMs: action.ms });
      case 'answer':
        return this.#order(action, { type: 'answer', question: action.question, choices: action.choices });
      case 'view':
        return this.#view(action);
      case 'view-queue':
        return this.#order(action, { type: 'open-view', view: 'queue', host: action.host });
      case 'switch':
        return this.#order(action, { type: 'switch-host', host: action.host, on: action.on });
      case 'expect-reply':
        return this.#expectReply(action);
      case 'expect-output':
        return this.#expectOutput(action);
      case 'step':
        return this.#expectStep(action, true);
      case 'open':
        return this.#expectStep(action, false);
      case 'coach':
        return this.#expectCoach(action);
    }
  }

  async #type(action: Extract<TranscriptAction, { do: 'type' }>): Promise<void> {
    const program = this.#terminal?.program;
    if ((program === 'sh') !== (action.at === 'shell')) {
      throw new TranscriptMismatch(
        action.line,
        action.at === 'shell' ? 'a shell prompt' : 'a running program',
        `${program} reads`,
      );
    }
    this.#outputSeen = this.#sandbox.world.seq;
    await this.#order(action, { type: 'enter-lines', terminal: 'main', lines: [action.text] });
  }

  #view(action: Extract<TranscriptAction, { do: 'view' }>): Promise<void> {
    const newest = this.#sandbox.world.mailboxes.byAddress[action.mailbox]?.at(-1);
    if (!newest) throw new TranscriptMismatch(action.line, `a message for ${action.mailbox}`, 'an empty mailbox');
    const { view, mailbox } = action;
    return this.#order(action, { type: 'open-view', view, mailbox, message: newest.message ?? newest.id });
  }

  async #order({ line }: TranscriptAction, command: Command): Promise<void> {
    const number = (this.#sandbox.world.progress.commands[tab] ?? 0) + 1;
    const result = await this.#sandbox.execute({ tab, number, command });
    if ('error' in result) throw new TranscriptMismatch(line, command.type, result.error);
    await this.#sandbox.settled();
  }

  #expectReply(action: Extract<TranscriptAction, { do: 'expect-reply' }>): void {
    const next = this.#replies().find(({ seq }) => seq > this.#repliesSeen);
    const text = next ? replyText(next) : '';
    if (!next || !text.split('\n').some((line) => line.startsWith(action.text))) {
      throw new TranscriptMismatch(action.line, `reply ${action.text}`, text || `no reply\n${this.#lastOutput()}`);
    }
    this.#repliesSeen = next.seq;
  }

  /** All replies on the learner's connections, in order. */
  #replies(): Extract<Exchange, { kind: 'reply' }>[] {
    const { order, byId } = this.#sandbox.world.connections;
    return order
      .flatMap((id) => (byId[id]?.driver === 'learner' ? byId[id].exchanges : []))
      .flatMap((exchange) => (exchange.kind === 'reply' ? [exchange] : []))
      .sort((one, other) => one.seq - other.seq);
  }

  #expectOutput(action: Extract<TranscriptAction, { do: 'expect-output' }>): void {
    const output = this.#lastOutput();
    if (!output.includes(action.text)) throw new TranscriptMismatch(action.line, `output ${action.text}`, output);
  }

  #lastOutput(): string {
    const entries = this.#terminal?.entries ?? [];
    return entries
      .map((entry) => (entry.kind === 'printed' && entry.seq > this.#outputSeen ? entry.text : ''))
      .join('');
  }

  #expectStep({ line, id }: Extract<TranscriptAction, { do: 'step' } | { do: 'open' }>, wanted: boolean): void {
    const { steps } = this.#sandbox.world.progress;
    if (id in steps !== wanted) {
      const reached = Object.keys(steps).join(', ') || 'none';
      throw new TranscriptMismatch(
        line,
        `step ${id} ${wanted ? 'reached' : 'open'}`,
        `reached: ${reached}\n${this.#lastOutput()}`,
      );
    }
  }

  #expectCoach({ line, id }: Extract<TranscriptAction, { do: 'coach' }>): void {
    const said = this.#sandbox.world.progress.coach.filter(({ seq }) => seq > this.#coachSeen);
    const found = said.find(({ rule }) => rule === id);
    if (!found)
      throw new TranscriptMismatch(
        line,
        `the coach to say ${id}`,
        said.map(({ rule }) => rule).join(', ') || 'silence',
      );
    this.#coachSeen = found.seq;
  }

  get #terminal() {
    return this.#sandbox.world.terminals.byName.main;
  }
}
