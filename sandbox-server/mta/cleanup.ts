import { sandboxEpochMs } from '#protocol/epoch.ts';
import { headerSection } from '#protocol/header-section.ts';

/** A line on the wire, without CR LF. RFC 5321 §4.5.3.1.6. */
export const lineMaxOctets = 998;

/** What a server writes on top of a message when it takes it (RFC 5321 §4.4). */
export interface Trace {
  /** Name the client gave in HELO/EHLO; absent for mail that this host wrote itself. */
  client?: { hello: string; name?: string | undefined; address: string; protocol: string };
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
  return headerSection(raw).match(/^received:/gim)?.length ?? 0;
}

/** Date and Message-Id where the sender left them out (RFC 6409 §8). */
export function withMissingFields(
  raw: string,
  { host, queueId, at }: { host: string; queueId: string; at: number },
): string {
  const has = (name: RegExp) => name.test(headerSection(raw));
  const date = has(/^date:/im) ? '' : `Date: ${mailDate(at)}\r\n`;
  const id = has(/^message-id:/im) ? '' : `Message-Id: <${queueId}.${at}@${host}>\r\n`;
  return id + date + raw;
}

/** Results that somebody else wrote in our name would be believed behind us: they go (RFC 8601 §5). */
export function withoutResultsOf(host: string, raw: string): string {
  const header = headerSection(raw);
  if (!/^authentication-results:/im.test(header)) return raw;
  const forged = new RegExp(
    `^authentication-results:\\s*${host.replaceAll('.', '\\.')}\\s*;.*\\r?\\n(?:[ \\t].*\\r?\\n)*`,
    'gim',
  );
  return header.replace(forged, '') + raw.slice(header.length);
}

/** Without the header fields of these names (lower case), continuation lines included. RFC 5322 §2.2.3. */
export function withoutFields(raw: string, names: readonly string[]): string {
  if (names.length === 0) return raw;
  const header = headerSection(raw);
  const fields = header.split(/(?<=\r\n)(?![ \t])/);
  const kept = fields.filter((field) => !names.includes(field.slice(0, field.indexOf(':')).trimEnd().toLowerCase()));
  return kept.join('') + raw.slice(header.length);
}

/** The letter with lines below it, as disclaimers and mailing lists add them; as it is when the footer is empty. */
export function withFooter(raw: string, footer: string): string {
  if (footer === '') return raw;
  return `${raw.replace(/\r\n$/, '')}\r\n${footer.replaceAll('\\n', '\r\n')}\r\n`;
}

/** RFC 5321 §4.5.3.1.6: no line is longer than 998 octets on the wire; Postfix breaks longer ones (smtp_line_length_limit). */
export function foldLongLines(raw: string): string {
  if (!raw.split('\r\n').some(({ length }) => length > lineMaxOctets)) return raw;
  return raw.replace(/[^\r\n]{998}(?=[^\r\n])/g, '$&\r\n ');
}
