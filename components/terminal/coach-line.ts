import type { World } from '#protocol/world.ts';
import { repliesHeard } from './readiness.ts';

type Said = World['progress']['coach'][number];

interface Moment {
  /** The world as it is now. */
  now: World;
  /** The world as the map shows it: at live a little behind. */
  shown: World;
  isLive: boolean;
}

/**
 * The sentence of the coach that belongs to the moment shown: said when the map has come to its cause, and until the
 * learner gets on. Advice is for what one does next, so there is none while looking back, and none about what was done
 * before a fork.
 */
export function coachLine({ now, shown, isLive }: Moment): Said | undefined {
  const said = shown.progress.coach.at(-1);
  if (!isLive || !said || said.seq <= (now.progress.forked?.seq ?? 0)) return undefined;
  return said.seq > gotOnAt(now) ? said : undefined;
}

/** `seq` of the last thing that went well. A 221 is none: a tool says QUIT after a refusal, too. */
function gotOnAt(world: World): number {
  const reply = repliesHeard(world).findLast(({ code, verb }) => code < 400 && verb !== 'QUIT')?.seq ?? 0;
  const right = Object.values(world.progress.answers).flatMap(({ correct, seq }) => (correct ? [seq] : []));
  return Math.max(reply, ...right);
}
