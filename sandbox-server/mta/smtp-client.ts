import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Endpoint } from '#protocol/events.ts';
import { ConnectError } from '../network/network.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import { millisecondsOf, parameter } from './config.ts';
import type { MtaParts } from './parts.ts';
import type { Failure, NextHop } from './resolve.ts';

/** What became of one recipient at the next hop. */
export type Outcome =
  | { kind: 'sent'; nextHop: Endpoint; reply: string; connection: string }
  | ({ kind: 'deferred' | 'failed'; nextHop?: string } & Failure);

/** What is handed over: one envelope with the recipients that share the next hop. */
export interface Delivery {
  host: string;
  queueId: string;
  reversePath: string;
  recipients: string[];
  /** Octets in latin1. */
  raw: string;
}

/**
 * Hands a message to the first of the next hops that answers, and says what became of each recipient. The next one is
 * tried when there is no connection or the greeting is a refusal, as Postfix does; a reply to MAIL, RCPT or DATA is final
 * for this attempt.
 */
export async function handOver(
  delivery: Delivery,
  nextHops: NextHop[],
  parts: MtaParts,
): Promise<Map<string, Outcome>> {
  let failure: Outcome = { kind: 'failed', status: '5.4.4', diagnostic: 'unable to find a mail server' };
  for (const nextHop of nextHops) {
    const { rcode, answers } = await parts.resolver.query({ client: delivery.host, driver: 'mta' }, nextHop.host, 'A');
    const addresses = answers.flatMap((record) => (record.type === 'A' ? [record.address] : []));
    if (addresses.length === 0) failure = noAddress(nextHop, rcode);
    for (const address of addresses) {
      const to: Endpoint = { ...nextHop, address };
      const outcomes = await attempt(delivery, to, parts);
      if (outcomes instanceof Map) return outcomes;
      failure = outcomes;
    }
  }
  return new Map(delivery.recipients.map((recipient) => [recipient, failure]));
}

/** One connection. A single outcome means: no session came about, another server may be tried. */
async function attempt(delivery: Delivery, to: Endpoint, parts: MtaParts): Promise<Map<string, Outcome> | Outcome> {
  const { host, queueId } = delivery;
  try {
    const socket = await parts.network.connect({
      from: host,
      to,
      driver: 'mta',
      carries: { host, queueId },
      timeoutMs: millisecondsOf(parts.world, host, 'smtp_connect_timeout'),
    });
    return await converse(delivery, to, socket, parameter(parts.world, host, 'myhostname'));
  } catch (error) {
    return notConnected(to, error);
  }
}

function notConnected(to: Endpoint, error: unknown): Outcome {
  if (!(error instanceof ConnectError)) throw error;
  const what = error.code === 'ETIMEDOUT' ? 'Connection timed out' : 'Connection refused';
  const diagnostic = `connect to ${to.host}[${to.address}]:${to.port}: ${what}`;
  return { kind: 'deferred', status: '4.4.1', diagnostic, nextHop: to.host };
}

function converse(
  delivery: Delivery,
  to: Endpoint,
  socket: VirtualSocket,
  name: string,
): Promise<Map<string, Outcome> | Outcome> {
  const { reversePath, recipients, raw } = delivery;
  const client = new SMTPConnection({
    connection: socket as never, // a Duplex with those methods of net.Socket that nodemailer calls
    host: to.host,
    name,
    ignoreTLS: true,
    logger: false,
  });
  return new Promise((resolve) => {
    // After the session has begun, an error belongs to it; before, another server may be tried.
    client.once('error', (error: SmtpError) => resolve(brokenOff(to, error)));
    client.connect((error) => {
      if (error) return resolve(brokenOff(to, error));
      const envelope = { from: reversePath, to: recipients, size: raw.length, use8BitMime: true };
      client.send(envelope, Buffer.from(raw, 'latin1'), (failed, info) => {
        client.quit();
        const refused = rejections(to, failed ?? undefined, info?.rejectedErrors);
        resolve(
          new Map(
            recipients.map((recipient): [string, Outcome] => [
              recipient,
              refused.get(recipient) ??
                (failed
                  ? said(to, failed)
                  : { kind: 'sent', nextHop: to, reply: info?.response ?? '', connection: socket.connection }),
            ]),
          ),
        );
      });
    });
  });
}

/** The parts of nodemailer's error that we read. */
interface SmtpError {
  message: string;
  response?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
  recipient?: string | undefined;
  rejectedErrors?: SmtpError[] | undefined;
}

function rejections(to: Endpoint, failed?: SmtpError, partly: SmtpError[] = []): Map<string, Outcome> {
  const errors = [...partly, ...(failed?.rejectedErrors ?? [])];
  return new Map(errors.map((error): [string, Outcome] => [error.recipient ?? '', said(to, error)]));
}

/** The server refused: 4yz is for now, 5yz for good (RFC 5321 §4.2.1). Without a reply the connection broke. */
function said(to: Endpoint, error: SmtpError): Outcome {
  const { response, responseCode, command } = error;
  if (!response || !responseCode) return brokenOff(to, error);
  const [, status = responseCode < 500 ? '4.0.0' : '5.0.0'] =
    /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  const place = command ? ` (in reply to ${command === 'DATA' ? 'end of DATA' : command} command)` : '';
  const diagnostic = `host ${to.host}[${to.address}] said: ${response.replace(/\r?\n/g, ' ')}${place}`;
  return { kind: responseCode < 500 ? 'deferred' : 'failed', status, diagnostic, nextHop: to.host };
}

function brokenOff(to: Endpoint, error: SmtpError): Outcome {
  if (error.response && error.responseCode) return said(to, error);
  const diagnostic = `lost connection with ${to.host}[${to.address}] while talking to it`;
  return { kind: 'deferred', status: '4.4.2', diagnostic, nextHop: to.host };
}

/** A name server that fails may know the name later; one that answers has said no. */
function noAddress({ host }: NextHop, rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL'): Outcome {
  const isLater = rcode === 'SERVFAIL';
  const problem = isLater ? 'Host not found, try again' : 'Host not found';
  const diagnostic = `Host or domain name not found. Name service error for name=${host} type=A: ${problem}`;
  return { kind: isLater ? 'deferred' : 'failed', status: isLater ? '4.4.3' : '5.4.4', diagnostic, nextHop: host };
}
