import { clientHello } from '#protocol/client-hello.ts';
import { endWords } from './attempts.ts';
import { answerWords } from './dns-words.ts';
import { replyLines } from './ladder.ts';
import { shownOctets } from './octets.ts';
import type { WireLine } from './wire-lines.ts';

/** A line of the wire as text that is safe anywhere: for its row, for copying, for searching. */
export function lineText(line: WireLine): string {
  switch (line.kind) {
    case 'command':
      if (line.verb === clientHello) return `${clientHello}, where a line of text was expected`;
      return shownOctets(line.line) || '(an empty line)';
    case 'reply':
      return replyLines(line.reply)
        .map((text) => shownOctets(text))
        .join('\n');
    case 'letter':
    case 'unread':
      return letterLabel(line);
    case 'opened': {
      const { from, to } = line.connection;
      return `connected: ${from.address}:${from.port} → ${to.address}:${to.port}`;
    }
    case 'closed':
      return endWords(line.connection) ?? 'closed';
    case 'tls': {
      const { protocol, cipher, serverName, trusted } = line.tls;
      const name = serverName ? ` for ${shownOctets(serverName)}` : '';
      const trust = trusted === undefined ? 'not looked at' : trusted ? 'trusted' : 'not trusted';
      return `${protocol}, ${cipher}, certificate${name}: ${trust}`;
    }
    case 'tls-failed':
      return `the TLS handshake broke off: ${shownOctets(line.failure.problem)}`;
    case 'lookup': {
      const { question } = line.lookup;
      return shownOctets(`${question.type} ${question.name} → ${answerWords(line.lookup)}`);
    }
    case 'web':
      return shownOctets(line.octets.split('\r\n', 1)[0] ?? '');
    case 'altered':
      return `${line.host} changed this on the way`;
    case 'sealed': {
      const count = line.records.length === 1 ? '1 TLS record' : `${line.records.length} TLS records`;
      return `${count}, ${octetsWord(line.octets)}, unreadable`;
    }
  }
}

/** What can be opened below the row: octets with their line ends as lines. */
export function openedText(line: WireLine): string | undefined {
  if (line.kind === 'letter' || line.kind === 'unread' || line.kind === 'web') {
    return shownOctets(line.octets.replace(/\r\n/g, '\n'), '\n\t');
  }
  if (line.kind === 'altered') {
    return [...prefixed('- ', line.sent), ...prefixed('+ ', line.arrived)].join('\n');
  }
  return undefined;
}

function prefixed(mark: string, octets: string): string[] {
  return octets
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((text) => `${mark}${shownOctets(text)}`);
}

function letterLabel(line: Extract<WireLine, { kind: 'letter' | 'unread' }>): string {
  const octets = octetsWord(line.octets.length);
  if (line.kind === 'unread') return `never read by the server, ${octets}`;
  return line.ended ? `message, ${octets}` : `message, ${octets} so far, not ended by a dot`;
}

export function octetsWord(count: number): string {
  return count === 1 ? '1 octet' : `${count.toLocaleString('en')} octets`;
}
