import { addressesOf, connect, portOf } from '../connect.ts';
import { converse, pour } from '../conversation.ts';
import { linesOf } from '../standard-input.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';

export const telnet: Tool = {
  summary: 'talk to a port by hand, line by line',
  usage: 'telnet HOST [PORT]',
  manual: `Connects to a port of another host (23 when none is given) and sends every line you type, ended with
CR LF, as SMTP wants it. Everything the other side says is printed.

Ctrl-] gives the prompt "telnet>": quit ends the connection, Enter goes back. What comes over a pipe is sent,
and then telnet hangs up without waiting for an answer; nc waits.

    telnet mx.globex.example 25`,
  async run(context) {
    const [name, portText = '23'] = context.args;
    const port = portOf(portText);
    if (!name || port === undefined)
      throw new UsageError(name ? `telnet: bad port ${portText}` : 'telnet: which host?');
    const addresses = await addressesOf(context, name);
    const [address] = addresses;
    if (!address) {
      return context.print('error', `telnet: could not resolve ${name}/${port}: Name or service not known\n`);
    }
    context.print('shell', `Trying ${address}...\n`);
    const socket = await connect(context, { address, port });
    if (socket === 'interrupted') return;
    if (socket instanceof Error) {
      return context.print('error', `telnet: Unable to connect to remote host: ${socket.message}\n`);
    }
    context.print('shell', `Connected to ${name}.\nEscape character is '^]'.\n`, socket.connection);
    const wire = { stream: socket, connection: socket.connection };
    if (context.stdin) {
      const lines = linesOf(context.stdin).map((line) => `${line}\r\n`);
      await pour(context, wire, Buffer.from(lines.join(''), 'latin1'), 'leave');
      return context.print('shell', 'Connection closed by foreign host.\n');
    }
    const onEscape = () => commandMode(context);
    const end = await converse(context, wire, { program: 'telnet', lineEnd: '\r\n', onEscape });
    context.print('shell', end === 'closed-by-peer' ? 'Connection closed by foreign host.\n' : 'Connection closed.\n');
  },
};

/** The prompt after Ctrl-]: true when the learner quits. */
async function commandMode({ print, reads, read }: ToolContext): Promise<boolean> {
  reads('telnet-command', 'telnet> ');
  const input = await read();
  const word = input?.kind === 'line' ? input.text.trim() : 'quit';
  if (/^(q|quit|close|exit)$/.test(word)) return true;
  if (word !== '') print('shell', 'quit ends the connection, Enter goes back to it.\n');
  return false;
}
