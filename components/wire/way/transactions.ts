import type { Connection, Exchange, Reply } from '#protocol/projections/connections.ts';

/** One envelope that a client filled in during a conversation, and what the server answered. */
export interface Transaction {
  connection: Connection;
  /** `seq` of its MAIL command. */
  seq: number;
  at: number;
  /** As it was written, without the brackets. */
  reversePath: string;
  recipients: { address: string; reply?: Reply }[];
  /** Each reply of 4xx or 5xx. */
  refusals: Reply[];
  /** `seq` before which it was over: the next envelope, or the end. */
  endSeq: number;
}

// The fold gives a connection a new object exactly when something changed on it.
const known = new WeakMap<Connection, Transaction[]>();

/** The envelopes of a conversation, in order. RFC 5321 §3.3: each begins with MAIL. */
export function transactionsOf(connection: Connection): readonly Transaction[] {
  const read = known.get(connection) ?? readTransactions(connection);
  known.set(connection, read);
  return read;
}

function readTransactions(connection: Connection): Transaction[] {
  const found: Transaction[] = [];
  for (const [index, said] of connection.exchanges.entries()) {
    const current = found.at(-1);
    if (said.kind === 'command' && said.verb === 'MAIL') {
      if (current) current.endSeq = said.seq;
      found.push(begun(connection, said));
    } else if (current && said.kind === 'command' && said.verb === 'RCPT') {
      const reply = answerTo(connection.exchanges, index);
      current.recipients.push({ address: addressIn(said.line), ...(reply ? { reply } : {}) });
    } else if (current && said.kind === 'reply' && said.code >= 400) current.refusals.push(said);
  }
  return found;
}

function begun(connection: Connection, { seq, at, line }: Extract<Exchange, { kind: 'command' }>): Transaction {
  const endSeq = Number.POSITIVE_INFINITY;
  return { connection, seq, at, reversePath: addressIn(line), recipients: [], refusals: [], endSeq };
}

function answerTo(exchanges: readonly Exchange[], index: number): Reply | undefined {
  const command = exchanges[index];
  const next = exchanges.slice(index + 1).find(({ kind }) => kind === 'reply');
  return next?.kind === 'reply' && command?.kind === 'command' && next.verb === command.verb ? next : undefined;
}

/** What stands behind the colon; brackets and parameters left out. */
export function addressIn(line: string): string {
  const [, after = ''] = /^[^:]*:[ \t]*(.*)$/s.exec(line) ?? [];
  const [, inBrackets] = /^<([^>]*)>/.exec(after) ?? [];
  return inBrackets ?? after.split(/[ \t]/, 1)[0] ?? '';
}
