import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { socketMessageMaxBytes, socketsPerAddressMax } from '#protocol/limits.ts';
import { socketPath } from '#protocol/socket.ts';
import type { Store } from '../store/store.ts';
import type { BrowserServer } from './browser-socket.ts';
import { addressOf, type CallerRules, isOurHost, isOurOrigin } from './callers.ts';
import { Connection } from './connection.ts';
import type { Registry } from './registry.ts';
import { Throttle } from './throttle.ts';
import { visitorOf } from './visitors.ts';

interface GatewayParts {
  registry: Registry;
  store: Store;
  rules: CallerRules;
}

export interface Gateway {
  /** Tells the browsers that the server stops. */
  sayGoodbye(): void;
  /** Closes all sockets. */
  close(): Promise<void>;
}

/** Takes the socket's path of an HTTP server; all other requests stay with whoever listens already. */
export function attachGateway(httpServer: HttpServer, { registry, store, rules }: GatewayParts): Gateway {
  const io: BrowserServer = new Server(httpServer, {
    path: socketPath,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: socketMessageMaxBytes,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    // Upgrades of other paths are Next's hot reload, or closed in http.ts.
    destroyUpgrade: false,
    allowRequest: (request, decide) => {
      const allowed = isOurHost(request.headers.host, rules) && isOurOrigin(request, rules);
      decide(allowed ? null : 'this page may not connect', allowed);
    },
  });
  const throttle = new Throttle();
  const addresses = new SocketCount();
  io.on('connection', (socket) => {
    const request: IncomingMessage = socket.request;
    const address = addressOf(request, rules);
    if (!addresses.enter(address)) {
      socket.emit('closed', 'server-full');
      socket.disconnect(true);
      return;
    }
    socket.once('disconnect', () => addresses.leave(address));
    const visitor = visitorOf(request.headers.cookie, store);
    new Connection({ socket, address, visitor, registry, throttle }).listen();
  });
  return {
    sayGoodbye: () => void io.emit('closed', 'server-stopping'),
    close: async () => void (await io.close()),
  };
}

/** How many sockets each address has. */
class SocketCount {
  readonly #byAddress = new Map<string, number>();

  enter(address: string): boolean {
    const count = this.#byAddress.get(address) ?? 0;
    if (count >= socketsPerAddressMax) return false;
    this.#byAddress.set(address, count + 1);
    return true;
  }

  leave(address: string): void {
    const count = (this.#byAddress.get(address) ?? 1) - 1;
    if (count > 0) this.#byAddress.set(address, count);
    else this.#byAddress.delete(address);
  }
}
