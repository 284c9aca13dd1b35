import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import { SMTPConnection as ServerConnection } from 'smtp-server/lib/smtp-connection.js';
import { defineScenario, type ScenarioInput } from '#protocol/scenario.ts';
import { realWall } from '../sandbox-server/clock/clock.ts';
import { freeCourse } from '../sandbox-server/courses.ts';
import { openLoopback } from '../sandbox-server/gateway/loopback.ts';
import { Sandbox } from '../sandbox-server/sandbox/sandbox.ts';
import { report } from './figures.ts';

const commands = 4000;
const messages = 300;
const warmUp = 60;
const clients = 10;
const lettersPerClient = 20;
const loopbackRounds = 12;

/** A letter of 2 KB, ready for the wire. */
const letter = `Subject: two kilobytes\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(28)}.\r\n`;

/** The engine beside the stock library on loopback TCP, whose delay of 100 ms before the greeting is taken out. */
export async function benchEngine(): Promise<void> {
  const stock = await openStock();
  await benchCommands(stock.port);
  await benchThreeHops(stock.port);
  await benchLoopback(stock.port);
  stock.close();
}

/** Command to reply inside a sandbox, every fact recorded. */
async function benchCommands(stockPort: number): Promise<void> {
  const sandbox = openSandbox(threeHops('none'));
  const socket = await sandbox.dial({ to: { address: '192.0.2.3', port: 25 }, timeoutMs: 1000 });
  await once(socket, 'data');
  const floor = connect(stockPort, '127.0.0.1');
  await once(floor, 'data');
  for (const one of [socket, floor]) await roundTrips(one, 500);
  const [samples, base] = [await roundTrips(socket, commands), await roundTrips(floor, commands)];
  report('NOOP to 250 in a sandbox', samples, 'stock smtp-server on loopback TCP', base, 'ms');
  floor.destroy();
  await sandbox.stop();
}

/** From the learner's DATA to the mailbox behind three servers, without TLS and with it on each hop. */
async function benchThreeHops(stockPort: number): Promise<void> {
  const floor = await timesOf(async () => {
    for (let hop = 0; hop < 3; hop += 1) await deliverTo(connect(stockPort, '127.0.0.1'));
  });
  for (const level of ['none', 'may'] as const) {
    const sandbox = openSandbox(threeHops(level));
    const send = async () => {
      const delivered = nextDelivery(sandbox);
      await deliverTo(await sandbox.dial({ to: { address: '192.0.2.1', port: 25 }, timeoutMs: 1000 }));
      await delivered;
    };
    const how = level === 'none' ? 'without TLS' : 'with TLS between the servers';
    report(`three hops of 2 KB, ${how}`, await timesOf(send), 'three hand-overs to stock smtp-server', floor, 'ms');
    await sandbox.stop();
  }
}

/** Messages a second over a real port of 127.0.0.1: ten clients at a time, a connection for each message. */
async function benchLoopback(stockPort: number): Promise<void> {
  const [ours, floor]: [number[], number[]] = [[], []];
  // In turns, so that both have the same machine; a sandbox of its own each time, because none grows without end.
  for (let round = 0; round < loopbackRounds; round += 1) {
    const sandbox = openSandbox(threeHops('none'));
    const loopback = await openLoopback(sandbox);
    ours.push(await messagesPerSecond(loopback.hosts.find(({ name }) => name === 'three.example')?.ports[25] ?? 0));
    floor.push(await messagesPerSecond(stockPort));
    loopback.close();
    await sandbox.stop();
  }
  report('messages a second over loopback TCP', ours, 'stock smtp-server, which keeps nothing', floor, '/s');
}

async function messagesPerSecond(port: number): Promise<number> {
  const start = performance.now();
  const client = async () => {
    for (let sent = 0; sent < lettersPerClient; sent += 1) await deliverTo(connect(port, '127.0.0.1'));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (clients * lettersPerClient) / ((performance.now() - start) / 1000);
}

/** Time of each run in ms, after a warm-up. */
async function timesOf(run: () => Promise<void>): Promise<number[]> {
  for (let round = 0; round < warmUp; round += 1) await run();
  const samples: number[] = [];
  for (let round = 0; round < messages; round += 1) {
    const start = performance.now();
    await run();
    samples.push(performance.now() - start);
  }
  return samples;
}

/** One session as a mail server has it: the envelope in one piece (RFC 2920), then the letter. */
async function deliverTo(socket: Duplex): Promise<void> {
  await reply(socket, '220');
  socket.write('EHLO bench.example\r\n');
  await reply(socket, '250');
  socket.write('MAIL FROM:<a@one.example>\r\nRCPT TO:<b@three.example>\r\nDATA\r\n');
  await reply(socket, '354');
  socket.write(letter);
  await reply(socket, '250');
  // The round may end, and its sandbox with it, before the server has said goodbye.
  socket.on('error', () => undefined);
  socket.end('QUIT\r\n');
}

async function reply(socket: Duplex, code: string): Promise<void> {
  const isThere = new RegExp(`^${code} .*\r\n$`, 'm');
  let heard = '';
  while (!isThere.test(heard)) heard += String((await once(socket, 'data'))[0]);
}

function nextDelivery(sandbox: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    const stop = sandbox.subscribe((events) => {
      if (!events.some(({ type }) => type === 'message.delivered')) return;
      stop();
      resolve();
    });
  });
}

function threeHops(level: 'none' | 'may'): ScenarioInput {
  const server = (name: string, number: number, config: Record<string, string>): ScenarioInput['hosts'][number] => ({
    name: `${name}.example`,
    address: `192.0.2.${number}`,
    role: 'mail',
    label: '',
    position: { column: number, row: 0 },
    ports: [25],
    config: { mynetworks: '192.0.2.0/24', mailbox_size_limit: '0', smtpd_tls_security_level: level, ...config },
  });
  return {
    hosts: [
      { name: 'ws.example', address: '192.0.2.9', role: 'workstation', label: '', position: { column: 0, row: 0 } },
      server('one', 1, { relayhost: '[two.example]' }),
      server('two', 2, {}),
      { ...server('three', 3, { mydestination: 'three.example' }), mailboxes: ['b'] },
    ],
    dns: [{ name: 'three.example', type: 'MX', preference: 10, exchange: 'three.example' }],
    terminal: { host: 'ws.example', user: 'kim' },
    latencyMs: 0,
  };
}

function openSandbox(input: ScenarioInput): Sandbox {
  const course = freeCourse('bench', defineScenario(input));
  const append = async () => undefined;
  return new Sandbox({ id: 'bench', course, seed: 'bench', history: [], append, wall: realWall });
}

/** The library's connection without its wait for early talkers. */
class PromptConnection extends ServerConnection {
  override init(): void {
    this._setListeners(() => this.connectionReady());
  }
}

class PromptServer extends SMTPServer {
  override connect(
    ...[socket, options]: ConstructorParameters<typeof ServerConnection> extends [unknown, ...infer Rest] ? Rest : never
  ): void {
    const connection = new PromptConnection(this, socket, options);
    this.connections.add(connection);
    connection.on('error', () => undefined);
    connection.init();
  }
}

async function openStock() {
  const server = new PromptServer({
    logger: false,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, _, done) => {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() };
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
