import { mailbox, readable } from '../../mailbox.ts';
import { standardInput } from '../../standard-input.ts';
import type { Tool, ToolContext } from '../../tool.ts';

const folder = '/var/mail/';

export const cat: Tool = {
  summary: 'print a mailbox as it is: cat /var/mail/ADDRESS',
  usage: 'cat [/var/mail/ADDRESS]',
  manual: `Prints all messages of a mailbox, raw, one after the other. There are no other files here. Without a name,
prints what it reads from a pipe.

    cat /var/mail/ann@globex.example
    cat /var/mail/ann@globex.example | grep -i '^received'`,
  async run(context) {
    const [path] = context.args;
    if (path !== undefined && path !== '-') return printMailbox(context, path);
    const input = await standardInput(context, 'cat');
    if (input) context.print('shell', input);
  },
};

function printMailbox({ world, print, record }: ToolContext, path: string): void {
  const address = path.startsWith(folder) ? path.slice(folder.length) : '';
  const messages = mailbox(world, address);
  if (!messages) return print('error', `cat: ${path}: No such file or directory\n`);
  const views = messages.map(
    (message) =>
      ({ type: 'view.opened', view: 'source', mailbox: address, message: message.message ?? message.id }) as const,
  );
  if (views.length > 0) record(...views);
  print('shell', messages.map(({ raw }) => `${readable(raw).trimEnd()}\n`).join('\n'));
}
