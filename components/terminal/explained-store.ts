'use client';
import { create } from 'zustand';

/** Which reply the line under the terminal explains; undefined is always the last one. */
interface Explained {
  seq?: number | undefined;
  explain(seq: number | undefined): void;
  /** Walks through replies, given oldest first: -1 to an earlier one, 1 to a later one. */
  walk(by: -1 | 1, seqs: readonly number[]): void;
}

export const useExplained = create<Explained>((set) => ({
  explain: (seq) => set({ seq }),
  walk: (by, seqs) =>
    set(({ seq }) => {
      const at = seq === undefined ? seqs.length - 1 : seqs.indexOf(seq);
      const next = Math.max(0, at + by);
      return { seq: next >= seqs.length - 1 ? undefined : seqs[next] };
    }),
}));
