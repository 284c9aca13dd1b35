import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { realWall } from '../../sandbox-server/clock/clock.ts';
import { type Loopback, openLoopback } from '../../sandbox-server/gateway/loopback.ts';
import { authorityPem } from '../../sandbox-server/network/certificates.ts';
import { type Course, Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';

/** A sandbox on real ports of this machine, for real mail programs. */
export class OwnInternet {
  readonly sandbox: Sandbox;
  readonly #loopback: Loopback;
  readonly #folder: string;

  private constructor(sandbox: Sandbox, loopback: Loopback, folder: string) {
    this.sandbox = sandbox;
    this.#loopback = loopback;
    this.#folder = folder;
  }

  static async open(course: Course): Promise<OwnInternet> {
    const append = async () => undefined;
    const sandbox = new Sandbox({ id: 'clients', course, seed: 'seed', history: [], append, wall: realWall });
    const folder = mkdtempSync(join(tmpdir(), 'relay-lab-clients-'));
    writeFileSync(join(folder, 'ca.pem'), await authorityPem());
    return new OwnInternet(sandbox, await openLoopback(sandbox), folder);
  }

  /** File with the certificate to trust. */
  get ca(): string {
    return join(this.#folder, 'ca.pem');
  }

  /** The real port of a virtual one. */
  port(host: string, port: number): number {
    const found = this.#loopback.hosts.find(({ name }) => name === host)?.ports[port];
    if (found === undefined) throw new Error(`${host} does not listen on ${port}`);
    return found;
  }

  /** Raw messages of a mailbox, once nothing moves any more. */
  async mailbox(address: string): Promise<string[]> {
    await this.sandbox.settled();
    return (this.sandbox.world.mailboxes.byAddress[address] ?? []).map(({ raw }) => raw);
  }

  async close(): Promise<void> {
    this.#loopback.close();
    await this.sandbox.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Runs a program to its end; all that it printed, and how it ended. */
export function run(program: string, args: string[], input = ''): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: stdout + stderr });
    });
    child.stdin?.end(input);
  });
}

/** What a port says to these octets until it hangs up, or has been silent for so many ms. */
export function say(port: number, octets: string, silenceMs = 2000): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(octets));
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}
