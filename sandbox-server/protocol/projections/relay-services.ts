import type { EventOf, SandboxEvent } from '../events.ts';
import type { RelayServiceSettings } from '../relay-service.ts';

export type ServiceEvent = Omit<EventOf<'service.noted'>, 'type' | 'service' | 'links' | 'command'>;

/** Why an address gets nothing more, since when in sandbox ms. */
export interface Suppression {
  reason: 'hard-bounce' | 'unclear-bounces' | 'complaint' | 'unsubscribe' | 'by-hand';
  at: number;
}

export type DomainCheck = Pick<EventOf<'sending-domain.checked'>, 'at' | 'verified' | 'records'>;

export interface ServiceAccount {
  /** What was found in the DNS last, by domain. */
  checked: Record<string, DomainCheck>;
  /** By address in lower case. */
  suppressed: Record<string, Suppression>;
  /** Failures that did not say whose fault they were, by address in lower case. */
  unclear: Record<string, number>;
  /** The suppression list that the learner built by hand and handed in last, and how often one was. */
  handedIn?: { at: number; addresses: string[]; times: number };
}

/** One recipient's letter, from the outbound host on. */
export interface ServiceCopy {
  host: string;
  queueId: string;
  account: string;
  message: string;
  recipient: string;
  /** Where its links lead, by their number. */
  links: string[];
  /** Outcomes of the queue that are noted. */
  outcomes: number;
  ended?: 'delivered' | 'bounced' | 'expired';
  complained: boolean;
  unsubscribed: boolean;
}

export interface ServiceState {
  settings: RelayServiceSettings;
  accounts: Record<string, ServiceAccount>;
  /** By queue id at the outbound host. */
  copies: Record<string, ServiceCopy>;
  /** How many there are. */
  copyCount: number;
  events: ServiceEvent[];
}

/** Relay services by name: what they know of domains, letters and readers. */
export interface RelayServicesState {
  byName: Record<string, ServiceState>;
}

/** One answer that does not say whose fault it is may be a slip; at the third the address is given up. */
const unclearBouncesMax = 3;

export function emptyRelayServices(): RelayServicesState {
  return { byName: {} };
}

export function applyToRelayServices(services: RelayServicesState, event: SandboxEvent): void {
  switch (event.type) {
    case 'sandbox.started':
    case 'sandbox.reset':
      // A log from before there were services has none.
      for (const settings of event.scenario.relayServices ?? []) services.byName[settings.name] = opened(settings);
      return;
    case 'sending-domain.checked': {
      const { at, domain, verified, records } = event;
      const account = services.byName[event.service]?.accounts[event.account];
      if (account) account.checked[domain] = { at, verified, records };
      return;
    }
    case 'service.noted': {
      const service = services.byName[event.service];
      if (service) note(service, event);
      return;
    }
    case 'suppression-list.handed-in': {
      const account = services.byName[event.service]?.accounts[event.account];
      const times = (account?.handedIn?.times ?? 0) + 1;
      if (account) account.handedIn = { at: event.at, addresses: event.addresses, times };
      return;
    }
    case 'suppression.edited': {
      const account = services.byName[event.service]?.accounts[event.account];
      if (account) edit(account, event);
    }
  }
}

/** Why this account's mail to the address is not sent; undefined when it is. */
export function suppressionOf({ suppressed }: ServiceAccount, address: string): Suppression | undefined {
  return suppressed[address.toLowerCase()];
}

function opened(settings: RelayServiceSettings): ServiceState {
  const accounts = settings.accounts.map(({ user }) => [user, { checked: {}, suppressed: {}, unclear: {} }] as const);
  return { settings, accounts: Object.fromEntries(accounts), copies: {}, copyCount: 0, events: [] };
}

function note(service: ServiceState, noted: EventOf<'service.noted'>): void {
  const { type: _, service: __, command: ___, links = [], ...event } = noted;
  service.events.push(event);
  const { copy: place, account, message, recipient } = event;
  if (place && event.event === 'accepted') {
    const { host, queueId } = place;
    const fresh = { outcomes: 0, complained: false, unsubscribed: false };
    service.copies[queueId] = { host, queueId, account, message, recipient, links, ...fresh };
    service.copyCount += 1;
  }
  const copy = place && service.copies[place.queueId];
  if (copy) follow(copy, event);
  const customer = service.accounts[account];
  if (customer) judge(customer, event);
}

/** Who is taken off begins anew: what came back before counts no more. */
function edit({ suppressed, unclear }: ServiceAccount, { address, on, at }: EventOf<'suppression.edited'>): void {
  const key = address.toLowerCase();
  if (on) suppressed[key] ??= { reason: 'by-hand', at };
  else {
    delete suppressed[key];
    delete unclear[key];
  }
}

function follow(copy: ServiceCopy, { event, by }: ServiceEvent): void {
  if (by === 'queue') copy.outcomes += 1;
  if (event === 'delivered' || event === 'bounced' || event === 'expired') copy.ended = event;
  if (event === 'complained') copy.complained = true;
  if (event === 'unsubscribed') copy.unsubscribed = true;
}

function judge(account: ServiceAccount, event: ServiceEvent): void {
  const address = event.recipient.toLowerCase();
  const reason = reasonToStop(account, address, event);
  // The first reason stays.
  if (reason) account.suppressed[address] ??= { reason, at: event.at };
}

function reasonToStop(
  account: ServiceAccount,
  address: string,
  { event, class: bounceClass }: ServiceEvent,
): Suppression['reason'] | undefined {
  if (event === 'complained') return 'complaint';
  if (event === 'unsubscribed') return 'unsubscribe';
  if (event !== 'bounced') return undefined;
  if (bounceClass === 'hard') return 'hard-bounce';
  if (bounceClass !== 'unclear') return undefined;
  account.unclear[address] = (account.unclear[address] ?? 0) + 1;
  return account.unclear[address] >= unclearBouncesMax ? 'unclear-bounces' : undefined;
}
