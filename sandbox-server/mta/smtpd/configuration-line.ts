import type { ParameterName } from '#protocol/parameters.ts';
import type { World } from '#protocol/world.ts';
import { parameter } from '../config.ts';
import type { ConfigurationLine } from '../replies.ts';

/** A line of a server's configuration as it is in force, for the reason of a reply. */
export function configurationLine(world: World, host: string, name: ParameterName): ConfigurationLine {
  return { name, value: parameter(world, host, name) };
}
