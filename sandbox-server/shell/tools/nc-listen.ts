import type { OpenedConnection } from '../../network/network.ts';
import type { VirtualSocket } from '../../network/virtual-socket.ts';
import { converse } from '../conversation.ts';
import type { ToolContext } from '../tool.ts';

interface Options {
  port: number;
  crlf: boolean;
  verbose: boolean;
  /** Waits for the next caller when one has left. */
  keep: boolean;
}

interface Caller {
  socket: VirtualSocket;
  connection: OpenedConnection;
}

/** `nc -l`: the learner is the server. What a caller says is printed, and each line that is typed is the answer. */
export async function listen(context: ToolContext, options: Options): Promise<void> {
  do {
    const caller = await firstCaller(context, options);
    if (!caller) return;
    await serve(context, caller, options);
  } while (options.keep && !context.signal.aborted);
}

/** Waits on the port, which takes one caller at a time; undefined when it is taken, or the learner gave up. */
async function firstCaller(context: ToolContext, { port, verbose }: Options): Promise<Caller | undefined> {
  const { network, host, terminal, record, signal, print, reads } = context;
  const called = Promise.withResolvers<Caller | undefined>();
  const close = network.listen(host, port, (socket, connection) => called.resolve({ socket, connection }));
  if (!close) {
    print('error', 'nc: Address already in use\n');
    return undefined;
  }
  record({ type: 'port.opened', host, port, terminal });
  if (verbose) print('shell', `Listening on 0.0.0.0 ${port}\n`);
  reads('nc');
  signal.addEventListener('abort', () => called.resolve(undefined), { once: true });
  const caller = await called.promise;
  close();
  record({ type: 'port.closed', host, port });
  return caller;
}

async function serve(context: ToolContext, { socket, connection }: Caller, { crlf, verbose }: Options): Promise<void> {
  const { id, from } = connection;
  if (verbose) context.print('shell', `Connection received on ${from.host} ${from.port}\n`, id);
  // A caller that is reset ends the conversation as one that hangs up does.
  socket.on('error', () => undefined);
  const lineEnd = crlf ? '\r\n' : '\n';
  await converse(context, { stream: socket, connection: id }, { program: 'nc', lineEnd });
}
