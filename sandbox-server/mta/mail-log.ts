import { sandboxEpochMs } from '#protocol/epoch.ts';
import { headerSection } from '#protocol/header-section.ts';
import type { Connection, Exchange } from '#protocol/projections/connections.ts';
import type { Hop, Message, Outcome } from '#protocol/projections/messages.ts';
import type { World } from '#protocol/world.ts';

/** The log of a mail server, folded from the world, in Postfix's words: what /var/log/mail.log holds. */

interface Entry {
  seq: number;
  /** Sandbox ms. */
  at: number;
  program: 'smtpd' | 'cleanup' | 'qmgr' | 'smtp' | 'local' | 'bounce';
  /** Number of the process: conversations have their own. */
  pid: number;
  text: string;
}

/** Lines of the server's log, oldest first, without line ends. */
export function mailLog(world: World, host: string): string[] {
  const heard = world.connections.order
    .flatMap((id) => world.connections.byId[id] ?? [])
    .filter((connection) => connection.to.host === host)
    .flatMap(conversationEntries);
  const messages = world.messages.order.flatMap((id) => world.messages.byId[id] ?? []);
  const handled = messages.flatMap((message) => messageEntries(message, host, world));
  // What belongs to one fact stays in the order in which it was written here.
  const entries = [...heard, ...handled].sort((one, other) => one.seq - other.seq);
  return entries.map(
    ({ at, program, pid, text }) => `${stamp(at)} ${host.split('.')[0]} postfix/${program}[${pid}]: ${printable(text)}`,
  );
}

/** As Postfix writes what others have said: a line end in a user's name would be a line of the log. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As syslog writes it: `Jan  5 09:00:01`. */
function stamp(at: number): string {
  const date = new Date(sandboxEpochMs + at);
  return `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${date.toISOString().slice(11, 19)}`;
}

/** Numbers of processes are for telling conversations apart, and for nothing else. */
const firstPid = 1000;

function pidOf(connection: string | undefined): number {
  return firstPid + Number(/\d+/.exec(connection ?? '')?.[0] ?? 0);
}

/** What smtpd writes about one conversation: its ends, failed logins, refusals. Ports of the web are none of its business. */
function conversationEntries(connection: Connection): Entry[] {
  const { id, openedSeq, openedAt, closedSeq, closedAt, state, exchanges } = connection;
  if (['refused', 'timed-out', 'calling', 'given-up'].includes(state) || exchanges.length === 0) return [];
  const client = clientOf(connection);
  const entry = (seq: number, at: number, text: string): Entry => ({ seq, at, program: 'smtpd', pid: pidOf(id), text });
  return [
    entry(openedSeq, openedAt, `connect from ${client}`),
    ...connection.logins.flatMap(({ seq, at, mechanism, user, ok }) =>
      ok
        ? []
        : [
            entry(
              seq,
              at,
              `warning: ${client}: SASL ${mechanism} authentication failed: (reason unavailable), sasl_username=${user}`,
            ),
          ],
    ),
    ...refusals(exchanges, client).map(({ seq, at, text }) => entry(seq, at, text)),
    ...(closedSeq === undefined || closedAt === undefined
      ? []
      : [entry(closedSeq, closedAt, `disconnect from ${client}${countsOf(exchanges)}`)]),
  ];
}

/** `mail.acme.example[192.0.2.25]`, by the name that the client had then. */
function clientOf({ from, clientName = 'unknown' }: Connection): string {
  return from.address === '127.0.0.1' ? 'localhost[127.0.0.1]' : `${clientName}[${from.address}]`;
}

const namesOfVerbs: Record<string, string> = { 'DATA-END': 'END-OF-MESSAGE' };
const refusedVerbs = ['CONNECT', 'EHLO', 'HELO', 'MAIL', 'RCPT', 'DATA', 'DATA-END'];

function refusals(exchanges: readonly Exchange[], client: string): Pick<Entry, 'seq' | 'at' | 'text'>[] {
  let hello = '';
  let proto = 'SMTP';
  let from: string | undefined;
  let to: string | undefined;
  return exchanges.flatMap((exchange) => {
    if (exchange.kind === 'command') {
      const { verb, line } = exchange;
      if (verb === 'EHLO' || verb === 'HELO') {
        hello = line.split(/\s+/)[1] ?? '';
        proto = verb === 'EHLO' ? 'ESMTP' : 'SMTP';
      }
      const path = /<([^>]*)>/.exec(line)?.[1];
      if (verb === 'MAIL') [from, to] = [path, undefined];
      if (verb === 'RCPT') to = path;
      return [];
    }
    const { seq, at, verb, code, enhanced, lines } = exchange;
    // What a client did wrong in the protocol (5.5.x) is no refusal: Postfix does not log it.
    if (code < 400 || !refusedVerbs.includes(verb) || enhanced?.startsWith('5.5.')) return [];
    const words = [code, enhanced, lines.join(' ')].filter(Boolean).join(' ');
    const envelope = [
      ...(from === undefined ? [] : [`from=<${from}>`]),
      ...(to === undefined ? [] : [`to=<${to}>`]),
      ...(hello === '' ? [] : [`proto=${proto}`, `helo=<${hello}>`]),
    ].join(' ');
    const text = `NOQUEUE: reject: ${namesOfVerbs[verb] ?? verb} from ${client}: ${words}${envelope ? `; ${envelope}` : ''}`;
    return [{ seq, at, text }];
  });
}

/** `ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4`: done, and of how many where some were refused. */
function countsOf(exchanges: readonly Exchange[]): string {
  const counts = new Map<string, { done: number; all: number }>();
  for (const exchange of exchanges) {
    if (exchange.kind !== 'reply' || ['CONNECT', 'DATA-END', ''].includes(exchange.verb)) continue;
    const verb = exchange.verb.toLowerCase();
    const count = counts.get(verb) ?? { done: 0, all: 0 };
    counts.set(verb, { done: count.done + (exchange.code < 400 ? 1 : 0), all: count.all + 1 });
  }
  const written = ({ done, all }: { done: number; all: number }) => (done === all ? `${all}` : `${done}/${all}`);
  const sum = { done: 0, all: 0 };
  for (const { done, all } of counts.values()) Object.assign(sum, { done: sum.done + done, all: sum.all + all });
  const words = [...counts].map(([verb, count]) => ` ${verb}=${written(count)}`).join('');
  return `${words} commands=${written(sum)}`;
}

/** What cleanup, qmgr and the delivery agents write about one message at this host. */
function messageEntries(message: Message, host: string, world: World): Entry[] {
  return message.hops
    .filter((hop) => hop.host === host)
    .flatMap((hop) => {
      const outcomes = message.outcomes.filter((outcome) => outcome.host === host && outcome.queueId === hop.queueId);
      return [
        ...arrival(message, hop, world),
        ...outcomes.flatMap((outcome) => outcomeEntries(outcome, hop, world)),
        ...removal(hop, outcomes),
      ];
    });
}

function arrival(message: Message, hop: Hop, world: World): Entry[] {
  const { seq, at, queueId, envelope, raw, connection: id, user } = hop;
  const connection = world.connections.byId[id ?? ''];
  const login = connection?.logins.find(({ ok }) => ok);
  const secret = user === undefined ? '' : `, sasl_method=${login?.mechanism ?? 'PLAIN'}, sasl_username=${user}`;
  const messageId = /^message-id:\s*(\S+)/im.exec(headerSection(raw))?.[1] ?? '<>';
  const recipients = envelope.recipients.length;
  return [
    ...(connection
      ? [
          {
            seq,
            at,
            program: 'smtpd',
            pid: pidOf(id),
            text: `${queueId}: client=${clientOf(connection)}${secret}`,
          } as const,
        ]
      : []),
    { seq, at, program: 'cleanup', pid: 701, text: `${queueId}: message-id=${messageId}` },
    ...(message.notice?.action === 'failed'
      ? [
          {
            seq,
            at,
            program: 'bounce',
            pid: 702,
            text: `${message.notice.of}: sender non-delivery notification: ${queueId}`,
          } as const,
        ]
      : []),
    {
      seq,
      at,
      program: 'qmgr',
      pid: 700,
      text: `${queueId}: from=<${envelope.reversePath}>, size=${raw.length}, nrcpt=${recipients} (queue active)`,
    },
  ];
}

/** What only the local agent says of a recipient: whoever lives here today may have lived elsewhere then. */
const isOwn = /^(?:unknown user: |mail forwarding loop for |too many hops$)/;

/** The agent's line: to whom, by which server, how long since arrival, and what was said. */
function outcomeEntries(outcome: Outcome, hop: Hop, world: World): Entry[] {
  const { seq, at, recipient, kind, queueId, detail } = outcome;
  const { relay, pid } = relayOf(outcome, world);
  const isLocal = kind === 'delivered' || kind === 'redirected' || (kind === 'bounced' && isOwn.test(detail));
  const delay = `delay=${((at - hop.at) / 1000).toFixed(1)}`;
  const status = { delivered: 'sent', redirected: 'sent', relayed: 'sent', deferred: 'deferred', bounced: 'bounced' }[
    kind
  ];
  const dsn = outcome.status ?? '2.0.0';
  const text = `${queueId}: to=<${recipient}>, relay=${isLocal ? 'local' : relay}, ${delay}, dsn=${dsn}, status=${status} (${wordsOf(outcome)})`;
  return [{ seq, at, program: isLocal ? 'local' : 'smtp', pid: isLocal ? 703 : pid, text }];
}

function wordsOf({ kind, detail, as }: Outcome): string {
  if (kind === 'delivered') return 'delivered to mailbox';
  if (kind === 'redirected') return as ? `forwarded as ${as}` : 'nobody to forward it to';
  // A reply of several lines is one line here.
  return detail.replaceAll('\n', ' ');
}

/** The server of the last conversation about this queue entry; `none` when there was none. */
function relayOf(
  { seq, host, queueId, connection: id }: Outcome,
  { connections }: World,
): { relay: string; pid: number } {
  const calls = connections.order
    .flatMap((one) => connections.byId[one] ?? [])
    .filter(({ carries, openedSeq }) => carries?.host === host && carries.queueId === queueId && openedSeq < seq);
  const call = connections.byId[id ?? ''] ?? calls.at(-1);
  const isAnswered = call && !['refused', 'timed-out', 'calling', 'given-up'].includes(call.state);
  const { to } = call ?? {};
  return { relay: isAnswered && to ? `${to.host}[${to.address}]:${to.port}` : 'none', pid: pidOf(call?.id) };
}

/** The queue manager's last word, when nobody waits for the message any more. */
function removal({ queueId, envelope }: Hop, outcomes: readonly Outcome[]): Entry[] {
  const settled = outcomes.filter(({ kind }) => kind !== 'deferred');
  const last = settled.at(-1);
  if (!last || settled.length < envelope.recipients.length) return [];
  return [{ seq: last.seq, at: last.at, program: 'qmgr', pid: 700, text: `${queueId}: removed` }];
}
