import { type EventOf, eventsVersion, type Fact, type SandboxEvent } from '#protocol/events.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { apply, emptyWorld } from '#protocol/world.ts';
import { Clock, stoppedWall, type Wall } from '../clock/clock.ts';
import { type Attempt, Network } from './network.ts';
import type { VirtualSocket } from './virtual-socket.ts';

export const laptop = 'laptop.acme.example';
export const mx = 'mx.globex.example';
export const mxAddress = '198.51.100.25';

/** For tests of this floor: two hosts, a network, and every fact that was recorded. */
export function openSmallInternet({ wall = stoppedWall, latencyMs = 0 }: { wall?: Wall; latencyMs?: number } = {}) {
  const scenario = defineScenario({
    hosts: [
      {
        name: laptop,
        address: '192.0.2.10',
        role: 'workstation',
        label: 'your laptop',
        position: { column: 0, row: 0 },
      },
      {
        name: mx,
        alsoKnownAs: ['mail.globex.example'],
        address: mxAddress,
        role: 'mail',
        label: 'MX of globex.example',
        position: { column: 1, row: 0 },
      },
    ],
    terminal: { host: laptop, user: 'kim' },
    latencyMs,
  });
  const world = emptyWorld();
  const clock = new Clock(wall, 0);
  const facts: SandboxEvent[] = [];
  const record = async (...batch: Fact[]) => {
    for (const fact of batch) {
      const event: SandboxEvent = { ...fact, seq: world.seq + 1, at: clock.now() };
      apply(world, event);
      facts.push(event);
    }
  };
  record({ type: 'sandbox.started', version: eventsVersion, lesson: 'network', seed: 'seed', scenario });
  const network = new Network({ clock, world, record });

  const call = (port: number, more: Partial<Attempt> = {}): Promise<VirtualSocket> =>
    network.connect({ from: laptop, to: { address: mxAddress, port }, driver: 'learner', timeoutMs: 30_000, ...more });
  /** Both ends of a connection to a port of the MX. */
  const pair = async (port = 25, more: Partial<Attempt> = {}): Promise<[VirtualSocket, VirtualSocket]> => {
    const accepted = new Promise<VirtualSocket>((resolve) => network.listen(mx, port, resolve));
    return [await call(port, more), await accepted];
  };
  const of = <T extends Fact['type']>(type: T) =>
    facts.filter((fact): fact is SandboxEvent & EventOf<T> => fact.type === type);
  const said = (by: 'client' | 'server') =>
    of('bytes.sent')
      .filter((fact) => fact.by === by)
      .map(({ data }) => data)
      .join('');
  const host = (name: string): HostState => {
    const found = world.hosts.byName[name];
    if (!found) throw new Error(`no host ${name}`);
    return found;
  };
  return { world, clock, network, record, facts, call, pair, of, said, host };
}

/** Reads a socket to its end; answers what was read so far. */
export function reading(socket: VirtualSocket): () => string {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  return () => text;
}

/** Until nothing is under way for a few turns, in which streams hand on what has come. */
export async function quiet(network: Network): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) {
    if (network.busy()) turns = 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
