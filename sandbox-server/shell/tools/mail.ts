import { headerField, mailbox, ownAddress, readable } from '../mailbox.ts';
import { type Tool, UsageError } from '../tool.ts';

export const mail: Tool = {
  summary: 'read a mailbox of this little internet',
  usage: 'mail [-u ADDRESS] [NUMBER]',
  manual: `Lists the messages of a mailbox, or shows one of them as it lies there, with all that the servers wrote on
top. Without -u the mailbox is your own. In real life only its owner could read it; here you may look
over everybody's shoulder.

    mail -u ann@globex.example
    mail -u ann@globex.example 1`,
  run({ args, world, print, record }) {
    const at = args.indexOf('-u');
    const address = at < 0 ? ownAddress(world) : (args[at + 1] ?? '');
    const [wanted] = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
    const messages = mailbox(world, address);
    if (!messages) throw new UsageError(`mail: there is no mailbox ${address || 'without an address'} in this sandbox`);
    if (wanted === undefined) {
      if (messages.length === 0) return print('shell', `No mail for ${address}\n`);
      const lines = messages.map(({ raw }, index) => {
        const [from, subject] = [readable(headerField(raw, 'from')), readable(headerField(raw, 'subject'))];
        return `${String(index + 1).padStart(3)}  ${(from || '(no From)').padEnd(36)} ${subject || '(no subject)'}\n`;
      });
      return print('shell', `Mail for ${address}\n${lines.join('')}`);
    }
    const message = messages[Number(wanted) - 1];
    if (!message) throw new UsageError(`mail: there is no message ${wanted} for ${address}`);
    record({ type: 'view.opened', view: 'source', mailbox: address, message: message.message ?? message.id });
    print('shell', `${readable(message.raw).trimEnd()}\n`);
  },
};
