import { type HeaderField, headerFields } from '#protocol/header-section.ts';

/** What one server wrote down when it took the message. RFC 5321 §4.4. */
export interface Stamp {
  /** Name that the client said in EHLO: only a claim. */
  hello?: string;
  /** Name that the server found for the client's address; absent when it found none. */
  verifiedName?: string;
  /** Where the connection really came from. */
  address?: string;
  by?: string;
  protocol?: string;
  id?: string;
  recipient?: string;
  dateText: string;
  /** Milliseconds of the epoch; absent when the date makes no sense. */
  date?: number;
}

/**
 * What a stamp is worth to the receiver. `own`: a server of his wrote it, and each above it says so. The others came with
 * the letter, whoever wrote them: `claim` cannot be told from an invention, `seen` is a claim that the log of the sandbox
 * bears out, `invented` is one that the log knows to be the sender's.
 */
export type Worth = 'own' | 'claim' | 'seen' | 'invented';

export interface RouteHop extends Stamp {
  /** Line of the message's source where the stamp begins. */
  line: number;
  /** From the stamp before; negative when the clocks differ. */
  delayMs?: number;
  worth: Worth;
}

/**
 * The way of a message, first stop first: its Received lines read from the bottom up. `handedIn` is the letter as the
 * first client sent it, if the sandbox saw that.
 */
export function receivedChain(raw: string, handedIn?: string): RouteHop[] {
  const bySender = handedIn === undefined ? 0 : received(handedIn).length;
  const stamps = received(raw)
    .toReversed()
    .map(({ line, value }) => ({ line, ...parseStamp(value) }));
  const ownFrom = stamps.length - ownCount(stamps.toReversed());
  return stamps.map((stamp, index): RouteHop => {
    const before = stamps[index - 1]?.date;
    const delayMs = stamp.date === undefined || before === undefined ? undefined : stamp.date - before;
    const came = index < bySender ? 'invented' : handedIn === undefined ? 'claim' : 'seen';
    return { ...stamp, delayMs, worth: index >= ownFrom ? 'own' : came };
  });
}

/**
 * How many of the stamps, newest first, are the receiver's own. The newest is: his last server put it on top. One below it
 * is, when the one above found, by address, that a server of the same domain had called, and that one signed it.
 */
function ownCount(newestFirst: readonly Stamp[]): number {
  const home = domainOf(newestFirst[0]?.by);
  const foreign = newestFirst.findIndex(({ by }, index) => {
    const above = newestFirst[index - 1];
    return index > 0 && !(by !== undefined && by === above?.verifiedName && domainOf(by) === home);
  });
  return foreign === -1 ? newestFirst.length : foreign;
}

/** Under .example and .test a domain is the last two labels. */
function domainOf(host: string | undefined): string | undefined {
  return host?.toLowerCase().split('.').slice(-2).join('.');
}

function received(raw: string): HeaderField[] {
  return headerFields(raw).filter(({ name }) => name === 'received');
}

/** Reads the value of a Received field. Anybody can have written it, so what makes no sense is left out. */
export function parseStamp(value: string): Stamp {
  const semicolon = value.lastIndexOf(';');
  const dateText = semicolon === -1 ? '' : value.slice(semicolon + 1).trim();
  const date = Date.parse(dateText.replace(/\([^)]*\)/g, ''));
  const clauses = clausesOf(semicolon === -1 ? value : value.slice(0, semicolon));
  const { name, address } = verifiedPart(clauses.get('from')?.comment ?? '');
  return {
    ...present({
      hello: clauses.get('from')?.word,
      verifiedName: name,
      address,
      by: clauses.get('by')?.word,
      protocol: clauses.get('with')?.word,
      id: clauses.get('id')?.word,
      recipient: clauses.get('for')?.word?.replace(/^<|>$/g, ''),
    }),
    dateText,
    ...(Number.isNaN(date) ? {} : { date }),
  };
}

interface Clause {
  word: string;
  comment: string;
}

/** `from a (b) by c` is read as from: a (b), by: c. The first of each counts. */
function clausesOf(text: string): Map<string, Clause> {
  const clauses = new Map<string, Clause>();
  let current: Clause | undefined;
  for (const [token] of text.matchAll(/\((?:[^()]|\([^()]*\))*\)|[^\s()]+/g)) {
    if (token.startsWith('(')) {
      if (current) current.comment ||= token.slice(1, -1);
    } else if (/^(from|by|via|with|id|for)$/i.test(token) && current?.word !== '') {
      current = { word: '', comment: '' };
      if (!clauses.has(token.toLowerCase())) clauses.set(token.toLowerCase(), current);
    } else if (current?.word === '') {
      current.word = token;
    }
  }
  return clauses;
}

/** `mail.acme.example [192.0.2.25]`; Postfix writes `unknown` when the address has no name. */
function verifiedPart(comment: string): { name?: string; address?: string } {
  const address = /\[([^\]]+)\]/.exec(comment)?.[1];
  const name = comment.replace(/\[[^\]]*\].*/, '').trim();
  return { address, name: name === '' || name === 'unknown' || name.includes(' ') ? undefined : name };
}

function present<T extends object>(fields: T): Partial<T> {
  // Object.entries forgets which values belong to which names; nothing but the empty ones is taken away.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Partial<T>;
}
