import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { HandIn } from '#protocol/actors.ts';
import { mailDate } from '../mta/cleanup.ts';
import type { MtaParts } from '../mta/parts.ts';
import { ConnectError } from '../network/network.ts';
import { clientTlsOptions } from '../network/tls.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';

/** Sandbox ms that a mail program waits for a host. */
const connectTimeoutMs = 10_000;

/** nodemailer's own timers follow the wall, not the sandbox's clock; the longest that Node can set never fires. */
const never = 2_147_483_647;

/** What became of a letter at the server that should take it. */
export type HandedIn =
  | { kind: 'taken'; connection: string; said: string }
  /** Refused, or nobody answered. */
  | { kind: 'not-taken'; said: string };

/** The parts of nodemailer's error that we read. */
interface SmtpError {
  message: string;
  response?: string | undefined;
  rejectedErrors?: SmtpError[] | undefined;
}

/** Hands in one letter as somebody's mail program does: with a login there is TLS, or nothing is sent (RFC 8314 §3). */
export async function handIn(letter: HandIn, parts: MtaParts): Promise<HandedIn> {
  const { host, server, port } = letter;
  const address = await addressOf(letter, parts);
  if (address === undefined) return { kind: 'not-taken', said: `${server} has no address in the DNS` };
  try {
    const call = { from: host, to: { address, port }, driver: 'actor', timeoutMs: connectTimeoutMs } as const;
    return await converse(letter, await parts.network.connect(call), parts);
  } catch (error) {
    if (error instanceof ConnectError) return { kind: 'not-taken', said: `${server}, port ${port}: ${error.message}` };
    throw error;
  }
}

async function addressOf({ host, server }: HandIn, { resolver }: MtaParts): Promise<string | undefined> {
  if (server === 'localhost') return '127.0.0.1';
  const [address] = await resolver.addresses({ client: host, driver: 'actor' }, server);
  return address;
}

async function converse(letter: HandIn, socket: VirtualSocket, parts: MtaParts): Promise<HandedIn> {
  const { host, server, port, login, from, to } = letter;
  const client = new SMTPConnection({
    connection: socket as never, // a Duplex with those methods of net.Socket that nodemailer calls
    host: server,
    name: host,
    secure: port === 465,
    ignoreTLS: login === undefined,
    requireTLS: login !== undefined,
    tls: await parts.work.track(clientTlsOptions(undefined, server)),
    logger: false,
    socketTimeout: never,
    connectionTimeout: never,
    greetingTimeout: never,
  });
  return new Promise((resolve) => {
    const fails = (error: SmtpError) => {
      client.close();
      resolve({ kind: 'not-taken', said: wordsOf(error) });
    };
    const send = () =>
      client.send({ from, to: [to] }, textOf(letter, parts), (error, info) => {
        if (error) return fails(error);
        client.quit();
        resolve({ kind: 'taken', connection: socket.connection, said: info.response });
      });
    client.once('error', fails);
    client.connect((error) => {
      if (error) return fails(error);
      if (!login) return send();
      client.login({ user: login.user, pass: login.password }, (refused) => (refused ? fails(refused) : send()));
    });
  });
}

function wordsOf({ response, rejectedErrors, message }: SmtpError): string {
  return (rejectedErrors?.[0]?.response ?? response ?? message).replace(/\r?\n/g, ' ');
}

function textOf({ from, to, subject }: HandIn, { clock, random }: MtaParts): string {
  const domain = from.slice(from.indexOf('@') + 1);
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${mailDate(clock.now())}`,
    `Message-Id: <${random.text(10, '0123456789abcdef')}@${domain}>`,
    '',
    `${subject}.`,
    '',
  ].join('\r\n');
}
