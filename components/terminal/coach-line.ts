import type { World } from '#protocol/world.ts';
import type { Facts } from '../sandbox/facts-store.ts';
import { wentOn } from './went-on.ts';

type Said = World['progress']['coach'][number];

interface Moment {
  /** All facts, and the world as it is now. */
  now: Facts;
  /** The world as the map shows it: at live a little behind. */
  shown: World;
  isLive: boolean;
}

/**
 * The sentence of the coach that belongs to the moment shown: said when the map has come to its cause, and until the
 * learner does the right thing. Advice is for what one does next, so there is none while looking back, and none about what was done
 * before a fork.
 */
export function coachLine({ now, shown, isLive }: Moment): Said | undefined {
  const said = shown.progress.coach.at(-1);
  if (!isLive || !said || said.seq <= (now.world.progress.forked?.seq ?? 0)) return undefined;
  return wentOn(now.events.slice(said.seq), now.world) ? undefined : said;
}
