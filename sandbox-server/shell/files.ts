import type { Fact } from '#protocol/events.ts';
import { mailLog } from '../mta/mail-log.ts';
import { mailbox, readable } from './mailbox.ts';
import { standardInput } from './standard-input.ts';
import type { ToolContext } from './tool.ts';

/** The few files that a host seems to have: mailboxes, and the log of its mail server. */

const mailFolder = '/var/mail/';
export const mailLogFile = '/var/log/mail.log';

/** What a file holds; undefined when there is none of this name. Reading it is looking at what is in it. */
export function readFile({ world, host, record }: ToolContext, path: string): Buffer | undefined {
  if (path === mailLogFile && world.hosts.byName[host]?.role === 'mail') {
    record({ type: 'view.opened', view: 'log', host });
    return text(
      mailLog(world, host)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  const address = path.startsWith(mailFolder) ? path.slice(mailFolder.length) : '';
  const messages = mailbox(world, address);
  if (!messages) return undefined;
  const views = messages.map(
    (message): Fact => ({
      type: 'view.opened',
      view: 'source',
      mailbox: address,
      message: message.message ?? message.id,
    }),
  );
  if (views.length > 0) record(...views);
  return text(messages.map(({ raw }) => `${readable(raw).trimEnd()}\n`).join('\n'));
}

function text(written: string): Buffer {
  return Buffer.from(written, 'utf8');
}

/** The named files one after the other, or else what is typed or piped. Undefined when one is not there (that is said), or
 *  the learner gave up with Ctrl-C. */
export async function filesOrInput(
  context: ToolContext,
  tool: string,
  paths: readonly string[],
): Promise<Buffer | undefined> {
  const [first] = paths;
  if (first === undefined || first === '-') return standardInput(context, tool);
  const found: Buffer[] = [];
  for (const path of paths) {
    const file = readFile(context, path);
    if (!file) {
      context.print('error', `${tool}: ${path}: No such file or directory\n${adviceFor(path, context)}`);
      return undefined;
    }
    found.push(file);
  }
  return Buffer.concat(found);
}

/** A log belongs to the host on which the server runs. */
function adviceFor(path: string, { world }: ToolContext): string {
  const server = Object.values(world.hosts.byName).find(({ role, shell }) => role === 'mail' && shell);
  return path.startsWith('/var/log') && server
    ? `The log of a mail server is on its host: ssh ${server.name}, then ${mailLogFile}\n`
    : '';
}
