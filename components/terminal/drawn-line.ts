import { eastAsianWidth } from 'get-east-asian-width';

/** Where an edited line stands on the screen, so that it can be taken away and drawn again. */
export interface DrawnLine {
  /** What to write: the line, with the cursor brought to its place. */
  output: string;
  /** Rows from the start of the line down to the cursor. */
  cursorRow: number;
}

/**
 * Draws a line that may be wider than the screen.
 *
 * @param before painted text and plain text up to the cursor
 * @param after painted text and plain text behind it
 * @param columns width of the screen in cells
 */
export function drawnLine(before: Painted, after: Painted, columns: number): DrawnLine {
  const toCursor = widthOf(before.plain);
  const total = toCursor + widthOf(after.plain);
  const endRow = Math.floor(total / columns);
  // A line that ends exactly at the margin leaves the cursor there; the next row makes counting simple.
  const wrap = total > 0 && total % columns === 0 ? '\r\n' : '';
  const cursorRow = Math.floor(toCursor / columns);
  const up = endRow > cursorRow ? `\x1b[${endRow - cursorRow}A` : '';
  const column = toCursor % columns;
  const right = column > 0 ? `\x1b[${column}C` : '';
  return { output: `${before.painted}${after.painted}${wrap}${up}\r${right}`, cursorRow };
}

export interface Painted {
  plain: string;
  painted: string;
}

/** Takes a drawn line away; the cursor is where the line began. */
export function erased(cursorRow: number): string {
  return `${cursorRow > 0 ? `\x1b[${cursorRow}A` : ''}\r\x1b[J`;
}

/** Cells on the screen. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + eastAsianWidth(character.codePointAt(0) ?? 0), 0);
}
