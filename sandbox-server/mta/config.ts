import type { World } from '#protocol/world.ts';
import { isRestriction } from './restrictions.ts';
import { aliasTable, isNextHop, passwordTable, transportTable } from './tables.ts';

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
  allow_untrusted_routing: {
    default: 'no',
    explain:
      'Obey addresses that carry a route, as user%elsewhere@us, for clients that may not relay. Old open relays do.',
    problem: yesOrNo,
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
    problem: (value) => (value === '' || isNextHop(value) ? undefined : 'must be host, [host] or [host]:port'),
  },
  transport_maps: {
    default: '',
    explain: 'Where mail for a domain goes instead of its MX: domain smtp:[host], several separated by commas.',
    problem: (value) => (transportTable(value) ? undefined : 'must be domain smtp:[host], separated by commas'),
  },
  smtp_sasl_auth_enable: {
    default: 'no',
    explain: 'Log in at the next server, with the password of smtp_sasl_password_maps.',
    problem: yesOrNo,
  },
  smtp_sasl_password_maps: {
    default: '',
    explain: 'With which user and password to log in where: [host]:port user:password, separated by commas.',
    problem: (value) => (passwordTable(value) ? undefined : 'must be [host]:port user:password, separated by commas'),
  },
  smtp_tls_security_level: {
    default: 'may',
    explain:
      'TLS towards other servers: none, may (if offered), encrypt (always), verify (with a good certificate), dane.',
    problem: oneOf('none', 'may', 'encrypt', 'verify', 'secure', 'dane'),
  },
  smtp_tls_wrappermode: {
    default: 'no',
    explain: 'Speak TLS towards other servers from the first octet on, as port 465 wants it.',
    problem: yesOrNo,
  },
  smtpd_tls_security_level: {
    default: 'none',
    explain: 'TLS for clients: none, may (offered), encrypt (nothing goes without).',
    problem: oneOf('none', 'may', 'encrypt'),
  },
  smtpd_tls_auth_only: {
    // Postfix has no, for the sake of old clients.
    default: 'yes',
    explain: 'Passwords are taken only inside TLS.',
    problem: yesOrNo,
  },
  smtpd_sasl_auth_enable: {
    default: 'no',
    explain: 'Users may log in on the ports for submission, and must before they send.',
    problem: yesOrNo,
  },
  smtpd_sasl_mechanism_filter: {
    default: 'plain, login, cram-md5, xoauth2',
    explain: 'The ways to log in that the server offers.',
    problem: (value) =>
      problemOfEach(value.toLowerCase(), /^(plain|login|cram-md5|xoauth2)$/, 'a mechanism that this server knows'),
  },
  smtpd_sender_login_maps: {
    default: '',
    explain: 'Which user owns which sender address: address user, separated by commas.',
    problem: (value) => (aliasTable(value) ? undefined : 'must be address user, separated by commas'),
  },
  alias_maps: {
    default: '',
    explain: 'Local names that stand for others: name: address address, separated by commas.',
    problem: (value) => (aliasTable(value) ? undefined : 'must be name: address, separated by commas'),
  },
  virtual_alias_maps: {
    default: '',
    explain:
      'Addresses that stand for others; @domain stands for all the rest of it: address other, separated by commas.',
    problem: (value) => (aliasTable(value) ? undefined : 'must be address other-address, separated by commas'),
  },
  smtpd_client_restrictions: restrictionList('What is asked about the client, before the recipient is looked at.'),
  smtpd_sender_restrictions: restrictionList('What is asked about the sender address.'),
  smtpd_recipient_restrictions: restrictionList('What is asked about the recipient, after the relay rules.'),
  smtpd_relay_restrictions: {
    default: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
    explain: 'Who may have mail carried to other domains: the first rule that fits decides.',
    problem: (value) => problemOfRestrictions(value),
  },
  smtpd_client_connection_count_limit: {
    default: '50',
    explain: 'Connections that one client may have at a time. 0: no limit.',
    problem: wholeNumber,
  },
  smtpd_client_connection_rate_limit: {
    default: '0',
    explain: 'Connections that one client may open in a minute. 0: no limit.',
    problem: wholeNumber,
  },
  smtpd_client_message_rate_limit: {
    default: '0',
    explain: 'Messages that one client may begin in a minute. 0: no limit.',
    problem: wholeNumber,
  },
  smtpd_client_recipient_rate_limit: {
    default: '0',
    explain: 'Recipients that one client may name in a minute. 0: no limit.',
    problem: wholeNumber,
  },
  smtpd_client_auth_rate_limit: {
    default: '0',
    explain: 'Logins that one client may try in a minute. 0: no limit.',
    problem: wholeNumber,
  },
  smtpd_discard_ehlo_keywords: {
    default: '',
    explain: 'Extensions that EHLO does not list, as pipelining or chunking.',
    problem: (value) => problemOfEach(value, /^[A-Za-z0-9-]+$/, 'a keyword'),
  },
  smtpd_forbid_bare_newline: {
    default: 'normalize',
    explain: 'A lone LF: normalize (only CR LF . CR LF ends a letter), reject, or no, which can be smuggled through.',
    problem: oneOf('normalize', 'reject', 'no'),
  },
  requiretls_enable: {
    default: 'no',
    explain: 'Offer REQUIRETLS inside TLS: the sender may ask for TLS all the way.',
    problem: yesOrNo,
  },
  always_add_missing_headers: {
    default: 'no',
    explain: 'Add Date and Message-Id to mail that has none, whoever sends it.',
    problem: yesOrNo,
  },
  mailbox_size_limit: {
    default: '51200000',
    explain: 'The most octets that a mailbox holds. 0: no limit.',
    problem: wholeNumber,
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
  bounce_queue_lifetime: {
    default: '5d',
    explain: 'The same for notices, which nobody gets back.',
    problem: timeProblem,
  },
  delay_warning_time: {
    default: '0h',
    explain: 'Tell the sender when a message has waited this long. 0: do not.',
    problem: timeProblem,
  },
  soft_bounce: {
    default: 'no',
    explain: 'Treat every 5xx as 4xx, in both directions: nothing is returned while a server is being changed.',
    problem: yesOrNo,
  },
  lab_quota_reply: {
    default: '452',
    explain: 'Ours: how a full mailbox is refused, 452 (for now) or 552 (for good).',
    problem: oneOf('452', '552'),
  },
  lab_full_mailboxes: {
    default: '',
    explain: 'Ours: mailboxes that are full, whatever is in them.',
    problem: (value) => problemOfEach(value, localPartPattern, 'a mailbox'),
  },
  lab_disabled_mailboxes: {
    default: '',
    explain: 'Ours: mailboxes that are switched off.',
    problem: (value) => problemOfEach(value, localPartPattern, 'a mailbox'),
  },
  lab_accept_then_bounce: {
    default: 'no',
    explain: 'Ours: take mail for mailboxes that do not exist, and return it later: backscatter.',
    problem: yesOrNo,
  },
  lab_greylist_delay: {
    default: '0s',
    explain: 'Ours: a new sender, recipient and client must come back after this long. 0: no greylisting.',
    problem: timeProblem,
  },
  lab_spf_policy: {
    default: 'off',
    explain: 'Ours: off, tag (check SPF and write it down), enforce (refuse a fail).',
    problem: oneOf('off', 'tag', 'enforce'),
  },
  lab_dmarc_policy: {
    default: 'off',
    explain: 'Ours: off, tag (check SPF, DKIM and DMARC and write it down), enforce (do as the domain asks).',
    problem: oneOf('off', 'tag', 'enforce'),
  },
  lab_dkim_sign: {
    default: '',
    explain: 'Ours: sign mail of our users, as domain:selector; several separated by commas.',
    problem: (value) => problemOfEach(value, keyNamePattern, 'domain:selector'),
  },
  lab_arc_seal: {
    default: '',
    explain: 'Ours: seal what was checked here, as domain:selector, for whoever gets it next (ARC).',
    problem: (value) => (value === '' || keyNamePattern.test(value) ? undefined : 'must be domain:selector'),
  },
  lab_footer: {
    default: '',
    explain: 'Ours: lines put below every letter that passes.',
    problem: () => undefined,
  },
  lab_lists: {
    default: '',
    explain: 'Ours: mailing lists and their members: list: address address, separated by commas.',
    problem: (value) => (aliasTable(value) ? undefined : 'must be list: address address, separated by commas'),
  },
  lab_srs_domain: {
    default: '',
    explain: 'Ours: forward with a return address of this domain (SRS), so that SPF still fits. Empty: as it came.',
    problem: (value) => (value === '' ? undefined : problemOfEach(value, hostPattern, 'a domain')),
  },
  lab_mta_sts: {
    default: 'no',
    explain: 'Ours: ask for MTA-STS policies of other domains, and obey them.',
    problem: yesOrNo,
  },
  lab_expn_command: {
    default: 'no',
    explain: 'Ours: answer EXPN with who stands behind a name.',
    problem: yesOrNo,
  },
  lab_vacation: {
    default: '',
    explain: 'Ours: who is away, with the answer that everybody gets once: name: text.',
    problem: (value) => (/^$|^[\w.-]+:\s*\S/.test(value) ? undefined : 'must be name: text'),
  },
  lab_dmarc_reports: {
    default: 'no',
    explain: 'Ours: send the day’s DMARC results to the domains that ask for them, at midnight.',
    problem: yesOrNo,
  },
  lab_takes_no_mail: {
    default: 'no',
    explain: 'Ours: greet with 521: this host never takes mail.',
    problem: yesOrNo,
  },
  lab_intercept: {
    default: 'off',
    explain: 'Ours, for hosts on the way: off, listen, or strip (overwrite STARTTLS in what servers offer).',
    problem: oneOf('off', 'listen', 'strip'),
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

export function isOn(world: World, host: string, name: ParameterName): boolean {
  return parameter(world, host, name) === 'yes';
}

const localPartPattern = /^[a-z0-9._+-]+$/;
const keyNamePattern = new RegExp(`^${host}:[a-z0-9._-]+$`);
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
  return unknownRestriction(value) ?? problemOfOpenRelay(value);
}

function unknownRestriction(value: string): string | undefined {
  const list = words(value);
  const wrong = list.find((word, index) => !isRestriction(word) && list[index - 1] !== 'reject_rbl_client');
  if (wrong !== undefined) return `unknown restriction "${wrong}"`;
  return list.at(-1) === 'reject_rbl_client' ? 'reject_rbl_client needs the domain of a blocklist' : undefined;
}

function problemOfOpenRelay(value: string): string | undefined {
  return words(value).some((word) => /^(reject|reject_unauth_destination|defer_unauth_destination)$/.test(word))
    ? undefined
    : 'must end with a rule that rejects, such as reject_unauth_destination, or the server would be an open relay';
}

function restrictionList(explain: string): Parameter {
  return { default: '', explain, problem: unknownRestriction };
}

function yesOrNo(value: string): string | undefined {
  return oneOf('yes', 'no')(value);
}

function oneOf(...choices: string[]): Parameter['problem'] {
  return (value) => (choices.includes(value) ? undefined : `"${value}" is not one of ${choices.join(', ')}`);
}

function wholeNumber(value: string): string | undefined {
  return /^\d{1,12}$/.test(value) ? undefined : `"${value}" is not a whole number`;
}

function timeProblem(value: string): string | undefined {
  return timePattern.test(value) ? undefined : `"${value}" is not a time such as 300s, 5m, 4h or 5d`;
}
