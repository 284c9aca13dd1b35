import { addressesOf, connect, portOf } from '../connect.ts';
import { converse } from '../conversation.ts';
import { type Tool, UsageError } from '../tool.ts';

export const nc: Tool = {
  summary: 'like telnet, without a word of its own',
  usage: 'nc [-C] [-v] HOST PORT',
  manual: `Connects to a port and sends every line you type. Without -C a line ends with LF alone: SMTP wants CR LF,
and a letter that is ended with LF . LF has not ended.

    -C   end lines with CR LF
    -v   say whether the connection came about

    nc -C mx.globex.example 25`,
  async run(context) {
    const flags = context.args.filter((word) => word.startsWith('-')).join('');
    const [name, portText] = context.args.filter((word) => !word.startsWith('-'));
    const port = portOf(portText);
    if (!name || port === undefined) throw new UsageError('nc: needs a host and a port');
    if (/[^-Cv]/.test(flags)) throw new UsageError(`nc: option ${flags} is not available here`);
    const [address] = await addressesOf(context, name);
    if (!address)
      return context.print('error', `nc: getaddrinfo for host "${name}" port ${port}: Name or service not known\n`);
    const socket = await connect(context, { address, port });
    if (socket === 'interrupted') return;
    const [verbose, what] = [flags.includes('v'), `${name} (${address}) ${port} port`];
    if (socket instanceof Error) {
      if (verbose) context.print('error', `nc: connect to ${what} [tcp] failed: ${socket.message}\n`);
      return;
    }
    if (verbose) context.print('shell', `Connection to ${what} [tcp] succeeded!\n`, socket.connection);
    await converse(context, socket, { program: 'nc', lineEnd: flags.includes('C') ? '\r\n' : '\n' });
  },
};
