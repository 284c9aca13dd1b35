import type { SandboxEvent } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { freeCourse } from '../sandbox-server/courses.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

/** A small internet for tests: a laptop, Acme's server that relays for it, Globex's MX, and a store behind nothing. */
export const postOffice: Course = freeCourse(
  'post-office',
  defineScenario({
    hosts: [
      {
        name: 'laptop.acme.example',
        address: '192.0.2.10',
        role: 'workstation',
        label: 'your laptop',
        position: { column: 0, row: 0 },
      },
      {
        name: 'mail.acme.example',
        address: '192.0.2.25',
        role: 'mail',
        label: "Acme's mail server",
        position: { column: 1, row: 0 },
        ports: [25, 587],
        shell: true,
        mailboxes: ['kim', 'bob', 'postmaster'],
        config: { mydestination: 'acme.example', mynetworks: '127.0.0.0/8 192.0.2.0/26', smtp_connect_timeout: '3s' },
      },
      {
        name: 'mx.globex.example',
        address: '198.51.100.25',
        role: 'mail',
        label: 'MX of globex.example',
        position: { column: 2, row: 0 },
        ports: [25],
        switchable: true,
        mailboxes: ['ann', 'postmaster'],
        config: { mydestination: 'globex.example', message_size_limit: '2000' },
      },
      {
        name: 'www.globex.example',
        alsoKnownAs: ['globex.example'],
        address: '198.51.100.80',
        role: 'web',
        label: 'web site',
        position: { column: 2, row: 1 },
      },
    ],
    dns: [
      { name: 'acme.example', type: 'MX', preference: 10, exchange: 'mail.acme.example' },
      { name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' },
      { name: 'nomail.example', type: 'MX', preference: 0, exchange: '.' },
    ],
    terminal: { host: 'laptop.acme.example', user: 'kim' },
    latencyMs: 0,
  }),
);

/** A running sandbox whose log is an array of batches, as a disk would hold them. Its clock moves only when told. */
export function openPostOffice(history: SandboxEvent[] = []): { sandbox: Sandbox; batches: SandboxEvent[][] } {
  const batches: SandboxEvent[][] = [];
  const append = async (events: SandboxEvent[]) => {
    batches.push(events);
  };
  const sandbox = new Sandbox({ id: 'test', course: postOffice, seed: 'seed', history, append, wall: stoppedWall });
  return { sandbox, batches };
}

/** Types lines, one command each, and waits until nothing moves. */
export async function type(sandbox: Sandbox, ...lines: string[]): Promise<void> {
  for (const line of lines) {
    const number = (sandbox.world.progress.commands.tester00 ?? 0) + 1;
    await sandbox.execute({
      tab: 'tester00',
      number,
      command: { type: 'enter-lines', terminal: 'main', lines: [line] },
    });
    await sandbox.settled();
  }
}

export async function skip(sandbox: Sandbox, byMs: number): Promise<void> {
  const number = (sandbox.world.progress.commands.tester00 ?? 0) + 1;
  await sandbox.execute({ tab: 'tester00', number, command: { type: 'skip-clock', byMs } });
}

/** One envelope for three: a colleague, somebody elsewhere, and nobody; the log's batches after an hour. */
export async function letterForThree(): Promise<SandboxEvent[][]> {
  const { sandbox, batches } = openPostOffice();
  await type(
    sandbox,
    'telnet mail.acme.example 25',
    'EHLO laptop.acme.example',
    'MAIL FROM:<kim@acme.example>',
    'RCPT TO:<bob@acme.example>',
    'RCPT TO:<ann@globex.example>',
    'RCPT TO:<nobody@globex.example>',
    'DATA',
    'Subject: three at once',
    '',
    'Hello.',
    '.',
    'QUIT',
  );
  await skip(sandbox, 3_600_000);
  await sandbox.stop();
  return batches;
}
