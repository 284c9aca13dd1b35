import type { Command } from '#protocol/commands.ts';
import type { EventOf, SandboxEvent } from '#protocol/events.ts';
import { sandboxFactsMax } from '#protocol/limits.ts';
import type { MailboxProviderActor } from '#protocol/mailbox-provider.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { type LetterState, letterKey } from '#protocol/projections/readers.ts';
import type { MtaParts } from '../../mta/parts.ts';
import { type Delivered, LetterDeeds } from './deeds.ts';
import { type Person, type Plan, peopleOf, planOf } from './habits.ts';
import { Turns } from './turns.ts';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Requests of one provider under way at once: the sandbox has few connections, and mail needs them too. */
const requestsAtOnce = 4;

/** Something that a person, or a machine for it, does with a letter, and when in sandbox ms. */
interface Step {
  at: number;
  run(): Promise<void>;
}

/**
 * People behind a mailbox provider: what they do with letters, each at its time. What was done is in the world, what will
 * be done is drawn from person and letter; so a restart neither repeats nor forgets a deed.
 */
export class MailboxProvider {
  readonly #actor: MailboxProviderActor;
  readonly #parts: MtaParts;
  readonly #seed: string;
  readonly #people: Map<string, Person>;
  readonly #deeds: LetterDeeds;
  /** Letters of which not all is done, by key. */
  readonly #taken = new Set<string>();
  /** When the next thing is done with each, and how to cancel the alarm. */
  readonly #waiting = new Map<string, { at: number; cancel: () => void }>();
  #running = 0;
  #stopped = false;

  constructor(actor: MailboxProviderActor, parts: MtaParts) {
    this.#actor = actor;
    this.#parts = parts;
    this.#seed = parts.world.progress.seed;
    this.#people = peopleOf(actor, this.#seed);
    this.#deeds = new LetterDeeds(actor, parts, new Turns(requestsAtOnce));
  }

  /** Takes up every letter with which not everything is done yet. */
  start(): void {
    for (const person of this.#people.values()) {
      const mailbox = this.#mailboxOf(person);
      for (const stored of this.#parts.world.mailboxes.byAddress[mailbox] ?? []) this.#takeUp(person, mailbox, stored);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  notice(event: SandboxEvent): void {
    const { host } = this.#actor;
    // Who could not get at his mail while the server was down reads it now.
    if (event.type === 'host.started' && event.host === host) return this.start();
    if (event.type === 'message.delivered' && event.host === host) this.#delivered(event);
  }

  /** Somebody of this provider reads what comes to the address. */
  isHome(mailbox: string): boolean {
    const person = this.#personAt(mailbox);
    return person !== undefined && this.#mailboxOf(person) === mailbox;
  }

  /** Does what the learner does in a reader's place; otherwise says why not. */
  async handle({ mailbox, message, deed, url }: CommandOf<'handle-letter'>): Promise<string | undefined> {
    const { world, record, work } = this.#parts;
    const person = this.#personAt(mailbox);
    const stored = world.mailboxes.byAddress[mailbox]?.findLast((one) => one.id === message || one.message === message);
    if (!person || stored?.message === undefined) return `there is no such letter in the mailbox ${mailbox}`;
    const letter = { person: { ...person, reads: 'with-images' as const }, stored, mailbox, message: stored.message };
    const handled = { type: 'letter.handled', host: this.#actor.host, mailbox, message: letter.message, deed } as const;
    switch (deed) {
      case 'show-pictures':
        record(handled);
        await work.track(this.#deeds.read(letter));
        return undefined;
      case 'follow-link': {
        // Looked for first: what is refused was not done.
        const link = await work.track(this.#deeds.linkOf(letter, url));
        if (link === undefined) return 'there is no such link in the letter';
        record(handled);
        await work.track(this.#deeds.follow(letter, link));
        return undefined;
      }
      case 'report-spam':
        if (this.#stateOf(letter)?.reported) return 'that letter has been reported already';
        record(handled);
        await work.track(this.#deeds.leave(letter, 'report'));
        return undefined;
    }
  }

  #personAt(mailbox: string): Person | undefined {
    return this.#people.get(mailbox.slice(0, mailbox.lastIndexOf('@')));
  }

  #stateOf({ mailbox, message }: Delivered): LetterState | undefined {
    return this.#parts.world.readers.byLetter[letterKey(mailbox, message)];
  }

  /** Sandbox ms of the next deed; while requests are under way, of whatever comes next. Undefined when there is none. */
  nextDueAt(): number | undefined {
    const { world, clock } = this.#parts;
    if (this.#running > 0) return clock.nextDueAt() ?? clock.now();
    if (!world.hosts.byName[this.#actor.host]?.up) return undefined;
    let next: number | undefined;
    for (const { at } of this.#waiting.values()) if (next === undefined || at < next) next = at;
    return next;
  }

  #delivered({ mailbox, message }: EventOf<'message.delivered'>): void {
    const person = this.#personAt(mailbox);
    if (!person || this.#mailboxOf(person) !== mailbox) return;
    const stored = this.#parts.world.mailboxes.byAddress[mailbox]?.findLast((one) => one.message === message);
    if (stored) this.#takeUp(person, mailbox, stored);
  }

  #mailboxOf({ mailbox }: Person): string {
    return `${mailbox}@${this.#actor.domain}`;
  }

  #takeUp(person: Person, mailbox: string, stored: StoredMessage): void {
    const { message, host } = stored;
    // What the scenario has put there was read long ago.
    if (message === undefined || host !== this.#actor.host) return;
    const key = letterKey(mailbox, message);
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    const letter = { person, stored, mailbox, message };
    this.#await(key, this.#steps(letter));
  }

  /** One alarm a letter: for the first of the steps that are left. */
  #await(key: string, [next, ...rest]: Step[]): void {
    if (!next || this.#stopped) return void this.#taken.delete(key);
    const { clock } = this.#parts;
    const cancel = clock.at(next.at, () => {
      this.#waiting.delete(key);
      if (!this.#isReachable()) return void this.#taken.delete(key);
      this.#running += 1;
      next
        .run()
        .catch((error) => console.error(error))
        .finally(() => {
          this.#running -= 1;
          this.#await(key, rest);
        });
    });
    this.#waiting.set(key, { at: next.at, cancel });
  }

  #isReachable(): boolean {
    const { world } = this.#parts;
    return !this.#stopped && world.seq <= sandboxFactsMax && world.hosts.byName[this.#actor.host]?.up === true;
  }

  /** All that is still to be done, in order. */
  #steps(letter: Delivered): Step[] {
    const { person, stored, message } = letter;
    const plan = planOf(person, this.#actor.domain, message, this.#seed);
    const done: LetterState = this.#stateOf(letter) ?? { inspected: {}, clicked: [] };
    const steps: Step[] = [];
    const { linkScanner } = this.#actor;
    if (linkScanner && done.inspected['link-scanner'] === undefined) {
      const at = stored.at + Math.floor(plan.inspectedAfterMs['link-scanner'] * linkScanner.withinMs);
      steps.push({ at, run: () => this.#deeds.scan(letter) });
    }
    // Nobody looks into junk.
    if (stored.folder === 'junk') return steps;
    if (this.#deeds.preloads(person) && done.inspected['image-proxy'] === undefined) {
      steps.push({ at: stored.at + plan.inspectedAfterMs['image-proxy'], run: () => this.#deeds.preload(letter) });
    }
    if (person.reads === 'never') return inOrder(steps);
    const readAt = done.read?.at ?? stored.at + plan.readAfterMs;
    if (!done.read) steps.push({ at: readAt, run: () => this.#deeds.read(letter) });
    const clickAt = readAt + plan.clicksAfterMs;
    if (person.clicks > 0 && done.clicked.length === 0) {
      steps.push({ at: clickAt, run: () => this.#deeds.click(letter, plan.links) });
    }
    const leaves = plan.leaves !== undefined && !done.reported && !done.unsubscribed;
    if (leaves) steps.push({ at: clickAt + plan.leavesAfterMs, run: () => this.#leave(letter, plan.leaves) });
    return inOrder(steps);
  }

  /** Whoever is gone in the meantime, by the learner's hand, does not go again. */
  async #leave(letter: Delivered, how: Plan['leaves']): Promise<void> {
    const { reported, unsubscribed } = this.#stateOf(letter) ?? {};
    if (!reported && !unsubscribed) await this.#deeds.leave(letter, how);
  }
}

function inOrder(steps: Step[]): Step[] {
  return steps.sort((one, other) => one.at - other.at);
}
