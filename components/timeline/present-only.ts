import type { Command, KeeperCommand } from '#protocol/commands.ts';

/** Whether a command is done in the world, which is possible in its present only. The others tell what the learner
 *  reads or thinks, which can be about any moment, or lead to another world. */
export function isPresentOnly({ type }: Command | KeeperCommand): boolean {
  return type !== 'open-view' && type !== 'answer' && type !== 'show-hint' && type !== 'fork';
}
