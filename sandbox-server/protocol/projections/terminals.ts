import type { SandboxEvent } from '../events.ts';

/** A piece of a terminal's transcript; `seq` is its place in the log. */
export type TerminalEntry =
  | {
      kind: 'entered';
      seq: number;
      prompt: string;
      program: string;
      text: string;
      command?: { tab: string; number: number };
    }
  | {
      kind: 'pressed';
      seq: number;
      key: 'interrupt' | 'end-of-input' | 'escape';
      command?: { tab: string; number: number };
    }
  | { kind: 'printed'; seq: number; voice: 'shell' | 'server' | 'client' | 'error'; text: string; connection?: string };

export interface Terminal {
  entries: TerminalEntry[];
  /** Empty while a program reads the lines, or works. */
  prompt: string;
  /** Host on which the shell runs: after `ssh` another than the learner's. */
  host: string;
  /** `sh`, or the program that reads the lines. */
  program: string;
  /** Connection to which typed lines go. */
  connection?: string;
  /** Lines typed at a shell's prompt, oldest first. */
  history: string[];
  /** Last connection that printed here: its last reply is the one that is explained. */
  lastConnection?: string;
}

export interface TerminalsState {
  byName: Record<string, Terminal>;
}

export function emptyTerminals(): TerminalsState {
  return { byName: {} };
}

export function applyToTerminals(terminals: TerminalsState, event: SandboxEvent): void {
  switch (event.type) {
    case 'terminal.entered': {
      const terminal = open(terminals, event.terminal);
      const { seq, text, command } = event;
      const { prompt, program } = terminal;
      terminal.entries.push({ kind: 'entered', seq, prompt, program, text, command });
      if (program === 'sh' && text.trim() !== '') terminal.history.push(text);
      // Until the next prompt, what was asked for is under way.
      terminal.prompt = '';
      return;
    }
    case 'terminal.pressed': {
      const { seq, key, command } = event;
      open(terminals, event.terminal).entries.push({ kind: 'pressed', seq, key, command });
      return;
    }
    case 'terminal.printed': {
      const terminal = open(terminals, event.terminal);
      const { seq, voice, text, connection } = event;
      terminal.entries.push({ kind: 'printed', seq, voice, text, connection });
      if (connection) terminal.lastConnection = connection;
      return;
    }
    case 'terminal.prompted': {
      const { prompt, host, program, connection } = event;
      Object.assign(open(terminals, event.terminal), { prompt, host, program, connection });
      return;
    }
    case 'terminal.cleared':
      open(terminals, event.terminal).entries = [];
      return;
    case 'terminal.closed':
      delete terminals.byName[event.terminal];
  }
}

function open(terminals: TerminalsState, name: string): Terminal {
  terminals.byName[name] ??= { entries: [], prompt: '', host: '', program: 'sh', history: [] };
  return terminals.byName[name];
}
