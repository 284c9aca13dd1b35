import { sandboxEpochMs } from '#protocol/epoch.ts';

/** What a server writes on top of a message when it takes it (RFC 5321 §4.4). */
export interface Trace {
  /** Name the client gave in HELO/EHLO; absent for mail that this host wrote itself. */
  client?: { hello: string; name?: string; address: string; protocol: string };
  host: string;
  queueId: string;
  /** Named only when there is one: several would tell each recipient about the others. */
  recipients: string[];
  /** Sandbox ms. */
  at: number;
}

/** The Received header field with CR LF line ends. Only the address in brackets is beyond the client's reach. */
export function receivedLine({ client, host, queueId, recipients, at }: Trace): string {
  const only = recipients.length === 1 ? `\r\n\tfor <${recipients[0]}>` : '';
  const date = mailDate(at);
  if (!client) return `Received: by ${host} id ${queueId}${only}; ${date}\r\n`;
  const { hello, name = 'unknown', address, protocol } = client;
  return `Received: from ${hello} (${name} [${address}])\r\n\tby ${host} with ${protocol} id ${queueId}${only};\r\n\t${date}\r\n`;
}

/** RFC 5322 §3.3 date and time of a sandbox moment, always in UTC. */
export function mailDate(at: number): string {
  return new Date(sandboxEpochMs + at).toUTCString().replace('GMT', '+0000');
}

/** How many servers have stamped the message: the Received fields of its header section. RFC 5321 §6.3. */
export function hopCount(raw: string): number {
  const [header = ''] = raw.split(/\r?\n\r?\n/, 1);
  return header.match(/^received:/gim)?.length ?? 0;
}
