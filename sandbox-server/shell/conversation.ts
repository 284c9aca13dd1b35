import type { VirtualSocket } from '../network/virtual-socket.ts';
import type { ToolContext } from './tool.ts';

/** How an interactive tool treats the learner's lines and keys. */
interface Manner {
  program: string;
  lineEnd: '\r\n' | '\n';
  /** Ctrl-]: true when the conversation shall end. */
  onEscape?(): Promise<boolean>;
}

/** Between a learner and a socket, until one of them ends it: what comes is printed, what is typed is sent at once. */
export async function converse(
  context: ToolContext,
  socket: VirtualSocket,
  { program, lineEnd, onEscape }: Manner,
): Promise<'closed-by-peer' | 'left' | 'interrupted'> {
  const { signal, print, reads, read } = context;
  const closed = new AbortController();
  const decoder = new TextDecoder();
  socket.on('data', (chunk: Buffer) => {
    print('server', decoder.decode(chunk, { stream: true }).replaceAll('\r\n', '\n'), socket.connection);
  });
  socket.on('close', () => closed.abort());
  socket.on('end', () => closed.abort());
  signal.addEventListener('abort', () => closed.abort(), { once: true });
  reads(program, '', socket.connection);
  while (!closed.signal.aborted) {
    const input = await read(closed.signal);
    if (!input) break;
    if (input.kind === 'line') socket.write(Buffer.from(input.text + lineEnd, 'utf8'));
    else if (input.kind === 'end-of-input' || (await onEscape?.())) {
      socket.end();
      return 'left';
    } else reads(program, '', socket.connection);
  }
  if (!signal.aborted) return 'closed-by-peer';
  socket.end();
  return 'interrupted';
}
