'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import { emptyWorld } from '#protocol/world.ts';
import type { Timeline } from '../timeline/moments.ts';
import type { Pace } from '../timeline/play-head.ts';
import { isPresentOnly } from '../timeline/present-only.ts';
import { clockStore } from './clock-store.ts';
import type { Connectedness } from './sandbox-client.ts';
import { type ProvidedSandbox, SandboxContext } from './use-world.ts';

/** Opens the visitor's sandbox of a lesson and gives it to the views below. The socket's code comes after the text. */
export function SandboxProvider({ lesson, children }: { lesson: string; children: ReactNode }) {
  const [provided, setProvided] = useState(notYet);
  useEffect(() => {
    let left = false;
    let close = () => {};
    Promise.all([
      import('./sandbox-client.ts'),
      import('./socket-transport.ts'),
      import('../timeline/play-head.ts'),
    ]).then(([{ SandboxClient }, { connectSocket }, { PlayHead }]) => {
      if (left) return;
      const client = new SandboxClient(lesson, newTab(), connectSocket);
      const { facts, pacer, clock, connectedness, tab } = client;
      const playHead = new PlayHead(facts, pacer);
      close = () => {
        client.close();
        playHead.close();
      };
      setProvided({
        facts,
        connectedness,
        tab,
        playHead,
        clock,
        send: (command, refused) => {
          if (isPresentOnly(command)) playHead.toLive();
          return client.send(command, refused);
        },
        dismissRefusal: () => client.dismissRefusal(),
      });
    });
    return () => {
      left = true;
      close();
    };
  }, [lesson]);
  return <SandboxContext value={provided}>{children}</SandboxContext>;
}

/** An empty world that stands still, until the socket's code is there, and with it what folds and plays. */
function notYet(): ProvidedSandbox {
  const world = emptyWorld();
  const nothing = () => undefined;
  return {
    facts: createStore(() => ({ events: [], world })),
    playHead: {
      shown: createStore(() => ({ events: [], world, isLive: true })),
      map: createStore(() => ({ world })),
      pace: createStore<Pace>(() => ({ isPlaying: true, speed: 1 })),
      timeline: createStore<Timeline>(() => ({ moments: [], facts: 0 })),
      isLive: true,
      position: 0,
      toLive: nothing,
      catchUp: nothing,
      seek: nothing,
      step: nothing,
      stepFact: nothing,
      toStart: nothing,
      play: nothing,
      pause: nothing,
      toggle: nothing,
      setSpeed: nothing,
      close: nothing,
    },
    clock: clockStore(),
    connectedness: createStore<Connectedness>(() => ({ status: 'connecting' })),
    tab: '',
    send: () => 0,
    dismissRefusal: () => undefined,
  };
}

/** One a page load: a duplicated tab must not count on with the numbers of the first. */
function newTab(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(octets, (octet) => (octet % 36).toString(36)).join('');
}
