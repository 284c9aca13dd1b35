import type { ParameterName } from '#protocol/parameters.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../../clock/clock.ts';
import { numberOf, parameter } from '../config.ts';

/** Sandbox ms over which Postfix's anvil(8) counts (anvil_rate_time_unit). */
const periodMs = 60_000;

const limits = {
  connection: 'smtpd_client_connection_rate_limit',
  message: 'smtpd_client_message_rate_limit',
  recipient: 'smtpd_client_recipient_rate_limit',
  auth: 'smtpd_client_auth_rate_limit',
} as const satisfies Record<string, ParameterName>;

type Counted = keyof typeof limits;

/** How often each client does what is limited. It forgets with a restart, as Postfix's does. */
export class Anvil {
  readonly #host: string;
  readonly #world: World;
  readonly #clock: Clock;
  /** Sandbox ms of what each client did lately, by kind and address. */
  readonly #times = new Map<string, number[]>();

  constructor(host: string, { world, clock }: { world: World; clock: Clock }) {
    this.#host = host;
    this.#world = world;
    this.#clock = clock;
  }

  /** Counts it; the parameter that is now exceeded, or undefined. */
  exceeds(what: Counted, client: string): { name: string; value: string } | undefined {
    const limit = numberOf(this.#world, this.#host, limits[what]);
    // Nobody counts what nobody asks for.
    if (limit === 0) return undefined;
    const now = this.#clock.now();
    const key = `${what}/${client}`;
    const times = [...(this.#times.get(key) ?? []).filter((time) => time > now - periodMs), now];
    this.#times.set(key, times);
    return times.length > limit ? { name: limits[what], value: String(limit) } : undefined;
  }

  /** More connections of this client are open than it may have; the parameter that says so. */
  tooManyAtOnce(open: number): { name: string; value: string } | undefined {
    const name = 'smtpd_client_connection_count_limit';
    const limit = numberOf(this.#world, this.#host, name);
    return limit > 0 && open > limit ? { name, value: parameter(this.#world, this.#host, name) } : undefined;
  }
}
