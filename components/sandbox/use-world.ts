'use client';
import { createContext, useCallback, useContext, useRef } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Command, KeeperCommand } from '#protocol/commands.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { MovablePlayHead, Shown } from '../timeline/play-head.ts';
import type { ClockStore } from './clock-store.ts';
import type { Facts, FactsStore } from './facts-store.ts';
import type { Paced } from './pacing.ts';
import type { Connectedness, Refused } from './sandbox-client.ts';

/** What the views get from whoever provides a sandbox: a live one, or the replay of a recorded one. */
export interface ProvidedSandbox {
  /** All facts that this browser holds, and the world as it is now. */
  facts: FactsStore;
  /** The moment that the views show. */
  playHead: MovablePlayHead;
  connectedness: StoreApi<Connectedness>;
  tab: string;
  /** What the sandbox's clock shows now. */
  clock: ClockStore;
  /** Returns the number of the command. */
  send(command: Command | KeeperCommand, refused?: Refused): number;
  dismissRefusal(): void;
}

export const SandboxContext = createContext<ProvidedSandbox | undefined>(undefined);

/** For hooks; views ask by one of those below. */
export function useProvided(): ProvidedSandbox {
  const provided = useContext(SandboxContext);
  if (!provided) throw new Error('this view must stand inside a SandboxProvider or a ReplayProvider');
  return provided;
}

/** Drawn anew only when the answer is another one. It is asked once of each world, so it may be a new object each time. */
function useSelected<T>(store: StoreApi<{ world: World }>, select: (world: World) => T): T {
  const last = useRef<{ world: World; select: (world: World) => T; answer: T }>(undefined);
  return useStore(store, ({ world }) => {
    if (last.current?.world === world && last.current.select === select) return last.current.answer;
    const answer = select(world);
    last.current = { world, select, answer };
    return answer;
  });
}

/** A question to the world under the play-head: what the views show. At live it is the world as it is now. */
export function useWorld<T>(select: (world: World) => T): T {
  return useSelected(useProvided().playHead.shown, select);
}

/** A question to the world as it is now, wherever the play-head stands: for what the learner has done, not for what he
 *  looks at. */
export function useLiveWorld<T>(select: (world: World) => T): T {
  return useSelected(useProvided().facts, select);
}

/** All facts so far and the world that they fold to, wherever the play-head stands. */
export function useLiveFacts(): Facts {
  return useStore(useProvided().facts);
}

/** A question to the world as the map shows it: at live a little behind, at human speed; else that of the play-head. */
export function usePacedWorld<T>(select: (world: World) => T): T {
  return useSelected(useProvided().playHead.map, select);
}

/** What the map draws of the moment that it shows; drawn anew only when it is different. To be plain data. */
export function useDrawn<T>(draw: (paced: Paced) => T): T {
  const last = useRef<{ answer: T; text: string; drawn: T }>(undefined);
  return useStore(useProvided().playHead.map, (paced) => {
    const answer = draw(paced);
    // A part of the world that has not changed is the same object: the hosts of a large one are long to write out.
    if (last.current && last.current.answer === answer) return last.current.drawn;
    const text = JSON.stringify(answer);
    const drawn = last.current?.text === text ? last.current.drawn : answer;
    last.current = { answer, text, drawn };
    return drawn;
  });
}

/** For what moves on the map: called with what it shows, now and after each change, without a turn through React. */
export function useMapListener(): (listener: (paced: Paced) => void) => () => void {
  const { map } = useProvided().playHead;
  return useCallback(
    (listener) => {
      listener(map.getState());
      return map.subscribe(listener);
    },
    [map],
  );
}

/** The facts up to the play-head, in order. */
export function useEvents(): readonly SandboxEvent[] {
  return useStore(useProvided().playHead.shown).events;
}

/** Whether the views show the present, and go on with it. */
export function useIsLive(): boolean {
  return useStore(useProvided().playHead.shown).isLive;
}

/** Whether the play-head stands at an earlier moment, with less in it than there is. */
export function useIsPast(): boolean {
  const { facts, playHead } = useProvided();
  return useStore(playHead.shown).world.seq < useStore(facts).world.seq;
}

/** Back to the present, before anything is done in it. */
export function useWayToLive(): () => void {
  const { playHead } = useProvided();
  return useCallback(() => playHead.toLive(), [playHead]);
}

/** The way to ask for something, and how the connection stands. */
export function useSandbox() {
  const { send, dismissRefusal, tab, connectedness } = useProvided();
  return { send, dismissRefusal, tab, ...useStore(connectedness) };
}

/** For what draws itself: called with what is under the play-head, now and after each change, without a turn through
 *  React. */
export function useShownListener(): (listener: (shown: Shown) => void) => () => void {
  const { shown } = useProvided().playHead;
  return useCallback(
    (listener) => {
      listener(shown.getState());
      return shown.subscribe(listener);
    },
    [shown],
  );
}

/** For handlers: the facts up to the play-head at the moment of the call, without drawing anew when there are more. */
export function useEventsNow(): () => readonly SandboxEvent[] {
  const { shown } = useProvided().playHead;
  return useCallback(() => shown.getState().events, [shown]);
}

/** For handlers: the world as it is at the moment of the call, without drawing anew when it changes. */
export function useWorldNow(): () => World {
  const { facts } = useProvided();
  return useCallback(() => facts.getState().world, [facts]);
}
