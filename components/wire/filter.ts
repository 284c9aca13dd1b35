import type { Connection } from '#protocol/projections/connections.ts';
import { clientStream } from './client-stream.ts';
import { replyLines } from './ladder.ts';
import { textOf } from './octets.ts';
import type { Way } from './way/ways.ts';

/** What of all conversations is shown. */
export interface WireFilter {
  /** At either end; empty: any. */
  host: string;
  /** Called port; 0: any. */
  port: number;
  /** A reply of 4xx or 5xx, or no connection at all. */
  onlyRefused: boolean;
  onlyBetweenServers: boolean;
  /** Any text, code or address; upper and lower case alike. */
  search: string;
}

export const noFilter: WireFilter = { host: '', port: 0, onlyRefused: false, onlyBetweenServers: false, search: '' };

export function filtersCount({ host, port, onlyRefused, onlyBetweenServers }: WireFilter): number {
  return [host !== '', port !== 0, onlyRefused, onlyBetweenServers].filter(Boolean).length;
}

export function isShown(connection: Connection, filter: WireFilter): boolean {
  const { from, to, driver } = connection;
  if (filter.host !== '' && from.host !== filter.host && to.host !== filter.host) return false;
  if (filter.port !== 0 && to.port !== filter.port) return false;
  if (filter.onlyRefused && !hasRefusal(connection)) return false;
  if (filter.onlyBetweenServers && driver !== 'mta') return false;
  return filter.search === '' || contains(searched(connection), filter.search);
}

/** Whether anything is looked for at all. */
export function isNarrowed(filter: WireFilter): boolean {
  return filtersCount(filter) > 0 || filter.search.trim() !== '';
}

/** A letter is shown when one of its conversations is, or when its own words fit. */
export function isWayShown(way: Way, connections: readonly Connection[], filter: WireFilter): boolean {
  const { search, ...rest } = filter;
  const fitting = connections.filter((connection) => isShown(connection, { ...rest, search: '' }));
  const failed = way.fates.some(({ kind }) => kind === 'bounced' || kind === 'refused' || kind === 'waiting');
  if (filter.onlyRefused && failed && fitting.length === 0 && filtersCount(filter) === 1)
    return contains(wayWords(way), search);
  if (filtersCount(filter) > 0 && fitting.length === 0) return false;
  return contains(wayWords(way), search) || fitting.some((connection) => contains(searched(connection), search));
}

export function hasRefusal({ state, exchanges, tlsFailure }: Connection): boolean {
  if (state === 'refused' || state === 'timed-out' || tlsFailure) return true;
  return exchanges.some((said) => said.kind === 'reply' && said.code >= 400);
}

function contains(text: string, wanted: string): boolean {
  return text.includes(wanted.trim().toLowerCase());
}

function wayWords({ reversePath, recipients, subject = '', fates }: Way): string {
  const words = fates.flatMap(({ recipient, word, decisive }) => [
    recipient,
    word,
    decisive?.quote ?? '',
    decisive?.plain ?? '',
  ]);
  return [reversePath, ...recipients, textOf(subject), ...words].join('\n').toLowerCase();
}

// The fold gives a connection a new object exactly when something changed on it.
const texts = new WeakMap<Connection, string>();

/** Everything that can be searched for in a conversation, in lower case. */
function searched(connection: Connection): string {
  const known = texts.get(connection);
  if (known !== undefined) return known;
  const { id, from, to, exchanges } = connection;
  const replies = exchanges.flatMap((said) => (said.kind === 'reply' ? replyLines(said) : []));
  const parts = [
    id,
    from.host,
    from.address,
    `${to.host}:${to.port}`,
    to.address,
    ...replies,
    textOf(clientStream(connection)),
  ];
  const text = parts.join('\n').toLowerCase();
  texts.set(connection, text);
  return text;
}
