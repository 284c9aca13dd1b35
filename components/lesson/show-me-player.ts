import type { Command } from '#protocol/commands.ts';
import { isDeed, type TranscriptAction } from '#protocol/transcript.ts';
import { commandOf } from '#protocol/transcript-commands.ts';
import type { World } from '#protocol/world.ts';
import type { ProvidedSandbox } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { isReady } from '../terminal/readiness.ts';
import { terminalKeyboard } from '../terminal/terminal-keyboard.ts';
import { useWireSettings } from '../wire/wire-settings.ts';
import type { LessonTexts } from './lesson-context.ts';
import { type Expected, planShowMe, whyStopped } from './show-me.ts';

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

/** A step that is reached a moment after its last line must not be shown again, in ms. */
const reachedMaxMs = 3000;

/** What is being shown on this page. */
let underWay: { done: Promise<void>; abort: AbortController } | undefined;

interface Show {
  /** One step, or several that follow each other. */
  stepIds: readonly string[];
  lesson: Pick<LessonTexts, 'steps' | 'solution'>;
  sandbox: Pick<ProvidedSandbox, 'facts' | 'playHead' | 'send'>;
  /** Ends it. */
  abort: AbortController;
}

/**
 * Plays the solution of steps before the learner's eyes, after whatever is being shown already. It ends where the sandbox does
 * not answer as the lesson says: what follows would be typed into another conversation. Returns why, or undefined.
 */
export async function showSteps(show: Show): Promise<string | undefined> {
  const { abort, sandbox } = show;
  let stopped: string | undefined;
  const expected: Expected = { since: 0, refusals: [], line: undefined };
  const end = (why: string | undefined) => {
    stopped ??= why;
    if (why !== undefined) abort.abort();
  };
  const unsubscribe = sandbox.facts.subscribe(({ world }) => end(whyStopped(world, expected)));
  const refused = ({ error }: { error: string }) => end(`This was refused: ${error}`);
  const done = ended(underWay).then(() => showAll({ ...show, expected, refused }));
  underWay = { done, abort };
  await done;
  unsubscribe();
  return stopped;
}

interface Means extends Show {
  /** What is waited for now. */
  expected: Expected;
  refused: (refusal: { error: string }) => void;
}

async function showAll(means: Means): Promise<void> {
  const { stepIds, sandbox, abort } = means;
  for (const id of stepIds) {
    const isReached = ({ progress }: World) => progress.steps[id] !== undefined;
    if (stepIds.length > 1 && isReached(sandbox.facts.getState().world)) continue;
    await showStep(id, means);
    if (stepIds.length > 1) await until(isReached, reachedMaxMs, means);
    if (abort.signal.aborted) return;
  }
}

async function showStep(stepId: string, means: Means): Promise<void> {
  const { lesson, sandbox, abort, expected } = means;
  useWorkbench.getState().showTerminal('main');
  const ids = lesson.steps.map(({ id }) => id);
  const upTo = ids.slice(0, ids.indexOf(stepId) + 1).map((id) => lesson.solution[id] ?? []);
  const { world } = sandbox.facts.getState();
  const terminal = world.terminals.byName.main;
  const plan = planShowMe({ steps: upTo, entries: terminal?.entries ?? [], program: terminal?.program ?? 'sh' });
  if (plan.leavesProgram) sandbox.send({ type: 'press-key', terminal: 'main', key: 'interrupt' });
  Object.assign(expected, { since: world.seq, refusals: plan.refusals });
  for (const action of plan.actions.filter(isDeed)) {
    if (abort.signal.aborted) break;
    await perform(action, means);
  }
  expected.line = undefined;
}

async function ended(before: typeof underWay): Promise<void> {
  if (!before) return;
  await Promise.race([before.done, pause(lastLinesMaxMs, before.abort.signal)]);
  before.abort.abort();
}

async function perform(action: TranscriptAction, means: Means): Promise<void> {
  const { sandbox, expected, refused } = means;
  const { signal } = means.abort;
  // As fast as the timeline plays, so that terminal and map keep step.
  const { speed } = sandbox.playHead.pace.getState();
  if (action.do === 'type') {
    useWorkbench.getState().showTerminal('main');
    expected.line = { reader: action.at, since: sandbox.facts.getState().world.seq };
    return terminalKeyboard.type([{ text: action.text, at: action.at }], { signal, speed });
  }
  expected.line = undefined;
  if (action.do === 'view' || action.do === 'letter') await arrival(action.mailbox, means);
  if (action.do !== 'answer') await settled(means);
  const command = commandOf(action, sandbox.facts.getState().world);
  if (!command) return;
  bringForward(command);
  await pause(pauseMs / speed, signal);
  if (!signal.aborted) sandbox.send(command, refused);
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

type Watching = Pick<Show, 'sandbox' | 'abort'>;

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

async function until(isSo: (world: World) => boolean, maxMs: number, { sandbox, abort }: Watching): Promise<void> {
  for (let waited = 0; waited < maxMs && !abort.signal.aborted; waited += lookEveryMs) {
    if (isSo(sandbox.facts.getState().world)) return;
    await pause(lookEveryMs, abort.signal);
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
