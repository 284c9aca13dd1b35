import type { TerminalEntry } from '#protocol/projections/terminals.ts';

/** Where in a transcript its last lines begin: the index of the entry with the first of them. */
export function tailFrom(entries: readonly TerminalEntry[], linesMax: number): number {
  let lines = 0;
  let index = entries.length;
  while (index > 0 && lines < linesMax) {
    index -= 1;
    lines += linesIn(entries[index]);
  }
  return index;
}

function linesIn(entry: TerminalEntry | undefined): number {
  if (entry?.kind !== 'printed') return 1;
  return entry.text.split('\n').length - 1;
}
