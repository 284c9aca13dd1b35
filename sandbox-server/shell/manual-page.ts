import type { Tool } from './tool.ts';

/** As wide as a terminal of the old kind. */
export const manualColumns = 80;

/** A manual page as `man` lays it out: paragraphs are filled, lists keep their shape and hang where they are too long. */
export function manualPage(name: string, { summary, usage, manual }: Tool): string {
  const forms = usage.split(new RegExp(`(?: \\||, or) (?=${name} )`));
  const lines = [`${name}: ${summary}`, '', ...forms.map((form) => `    ${form}`), '', ...paragraphs(manual)];
  return filled(lines);
}

/** Lines as a terminal of `manualColumns` shows them: one that is too long goes on below. */
export function filled(lines: readonly string[]): string {
  return `${lines.flatMap(hanging).join('\n')}\n`;
}

/** Lines that begin without a space belong to one paragraph. */
function paragraphs(manual: string): string[] {
  const lines: string[] = [];
  for (const line of manual.split('\n')) {
    const before = lines.at(-1) ?? '';
    const goesOn = [before, line].every((one) => /^\S/.test(one));
    if (goesOn) lines[lines.length - 1] = `${before} ${line}`;
    else lines.push(line);
  }
  return lines;
}

/** A line that is too long goes on below its text: for `-x   what it does` that is the column of the explanation. */
function hanging(line: string): string[] {
  const [head = ''] = /^ +\S.*? {2,}|^ */.exec(line) ?? [];
  const lines = [head];
  for (const word of line.slice(head.length).split(' ')) {
    const last = lines.at(-1) ?? '';
    const isFirst = last.length === head.length;
    if (isFirst) lines[lines.length - 1] = last + word;
    else if (last.length + 1 + word.length <= manualColumns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(' '.repeat(head.length) + word);
  }
  return lines;
}
