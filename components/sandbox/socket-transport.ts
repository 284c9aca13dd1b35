import { io, type Socket } from 'socket.io-client';
import { type ClientToServer, type ServerToClient, socketPath } from '#protocol/socket.ts';
import type { Transport, TransportEvents } from './sandbox-client.ts';

/** What is not answered by then will not be, in ms. */
const answerMaxMs = 8000;

/** Asks the server to delete all sandboxes of this browser. False when they are still there. */
export async function forgetSandboxes(): Promise<boolean> {
  const socket: Socket<ServerToClient, ClientToServer> = io({ path: socketPath, transports: ['websocket', 'polling'] });
  try {
    return 'forgotten' in (await socket.timeout(answerMaxMs).emitWithAck('forget'));
  } catch {
    return false; // nobody has answered
  } finally {
    socket.disconnect();
  }
}

/** The transport of a real page. Nothing is emitted while it is down: what must not be lost is sent again by its number. */
export function connectSocket(on: TransportEvents): Transport {
  const socket: Socket<ServerToClient, ClientToServer> = io({
    path: socketPath,
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    // A socket that opens and then says nothing would otherwise be waited for as long as 20 s.
    timeout: 4000,
  });
  socket.on('connect', on.connected);
  socket.on('disconnect', (reason) => {
    on.lost();
    // socket.io comes back by itself, except when the server said goodbye.
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('events', on.events);
  socket.on('closed', on.closed);
  return {
    open: (message) => new Promise((resolve) => socket.emit('open', message, resolve)),
    command: (message) => new Promise((resolve) => socket.emit('command', message, resolve)),
    close: () => void socket.disconnect(),
  };
}
