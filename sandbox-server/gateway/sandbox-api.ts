import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { commandSchema } from '#protocol/commands.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** A small HTTP interface to one sandbox, for programs on this machine that test mail: on 127.0.0.1, with a token. */

export interface SandboxApi {
  /** Without a slash at the end. */
  url: string;
  close(): void;
}

/** A command is a few words; a paste of lines the most. */
const bodyMaxOctets = 1_000_000;

const tab = 'api00000';

/**
 * Answers
 *
 *     GET  /mailboxes/{address}/messages    { messages: [{ id, envelope, rawBase64 }] }, oldest first
 *     GET  /events?since={seq}              { events: [...] }, the log
 *     POST /commands                        a command of the browser protocol, as { "type": "run-clock", "to": "idle" }
 *
 * Everything else, and everything without `Authorization: Bearer {token}`, is refused.
 */
export function openSandboxApi(sandbox: Sandbox, token: string): Promise<SandboxApi> {
  const server = createServer((request, response) => {
    answer(sandbox, token, request)
      .catch((error): Answer => ({ status: 500, body: { error: String(error) } }))
      .then(({ status, body }) => send(response, status, body));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ url: `http://127.0.0.1:${port}`, close });
    });
  });
}

interface Answer {
  status: number;
  body: object;
}

async function answer(sandbox: Sandbox, token: string, request: IncomingMessage): Promise<Answer> {
  if (!isToken(request.headers.authorization, token)) return { status: 401, body: { error: 'needs the bearer token' } };
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, address] = /^\/mailboxes\/([^/]+)\/messages$/.exec(pathname) ?? [];
  if (request.method === 'GET' && address !== undefined) return messagesOf(sandbox, address);
  if (request.method === 'GET' && pathname === '/events') return eventsSince(sandbox, searchParams.get('since') ?? '0');
  if (request.method === 'POST' && pathname === '/commands') return perform(sandbox, await bodyOf(request));
  return { status: 404, body: { error: `there is no ${request.method} ${pathname}` } };
}

function messagesOf(sandbox: Sandbox, encoded: string): Answer {
  let address: string;
  try {
    address = decodeURIComponent(encoded);
  } catch {
    return { status: 400, body: { error: 'the address is not encoded as a path segment' } };
  }
  const stored = sandbox.world.mailboxes.byAddress[address.toLowerCase()];
  if (!stored) return { status: 404, body: { error: `there is no mailbox ${address}` } };
  const messages = stored.map(({ id, reversePath, recipient, raw }) => ({
    id,
    envelope: { reversePath, recipients: [recipient] },
    rawBase64: Buffer.from(raw, 'latin1').toString('base64'),
  }));
  return { status: 200, body: { messages } };
}

function eventsSince(sandbox: Sandbox, text: string): Answer {
  const since = z.coerce.number().int().min(0).safeParse(text);
  if (!since.success) return { status: 400, body: { error: 'since must be a number of the log' } };
  return { status: 200, body: { events: sandbox.since(since.data) } };
}

async function perform(sandbox: Sandbox, body: string): Promise<Answer> {
  const parsed = commandSchema.safeParse(jsonOf(body));
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  const number = (sandbox.world.progress.commands[tab] ?? 0) + 1;
  const done = await sandbox.execute({ tab, number, command: parsed.data });
  return 'error' in done ? { status: 409, body: done } : { status: 200, body: {} };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) {
    body += piece;
    if (body.length > bodyMaxOctets) throw new Error(`more than ${bodyMaxOctets} octets`);
  }
  return body;
}

function isToken(authorization: string | undefined, token: string): boolean {
  const [given, expected] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
