import type { World } from '#protocol/world.ts';

/** The configuration of a mail server: Postfix's parameter names, Postfix's defaults unless the entry says otherwise. */

interface Parameter {
  default: string;
  /** A sentence for the learner. */
  explain: string;
  /** Why a value is refused; undefined when it is fine. */
  problem(value: string): string | undefined;
}

const host = '[a-z0-9-]+(?:\\.[a-z0-9-]+)*';
const hostPattern = new RegExp(`^${host}$`);
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const networkPattern = new RegExp(`^(?:${octet}\\.){3}${octet}(?:/(?:3[0-2]|[12]?\\d))?$`);
const nextHopPattern = new RegExp(`^(${host}|\\[${host}\\])(:\\d{1,5})?$`);
const restrictions = [
  'permit_mynetworks',
  'permit_sasl_authenticated',
  'permit_auth_destination',
  'reject_unauth_destination',
  'permit',
  'reject',
] as const;
export type Restriction = (typeof restrictions)[number];

export const parameters = {
  myhostname: {
    default: '',
    explain: 'The name with which this server introduces itself. Empty: the name of the host.',
    problem: (value) => (value === '' ? undefined : problemOfEach(value, hostPattern, 'a host name')),
  },
  mydestination: {
    default: '',
    explain: 'The domains that this server is the final stop for. Everything else is relayed or refused.',
    problem: (value) => problemOfEach(value, hostPattern, 'a domain'),
  },
  mynetworks: {
    default: '127.0.0.0/8',
    explain: 'Clients in these networks may relay through this server without logging in.',
    problem: (value) => problemOfEach(value, networkPattern, 'a network such as 192.0.2.0/24'),
  },
  relay_domains: {
    default: '',
    explain: 'Domains that are not ours but for which we agreed to pass mail on.',
    problem: (value) => problemOfEach(value, hostPattern, 'a domain'),
  },
  relayhost: {
    default: '',
    explain: 'The smart host: hand all mail that leaves to this server. In [brackets]: do not look for MX records.',
    problem: (value) =>
      value === '' || nextHopPattern.test(value) ? undefined : 'must be host, [host] or [host]:port',
  },
  transport_maps: {
    default: '',
    explain: 'Where mail for a domain goes instead of its MX: domain smtp:[host], several separated by commas.',
    problem: (value) => (transportTable(value) ? undefined : 'must be domain smtp:[host], separated by commas'),
  },
  smtpd_relay_restrictions: {
    default: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
    explain: 'Who may have mail carried to other domains: the first rule that fits decides.',
    problem: (value) => problemOfRestrictions(value),
  },
  message_size_limit: {
    default: '10240000',
    explain: 'The largest message, in octets, that this server takes.',
    problem: wholeNumber,
  },
  hopcount_limit: {
    default: '50',
    explain: 'A message with more Received lines than this goes round in a circle and is refused.',
    problem: wholeNumber,
  },
  smtpd_recipient_limit: {
    default: '1000',
    explain: 'Recipients in one envelope.',
    problem: wholeNumber,
  },
  smtpd_hard_error_limit: {
    default: '20',
    explain: 'After this many errors the server closes the connection.',
    problem: wholeNumber,
  },
  // Postfix has 300 s: a person who reads a lesson beside the terminal needs longer.
  smtpd_timeout: {
    default: '600s',
    explain: 'A client that says nothing for this long is disconnected.',
    problem: timeProblem,
  },
  smtp_connect_timeout: {
    default: '30s',
    explain: 'How long to wait for another server to answer the call.',
    problem: timeProblem,
  },
  minimal_backoff_time: {
    default: '300s',
    explain: 'Wait at least this long before a deferred message is tried again.',
    problem: timeProblem,
  },
  maximal_backoff_time: {
    default: '4000s',
    explain: 'Wait at most this long before a deferred message is tried again.',
    problem: timeProblem,
  },
  maximal_queue_lifetime: {
    default: '5d',
    explain: 'A message that could not be passed on for this long is returned to its sender.',
    problem: timeProblem,
  },
  lab_greet_delay: {
    default: '0s',
    explain: 'Ours, not Postfix’s: wait this long before the greeting, to catch clients that talk first.',
    problem: timeProblem,
  },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;

function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(parameters, name);
}

/** Why this value cannot be set, as a phrase; undefined when it can. */
export function parameterProblem(name: string, value: string): string | undefined {
  return isParameter(name) ? parameters[name].problem(value) : 'is not a parameter that this server knows';
}

/** The value in force as text: what was set, or the default. */
export function parameter(world: World, host: string, name: ParameterName): string {
  const value = world.config.current[host]?.[name] ?? parameters[name].default;
  return name === 'myhostname' && value === '' ? host : value;
}

/** A list parameter in force, in the order written. */
export function listOf(world: World, host: string, name: ParameterName): string[] {
  return words(parameter(world, host, name));
}

export function numberOf(world: World, host: string, name: ParameterName): number {
  return Number(parameter(world, host, name));
}

/** A time parameter in force, in sandbox ms. Without a unit it is seconds. */
export function millisecondsOf(world: World, host: string, name: ParameterName): number {
  const [, amount = '0', unit = 's'] = timePattern.exec(parameter(world, host, name)) ?? [];
  return Number(amount) * (unitMs[unit as keyof typeof unitMs] ?? 1000); // the pattern allows only these units
}

/** Next hop by recipient domain, as written in `transport_maps`; undefined when the text makes no sense. */
export function transportTable(text: string): Map<string, string> | undefined {
  const table = new Map<string, string>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [, domain = '', nextHop = ''] = /^(\S+)\s+(?:smtp|relay):(\S+)$/.exec(entry) ?? [];
    if (!hostPattern.test(domain) || !nextHopPattern.test(nextHop)) return undefined;
    table.set(domain, nextHop);
  }
  return table;
}

const timePattern = /^(\d+)([smhdw])?$/;
const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function problemOfEach(value: string, pattern: RegExp, wanted: string): string | undefined {
  const wrong = words(value).find((word) => !pattern.test(word));
  return wrong === undefined ? undefined : `"${wrong}" is not ${wanted}`;
}

function problemOfRestrictions(value: string): string | undefined {
  const wrong = words(value).find((word) => !restrictions.some((known) => known === word));
  if (wrong !== undefined) return `unknown restriction "${wrong}"`;
  return words(value).some((word) => word.startsWith('reject'))
    ? undefined
    : 'must end with a rule that rejects, such as reject_unauth_destination, or the server would be an open relay';
}

function wholeNumber(value: string): string | undefined {
  return /^\d{1,12}$/.test(value) ? undefined : `"${value}" is not a whole number`;
}

function timeProblem(value: string): string | undefined {
  return timePattern.test(value) ? undefined : `"${value}" is not a time such as 300s, 5m, 4h or 5d`;
}
