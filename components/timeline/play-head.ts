import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SandboxEvent } from '#protocol/events.ts';
import { emptyWorld, type World, worldAt } from '#protocol/world.ts';
import { type Facts, type FactsStore, foldInto } from '../sandbox/facts-store.ts';
import type { Paced, Pacer } from '../sandbox/pacing.ts';
import { emptyTimeline, extended, momentAt, type Timeline } from './moments.ts';

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof speeds)[number];

/** What is under the play-head: the facts up to it, and the world that they fold to. */
export interface Shown extends Facts {
  /** It is the present, and goes on with it. */
  isLive: boolean;
}

export interface Pace {
  /** The play-head moves by itself; at live it always does. */
  isPlaying: boolean;
  speed: Speed;
}

/** Facts that are folded bare in less than 3 ms: up to here nothing is gained by beginning anywhere but at the first. */
const bareFoldMax = 4000;
/** Facts that Immer folds onto another world in less than 3 ms. */
const incrementMax = 300;
/** Facts between two worlds that are kept to begin from: at the limit of 50,000 facts, going anywhere takes 5 ms
 *  instead of 33. They share what they have in common. */
const checkpointEvery = 500;
/** So much longer a fact takes onto another world than bare. */
const ontoAnother = 30;
/** Between two of the worlds that are made for a history that came whole, in ms: whoever looks at it is not held up. */
const nextCheckpointMs = 30;

/** A play-head as the views know it; before there is one, something that stands still takes its place. */
export type MovablePlayHead = Pick<PlayHead, keyof PlayHead>;

/**
 * Where in the log of a sandbox this screen is. At live the views show the world as it is and the map follows at human
 * speed; at any earlier fact all views, the map too, show the world as it was then.
 */
export class PlayHead {
  readonly shown: StoreApi<Shown>;
  /** What the map shows. */
  readonly map: StoreApi<Paced>;
  readonly pace = createStore<Pace>(() => ({ isPlaying: true, speed: 1 }));
  /** All moments of what this browser holds. */
  readonly timeline: StoreApi<Timeline>;
  readonly #facts: FactsStore;
  readonly #pacer: Pacer;
  /** Earlier worlds, as they were when they were live. */
  #checkpoints: World[] = [];
  /** Those of the history that was there when the page came: made as soon as somebody goes back, the first ones first. */
  #early: World[] = [];
  #nextEarly: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(facts: FactsStore, pacer: Pacer) {
    this.#facts = facts;
    this.#pacer = pacer;
    this.shown = createStore<Shown>(() => ({ ...facts.getState(), isLive: true }));
    this.map = createStore<Paced>(() => pacer.store.getState());
    this.timeline = createStore(() => extended(emptyTimeline, facts.getState().events));
    facts.subscribe((state) => this.#hear(state));
    pacer.store.subscribe((state) => {
      if (this.isLive) this.map.setState(state, true);
    });
  }

  get isLive(): boolean {
    return this.shown.getState().isLive;
  }

  /** How many facts are true under the play-head. */
  get position(): number {
    return this.shown.getState().events.length;
  }

  /** To the present, and on with it. */
  toLive(): void {
    if (this.isLive) return;
    this.#stand();
    this.shown.setState({ ...this.#facts.getState(), isLive: true });
    this.map.setState(this.#pacer.store.getState(), true);
    this.pace.setState({ isPlaying: true });
  }

  /** At live: the map, too, shows the present, without what lies between. */
  catchUp(): void {
    if (this.isLive) this.#pacer.catchUp(this.#pacer.stop());
  }

  /** To the moment after `position` facts, and stops there; at the last one of all it is live. */
  seek(position: number): void {
    if (position >= this.timeline.getState().facts) return this.toLive();
    this.#stand();
    this.#show(position);
    this.pace.setState({ isPlaying: false });
  }

  /** To the next moment that is worth seeing, or to the one before. */
  step(by: -1 | 1): void {
    const position = this.#standing();
    const timeline = this.timeline.getState();
    const index = momentAt(timeline, position);
    const moment = timeline.moments[index];
    // In the middle of a moment, its beginning is one step back and its end is one step on.
    const isInside = moment !== undefined && moment.end > position;
    const next = timeline.moments[isInside && by === 1 ? index : index + by];
    if (next) this.seek(next.end);
  }

  /** To the next fact, or to the one before. */
  stepFact(by: -1 | 1): void {
    this.seek(this.#standing() + by);
  }

  toStart(): void {
    const [first] = this.timeline.getState().moments;
    if (first) this.seek(first.end);
  }

  /** Goes on by itself, at human speed, until it is live. */
  play(): void {
    if (this.pace.getState().isPlaying) return;
    this.pace.setState({ isPlaying: true });
    this.#advance();
  }

  /** Stops at what is being shown; at live that is what the map shows. */
  pause(): void {
    if (!this.pace.getState().isPlaying) return;
    const position = this.#standing();
    this.#stand();
    this.pace.setState({ isPlaying: false });
    this.#show(position);
  }

  toggle(): void {
    if (this.pace.getState().isPlaying) this.pause();
    else this.play();
  }

  /** From the next fact on. */
  setSpeed(speed: Speed): void {
    this.pace.setState({ speed });
    this.#pacer.speed = speed;
  }

  /** Nobody looks any more. */
  close(): void {
    this.#stand();
    clearTimeout(this.#nextEarly);
  }

  /** Where a step is counted from: at live the map trails, and it is the map that one looks at. */
  #standing(): number {
    return this.isLive ? this.map.getState().world.seq : this.position;
  }

  #stand(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #show(position: number, speed = 1): void {
    const { events } = this.#facts.getState();
    // What was before a reset is over.
    const begin = this.timeline.getState().moments[0]?.event.seq ?? 1;
    const to = Math.max(begin, Math.min(position, events.length));
    const shown = events.slice(0, to);
    const world = this.#worldAfter(shown);
    if (events.length > bareFoldMax) this.#nextEarly ??= setTimeout(() => this.#makeEarly());
    this.shown.setState({ events: shown, world, isLive: false });
    const timeline = this.timeline.getState();
    const moment = timeline.moments[momentAt(timeline, to)];
    const showing = moment && { event: moment.event, dwellMs: (moment.endMs - moment.startMs) / speed };
    this.map.setState({ world, showing }, true);
  }

  /** Folded onto the nearest world before, where that is less work than folding all of it. */
  #worldAfter(events: readonly SandboxEvent[]): World {
    const before = this.shown.getState().world;
    const ahead = events.length - before.seq;
    if (ahead >= 0 && ahead <= incrementMax) return foldInto(before, events.slice(before.seq));
    const isBefore = ({ seq }: World) => seq <= events.length;
    const checkpoint = this.#checkpoints.findLast(isBefore) ?? this.#early.findLast(isBefore);
    const rest = events.length - (checkpoint?.seq ?? 0);
    if (!checkpoint || events.length <= bareFoldMax || rest * ontoAnother > events.length) return worldAt(events);
    return foldInto(checkpoint, events.slice(checkpoint.seq));
  }

  /** One more world of the history, up to the first that was live. */
  #makeEarly(): void {
    const { events } = this.#facts.getState();
    const last = this.#early.at(-1) ?? emptyWorld();
    const to = last.seq + checkpointEvery;
    if (to >= (this.#checkpoints[0]?.seq ?? events.length)) return;
    this.#early.push(foldInto(last, events.slice(last.seq, to)));
    this.#nextEarly = setTimeout(() => this.#makeEarly(), nextCheckpointMs);
  }

  #advance(): void {
    const timeline = this.timeline.getState();
    const next = timeline.moments[momentAt(timeline, this.position + 1)];
    if (!next || this.position >= timeline.facts) return this.toLive();
    const { speed } = this.pace.getState();
    this.#show(next.end, speed);
    this.#timer = setTimeout(() => this.#advance(), (next.endMs - next.startMs) / speed);
  }

  /** Facts have come, or another sandbox is looked at. */
  #hear({ events, world }: Facts): void {
    const isAnother = events.length < this.timeline.getState().facts;
    const before = isAnother ? emptyTimeline : this.timeline.getState();
    this.timeline.setState(extended(before, events.slice(before.facts)), true);
    if (isAnother) {
      this.#checkpoints = [];
      this.#early = [];
      clearTimeout(this.#nextEarly);
      this.#nextEarly = undefined;
      this.toLive();
    }
    if (world.seq - (this.#checkpoints.at(-1)?.seq ?? 0) >= checkpointEvery) this.#checkpoints.push(world);
    if (this.isLive) this.shown.setState({ events, world });
  }
}
