'use client';
import { createContext, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Command } from '#protocol/commands.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { FactsStore } from './facts-store.ts';
import type { Paced } from './pacing.ts';
import type { Connectedness } from './sandbox-client.ts';

/** What the views get from whoever provides a sandbox: a live one, or the replay of a recorded one. */
export interface ProvidedSandbox {
  facts: FactsStore;
  paced: StoreApi<Paced>;
  connectedness: StoreApi<Connectedness>;
  tab: string;
  /** Returns the number of the command. */
  send(command: Command): number;
  dismissRefusal(): void;
}

export const SandboxContext = createContext<ProvidedSandbox | undefined>(undefined);

function useProvided(): ProvidedSandbox {
  const provided = useContext(SandboxContext);
  if (!provided) throw new Error('this view must stand inside a SandboxProvider or a ReplayProvider');
  return provided;
}

/** A question to the world as it is now. */
export function useWorld<T>(select: (world: World) => T): T {
  return select(useStore(useProvided().facts).world);
}

/** A question to the world as the map shows it: at human speed. */
export function usePacedWorld<T>(select: (world: World) => T): T {
  return select(useStore(useProvided().paced).world);
}

/** The fact that the map is showing, and for how long. */
export function useNowShowing(): Paced['showing'] {
  return useStore(useProvided().paced).showing;
}

/** All facts that this browser holds, in order. */
export function useEvents(): readonly SandboxEvent[] {
  return useStore(useProvided().facts).events;
}

/** The way to ask for something, and how the connection stands. */
export function useSandbox() {
  const { send, dismissRefusal, tab, connectedness } = useProvided();
  return { send, dismissRefusal, tab, ...useStore(connectedness) };
}

/** For what draws itself: called with the world now and after each batch, without a turn through React. */
export function useWorldListener(): (listener: (world: World) => void) => () => void {
  const { facts } = useProvided();
  return useCallback(
    (listener) => {
      listener(facts.getState().world);
      return facts.subscribe(({ world }) => listener(world));
    },
    [facts],
  );
}

/** For handlers: the world at the moment of the call, without drawing anew when it changes. */
export function useWorldNow(): () => World {
  const { facts } = useProvided();
  return useCallback(() => facts.getState().world, [facts]);
}
