import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { commandsPerSecondMax, newSandboxesPerTenMinutesMax } from '#protocol/limits.ts';

/** So many times the allowed rate is no impatient learner but a flood. */
const floodFactor = 10;

export type Verdict = 'within' | 'too-many' | 'flood';

/** Counts what visitors and addresses ask for, in memory, against the limits. */
export class Throttle {
  readonly #messages = new RateLimiterMemory({ points: commandsPerSecondMax, duration: 1 });
  readonly #newSandboxes = new RateLimiterMemory({ points: newSandboxesPerTenMinutesMax, duration: 600 });

  /** One message of a visitor. */
  message(visitor: string): Promise<Verdict> {
    return verdictOf(this.#messages, visitor);
  }

  /** One new sandbox of an address. */
  newSandbox(address: string): Promise<Verdict> {
    return verdictOf(this.#newSandboxes, address);
  }
}

async function verdictOf(limiter: RateLimiterMemory, key: string): Promise<Verdict> {
  try {
    await limiter.consume(key);
    return 'within';
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    return rejected.consumedPoints > floodFactor * limiter.points ? 'flood' : 'too-many';
  }
}
