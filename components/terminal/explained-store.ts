'use client';
import { create } from 'zustand';

/** Which reply the line under the terminal explains; undefined is the one that is explained by itself, mostly the last. */
interface Explained {
  seq?: number | undefined;
  explain(seq: number | undefined): void;
  /** Walks through replies, given oldest first: -1 to an earlier one, 1 to a later one, from the one that is explained by
   *  itself. */
  walk(by: -1 | 1, seqs: readonly number[], byItself: number | undefined): void;
}

export const useExplained = create<Explained>((set) => ({
  explain: (seq) => set({ seq }),
  walk: (by, seqs, byItself) =>
    set(({ seq }) => {
      const next = seqs[Math.max(0, seqs.indexOf(seq ?? byItself ?? -1) + by)];
      return { seq: next === byItself ? undefined : (next ?? seq) };
    }),
}));
