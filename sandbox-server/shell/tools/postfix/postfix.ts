import { mailHost } from '../../mail-host.ts';
import { type Tool, UsageError } from '../../tool.ts';

const says: Record<string, string> = {
  reload: 'postfix/postfix-script: refreshing the Postfix mail system\n',
  status: 'postfix/postfix-script: the Postfix mail system is running\n',
  check: '',
  flush: '',
};

export const postfix: Tool = {
  summary: 'reload, check or flush this mail server',
  usage: 'postfix reload | postfix check | postfix flush | postfix status',
  manual: `    reload   read the configuration again; here postconf -e counts at once, so nothing is left to do
    check    look for mistakes; here a value that makes no sense is refused when it is set
    flush    the same as postqueue -f
    status   whether it runs

It cannot be stopped: the servers of a sandbox run as long as the sandbox does.`,
  run(context) {
    const [command = '', ...more] = context.args;
    if (command === 'start' || command === 'stop') {
      return context.print('error', `postfix: ${command} is not available here: the servers run as the sandbox does\n`);
    }
    const said = Object.hasOwn(says, command) ? says[command] : undefined;
    if (said === undefined || more.length > 0) throw new UsageError('postfix: reload, check, flush or status?');
    const host = mailHost(context, 'postfix');
    if (!host) return;
    if (command === 'flush') context.record({ type: 'queue.flushed', host });
    context.print('shell', said);
  },
};
