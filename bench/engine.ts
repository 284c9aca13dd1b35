import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import { eventsVersion, type Fact, type SandboxEvent } from '#protocol/events.ts';
import { apply, emptyWorld } from '#protocol/world.ts';
import { Clock, realWall } from '../sandbox-server/clock/clock.ts';
import { Random } from '../sandbox-server/clock/random.ts';
import { WorkInProgress } from '../sandbox-server/clock/work.ts';
import { Resolver } from '../sandbox-server/dns/resolver.ts';
import { MailServer } from '../sandbox-server/mta/mail-server.ts';
import { Network } from '../sandbox-server/network/network.ts';
import { postOffice } from '../tests/post-office.ts';
import { report } from './figures.ts';

const rounds = 4000;

/** Command to reply: our server in memory with every fact recorded, beside the stock library on loopback TCP. */
export async function benchEngine(): Promise<void> {
  const [ours, floor] = [await openOurs(), await openStock()];
  for (const socket of [ours.socket, floor.socket]) await roundTrips(socket, 500);
  const [samples, base] = [await roundTrips(ours.socket, rounds), await roundTrips(floor.socket, rounds)];
  report('NOOP to 250 in a sandbox', samples, 'stock smtp-server on loopback TCP', base, 'ms');
  ours.close();
  floor.close();
}

async function openOurs() {
  const world = emptyWorld();
  const clock = new Clock(realWall, 0);
  const record = async (...facts: Fact[]) => {
    for (const fact of facts) apply(world, { seq: world.seq + 1, at: clock.now(), ...fact } satisfies SandboxEvent);
  };
  const { scenario } = postOffice;
  await record({ type: 'sandbox.started', version: eventsVersion, lesson: 'bench', seed: 'bench', scenario });
  const network = new Network({ clock, world, record });
  const parts = {
    world,
    clock,
    record,
    network,
    resolver: new Resolver({ world, record }),
    random: new Random('bench'),
    work: new WorkInProgress(),
    extensions: new Map(),
  };
  new MailServer('mx.globex.example', [25], parts);
  const to = { address: '198.51.100.25', port: 25 };
  const socket = await network.connect({ from: 'laptop.acme.example', to, driver: 'learner', timeoutMs: 1000 });
  await once(socket, 'data');
  const close = () => {
    network.stop();
    clock.stop();
  };
  return { socket, close };
}

async function openStock() {
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  await once(socket, 'data');
  const close = () => {
    socket.destroy();
    server.close();
  };
  return { socket, close };
}

async function roundTrips(socket: Duplex, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const start = performance.now();
    socket.write('NOOP\r\n');
    await once(socket, 'data');
    samples.push(performance.now() - start);
  }
  return samples;
}
