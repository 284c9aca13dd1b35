import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { socketPath } from '#protocol/socket.ts';
import type { Store } from '../store/store.ts';
import { type CallerRules, isHttps, isOurHost } from './callers.ts';
import type { ContentPolicy } from './content-policy.ts';
import { newVisitorCookie, visitorOf } from './visitors.ts';

interface HttpParts {
  rules: CallerRules;
  store: Store;
  policy: ContentPolicy;
  /** What /healthz tells. */
  health(): Record<string, string | number>;
  /** Next: pages and their files. */
  site(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Next's hot reload: whether it takes a WebSocket. */
  siteUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** Answers health and hands all else to the site, with what every page needs: a visitor and a content policy. */
export function createHttpServer(parts: HttpParts): Server {
  const server = createServer((request, response) => void answer(request, response, parts));
  // A caller that says nothing must not keep a socket.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 60_000;
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, parts));
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: HttpParts): Promise<void> {
  const path = pathOf(request);
  if (path === '/healthz') return answerJson(response, parts.health());
  if (!isOurHost(request.headers.host, parts.rules)) {
    response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('This server does not answer to that name. Its operator can add it to PUBLIC_HOSTS.\n');
    return;
  }
  if (isDocumentRequest(request)) prepareDocument(path, request, response, parts);
  try {
    await parts.site(request, response);
  } catch (error) {
    console.error(error);
    if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('The server failed at this page.\n');
  }
}

function prepareDocument(path: string, request: IncomingMessage, response: ServerResponse, parts: HttpParts): void {
  const { header, nonce } = parts.policy.of(path);
  response.setHeader('Content-Security-Policy', header);
  // Next takes the nonce of what it renders now from the request; what a caller writes there is overwritten.
  if (nonce) request.headers['content-security-policy'] = header;
  // No cache may give one visitor's cookie to the next.
  response.setHeader('Cache-Control', 'private, no-cache');
  if (visitorOf(request.headers.cookie, parts.store)) return;
  response.setHeader('Set-Cookie', newVisitorCookie({ secure: isHttps(request.headers, parts.rules) }));
}

/** Old browsers do not say what they fetch; then a page is what may be HTML. */
function isDocumentRequest({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const destination = headers['sec-fetch-dest'];
  return destination ? destination === 'document' : Boolean(headers.accept?.includes('text/html'));
}

function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, parts: HttpParts): void {
  // socket.io listens for its own path and checks its callers itself.
  if (pathOf(request).startsWith(`${socketPath}/`)) return;
  const taken = isOurHost(request.headers.host, parts.rules) && parts.siteUpgrade(request, socket, head);
  if (!taken) socket.destroy();
}

function answerJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}

function pathOf({ url }: IncomingMessage): string {
  return (url ?? '/').split('?', 1)[0] ?? '/';
}
