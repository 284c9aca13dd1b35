import type { Because, Driver, Endpoint, EventOf, SandboxEvent } from '../events.ts';

export type Exchange =
  | { kind: 'command'; seq: number; at: number; verb: string; line: string }
  | {
      kind: 'reply';
      seq: number;
      at: number;
      verb: string;
      code: number;
      enhanced?: string;
      lines: string[];
      because: Because;
    };

export interface SentOctets {
  seq: number;
  at: number;
  by: 'client' | 'server';
  /** Octets in latin1. */
  data: string;
}

export interface TlsState
  extends Pick<EventOf<'tls.established'>, 'seq' | 'at' | 'mode' | 'protocol' | 'cipher' | 'certificate'> {
  serverName?: string;
  /** What the client thought of the certificate; absent when it did not look. */
  trusted?: boolean;
  problem?: string;
}

export type Reply = Extract<Exchange, { kind: 'reply' }>;

/** What the server decided about one recipient of this conversation. */
export type Decision = Pick<
  EventOf<'policy.decided'>,
  'seq' | 'at' | 'reversePath' | 'recipient' | 'verdict' | 'because'
>;

/** A handshake that broke off. */
export type TlsFailure = Pick<EventOf<'tls.failed'>, 'seq' | 'at' | 'by' | 'problem'>;

/** An attempt to log in, as the server understood it. */
export type Login = Pick<EventOf<'login.attempted'>, 'seq' | 'at' | 'mechanism' | 'user' | 'ok'>;

/** What a web host was asked for over this connection. */
export type WebRequested = Pick<EventOf<'web.requested'>, 'seq' | 'at' | 'method' | 'path' | 'status'>;

/** One TCP connection (or attempt) with what went over it and what the server understood. */
export interface Connection {
  id: string;
  from: Endpoint;
  /** Of the client, as the DNS said when the server asked; `unknown` without a PTR record. Absent while nobody has asked. */
  clientName?: string;
  to: Endpoint;
  driver: Driver;
  carries?: { host: string; queueId: string };
  /** Hosts on the way. */
  via?: string[];
  /** `calling`: nobody has answered, and the caller still waits; `given-up`: until he did no longer. */
  state: 'calling' | 'given-up' | 'open' | 'closed' | 'refused' | 'timed-out';
  openedSeq: number;
  /** Sandbox ms. */
  openedAt: number;
  closedSeq?: number;
  closedAt?: number;
  closedBy?: 'client' | 'server' | 'network';
  closedHow?: EventOf<'connection.closed'>['how'];
  /** What each side sent, where it was counted instead of written down. */
  octets?: { client: number; server: number };
  /** Octets in latin1, in order. */
  bytes: SentOctets[];
  /** What arrived instead, where a host on the way changed it. */
  altered: (SentOctets & { host: string })[];
  tls?: TlsState;
  /** What the client thought of the certificate. It may look before the server knows that the handshake is done. */
  certificate?: Pick<TlsState, 'trusted' | 'problem'>;
  tlsFailure?: TlsFailure;
  /** What went inside TLS. */
  inside: SentOctets[];
  /** Who has logged in. */
  user?: string;
  /** Every attempt to log in. */
  logins: Login[];
  exchanges: Exchange[];
  decisions: Decision[];
  requests: WebRequested[];
}

export interface ConnectionsState {
  byId: Record<string, Connection>;
  /** In the order of their beginning. */
  order: string[];
  /** Connections ever begun, resets included: the next one's number. */
  count: number;
}

export function emptyConnections(): ConnectionsState {
  return { byId: {}, order: [], count: 0 };
}

export function applyToConnections(connections: ConnectionsState, event: SandboxEvent): void {
  switch (event.type) {
    case 'connection.attempted':
      return begin(connections, event, 'calling');
    case 'connection.opened':
      return begin(connections, event, 'open');
    case 'connection.refused':
      return begin(connections, event, 'refused');
    case 'connection.timed-out': {
      const calling = connections.byId[event.connection];
      // In older logs nothing is known of a call before its end.
      if (!calling) return begin(connections, event, 'timed-out');
      calling.state = 'timed-out';
      return;
    }
    case 'connection.closed': {
      const connection = connections.byId[event.connection];
      const { seq: closedSeq, at: closedAt, by: closedBy, how: closedHow, octets } = event;
      const counted = octets ? { octets } : {};
      const state = connection?.state === 'calling' ? 'given-up' : 'closed';
      if (connection) Object.assign(connection, { state, closedSeq, closedAt, closedBy, closedHow, ...counted });
      return;
    }
    case 'dns.answered': {
      const connection = connections.byId[event.about?.connection ?? ''];
      // The first question about a conversation is for its client's name; SPF asks later, and perhaps for other addresses.
      if (connection && event.question.type === 'PTR') {
        connection.clientName ??= event.answers.find((record) => record.type === 'PTR')?.target ?? 'unknown';
      }
      return;
    }
    case 'bytes.sent': {
      const { seq, at, by, data } = event;
      connections.byId[event.connection]?.bytes.push({ seq, at, by, data });
      return;
    }
    case 'bytes.altered': {
      const { seq, at, by, data, host } = event;
      connections.byId[event.connection]?.altered.push({ seq, at, by, data, host });
      return;
    }
    case 'plaintext.sent': {
      const { seq, at, by, data } = event;
      connections.byId[event.connection]?.inside.push({ seq, at, by, data });
      return;
    }
    case 'tls.established': {
      const { seq, at, mode, protocol, cipher, certificate, serverName } = event;
      const connection = connections.byId[event.connection];
      if (!connection) return;
      connection.tls = { seq, at, mode, protocol, cipher, certificate, serverName, ...connection.certificate };
      return;
    }
    case 'tls.failed': {
      const { seq, at, by, problem } = event;
      const connection = connections.byId[event.connection];
      if (connection) connection.tlsFailure = { seq, at, by, problem };
      return;
    }
    case 'web.requested': {
      const { seq, at, method, path, status } = event;
      connections.byId[event.connection]?.requests.push({ seq, at, method, path, status });
      return;
    }
    case 'certificate.checked': {
      const connection = connections.byId[event.connection];
      if (!connection) return;
      connection.certificate = { trusted: event.trusted, problem: event.problem };
      if (connection.tls) Object.assign(connection.tls, connection.certificate);
      return;
    }
    case 'login.attempted': {
      const connection = connections.byId[event.connection];
      if (!connection) return;
      const { seq, at, mechanism, user, ok } = event;
      connection.logins.push({ seq, at, mechanism, user, ok });
      if (ok) connection.user = user;
      return;
    }
    case 'policy.decided': {
      const { seq, at, reversePath, recipient, verdict, because } = event;
      connections.byId[event.connection]?.decisions.push({ seq, at, reversePath, recipient, verdict, because });
      return;
    }
    case 'smtp.command': {
      const { seq, at, verb, line } = event;
      connections.byId[event.connection]?.exchanges.push({ kind: 'command', seq, at, verb, line });
      return;
    }
    case 'smtp.reply': {
      const { seq, at, verb, code, enhanced, lines, because } = event;
      connections.byId[event.connection]?.exchanges.push({
        kind: 'reply',
        seq,
        at,
        verb,
        code,
        enhanced,
        lines,
        because,
      });
    }
  }
}

type Beginning = EventOf<'connection.attempted' | 'connection.opened' | 'connection.refused' | 'connection.timed-out'>;

function begin(connections: ConnectionsState, event: Beginning, state: Connection['state']): void {
  const { connection: id, from, to, driver, carries, via, seq, at } = event;
  connections.byId[id] = {
    id,
    from,
    to,
    driver,
    carries,
    via,
    state,
    openedSeq: seq,
    openedAt: at,
    bytes: [],
    altered: [],
    inside: [],
    logins: [],
    exchanges: [],
    decisions: [],
    requests: [],
  };
  connections.order.push(id);
  connections.count += 1;
}
