import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './tool.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Options and words of a command line as getopt_long(3) reads them.
 *
 * @throws {UsageError} names the option that the tool does not have here
 */
export function readOptions<const T extends Options>(tool: string, args: readonly string[], options: T) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values, words: positionals };
  } catch (error) {
    // parseArgs says "Unknown option '--x'. To specify …": the first sentence is enough here.
    const [problem = ''] = (error instanceof Error ? error.message : '').split('. ');
    const isUnknown = problem.startsWith('Unknown option');
    throw new UsageError(
      `${tool}: ${problem.charAt(0).toLowerCase()}${problem.slice(1)}${isUnknown ? ' (not available here)' : ''}`,
    );
  }
}
