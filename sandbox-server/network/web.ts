import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RecordFacts } from '#protocol/events.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import type { WorkInProgress } from '../clock/work.ts';
import { presentedBy } from './certificates.ts';
import type { OpenedConnection } from './network.ts';
import { acceptTls } from './tls.ts';
import type { VirtualSocket } from './virtual-socket.ts';

/** HTTP over virtual connections: Node's own parser on our sockets, never on a real one. */

export interface WebRequest {
  method: string;
  /** With the query. */
  path: string;
  /** Name that the client asked for. */
  host: string;
  headers: Record<string, string | string[] | undefined>;
  /** What the client says it is, as much of it as the log keeps. */
  agent?: string;
  /** What a POST brought, at most `bodyMaxOctets`. */
  body: string;
}

export interface WebResponse {
  status: number;
  type: string;
  body: string | Buffer;
  /** Where to go instead. */
  location?: string;
}

/** No page, script or form of the virtual web is ever longer. */
const bodyMaxOctets = 65_536;

/** Longer names of browsers are cut in the log. */
const agentMaxLength = 200;

interface WebParts {
  record: RecordFacts;
  work: WorkInProgress;
}

type Respond = (asked: WebRequest, connection: string) => WebResponse;

/** A web server on port 80 and, with TLS, 443. What it answers is up to `respond`. */
export class WebHost {
  readonly #host: HostState;
  readonly #parts: WebParts;
  readonly #server;

  constructor(host: HostState, parts: WebParts, respond: Respond) {
    this.#host = host;
    this.#parts = parts;
    this.#server = createServer((incoming, outgoing) => {
      bodyOf(incoming)
        .then(
          (body) => this.#answer(incoming, outgoing, body, respond),
          // Who breaks off in the middle of a form has asked for nothing.
          () => outgoing.destroy(),
        )
        .catch((error) => {
          // A fault of ours ends this request, and nothing else.
          console.error(error);
          outgoing.destroy();
        });
    });
    this.#server.on('clientError', (_, socket) => socket.destroy());
  }

  accept(socket: VirtualSocket, { id, to }: OpenedConnection): void {
    socket.on('error', () => undefined);
    if (to.port !== 443) return this.#serve(socket, id);
    const { record, work } = this.#parts;
    work
      .track(presentedBy(this.#host))
      .then(() => acceptTls(socket, { connection: id, host: this.#host, record }))
      .then(
        (tls) => this.#serve(tls, id),
        () => socket.destroy(),
      );
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse, sent: string, respond: Respond): void {
    const agent = incoming.headers['user-agent']?.slice(0, agentMaxLength);
    const about = agent === undefined ? {} : { agent };
    const asked = {
      ...about,
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      host: incoming.headers.host ?? '',
      headers: incoming.headers,
      body: sent,
    };
    const connection = connections.get(incoming.socket) ?? '';
    const { status, type, body, location } = respond(asked, connection);
    const { method, path } = asked;
    this.#parts.record({
      type: 'web.requested',
      host: this.#host.name,
      connection,
      method,
      path,
      status,
      ...about,
    });
    outgoing.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      date: '',
      connection: 'close',
      ...(location ? { location } : {}),
    });
    outgoing.end(body);
  }

  #serve(socket: Duplex, connection: string): void {
    connections.set(socket, connection);
    this.#server.emit('connection', socket);
    // Node's parser reads from under a TLS socket, past those who write down what goes inside, unless somebody listens.
    socket.on('data', () => undefined);
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let body = '';
  incoming.setEncoding('utf8');
  for await (const piece of incoming) body = (body + piece).slice(0, bodyMaxOctets);
  return body;
}

/** Connection ids of the sockets that Node's server hands back. */
const connections = new WeakMap<Duplex, string>();

/** Asks for a page over an open connection, and reads it to its end. Rejects when the connection breaks. */
export function fetchOver(
  socket: Duplex,
  {
    host,
    path,
    method = 'GET',
    headers = {},
    body: sent,
  }: { host: string; path: string; method?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; body: string; location?: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { createConnection: () => socket, host, path, method, headers: { ...headers, host } },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece: string) => {
          if (body.length < bodyMaxOctets) body += piece;
        });
        answer.on('end', () => {
          const { location } = answer.headers;
          resolve({ status: answer.statusCode ?? 0, body, ...(location ? { location } : {}) });
        });
        answer.on('error', reject);
      },
    );
    asking.on('error', reject);
    asking.end(sent);
  });
}
