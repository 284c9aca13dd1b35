import { type HeaderField, headerFields, headerValue } from '#protocol/header-section.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { Hop } from '#protocol/projections/messages.ts';
import type { World } from '#protocol/world.ts';
import { handedTo, wayOf } from '../handed-in.ts';
import { addedFields } from '../source-lines.ts';
import { addressesIn } from './addresses.ts';

/** What one server knew of a letter when it took it, and what it wrote on it. */
export interface Stop {
  host: string;
  queueId: string;
  reversePath: string;
  recipients: string[];
  /** Absent when the server made the copy itself, for an alias or a list. */
  client?: { hello: string; address: string; user?: string; tls?: string };
  /** Why the server made the copy: the configuration line. */
  insteadOf?: { recipient: string };
  added: HeaderField[];
}

export function stopsOf(world: World, stored: StoredMessage): Stop[] {
  const way = wayOf(world, stored);
  return way.map((hop, index) => stopAt(world, hop, way[index - 1], stored.message));
}

function stopAt(world: World, hop: Hop, before: Hop | undefined, message: string | undefined): Stop {
  const { host, queueId, envelope, user, raw, connection } = hop;
  const got = connection === undefined ? before?.raw : (handedTo(world, hop) ?? before?.raw);
  const peer = connection === undefined ? undefined : world.connections.byId[connection];
  const hello = peer?.exchanges.findLast((one) => one.kind === 'command' && /^(EHLO|HELO)$/.test(one.verb));
  const outcomes = message === undefined ? [] : (world.messages.byId[message]?.outcomes ?? []);
  const redirected = outcomes.find(
    (one) => one.kind === 'redirected' && one.host === host && before?.queueId === one.queueId,
  );
  return {
    host,
    queueId,
    reversePath: envelope.reversePath,
    recipients: envelope.recipients,
    ...(peer && {
      client: {
        hello: hello?.kind === 'command' ? hello.line.replace(/^\S+\s*/, '') : '',
        address: peer.from.address,
        ...(user === undefined ? {} : { user }),
        ...(peer.tls?.protocol === undefined ? {} : { tls: peer.tls.protocol }),
      },
    }),
    ...(!peer && redirected ? { insteadOf: { recipient: redirected.recipient } } : {}),
    added: got === undefined ? [] : addedFields(headerFields(raw), headerFields(got)),
  };
}

/** What is worth a sentence about who stands where. */
export interface EnvelopeNotes {
  /** On the first envelope, and in no header that readers see. */
  blind: string[];
  /** A Bcc field that somebody left in. */
  openBcc: boolean;
  /** Hosts that wrote another return address on the envelope than the one before. */
  newReversePath: { host: string; from: string; to: string }[];
  /** MAIL FROM is not an address in From. */
  otherAuthor: boolean;
}

export function envelopeNotes(stops: readonly Stop[], raw: string): EnvelopeNotes {
  const fields = headerFields(raw);
  const named = ['to', 'cc', 'bcc'].flatMap((name) => allAddresses(fields, name));
  const [first] = stops;
  const authors = allAddresses(fields, 'from');
  return {
    blind: (first?.recipients ?? []).filter((recipient) => !named.includes(recipient.toLowerCase())),
    openBcc: headerValue(fields, 'bcc') !== undefined,
    newReversePath: stops.flatMap(({ host, reversePath }, index) => {
      const from = stops[index - 1]?.reversePath;
      return from === undefined || from === reversePath ? [] : [{ host, from, to: reversePath }];
    }),
    otherAuthor:
      Boolean(first?.reversePath) && authors.length > 0 && !authors.includes(first?.reversePath.toLowerCase() ?? ''),
  };
}

function allAddresses(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name).flatMap(({ value }) => addressesIn(value));
}
