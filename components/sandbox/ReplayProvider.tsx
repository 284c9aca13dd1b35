'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import type { SandboxEvent } from '#protocol/events.ts';
import { PlayHead } from '../timeline/play-head.ts';
import { clockStore } from './clock-store.ts';
import type { FactsStore } from './facts-store.ts';
import { Pacer, replayDwellMs } from './pacing.ts';
import type { Connectedness } from './sandbox-client.ts';
import { type ProvidedSandbox, SandboxContext } from './use-world.ts';

/** After the story has been told, it stands still for a while before it begins again, in ms. */
const restMs = 5000;

const ReplayContext = createContext({ playing: false, toggle() {} });

/** Whether the replay runs, and the switch. */
export function useReplay() {
  return useContext(ReplayContext);
}

/**
 * Plays a recorded log at human speed, over and over: the same facts, the same fold, the same views as in a lesson.
 * For those who want less motion it stands at its end until they press play.
 */
export function ReplayProvider({ events, children }: { events: readonly SandboxEvent[]; children: ReactNode }) {
  const [playing, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const pacer = useMemo(() => new Pacer(replayDwellMs), []);
  useEffect(() => {
    if (!playing) {
      pacer.startAnew();
      pacer.catchUp(events);
      return;
    }
    let rest: ReturnType<typeof setTimeout>;
    const tell = () => {
      pacer.startAnew();
      pacer.follow(events);
    };
    pacer.onEnd = () => {
      rest = setTimeout(tell, restMs);
    };
    tell();
    return () => {
      clearTimeout(rest);
      pacer.stop();
    };
  }, [events, pacer, playing]);
  const provided = useMemo(() => replayed(pacer, events), [pacer, events]);
  const replay = useMemo(() => ({ playing, toggle: () => setPlaying((before) => !before) }), [playing]);
  return (
    <ReplayContext value={replay}>
      <SandboxContext value={provided}>{children}</SandboxContext>
    </ReplayContext>
  );
}

/** In a replay the views see what the map sees, and nothing can be asked. */
function replayed(pacer: Pacer, recorded: readonly SandboxEvent[]): ProvidedSandbox {
  const facts: FactsStore = createStore(() => ({ events: [], world: pacer.store.getState().world }));
  pacer.store.subscribe(({ world }) => facts.setState({ world, events: recorded.slice(0, world.seq) }));
  return {
    facts,
    playHead: new PlayHead(facts, pacer),
    clock: clockStore(),
    connectedness: createStore<Connectedness>(() => ({ status: 'live' })),
    tab: '',
    send: () => 0,
    dismissRefusal: () => undefined,
  };
}
