import type { EventOf } from '#protocol/events.ts';
import type { Connection, Exchange } from '#protocol/projections/connections.ts';
import type { World } from '#protocol/world.ts';

// The fold gives a connection a new object exactly when something changed on it.
const understood = new WeakMap<Connection, Connection>();

/**
 * A conversation with its commands and replies, also where no mail server reads it: who answers with `nc -l` leaves
 * nothing but octets, and they are read as both ends understand them. Any other connection is returned as it is.
 */
export function asUnderstood(connection: Connection): Connection {
  if (!isAnsweredByHand(connection)) return connection;
  const known = understood.get(connection);
  if (known) return known;
  const read = { ...connection, exchanges: exchangesIn(connection) };
  understood.set(connection, read);
  return read;
}

/** What the octets of a fact say in a conversation that is answered by hand: the last command or reply that they complete. */
export function saidByHand(
  { connections }: World,
  { connection: id, seq }: EventOf<'bytes.sent'>,
): Exchange | undefined {
  const connection = connections.byId[id];
  if (!connection || !isAnsweredByHand(connection)) return undefined;
  return asUnderstood(connection).exchanges.findLast((exchange) => Math.floor(exchange.seq) === seq);
}

/** Whoever is called speaks first, and with a code (RFC 5321 §3.1); a mail server would have noted that it did. */
function isAnsweredByHand({ exchanges, bytes }: Connection): boolean {
  const [first] = bytes;
  return exchanges.length === 0 && first?.by === 'server' && /^\d{3}[ -]/.test(first.data);
}

/** RFC 5321 §3.3, §4.2.1. A line of the server without a code is nothing that a client understands. */
function exchangesIn({ bytes }: Connection): Exchange[] {
  const reader = new Reader();
  const rest = { client: '', server: '' };
  for (const { by, data, seq, at } of bytes) {
    const lines = `${rest[by]}${data}`.split('\n');
    rest[by] = lines.pop() ?? '';
    for (const [index, line] of lines.entries()) {
      // Several lines of one piece stand one behind the other in its place of the log.
      const place = { seq: seq + index / lines.length, at };
      reader.read(by, line.replace(/\r$/, ''), place);
    }
  }
  return reader.exchanges;
}

type Place = Pick<Exchange, 'seq' | 'at'>;

class Reader {
  readonly exchanges: Exchange[] = [];
  #unanswered: string[] = [];
  #isLetter = false;
  /** Of a reply whose last line has not come. */
  #lines: string[] = [];

  read(by: 'client' | 'server', line: string, place: Place): void {
    if (by === 'server') this.#reply(line, place);
    else if (!this.#isLetter) this.#command(/^[a-z]+/i.exec(line)?.[0].toUpperCase(), line, place);
    else if (line === '.') {
      this.#isLetter = false;
      this.#command('DATA-END', line, place);
    }
  }

  #command(verb: string | undefined, line: string, place: Place): void {
    if (verb === undefined) return;
    this.#unanswered.push(verb);
    this.exchanges.push({ kind: 'command', ...place, verb, line });
  }

  #reply(line: string, place: Place): void {
    const [, code, mark, enhanced, text = ''] = replyLine.exec(line) ?? [];
    if (code === undefined) return;
    this.#lines.push(text);
    if (mark === '-') return;
    const verb = this.exchanges.length === 0 ? 'CONNECT' : (this.#unanswered.shift() ?? '');
    this.#isLetter = verb === 'DATA' && code === '354';
    this.exchanges.push({
      kind: 'reply',
      ...place,
      verb,
      code: Number(code),
      ...(enhanced ? { enhanced } : {}),
      lines: this.#lines.splice(0),
      because: { reason: 'answered-by-hand' },
    });
  }
}

/** Code, what follows it, enhanced code, text. RFC 5321 §4.2, RFC 2034 §4. */
const replyLine = /^(\d{3})(?:([ -])|$)(?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)$/;
