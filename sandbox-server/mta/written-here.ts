import type { Fact, FactOf } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import { receivedLine } from './cleanup.ts';

interface Written {
  host: string;
  queueId: string;
  /** Empty for what nobody shall answer: notices and reports. */
  reversePath?: string;
  to: string;
  origin?: FactOf<'message.accepted'>['origin'];
  /** Sandbox ms. */
  at: number;
  /** The letter without this host's stamp, octets in latin1. */
  raw: string;
}

/**
 * A letter that a host writes itself, as the fact that puts it into the host's queue: with its Received line on top, under
 * the next free name. To be called right before it is recorded: that takes the name.
 */
export function writtenHere(
  { host, queueId, reversePath = '', to, origin = 'system', at, raw }: Written,
  { messages }: World,
): FactOf<'message.accepted'> {
  return {
    type: 'message.accepted',
    host,
    queueId,
    message: `m${messages.count + 1}`,
    origin,
    envelope: { reversePath, recipients: [to] },
    raw: receivedLine({ host, queueId, recipients: [to], at }) + raw,
  };
}

/** The same letters under the names that are free now: while they were written, others may have taken theirs. */
export function named<T extends Fact>(written: readonly T[], { messages }: World): T[] {
  let { count } = messages;
  return written.map((fact) => {
    if (fact.type !== 'message.accepted') return fact;
    count += 1;
    return { ...fact, message: `m${count}` };
  });
}
