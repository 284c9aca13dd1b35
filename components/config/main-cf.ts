/** The parameters of a server as the text of a main.cf (postconf(5)), read and written. */

export interface ConfigNote {
  /** From 1. */
  line: number;
  level: 'error' | 'hint';
  text: string;
}

export type Settings = Readonly<Record<string, string>>;

/** What was set, one parameter a line. */
export function mainCfOf(set: Settings): string {
  return Object.entries(set)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** Reads `name = value` lines; # begins a comment, and a line that begins with a blank goes on with the one before. */
export function parseMainCf(text: string): { set: Record<string, string>; notes: ConfigNote[] } {
  const set = new Map<string, string>();
  const notes: ConfigNote[] = [];
  for (const { line, text: logical } of logicalLines(text)) {
    const [, name, value] = /^(\w+)\s*=\s*(.*)$/s.exec(logical) ?? [];
    if (name === undefined || value === undefined) {
      notes.push({ line, level: 'error', text: `"${logical.slice(0, 60)}" is not of the form: parameter = value.` });
      continue;
    }
    if (set.has(name)) notes.push({ line, level: 'hint', text: `${name} stands here twice: the last line counts.` });
    set.set(name, value.trim());
  }
  return { set: Object.fromEntries(set), notes };
}

function logicalLines(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = [];
  text.split(/\r?\n/).forEach((row, index) => {
    if (/^\s*(#|$)/.test(row)) return;
    const last = lines.at(-1);
    if (/^\s/.test(row) && last) last.text += ` ${row.trim()}`;
    else lines.push({ line: index + 1, text: row.trim() });
  });
  return lines;
}

/** What to ask of the server so that the first settings become the second; null takes a line out. */
export function settingsDifference(before: Settings, after: Settings): Record<string, string | null> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}
