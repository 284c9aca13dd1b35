import type { Reply } from '#protocol/projections/connections.ts';
import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import type { TranscriptAction } from '#protocol/transcript.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';
import { isReady } from '../terminal/readiness.ts';

/** What "show me" has to do from where the learner is now. */
export interface ShowMePlan {
  /** A program must be left first: the transcript goes on at the shell's prompt. */
  leavesProgram: boolean;
  actions: TranscriptAction[];
  /** Codes with which a server is meant to refuse on the way. */
  refusals: string[];
}

interface Situation {
  /** The solution up to the wanted step: one list of actions a step, in order. */
  steps: readonly (readonly TranscriptAction[])[];
  /** The learner's terminal. */
  entries: readonly TerminalEntry[];
  program: string;
}

/**
 * Goes on where the learner is, if that is where the transcript would be by now: the lines typed since the last shell
 * command are the transcript's. Otherwise it begins again at that shell command.
 */
export function planShowMe(situation: Situation): ShowMePlan {
  const plan = planned(situation);
  const refusals = plan.actions.filter(isWantedRefusal).map(({ text }) => text.slice(0, 3));
  return { ...plan, refusals };
}

/** `S: 550 5.1.1`: a server is meant to say no. */
export function isWantedRefusal(action: TranscriptAction): action is Extract<TranscriptAction, { text: string }> {
  return (action.do === 'expect-reply' || action.do === 'expect-output') && /^[45]\d\d\b/.test(action.text);
}

function planned({ steps, entries, program }: Situation): Omit<ShowMePlan, 'refusals'> {
  const before = steps.slice(0, -1).flat();
  const wanted = [...(steps.at(-1) ?? [])];
  const [first] = wanted.filter(isTyped);
  if (!first) return { leavesProgram: false, actions: wanted };
  if (first.at === 'shell') return { leavesProgram: program !== 'sh' && program !== '', actions: wanted };
  const session = sinceShellCommand(before);
  const expected = session.filter(isTyped).map(({ text }) => text);
  if (program !== 'sh' && isSame(expected, typedSinceShellCommand(entries))) {
    return { leavesProgram: false, actions: wanted };
  }
  return { leavesProgram: program !== 'sh' && program !== '', actions: [...session, ...wanted] };
}

type Typed = Extract<TranscriptAction, { do: 'type' }>;

function isTyped(action: TranscriptAction): action is Typed {
  return action.do === 'type';
}

function sinceShellCommand(actions: readonly TranscriptAction[]): TranscriptAction[] {
  const at = actions.findLastIndex((action) => isTyped(action) && action.at === 'shell');
  return at < 0 ? [] : actions.slice(at);
}

function typedSinceShellCommand(entries: readonly TerminalEntry[]): string[] {
  const lines = entries.filter((entry) => entry.kind === 'entered');
  const at = lines.findLastIndex(({ program }) => program === 'sh');
  return lines.slice(Math.max(at, 0)).map(({ text }) => text);
}

function isSame(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((line, index) => line.trim() === other[index]?.trim());
}

/** What "show me" waits for. */
export interface Expected {
  /** `seq` before its beginning. */
  since: number;
  /** Codes with which a server is meant to refuse. */
  refusals: readonly string[];
  /** For whom a line is being typed, and `seq` before it; undefined while none is. */
  line: { reader: 'shell' | 'program'; since: number } | undefined;
}

/** Why it makes no sense to type on: the server says no where the lesson does not, or nobody is there to read. */
export function whyStopped(world: World, { since, refusals, line }: Expected): string | undefined {
  if (line?.reader !== 'program') return undefined;
  const refusal = refusedBy(world, since, refusals);
  if (refusal) {
    const { host, reply } = refusal;
    const said = [reply.code, reply.enhanced, reply.lines.at(-1)].filter(Boolean).join(' ');
    return `${host} answered “${visibleText(said)}”, and in this step it should not: something is other than at the beginning of the lesson.`;
  }
  const entered = world.terminals.byName.main?.entries.findLast(({ kind }) => kind === 'entered');
  const isEntered = entered !== undefined && entered.seq > line.since;
  if (!isEntered && isReady(world, 'main', 'shell'))
    return 'The conversation ended before its last line; the terminal says why.';
  return undefined;
}

/** A refusal in the conversation that is typed in which nobody wanted. */
function refusedBy(
  { terminals, connections }: World,
  since: number,
  wanted: readonly string[],
): { host: string; reply: Reply } | undefined {
  const { connection: typedIn, lastConnection = '' } = terminals.byName.main ?? {};
  const connection = connections.byId[typedIn ?? lastConnection];
  const reply = connection?.exchanges.find(
    (said) => said.kind === 'reply' && said.seq > since && said.code >= 400 && !wanted.includes(`${said.code}`),
  );
  return connection && reply?.kind === 'reply' ? { host: connection.to.host, reply } : undefined;
}
