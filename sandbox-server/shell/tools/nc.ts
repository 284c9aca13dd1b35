import { addressesOf, connect, portOf } from '../connect.ts';
import { converse, pour, type Wire, withCarriageReturns } from '../conversation.ts';
import { readOptions } from '../options.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';
import { listen } from './nc-listen.ts';

/** Longer than any server lets a silent client wait. */
const waitSecondsMax = 3600;

export const nc: Tool = {
  summary: 'like telnet, without a word of its own; with -l it is the server',
  usage: 'nc [-C] [-v] [-z] [-N] [-i SECONDS] [-w SECONDS] HOST PORT, or nc -l [-C] [-v] [-k] PORT',
  manual: `Connects to a port and sends every line you type, or what comes over a pipe. Without -C a line ends with LF
alone: SMTP wants CR LF, and a letter that is ended with LF . LF has not ended.

With -l it waits on a port of this host until somebody calls, and then you are the server: what the caller says
is shown, and every line you type is your answer. Elsewhere ports below 1024 are for root; here any will do.

    -C   end lines with CR LF
    -v   say whether the connection came about
    -z   only look whether somebody listens there
    -N   hang up when the pipe ends, and do not listen until the server does
    -i   wait so many seconds for the greeting before the pipe is sent
    -w   give up when nobody has answered for so many seconds
    -k   with -l: wait for the next caller when one has left

    nc -zv mx.globex.example 25
    nc -lCv 25`,
  async run(context) {
    const { values, words } = readOptions('nc', context.args, {
      crlf: { type: 'boolean', short: 'C' },
      verbose: { type: 'boolean', short: 'v' },
      zero: { type: 'boolean', short: 'z' },
      half: { type: 'boolean', short: 'N' },
      numeric: { type: 'boolean', short: 'n' },
      interval: { type: 'string', short: 'i' },
      wait: { type: 'string', short: 'w' },
      listen: { type: 'boolean', short: 'l' },
      keep: { type: 'boolean', short: 'k' },
      port: { type: 'string', short: 'p' },
    });
    const { listen: isServer = false, crlf = false, verbose = false, keep = false } = values;
    if (isServer) {
      const port = portOf(values.port ?? words.at(-1));
      if (port === undefined) throw new UsageError('nc: -l needs a port');
      return listen(context, { port, crlf, verbose, keep });
    }
    const waitSeconds = secondsOf('-i', values.interval) ?? 0;
    const patience = secondsOf('-w', values.wait);
    const [name, portText] = words;
    const port = portOf(portText);
    if (!name || port === undefined) throw new UsageError('nc: needs a host and a port');
    const [address] = await addressesOf(context, name);
    if (!address)
      return context.print('error', `nc: getaddrinfo for host "${name}" port ${port}: Name or service not known\n`);
    const socket = await connect(context, { address, port }, patience === undefined ? undefined : patience * 1000);
    if (socket === 'interrupted') return;
    const what = `${name} (${address}) ${port} port`;
    if (socket instanceof Error) {
      if (values.verbose) context.print('error', `nc: connect to ${what} [tcp] failed: ${socket.message}\n`);
      return;
    }
    if (values.verbose) context.print('shell', `Connection to ${what} [tcp] succeeded!\n`, socket.connection);
    if (values.zero) return void socket.end();
    await talk(context, { stream: socket, connection: socket.connection }, { ...values, waitMs: waitSeconds * 1000 });
  },
};

/** An option's whole seconds; undefined without the option. */
function secondsOf(option: string, text: string | undefined): number | undefined {
  const seconds = Number(text ?? '0');
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > waitSecondsMax) {
    throw new UsageError(`nc: ${option} takes whole seconds, up to ${waitSecondsMax}`);
  }
  return text === undefined ? undefined : seconds;
}

async function talk(
  context: ToolContext,
  wire: Wire,
  { crlf, half, waitMs }: { crlf?: boolean | undefined; half?: boolean | undefined; waitMs: number },
): Promise<void> {
  if (!context.stdin) {
    await converse(context, wire, { program: 'nc', lineEnd: crlf ? '\r\n' : '\n' });
    return;
  }
  const octets = crlf ? withCarriageReturns(context.stdin) : context.stdin;
  await pour(context, wire, octets, half ? 'finish' : 'listen', waitMs);
}
