import { filesOrInput } from '../../files.ts';
import type { Tool } from '../../tool.ts';

export const cat: Tool = {
  summary: 'print a mailbox or a log as it is: cat /var/mail/ADDRESS',
  usage: 'cat [/var/mail/ADDRESS | /var/log/mail.log]',
  manual: `Prints all messages of a mailbox, raw, one after the other; or, on the host of a mail server, its log. There are
no other files here. Without a name, prints what it reads from a pipe.

    cat /var/mail/ann@globex.example
    cat /var/mail/ann@globex.example | grep -i '^received'
    cat /var/log/mail.log`,
  async run(context) {
    const input = await filesOrInput(context, 'cat', context.args);
    if (input) context.print('shell', input);
  },
};
