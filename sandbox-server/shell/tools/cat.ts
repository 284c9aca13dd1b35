import { mailbox, readable } from '../mailbox.ts';
import { type Tool, UsageError } from '../tool.ts';

const folder = '/var/mail/';

export const cat: Tool = {
  summary: 'print a mailbox as it is: cat /var/mail/ADDRESS',
  usage: 'cat /var/mail/ADDRESS',
  manual: `Prints all messages of a mailbox, raw, one after the other. There are no other files here.

    cat /var/mail/ann@globex.example`,
  run({ args: [path], world, print, record }) {
    if (!path) throw new UsageError('cat: which file?');
    const address = path.startsWith(folder) ? path.slice(folder.length) : '';
    const messages = mailbox(world, address);
    if (!messages) return print('error', `cat: ${path}: No such file or directory\n`);
    const views = messages.map(
      (message) =>
        ({ type: 'view.opened', view: 'source', mailbox: address, message: message.message ?? message.id }) as const,
    );
    if (views.length > 0) record(...views);
    print('shell', messages.map(({ raw }) => `${readable(raw).trimEnd()}\n`).join('\n'));
  },
};
