/** The line that is being edited: pure, so that typing never waits for anything. A key gives a new state and, now and
 *  then, something to do. Characters are code points, so that the cursor never stands inside one. */
export interface EditedLine {
  characters: readonly string[];
  /** Characters before the cursor. */
  cursor: number;
  /** Place in the history while it is walked, counted from its end: 0 is the line itself. */
  historyAt: number;
  /** The line as it was before the history was walked. */
  draft: string;
  /** What Ctrl-K, U and W cut away last; Ctrl-Y puts it back. */
  killed: string;
  /** Ctrl-R: what is searched, and how many hits were passed over. */
  search?: { query: string; passed: number } | undefined;
}

export type Effect =
  | { do: 'enter'; text: string }
  | { do: 'interrupt' | 'end-of-input' | 'escape' | 'clear-screen' | 'complete' | 'earlier-reply' | 'later-reply' };

export interface Pressed {
  line: EditedLine;
  effect?: Effect;
}

export const emptyLine: EditedLine = { characters: [], cursor: 0, historyAt: 0, draft: '', killed: '' };

export function lineWith(text: string, before: EditedLine = emptyLine): EditedLine {
  const characters = [...text];
  return { ...emptyLine, killed: before.killed, characters, cursor: characters.length };
}

export function textOf({ characters }: EditedLine): string {
  return characters.join('');
}

/** Inserts text at the cursor. */
export function insert(line: EditedLine, text: string): EditedLine {
  const added = [...text];
  const { characters, cursor } = line;
  return {
    ...line,
    characters: [...characters.slice(0, cursor), ...added, ...characters.slice(cursor)],
    cursor: cursor + added.length,
  };
}

const escapeSequences: Record<string, string> = {
  '\x1b[A': 'up',
  '\x1bOA': 'up',
  '\x1b[B': 'down',
  '\x1bOB': 'down',
  '\x1b[C': 'right',
  '\x1bOC': 'right',
  '\x1b[D': 'left',
  '\x1bOD': 'left',
  '\x1b[H': 'home',
  '\x1bOH': 'home',
  '\x1b[F': 'end',
  '\x1bOF': 'end',
  '\x1b[3~': 'delete',
  '\x1b[1;3A': 'earlier-reply',
  '\x1b[1;3B': 'later-reply',
  '\x1bb': 'word-left',
  '\x1bf': 'word-right',
  '\x1b[1;5D': 'word-left',
  '\x1b[1;5C': 'word-right',
  '\x1b[1;3D': 'word-left',
  '\x1b[1;3C': 'word-right',
  '\x1bd': 'kill-word-right',
  '\x1b\x7f': 'kill-word',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'complete',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'end-of-input',
  '\x05': 'end',
  '\x06': 'right',
  '\x07': 'cancel',
  '\x0b': 'kill-right',
  '\x0c': 'clear-screen',
  '\x0e': 'down',
  '\x10': 'up',
  '\x12': 'search',
  '\x15': 'kill-left',
  '\x17': 'kill-word',
  '\x19': 'yank',
  '\x1b': 'cancel',
  '\x1d': 'escape',
};

/** One key, or text, as a terminal emulator reports it. `history` has the oldest line first. */
export function press(line: EditedLine, data: string, history: readonly string[]): Pressed {
  const key = escapeSequences[data];
  if (line.search) return searching(line, key, data, history);
  if (key !== undefined) return pressKey(line, key, history);
  // A sequence that we do not know, or another control character: nothing happens.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be typed
  if (/[\x00-\x1f\x7f]/.test(data)) return { line };
  return { line: insert(line, data) };
}

function pressKey(line: EditedLine, key: string, history: readonly string[]): Pressed {
  switch (key) {
    case 'enter':
      return { line: lineWith('', line), effect: { do: 'enter', text: textOf(line) } };
    case 'interrupt':
      return { line: lineWith('', line), effect: { do: 'interrupt' } };
    case 'end-of-input':
      if (line.characters.length > 0) return { line: without(line, line.cursor, line.cursor + 1) };
      return { line, effect: { do: 'end-of-input' } };
    case 'escape':
    case 'clear-screen':
    case 'complete':
    case 'earlier-reply':
    case 'later-reply':
      return { line, effect: { do: key } };
    case 'search':
      return { line: { ...line, search: { query: '', passed: 0 }, draft: textOf(line) } };
    case 'up':
      return { line: walkHistory(line, line.historyAt + 1, history) };
    case 'down':
      return { line: walkHistory(line, line.historyAt - 1, history) };
    default:
      return { line: edited(line, key) };
  }
}

function edited(line: EditedLine, key: string): EditedLine {
  const { characters, cursor, killed } = line;
  switch (key) {
    case 'left':
      return { ...line, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { ...line, cursor: Math.min(characters.length, cursor + 1) };
    case 'home':
      return { ...line, cursor: 0 };
    case 'end':
      return { ...line, cursor: characters.length };
    case 'word-left':
      return { ...line, cursor: wordStart(line) };
    case 'word-right':
      return { ...line, cursor: wordEnd(line) };
    case 'backspace':
      return cursor === 0 ? line : without(line, cursor - 1, cursor);
    case 'delete':
      return without(line, cursor, cursor + 1);
    case 'kill-left':
      return kill(line, 0, cursor);
    case 'kill-right':
      return kill(line, cursor, characters.length);
    case 'kill-word':
      return kill(line, wordStart(line), cursor);
    case 'kill-word-right':
      return kill(line, cursor, wordEnd(line));
    case 'yank':
      return insert(line, killed);
    default:
      return line;
  }
}

function without(line: EditedLine, from: number, to: number): EditedLine {
  const characters = [...line.characters.slice(0, from), ...line.characters.slice(to)];
  return { ...line, characters, cursor: Math.min(from, characters.length) };
}

function kill(line: EditedLine, from: number, to: number): EditedLine {
  const killed = line.characters.slice(from, to).join('');
  return { ...without(line, from, to), killed: killed || line.killed };
}

function wordStart({ characters, cursor }: EditedLine): number {
  let at = cursor;
  while (at > 0 && characters[at - 1] === ' ') at -= 1;
  while (at > 0 && characters[at - 1] !== ' ') at -= 1;
  return at;
}

function wordEnd({ characters, cursor }: EditedLine): number {
  let at = cursor;
  while (at < characters.length && characters[at] === ' ') at += 1;
  while (at < characters.length && characters[at] !== ' ') at += 1;
  return at;
}

function walkHistory(line: EditedLine, at: number, history: readonly string[]): EditedLine {
  if (at < 0 || at > history.length) return line;
  const draft = line.historyAt === 0 ? textOf(line) : line.draft;
  const text = at === 0 ? draft : (history[history.length - at] ?? '');
  return { ...lineWith(text, line), historyAt: at, draft };
}

/** The line that Ctrl-R has found; undefined when there is none. */
export function found({ search }: EditedLine, history: readonly string[]): string | undefined {
  if (!search || search.query === '') return undefined;
  return history.toReversed().filter((text) => text.includes(search.query))[search.passed];
}

function searching(line: EditedLine, key: string | undefined, data: string, history: readonly string[]): Pressed {
  const search = line.search ?? { query: '', passed: 0 };
  const hit = found(line, history);
  if (key === 'search') {
    const further = { ...line, search: { ...search, passed: search.passed + 1 } };
    return { line: found(further, history) === undefined ? line : further };
  }
  if (key === 'backspace') return { line: { ...line, search: { query: search.query.slice(0, -1), passed: 0 } } };
  if (key === 'cancel' || key === 'interrupt') return { line: lineWith(line.draft, line) };
  if (key === undefined && data.length > 0 && !data.startsWith('\x1b')) {
    return { line: { ...line, search: { query: search.query + data, passed: 0 } } };
  }
  // Any other key takes what was found and does its work on it.
  return pressKey(lineWith(hit ?? line.draft, line), key ?? '', history);
}
