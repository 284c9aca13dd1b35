import type { Terminal } from '@xterm/xterm';
import { useExplained } from './explained-store.ts';
import { isEndOfReply } from './paint.ts';

/**
 * Explains the reply under the pointer. Replies stand on the screen in the order in which they were heard, so the place
 * of a line, counted from the end, tells which one it is.
 */
export function explainOnHover(xterm: Terminal, seqs: () => number[]): void {
  xterm.registerLinkProvider({
    provideLinks(row, done) {
      const text = textAt(xterm, row - 1);
      if (!isEndOfReply(text) && !/^(?:<- +)?\d{3}-/.test(text)) return done(undefined);
      const seq = seqs().at(-repliesFrom(xterm, row - 1));
      if (seq === undefined) return done(undefined);
      done([
        {
          range: { start: { x: 1, y: row }, end: { x: text.length, y: row } },
          text,
          decorations: { underline: true, pointerCursor: false },
          activate: () => useExplained.getState().explain(seq),
          hover: () => useExplained.getState().explain(seq),
          leave: () => useExplained.getState().explain(undefined),
        },
      ]);
    },
  });
}

function textAt(xterm: Terminal, row: number): string {
  return xterm.buffer.active.getLine(row)?.translateToString(true) ?? '';
}

/** Ends of replies from a row (counted from 0) to the end of the buffer. */
function repliesFrom(xterm: Terminal, row: number): number {
  let count = 0;
  for (let at = row; at < xterm.buffer.active.length; at += 1) {
    if (!xterm.buffer.active.getLine(at)?.isWrapped && isEndOfReply(textAt(xterm, at))) count += 1;
  }
  return count;
}
