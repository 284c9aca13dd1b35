import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import type { TranscriptAction } from '#protocol/transcript.ts';

/** What "show me" has to do from where the learner is now. */
export interface ShowMePlan {
  /** A program must be left first: the transcript goes on at the shell's prompt. */
  leavesProgram: boolean;
  actions: TranscriptAction[];
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
export function planShowMe({ steps, entries, program }: Situation): ShowMePlan {
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
