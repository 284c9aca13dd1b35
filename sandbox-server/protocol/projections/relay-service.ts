import type { EventOf, SandboxEvent } from '../events.ts';
import {
  type AccountSettings,
  type NotedEvent,
  type Population,
  providerOf,
  type ScenarioAccount,
  type ScenarioRelayService,
  type ServiceEventName,
} from '../relay-service.ts';

export interface ServiceEvent
  extends NotedEvent,
    Omit<EventOf<'service.noted'>, keyof NotedEvent | 'type' | 'service'> {}

/** Why an address gets nothing more, since when in sandbox ms. */
export interface Suppression {
  reason: 'hard-bounce' | 'complaint' | 'unsubscribe' | 'manual';
  at: number;
}

export interface AccountState extends ScenarioAccount {
  /** Sandbox ms of each recipient that was taken in the last 24 hours. */
  taken: number[];
  /** What was found in the DNS, by domain. */
  checked: Record<string, Pick<EventOf<'sending-domain.checked'>, 'at' | 'verified' | 'records'>>;
  /** By address in lower case. */
  suppressed: Record<string, Suppression>;
}

/** The letter of one recipient, from the service's outbound host on. */
export interface CopyState {
  account: string;
  message: string;
  recipient: string;
  /** SMTP answers of it that are noted. */
  replies: number;
  /** Sandbox ms. */
  deliveredAt?: number;
  /** Bounced or expired: a report of the same is no second one. */
  failed: boolean;
  complained: boolean;
}

export interface ServiceState {
  settings: Omit<ScenarioRelayService, 'accounts'>;
  accounts: Record<string, AccountState>;
  /** By queue id. */
  copies: Record<string, CopyState>;
  events: ServiceEvent[];
  /** By provider, hour since the sandbox began, and event. */
  counts: Record<string, Record<string, Partial<Record<ServiceEventName, number>>>>;
  /** Who is logged in on which connection to the submission host. */
  users: Record<string, string>;
}

export interface ServicesState {
  /** By submission host. */
  byHost: Record<string, ServiceState>;
  populations: Population[];
  /** Sandbox ms at which readers did something, by letter and action. */
  acted: Record<string, number>;
}

const hourMs = 3_600_000;
/** Quotas roll: what was taken longer ago counts no more. */
export const quotaPeriodMs = 24 * hourMs;

export function emptyServices(): ServicesState {
  return { byHost: {}, populations: [], acted: {} };
}

export function applyToServices(services: ServicesState, event: SandboxEvent): void {
  switch (event.type) {
    case 'sandbox.started':
    case 'sandbox.reset':
      // A log from before there were services has none.
      for (const service of event.scenario.relayServices ?? []) services.byHost[service.host] = opened(service);
      services.populations = event.scenario.populations ?? [];
      return;
    case 'login.attempted': {
      const service = services.byHost[event.host];
      if (service && event.ok) service.users[event.connection] = event.user;
      return;
    }
    case 'policy.decided':
      return count(services.byHost[event.host], event);
    case 'sending-domain.checked': {
      const { at, domain, verified, records } = event;
      const account = services.byHost[event.service]?.accounts[event.account];
      if (account) account.checked[domain] = { at, verified, records };
      return;
    }
    case 'service.noted':
      return note(services.byHost[event.service], event);
    case 'suppression.changed': {
      const account = services.byHost[event.service]?.accounts[event.account];
      if (event.listed) suppress(account, event.address, 'manual', event.at);
      else delete account?.suppressed[event.address.toLowerCase()];
      return;
    }
    case 'service.configured': {
      const account = services.byHost[event.service]?.accounts[event.account];
      if (account) Object.assign(account, event.settings satisfies Partial<AccountSettings>);
      return;
    }
    case 'reader.acted':
      services.acted[`${event.letter} ${event.action}`] = event.at;
  }
}

/** Why this account's mail to the address is not sent; undefined when it is. */
export function suppressionOf(account: AccountState, address: string): Suppression | undefined {
  return account.suppressed[address.toLowerCase()];
}

/** Recipients that the account was allowed since `from`, sandbox ms. */
export function takenSince({ taken }: AccountState, from: number): number {
  return taken.filter((at) => at > from).length;
}

function opened({ accounts, ...settings }: ScenarioRelayService): ServiceState {
  const states = accounts.map((account) => ({ ...account, taken: [], checked: {}, suppressed: {} }));
  return {
    settings,
    accounts: Object.fromEntries(states.map((state) => [state.user, state])),
    copies: {},
    events: [],
    counts: {},
    users: {},
  };
}

/** A recipient counts when RCPT TO is answered with yes, whatever comes of the letter. */
function count(service: ServiceState | undefined, { connection, verdict, at }: EventOf<'policy.decided'>): void {
  const account = service?.accounts[service.users[connection] ?? ''];
  if (!account || verdict === 'reject' || verdict === 'defer') return;
  account.taken.push(at);
  while ((account.taken[0] ?? at) <= at - quotaPeriodMs) account.taken.shift();
}

function note(service: ServiceState | undefined, noted: EventOf<'service.noted'>): void {
  if (!service) return;
  const { type: _, service: __, ...event } = noted;
  service.events.push(event);
  addToCounts(service, event);
  const copy = copyOf(service, event);
  if (copy) follow(copy, event);
  const account = service.accounts[event.account];
  if (event.event === 'bounced' && event.class === 'hard') suppress(account, event.recipient, 'hard-bounce', event.at);
  if (event.event === 'complained') suppress(account, event.recipient, 'complaint', event.at);
  if (event.event === 'unsubscribed') suppress(account, event.recipient, 'unsubscribe', event.at);
}

function copyOf(service: ServiceState, { event, copy, account, message, recipient }: ServiceEvent) {
  if (copy === undefined) return undefined;
  if (event === 'accepted') {
    service.copies[copy] = { account, message, recipient, replies: 0, failed: false, complained: false };
  }
  return service.copies[copy];
}

function follow(copy: CopyState, { event, by, at }: ServiceEvent): void {
  if (by === 'reply') copy.replies += 1;
  if (event === 'delivered') copy.deliveredAt = at;
  if (event === 'bounced' || event === 'expired') copy.failed = true;
  if (event === 'complained') copy.complained = true;
}

function addToCounts({ counts }: ServiceState, { recipient, event, at }: ServiceEvent): void {
  const provider = providerOf(recipient);
  const hour = String(Math.floor(at / hourMs));
  counts[provider] ??= {};
  counts[provider][hour] ??= {};
  const bucket = counts[provider][hour];
  bucket[event] = (bucket[event] ?? 0) + 1;
}

/** The first reason stays. */
function suppress(account: AccountState | undefined, address: string, reason: Suppression['reason'], at: number): void {
  if (account) account.suppressed[address.toLowerCase()] ??= { reason, at };
}
