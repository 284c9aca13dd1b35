import type { ConfigState } from '#protocol/projections/config.ts';

type Change = ConfigState['changes'][number];

/** Asks the server to set parameters, all or none; `refused` is told why not. */
export type Configure = (set: Record<string, string | null>, refused: (why: string) => void) => void;

/**
 * The learner's last change on a host that has not been taken back. Taking back is a change, too: the reverse of one
 * before it; then both are done with.
 */
export function lastToUndo(changes: readonly Change[], host: string): Change | undefined {
  const standing: Change[] = [];
  for (const change of changes.filter((one) => one.host === host && one.by === 'learner')) {
    const last = standing.at(-1);
    const isReverse =
      last?.parameter === change.parameter && last.previous === change.value && last.value === change.previous;
    if (isReverse) standing.pop();
    else standing.push(change);
  }
  return standing.at(-1);
}
