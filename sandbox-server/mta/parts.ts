import type { RecordFacts } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import type { WorkInProgress } from '../clock/work.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Network } from '../network/network.ts';
import type { MtaExtension } from './extension.ts';

/** What every part of a mail server is given. */
export interface MtaParts {
  world: World;
  clock: Clock;
  random: Random;
  network: Network;
  resolver: Resolver;
  work: WorkInProgress;
  record: RecordFacts;
  /** By host. */
  extensions: ReadonlyMap<string, MtaExtension>;
}
