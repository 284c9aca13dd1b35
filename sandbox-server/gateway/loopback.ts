import { createServer, type Server, type Socket } from 'node:net';
import { sandboxFactsMax } from '#protocol/limits.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import { ConnectError } from '../network/network.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** A virtual host with the real ports that lead to its own: `{ "25": 40025 }`. */
export interface LoopbackHost {
  name: string;
  ports: Record<string, number>;
}

export interface Loopback {
  hosts: LoopbackHost[];
  /** Hangs up on everybody and listens no more. */
  close(): void;
}

/** Real connections at a time: a client that leaks them must not fill the sandbox. */
const connectionsMax = 100;
/** Sandbox ms that a real client waits for a virtual host. */
const connectTimeoutMs = 30_000;
/** On this port the client begins, with its TLS handshake. */
const implicitTlsPort = 465;

/**
 * Real TCP ports on 127.0.0.1 that lead to the mail servers of a sandbox: any mail program of this machine can talk to
 * them. It is the learner who calls, from the learner's host; same engine, same facts.
 */
export async function openLoopback(sandbox: Sandbox): Promise<Loopback> {
  const servers: Server[] = [];
  const callers = new Set<Socket>();
  const close = () => {
    for (const server of servers) server.close();
    for (const caller of callers) caller.destroy();
  };
  const hosts: LoopbackHost[] = [];
  for (const host of Object.values(sandbox.world.hosts.byName)) {
    if (host.role !== 'mail' || host.ports.length === 0) continue;
    const ports: Record<string, number> = {};
    for (const port of host.ports) {
      // A client may close its half behind QUIT and still wait for the answers.
      const server = createServer({ allowHalfOpen: true }, (caller) => {
        callers.add(caller);
        caller.once('close', () => callers.delete(caller));
        void bridge(caller, sandbox, host, port);
      });
      server.maxConnections = connectionsMax;
      servers.push(server);
      ports[port] = await listen(server);
    }
    hosts.push({ name: host.name, ports });
  }
  return { hosts, close };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

async function bridge(caller: Socket, sandbox: Sandbox, host: HostState, port: number): Promise<void> {
  caller.on('error', () => undefined);
  // Replies are small and are answered: waiting to fill a packet would only slow the conversation down.
  caller.setNoDelay(true);
  if (sandbox.world.seq > sandboxFactsMax) return void caller.destroy();
  const spokeFirst = port === implicitTlsPort ? undefined : watchForEarlyTalk(caller);
  const line = await sandbox
    .dial({ to: { address: host.address, port }, timeoutMs: connectTimeoutMs })
    .catch((error) => (error instanceof ConnectError ? error : Promise.reject(error)));
  if (line instanceof ConnectError || caller.destroyed) {
    if (!(line instanceof ConnectError)) line.destroy();
    return void caller.destroy();
  }
  line.once('data', () => spokeFirst?.heardServer());
  join(caller, line);
}

/**
 * A web page that posts to our port sends its request at once; a mail program waits for the greeting (RFC 5321 §4.3.1).
 * Who speaks first is hung up on before a server hears anything.
 */
function watchForEarlyTalk(caller: Socket): { heardServer(): void } {
  const hangUp = () => caller.destroy();
  caller.once('data', hangUp);
  return { heardServer: () => caller.off('data', hangUp) };
}

/** Each end that is done or broken ends the other. */
function join(caller: Socket, line: VirtualSocket): void {
  line.on('data', (data: Buffer) => {
    if (!caller.write(data)) line.pause();
  });
  caller.on('drain', () => line.resume());
  caller.on('data', (data: Buffer) => {
    if (!line.write(data)) caller.pause();
  });
  line.on('drain', () => caller.resume());
  line.on('end', () => caller.end());
  caller.on('end', () => line.end());
  line.on('close', () => caller.destroySoon());
  caller.on('close', () => line.destroy());
  line.on('error', () => caller.resetAndDestroy());
}
