import type { Command } from '#protocol/commands.ts';
import { eventsVersion, type Fact, type SandboxEvent } from '#protocol/events.ts';
import type { Lesson } from '#protocol/lesson.ts';
import { clockStopsMax, sandboxFactsMax } from '#protocol/limits.ts';
import type { Scenario } from '#protocol/scenario.ts';
import type { Refusal } from '#protocol/socket.ts';
import { emptyWorld, type World, worldAt } from '#protocol/world.ts';
import { Clock, type Wall } from '../clock/clock.ts';
import type { Attempt } from '../network/network.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import type { Shell } from '../shell/shell.ts';
import { factOfAnswer } from './answers.ts';
import { Coach, withOwnRules } from './coach.ts';
import { coachRules } from './coach-rules.ts';
import { Engine } from './engine.ts';
import { type CommandMark, Log } from './log.ts';
import {
  factsOfConfiguring,
  factsOfFlush,
  factsOfHandingIn,
  factsOfHandling,
  factsOfSuppressing,
  factsOfZoneEdit,
  whyNeverGone,
} from './operations.ts';
import { factsOfRestore } from './restore.ts';
import { serverCoachRules } from './server-coach-rules.ts';
import { factsOfNextStep } from './steps.ts';

/** What a lesson brings to a sandbox. */
export interface Course {
  slug: string;
  lesson: Lesson;
  scenario: Scenario;
}

export interface SandboxParts {
  id: string;
  course: Course;
  /** Seed of all chance in it. */
  seed: string;
  /** The log so far; empty for a new sandbox. */
  history: readonly SandboxEvent[];
  /** Writes to disk, in the order of the calls. */
  append(events: SandboxEvent[]): Promise<void>;
  wall: Wall;
  /** Told once when the log could not be written: what is in memory is no longer true, the sandbox must be woken anew. */
  onFailure?(error: unknown): void;
}

/** Turns of the event loop without anything new that mean: the engine waits for the learner or for its clock. */
const quietTurns = 12;

/** Sandbox ms after which a queue that never empties is left as it is: longer than any message is kept. */
const idleRunMaxMs = 30 * 24 * 3_600_000;

/**
 * One learner's internet. Restoring is this constructor: it folds the history, says what the restart has ended, and
 * builds the engine on the world that results.
 */
export class Sandbox {
  readonly id: string;
  readonly world: World;
  readonly #course: Course;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #coach: Coach;
  readonly #onFailure: ((error: unknown) => void) | undefined;
  #engine: Engine;
  /** Until the clock is where a command puts it forward to. */
  #clockMoves: Promise<unknown> | undefined;
  #stopped = false;

  constructor({ id, course, seed, history, append, wall, onFailure }: SandboxParts) {
    this.id = id;
    this.#course = course;
    this.#onFailure = onFailure;
    this.world = history.length > 0 ? worldAt(history) : emptyWorld();
    const { at, skippedTo } = this.world.clock;
    this.#clock = new Clock(wall, Math.max(at, skippedTo));
    this.#log = new Log({ world: this.world, history, append, now: () => this.#clock.now() });
    const rules = withOwnRules(course.lesson.coach, [...coachRules, ...serverCoachRules]);
    this.#coach = new Coach({ rules, world: this.world, clock: this.#clock, record: this.#record });
    const { slug: lesson, scenario } = course;
    const first: Fact[] =
      history.length > 0
        ? factsOfRestore(this.world)
        : [{ type: 'sandbox.started', version: eventsVersion, lesson, seed, scenario }];
    this.#log.add(first).durable.catch(this.#fail);
    this.#engine = this.#build();
    this.#engine.start();
  }

  /**
   * Does a command; `done` is answered when all that it caused at once is on disk. A number that this tab has used
   * before is not done again. A command that makes no sense here is refused with the field that is wrong. What is asked
   * while the clock is put forward waits until it is there: nobody meets a moment that has been left behind.
   */
  async execute({ tab, number, command }: CommandMark & { command: Command }): Promise<{ done: number } | Refusal> {
    while (this.#clockMoves && command.type !== 'reset') await this.#clockMoves;
    if (number > (this.world.progress.commands[tab] ?? 0)) {
      if (this.world.seq > sandboxFactsMax && command.type !== 'reset') {
        return { error: 'this sandbox is full: reset it to go on' };
      }
      const refusal = await this.#log.causedBy({ tab, number }, () => this.#perform(command));
      if (refusal) return refusal;
    }
    await this.#log.written();
    return { done: number };
  }

  /** What its clock shows, in ms. */
  now(): number {
    return this.#clock.now();
  }

  /** Events after `seq` that are on disk. */
  since(seq: number): SandboxEvent[] {
    return this.#log.since(seq);
  }

  /** Calls back for each batch that has reached the disk. Returns how to stop. */
  subscribe(listener: (events: SandboxEvent[]) => void): () => void {
    return this.#log.subscribe(listener);
  }

  /** A connection of the learner's own mail program, from the learner's host. Rejects with a ConnectError. */
  dial(attempt: Pick<Attempt, 'to' | 'timeoutMs'>): Promise<VirtualSocket> {
    return this.#engine.network.connect({ ...attempt, from: this.world.hosts.terminal.host, driver: 'learner' });
  }

  /** Resolves when nothing moves: no octets under way, nothing being answered, only the clock could bring something. */
  async settled(): Promise<void> {
    for (let quiet = 0, seq = this.world.seq; quiet < quietTurns && !this.#stopped; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#engine.busy() || this.world.seq !== seq) quiet = -1;
      seq = this.world.seq;
    }
    await this.#log.written();
  }

  /** Stops the engine and waits until the log is on disk. Facts of what is still under way are dropped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#engine.stop();
    this.#coach.stop();
    this.#clock.stop();
    await this.#log.written();
  }

  /** Synchronous up to its first fact, so that the log can mark it with the command. */
  #perform(command: Command): Promise<Refusal | undefined> | Refusal | undefined {
    switch (command.type) {
      case 'enter-lines':
        return this.#inTerminal(command.terminal, (shell) => shell.enterLines(command.lines));
      case 'press-key':
        return this.#inTerminal(command.terminal, (shell) => shell.press(command.key));
      case 'open-terminal':
        return this.#engine.openTerminal(command.terminal);
      case 'close-terminal':
        return this.#engine.closeTerminal(command.terminal);
      case 'open-view': {
        const { type: _, ...view } = command;
        return this.#tell({ type: 'view.opened', ...view });
      }
      case 'answer':
        return this.#tell(factOfAnswer(this.#course.lesson, command.question, command.choices));
      case 'handle-letter':
        return this.#handleLetter(command);
      case 'show-hint':
        return this.#tell({ type: 'hint.shown', step: command.step, hint: command.hint });
      case 'switch-host':
        return this.#switchHost(command.host, command.on);
      case 'delist':
        return this.#delist(command.zone, command.address);
      case 'send-probes':
        return this.#sendProbes();
      case 'switch-fault':
        return this.#switchFault(command.fault, command.on);
      case 'configure':
        return this.#tell(factsOfConfiguring(this.world, command));
      case 'edit-zones':
        return this.#tell(factsOfZoneEdit(this.world, command));
      case 'handle-queued':
        return this.#tell(factsOfHandling(this.world, command));
      case 'flush-queue':
        return this.#tell(factsOfFlush(this.world, command.host));
      case 'suppress':
        return this.#tell(factsOfSuppressing(this.world, command));
      case 'hand-in-list':
        return this.#tell(factsOfHandingIn(this.world, command));
      case 'check-sending-domain':
        return this.#checkSendingDomain(command);
      case 'run-until-gone':
        return this.#movesClock(() => this.#runUntilGone(command.host, command.queueId));
      case 'run-clock':
        return this.#movesClock(() => (command.to === 'idle' ? this.#runUntilIdle() : this.#runToNextEvent()));
      case 'skip-clock':
        return this.#movesClock(() => this.#skipClock(command.byMs));
      case 'reset':
        return this.#reset();
    }
  }

  #movesClock<T>(begin: () => Promise<T>): Promise<T> {
    const done = () => {
      if (this.#clockMoves !== moves) return;
      this.#clockMoves = undefined;
      this.#coach.clockMoves(false);
    };
    this.#coach.clockMoves(true);
    const move = begin();
    const moves = move.then(done, done);
    this.#clockMoves = moves;
    return move;
  }

  #inTerminal(terminal: string, act: (shell: Shell) => void): Refusal | undefined {
    const shell = this.#engine.shell(terminal);
    if (!shell) return { error: `there is no terminal ${terminal}`, field: 'command.terminal' };
    act(shell);
    return undefined;
  }

  #tell(told: Fact | Fact[] | Refusal): Refusal | undefined {
    if ('error' in told) return told;
    const facts = Array.isArray(told) ? told : [told];
    if (facts.length > 0) this.#record(...facts);
    return undefined;
  }

  #switchHost(name: string, on: boolean): Refusal | undefined {
    const host = this.world.hosts.byName[name];
    if (!host?.switchable) return { error: `${name} cannot be switched off and on here`, field: 'command.host' };
    return host.up === on ? undefined : this.#tell({ type: on ? 'host.started' : 'host.stopped', host: name });
  }

  async #delist(zone: string, address: string): Promise<Refusal | undefined> {
    const problem = await this.#engine.delist(zone, address);
    return problem === undefined ? undefined : { error: problem };
  }

  async #checkSendingDomain(asked: Parameters<Engine['checkSendingDomain']>[0]): Promise<Refusal | undefined> {
    const problem = await this.#engine.checkSendingDomain(asked);
    return problem === undefined ? undefined : { error: problem };
  }

  async #handleLetter(command: Extract<Command, { type: 'handle-letter' }>): Promise<Refusal | undefined> {
    const problem = await this.#engine.handleLetter(command);
    return problem === undefined ? undefined : { error: problem, field: 'command.mailbox' };
  }

  #sendProbes(): Refusal | undefined {
    const problem = this.#engine.sendProbes();
    return problem === undefined ? undefined : { error: problem };
  }

  #switchFault(id: string, on: boolean): Refusal | undefined {
    const fault = this.world.faults.byId[id];
    if (!fault) return { error: `there is no fault ${id} here`, field: 'command.fault' };
    return fault.on === on ? undefined : this.#tell({ type: 'fault.switched', fault: id, on });
  }

  /** The next moment at which a server, a reader or a bot wants to do something. */
  async #runToNextEvent(): Promise<undefined> {
    const due = this.#engine.nextDueAt({ endless: true });
    if (due !== undefined) await this.#skipClock(Math.max(1, due - this.#clock.now()));
    return undefined;
  }

  /** From event to event until every queue is empty, or on hold, and everybody has read. Left as it is after `idleRunMaxMs`. */
  async #runUntilIdle(): Promise<undefined> {
    const giveUpAt = this.#clock.now() + idleRunMaxMs;
    for (;;) {
      const due = this.#engine.nextDueAt({ endless: false });
      if (due === undefined || due > giveUpAt) return undefined;
      await this.#skipClock(Math.max(1, due - this.#clock.now()));
    }
  }

  /** From event to event while the message is in this queue. Left as it is where no event is to come, or too many are. */
  async #runUntilGone(host: string, queueId: string): Promise<Refusal | undefined> {
    const refusal = whyNeverGone(this.world, host, queueId);
    if (refusal) return refusal;
    const giveUpAt = this.#clock.now() + idleRunMaxMs;
    const isWaiting = () => whyNeverGone(this.world, host, queueId) === undefined && !this.#stopped;
    for (let stops = 0; stops < clockStopsMax && isWaiting(); stops += 1) {
      const due = this.#engine.nextDueAt({ endless: false });
      if (due === undefined || due > giveUpAt || this.world.seq > sandboxFactsMax) return undefined;
      await this.#skipClock(Math.max(1, due - this.#clock.now()));
    }
    return undefined;
  }

  /** Stops at each alarm on the way, so that what it starts sees the right time. */
  async #skipClock(byMs: number): Promise<undefined> {
    const until = this.#clock.now() + byMs;
    this.#record({ type: 'clock.skipped', byMs });
    for (;;) {
      const due = this.#clock.nextDueAt();
      if (due === undefined || due > until) break;
      this.#clock.advanceTo(due);
      await this.settled();
    }
    this.#clock.advanceTo(until);
    await this.settled();
    return undefined;
  }

  #reset(): undefined {
    this.#engine.stop();
    this.#coach.stop();
    this.#record({ type: 'sandbox.reset', scenario: this.#course.scenario });
    this.#engine = this.#build();
    this.#engine.start();
    return undefined;
  }

  #build(): Engine {
    const { world } = this;
    return new Engine({ world, clock: this.#clock, seed: world.progress.seed, record: this.#record });
  }

  /** Every fact goes through here: into the log, to the engine's parts, to the coach, and to the next step. */
  readonly #record = (...facts: Fact[]): Promise<void> => {
    if (this.#stopped) return new Promise(() => undefined);
    const { events, durable } = this.#log.add(facts);
    durable.catch(this.#fail);
    for (const event of events) {
      this.#engine.notice(event);
      this.#coach.hear(event);
    }
    const reached = factsOfNextStep(this.#course.lesson, this.world);
    if (reached.length > 0) this.#record(...reached);
    return durable;
  };

  readonly #fail = (error: unknown): void => {
    if (this.#stopped) return;
    void this.stop();
    this.#onFailure?.(error);
  };
}
