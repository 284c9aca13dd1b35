import type { EventOf, SandboxEvent } from '../events.ts';

export type Viewed = Pick<
  EventOf<'view.opened'>,
  'seq' | 'view' | 'mailbox' | 'message' | 'host' | 'zone' | 'connection'
>;

export interface ProgressState {
  lesson: string;
  seed: string;
  /** `seq` at which a step was reached, by step. */
  steps: Record<string, number>;
  /** What was seen last instead of what a step wants, by step. */
  missed: Record<string, string>;
  hints: { step: string; hint: string }[];
  /** The last answer to each question, and how many were given. */
  answers: Record<string, { seq: number; choices: string[]; correct: boolean; tries: number }>;
  views: Viewed[];
  coach: { seq: number; rule: string; say: string }[];
  /** For a fork: the sandbox that it was forked from, and where. */
  forked?: { from: string; seq: number; at: number };
  /** Highest command number done, by browser tab: a repeated command is not done twice. */
  commands: Record<string, number>;
}

export function emptyProgress(): ProgressState {
  return { lesson: '', seed: '', steps: {}, missed: {}, hints: [], answers: {}, views: [], coach: [], commands: {} };
}

export function applyToProgress(progress: ProgressState, event: SandboxEvent): void {
  if (event.command) progress.commands[event.command.tab] = event.command.number;
  switch (event.type) {
    case 'sandbox.started':
      progress.lesson = event.lesson;
      progress.seed = event.seed;
      return;
    case 'sandbox.forked':
      progress.forked = { from: event.from, seq: event.seq, at: event.at };
      return;
    case 'step.reached':
      progress.steps[event.step] = event.seq;
      return;
    case 'step.missed':
      progress.missed[event.step] = event.seen;
      return;
    case 'hint.shown':
      progress.hints.push({ step: event.step, hint: event.hint });
      return;
    case 'answer.given': {
      const { seq, choices, correct, question } = event;
      const tries = (progress.answers[question]?.tries ?? 0) + 1;
      progress.answers[question] = { seq, choices, correct, tries };
      return;
    }
    case 'view.opened': {
      const { seq, view, mailbox, message, host, zone, connection } = event;
      progress.views.push({ seq, view, mailbox, message, host, zone, connection });
      return;
    }
    case 'coach.spoke':
      progress.coach.push({ seq: event.seq, rule: event.rule, say: event.say });
  }
}
