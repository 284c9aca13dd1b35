import type { Connection, Decision, Exchange } from './projections/connections.ts';
import type { Message, Outcome } from './projections/messages.ts';
import type { Viewed } from './projections/progress.ts';
import { type ServiceEvent, type Suppression, suppressionOf } from './projections/relay-services.ts';
import type { World } from './world.ts';

/** What steps, coach and tests ask a world. Each is a pure question; none reads what was typed. */

/** Connections, newest last, that meet every given condition. */
export function connections(
  world: World,
  wanted: { to?: string; port?: number; driver?: Connection['driver']; state?: Connection['state'] } = {},
): Connection[] {
  return world.connections.order
    .flatMap((id) => world.connections.byId[id] ?? [])
    .filter(
      (connection) =>
        matches(wanted.to, connection.to.host) &&
        matches(wanted.port, connection.to.port) &&
        matches(wanted.driver, connection.driver) &&
        matches(wanted.state, connection.state),
    );
}

/** The first reply in this conversation with that verb and code (or any code of that class: 2, 4, 5). */
export function reply(connection: Connection, verb: string, code: number): Exchange | undefined {
  return connection.exchanges.find(
    (exchange) =>
      exchange.kind === 'reply' &&
      exchange.verb === verb &&
      (code < 10 ? Math.floor(exchange.code / 100) === code : exchange.code === code),
  );
}

/** The server refused a command of the learner. `text` occurs in the command line. */
export function refusedWith(
  world: World,
  wanted: { by: string; verb: string; code: number; enhanced?: string; text?: string },
): boolean {
  return connections(world, { to: wanted.by, driver: 'learner' }).some((connection) =>
    connection.exchanges.some((exchange, index) => {
      if (exchange.kind !== 'reply' || exchange.verb !== wanted.verb || exchange.code !== wanted.code) return false;
      if (!matches(wanted.enhanced, exchange.enhanced)) return false;
      return !wanted.text || commandBefore(connection, index)?.line.includes(wanted.text) === true;
    }),
  );
}

function commandBefore(connection: Connection, index: number): Extract<Exchange, { kind: 'command' }> | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    const exchange = connection.exchanges[at];
    if (exchange?.kind === 'command') return exchange;
  }
  return undefined;
}

/** Messages that the learner wrote, oldest first. */
export function learnerMessages(world: World): Message[] {
  return world.messages.order
    .flatMap((id) => world.messages.byId[id] ?? [])
    .filter((message) => message.origin === 'learner');
}

/** What the learner asked of a server for a recipient, decided so; newest last. A domain begins with @. */
export function decisions(
  world: World,
  wanted: { by: string; recipient: string; verdict: Decision['verdict']; sender?: string },
): Decision[] {
  return connections(world, { to: wanted.by, driver: 'learner' })
    .flatMap((connection) => connection.decisions)
    .filter(
      ({ reversePath, recipient, verdict }) =>
        verdict === wanted.verdict &&
        (wanted.sender === undefined || sameAddress(reversePath, wanted.sender)) &&
        (wanted.recipient.startsWith('@')
          ? recipient.toLowerCase().endsWith(wanted.recipient)
          : sameAddress(recipient, wanted.recipient)),
    );
}

/** The message was accepted by this host for this recipient. */
export function accepted(message: Message, host: string, recipient?: string): boolean {
  return message.hops.some(
    (hop) =>
      hop.host === host &&
      (recipient === undefined || hop.envelope.recipients.some((one) => sameAddress(one, recipient))),
  );
}

/** What became of the message for a recipient at a host, newest last. */
export function outcomes(
  message: Message,
  wanted: Partial<Pick<Outcome, 'kind' | 'host' | 'recipient' | 'nextHop'>>,
): Outcome[] {
  return message.outcomes.filter(
    (outcome) =>
      matches(wanted.kind, outcome.kind) &&
      matches(wanted.host, outcome.host) &&
      (wanted.recipient === undefined || sameAddress(wanted.recipient, outcome.recipient)) &&
      matches(wanted.nextHop, outcome.nextHop),
  );
}

export function delivered(message: Message, host: string, recipient: string): boolean {
  return outcomes(message, { kind: 'delivered', host, recipient }).length > 0;
}

export function relayed(message: Message, host: string, recipient: string, nextHop?: string): boolean {
  return outcomes(message, { kind: 'relayed', host, recipient, nextHop }).length > 0;
}

/** One mailbox, however it was typed: domains have no case (RFC 5321 §2.4), and our servers treat local parts alike. */
export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The learner gave the right answer, whatever came before it. */
export function answeredRightly(world: World, question: string): boolean {
  return world.progress.answers[question]?.correct === true;
}

/** Views that the learner opened, oldest first. */
export function views(
  world: World,
  wanted: Partial<Pick<Viewed, 'view' | 'mailbox' | 'message' | 'host' | 'zone' | 'connection'>>,
): Viewed[] {
  return world.progress.views.filter(
    (viewed) =>
      matches(wanted.view, viewed.view) &&
      matches(wanted.mailbox, viewed.mailbox) &&
      matches(wanted.message, viewed.message) &&
      matches(wanted.host, viewed.host) &&
      matches(wanted.zone, viewed.zone) &&
      matches(wanted.connection, viewed.connection),
  );
}

/** What a relay service has noted, oldest first. */
export function serviceEvents(
  world: World,
  wanted: Partial<Pick<ServiceEvent, 'event' | 'by' | 'class' | 'cause' | 'account' | 'message' | 'recipient'>> & {
    service: string;
  },
): ServiceEvent[] {
  return (world.services.byName[wanted.service]?.events ?? []).filter(
    (event) =>
      matches(wanted.event, event.event) &&
      matches(wanted.by, event.by) &&
      matches(wanted.class, event.class) &&
      matches(wanted.cause, event.cause) &&
      matches(wanted.account, event.account) &&
      matches(wanted.message, event.message) &&
      (wanted.recipient === undefined || sameAddress(wanted.recipient, event.recipient)),
  );
}

/** Why a relay service sends nothing more to the address for this account; undefined when it does. */
export function suppression(world: World, service: string, account: string, address: string): Suppression | undefined {
  const customer = world.services.byName[service]?.accounts[account];
  return customer && suppressionOf(customer, address);
}

/** The owner has proved to the service that the domain is his, as the DNS said when it looked last. */
export function domainVerified(world: World, service: string, account: string, domain: string): boolean {
  return world.services.byName[service]?.accounts[account]?.checked[domain]?.verified === true;
}

/** The domains or networks in a list parameter of a host, as configured now. */
export function listParameter(world: World, host: string, parameter: string): string[] {
  return (world.config.current[host]?.[parameter] ?? '').split(/[\s,]+/).filter(Boolean);
}

/** When the step was reached, as `seq`; undefined while it is open. */
export function reachedAt(world: World, step: string): number | undefined {
  return world.progress.steps[step];
}

/** The step has not been reached. */
export function isOpen(world: World, step: string): boolean {
  return reachedAt(world, step) === undefined;
}

/** The learner is at this step: it is open, and the one before it, if any, is not. */
export function isAt(world: World, before: string | undefined, step: string): boolean {
  return (before === undefined || !isOpen(world, before)) && isOpen(world, step);
}

/** All octets that the client has sent in a conversation. */
export function sentIn(world: World, connection: string | undefined): string {
  const { bytes = [] } = world.connections.byId[connection ?? ''] ?? {};
  return bytes.map(({ by, data }) => (by === 'client' ? data : '')).join('');
}

/** The connections that somebody types into. Asked at every fact: it must be quick. */
export function terminalConnections({ connections: { byId }, terminals }: World): Connection[] {
  const connections: Connection[] = [];
  for (const name in terminals.byName) {
    const connection = byId[terminals.byName[name]?.connection ?? ''];
    if (connection) connections.push(connection);
  }
  return connections;
}

function matches<T>(wanted: T | undefined, actual: T | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
