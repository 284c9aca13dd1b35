'use client';
import { useCallback, useRef, useState } from 'react';
import type { Command } from '#protocol/commands.ts';
import type { TranscriptAction } from '#protocol/transcript.ts';
import { commandOf } from '#protocol/transcript-commands.ts';
import type { World } from '#protocol/world.ts';
import { useProvided, useSandbox, useWorldNow } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { isReady } from '../terminal/readiness.ts';
import { terminalKeyboard } from '../terminal/terminal-keyboard.ts';
import { useWireSettings } from '../wire/wire-settings.ts';
import { useLesson } from './lesson-context.ts';
import { planShowMe } from './show-me.ts';

/** Between two things that are shown, so that one can follow, in ms. */
const pauseMs = 700;

/** Mail between servers is there within a second; a letter that does not come at all must not hold up the rest. */
const arrivalMaxMs = 10_000;

/** What has not come to rest by then waits itself. */
const settledMaxMs = 10_000;
/** Between two servers that talk passes less. */
const lookEveryMs = 400;

/** A step may be reached before its last lines are typed: they have this long before those of the next, in ms. */
const lastLinesMaxMs = 10_000;

/** What is being shown on this page. */
let underWay: { done: Promise<void>; abort: AbortController } | undefined;

/** A step that is reached a moment after its last line must not be shown again, in ms. */
const reachedMaxMs = 3000;

/** Plays the solution of one step, or of several that follow each other, before the learner's eyes; can be stopped. */
export function useShowMe(stepIds: readonly string[]) {
  const { steps, solution } = useLesson();
  const { send } = useSandbox();
  const worldNow = useWorldNow();
  const { playHead } = useProvided();
  const running = useRef<AbortController>(undefined);
  const [isRunning, setRunning] = useState(false);

  const stop = useCallback(() => running.current?.abort(), []);

  const showStep = useCallback(
    async (stepId: string, signal: AbortSignal) => {
      useWorkbench.getState().showTerminal('main');
      const ids = steps.map(({ id }) => id);
      const upTo = ids.slice(0, ids.indexOf(stepId) + 1).map((id) => solution[id] ?? []);
      const terminal = worldNow().terminals.byName.main;
      const plan = planShowMe({ steps: upTo, entries: terminal?.entries ?? [], program: terminal?.program ?? 'sh' });
      if (plan.leavesProgram) send({ type: 'press-key', terminal: 'main', key: 'interrupt' });
      for (const action of plan.actions) {
        if (signal.aborted) break;
        // As fast as the timeline plays, so that terminal and map keep step.
        const { speed } = playHead.pace.getState();
        await perform(action, { send, worldNow, speed, signal });
      }
    },
    [playHead, send, solution, steps, worldNow],
  );

  const show = useCallback(
    async (signal: AbortSignal) => {
      for (const id of stepIds) {
        const isReached = ({ progress }: World) => progress.steps[id] !== undefined;
        if (stepIds.length > 1 && isReached(worldNow())) continue;
        await showStep(id, signal);
        if (stepIds.length > 1) await until(isReached, reachedMaxMs, { worldNow, signal });
      }
    },
    [showStep, stepIds, worldNow],
  );

  const start = useCallback(async () => {
    const abort = new AbortController();
    running.current = abort;
    setRunning(true);
    const done = ended(underWay).then(() => show(abort.signal));
    underWay = { done, abort };
    await done;
    setRunning(false);
  }, [show]);

  return { isRunning, start, stop };
}

async function ended(before: typeof underWay): Promise<void> {
  if (!before) return;
  await Promise.race([before.done, pause(lastLinesMaxMs, before.abort.signal)]);
  before.abort.abort();
}

interface Means {
  send(command: Command): number;
  worldNow(): World;
  /** 2 is twice as fast as a person likes to read. */
  speed: number;
  signal: AbortSignal;
}

async function perform(action: TranscriptAction, { send, worldNow, speed, signal }: Means): Promise<void> {
  if (action.do === 'type') {
    useWorkbench.getState().showTerminal('main');
    return terminalKeyboard.type([{ text: action.text, at: action.at }], { signal, speed });
  }
  if (action.do === 'view' || action.do === 'letter') await arrival(action.mailbox, { worldNow, signal });
  if (action.do !== 'answer') await settled({ worldNow, signal });
  const command = commandOf(action, worldNow());
  if (!command) return;
  bringForward(command);
  await pause(pauseMs / speed, signal);
  if (!signal.aborted) send(command);
  await pause(pauseMs / speed, signal);
}

/** Brings forward the view in which a learner would do it. */
function bringForward(command: Command): void {
  const { showMailbox, showQueue, showConfiguration, showZone, showService, showConnection } = useWorkbench.getState();
  if (command.type === 'edit-zones') return showZone(undefined);
  if (command.type === 'configure') return showConfiguration(command.host);
  if (command.type === 'handle-letter') return showMailbox(command.mailbox, command.message);
  if (command.type !== 'open-view') return;
  switch (command.view) {
    case 'queue':
      return showQueue(command.host);
    case 'configuration':
      return showConfiguration(command.host);
    case 'service':
      return showService(command.host);
    case 'zone':
    case 'lookups':
      return showZone(command.zone);
    case 'overheard':
      useWireSettings.setState({ overhears: true });
      return showConnection(command.connection ?? '');
    default:
      if (command.mailbox) showMailbox(command.mailbox);
  }
}

type Watching = Pick<Means, 'worldNow' | 'signal'>;

/** Until there is a letter in the mailbox. */
function arrival(mailbox: string, means: Watching): Promise<void> {
  return until(({ mailboxes }) => Boolean(mailboxes.byAddress[mailbox]?.length), arrivalMaxMs, means);
}

/** Until what was typed has done its work and nothing moves; a program may wait for us, or for the clock. */
function settled(means: Watching): Promise<void> {
  let before = 0;
  const rests = (world: World) => {
    const isSame = world.seq === before;
    before = world.seq;
    return isSame && (isReady(world, 'main', 'shell') || isReady(world, 'main', 'program'));
  };
  return until(rests, settledMaxMs, means);
}

async function until(isSo: (world: World) => boolean, maxMs: number, { worldNow, signal }: Watching): Promise<void> {
  for (let waited = 0; waited < maxMs && !signal.aborted; waited += lookEveryMs) {
    if (isSo(worldNow())) return;
    await pause(lookEveryMs, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
