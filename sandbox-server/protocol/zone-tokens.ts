/** The words of master files (RFC 1035 §5.1): quotes, escapes, comments, and parentheses that join lines. */

/** Something to say about a line: an error keeps the zone from being taken, a hint does not. */
export interface ZoneNote {
  /** From 1. */
  line: number;
  level: 'error' | 'hint';
  text: string;
}

export interface Token {
  text: string;
  quoted: boolean;
}

/** One entry: what stands on a line, or on several inside parentheses. */
export interface ZoneLine {
  /** Where it begins, from 1. */
  line: number;
  tokens: Token[];
  /** It begins with a blank: the owner is that of the entry before. */
  indented: boolean;
  /** A comment followed. */
  comment: boolean;
}

const word = /(?:\\\d{3}|\\.|[^\s;()"\\])+/y;
const quotedWord = /"((?:\\\d{3}|\\[^\n]|[^"\\\n])*)"/y;

/** Cuts a zone file into entries; what cannot be cut is a note. */
export function zoneLines(text: string): { lines: ZoneLine[]; notes: ZoneNote[] } {
  const lines: ZoneLine[] = [];
  const notes: ZoneNote[] = [];
  let open: ZoneLine | undefined;
  let depth = 0;
  text.split(/\r?\n/).forEach((row, index) => {
    const line = index + 1;
    open ??= { line, tokens: [], indented: /^\s/.test(row), comment: false };
    let at = 0;
    while (at < row.length) {
      const rest = row[at];
      if (rest === ';') {
        open.comment = true;
        break;
      }
      const token = tokenAt(row, at);
      if (token) {
        open.tokens.push(token.token);
        at = token.end;
        continue;
      }
      if (rest === '"') {
        notes.push({ line, level: 'error', text: 'These quotes are not closed. A text must end on its own line.' });
        open.tokens = [];
        break;
      }
      if (rest === '(') depth += 1;
      if (rest === ')') depth = Math.max(0, depth - 1);
      at += 1;
    }
    if (depth > 0) return;
    if (open.tokens.length > 0) lines.push(open);
    open = undefined;
  });
  if (open) notes.push({ line: open.line, level: 'error', text: 'The parenthesis that begins here is never closed.' });
  return { lines, notes };
}

function tokenAt(row: string, at: number): { token: Token; end: number } | undefined {
  quotedWord.lastIndex = at;
  const inQuotes = quotedWord.exec(row);
  if (inQuotes) return { token: { text: unescaped(inQuotes[1] ?? ''), quoted: true }, end: quotedWord.lastIndex };
  word.lastIndex = at;
  const bare = word.exec(row);
  return bare ? { token: { text: unescaped(bare[0]), quoted: false }, end: word.lastIndex } : undefined;
}

function unescaped(text: string): string {
  return text.replace(/\\(\d{3}|.)/gs, (_, code: string) =>
    /^\d{3}$/.test(code) ? String.fromCharCode(Number(code)) : code,
  );
}
