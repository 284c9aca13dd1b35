import { isParameter, type ParameterName, valueInForce } from '#protocol/parameters.ts';
import {
  isDataRestriction,
  isRestriction,
  isTableRestriction,
  type Restriction,
  takesArgument,
} from '#protocol/restrictions.ts';
import type { World } from '#protocol/world.ts';
import { replyStyleNames } from './reply-styles.ts';
import { accessTable, aliasTable, isNextHop, passwordTable, transportTable } from './tables.ts';

/** The configuration of a mail server: which values make sense, and what is in force. The texts are in the protocol. */

/** Why a value is refused, as a phrase; undefined when it is fine. */
type Problem = (value: string) => string | undefined;

const host = '[a-z0-9-]+(?:\\.[a-z0-9-]+)*';
const hostPattern = new RegExp(`^${host}$`);
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const addressPattern = new RegExp(`^(?:${octet}\\.){3}${octet}$`);
const networkPattern = new RegExp(`^(?:${octet}\\.){3}${octet}(?:/(?:3[0-2]|[12]?\\d))?$`);

const problems: Record<ParameterName, Problem> = {
  myhostname: (value) => (value === '' ? undefined : problemOfEach(value, hostPattern, 'a host name')),
  mydestination: (value) => problemOfEach(value, hostPattern, 'a domain'),
  allow_untrusted_routing: yesOrNo,
  mynetworks: (value) => problemOfEach(value, networkPattern, 'a network such as 192.0.2.0/24'),
  relay_domains: (value) => problemOfEach(value, hostPattern, 'a domain'),
  relayhost: (value) => (value === '' || isNextHop(value) ? undefined : 'must be host, [host] or [host]:port'),
  transport_maps: (value) => (transportTable(value) ? undefined : 'must be domain smtp:[host], separated by commas'),
  smtp_sasl_auth_enable: yesOrNo,
  smtp_sasl_password_maps: (value) =>
    passwordTable(value) ? undefined : 'must be [host]:port user:password, separated by commas',
  smtp_tls_security_level: oneOf('none', 'may', 'encrypt', 'verify', 'secure', 'dane'),
  smtp_tls_wrappermode: yesOrNo,
  smtpd_tls_security_level: oneOf('none', 'may', 'encrypt'),
  smtpd_tls_auth_only: yesOrNo,
  smtpd_sasl_auth_enable: yesOrNo,
  smtpd_sasl_mechanism_filter: (value) =>
    problemOfEach(value.toLowerCase(), /^(plain|login|cram-md5|xoauth2)$/, 'a mechanism that this server knows'),
  smtpd_sender_login_maps: (value) => (aliasTable(value) ? undefined : 'must be address user, separated by commas'),
  alias_maps: (value) => (aliasTable(value) ? undefined : 'must be name: address, separated by commas'),
  virtual_alias_maps: (value) => (aliasTable(value) ? undefined : 'must be address other-address, separated by commas'),
  smtpd_client_restrictions: unknownRestriction,
  smtpd_sender_restrictions: unknownRestriction,
  smtpd_recipient_restrictions: unknownRestriction,
  smtpd_data_restrictions: problemOfDataRestrictions,
  smtpd_relay_restrictions: problemOfRestrictions,
  smtpd_client_connection_count_limit: wholeNumber,
  smtpd_client_connection_rate_limit: wholeNumber,
  smtpd_client_message_rate_limit: wholeNumber,
  smtpd_client_recipient_rate_limit: wholeNumber,
  smtpd_client_auth_rate_limit: wholeNumber,
  smtpd_discard_ehlo_keywords: (value) => problemOfEach(value, /^[A-Za-z0-9-]+$/, 'a keyword'),
  smtpd_forbid_bare_newline: oneOf('normalize', 'reject', 'no'),
  requiretls_enable: yesOrNo,
  always_add_missing_headers: yesOrNo,
  message_drop_headers: (value) => problemOfEach(value, /^[!-9;-~]+$/, 'the name of a header field'),
  mailbox_size_limit: wholeNumber,
  message_size_limit: wholeNumber,
  hopcount_limit: wholeNumber,
  smtpd_recipient_limit: wholeNumber,
  smtpd_hard_error_limit: wholeNumber,
  smtpd_timeout: timeProblem,
  smtp_connect_timeout: timeProblem,
  smtp_destination_concurrency_limit: wholeNumber,
  minimal_backoff_time: timeProblem,
  maximal_backoff_time: timeProblem,
  maximal_queue_lifetime: timeProblem,
  bounce_queue_lifetime: timeProblem,
  delay_warning_time: timeProblem,
  soft_bounce: yesOrNo,
  lab_reply_style: oneOf(...replyStyleNames),
  lab_bulk_from: wholeNumber,
  lab_sender_rate_limit: wholeNumber,
  lab_complaint_limit: wholeNumber,
  lab_unsolicited_words: () => undefined,
  lab_quota_reply: oneOf('452', '552'),
  lab_full_mailboxes: (value) => problemOfEach(value, localPartPattern, 'a mailbox'),
  lab_disabled_mailboxes: (value) => problemOfEach(value, localPartPattern, 'a mailbox'),
  lab_accept_then_bounce: yesOrNo,
  lab_bounce_notices: yesOrNo,
  lab_greylist_delay: timeProblem,
  lab_spf_policy: oneOf('off', 'tag', 'enforce'),
  lab_dmarc_policy: oneOf('off', 'tag', 'enforce'),
  lab_dkim_sign: (value) => problemOfEach(value, keyNamePattern, 'domain:selector'),
  lab_arc_seal: (value) => (value === '' || keyNamePattern.test(value) ? undefined : 'must be domain:selector'),
  lab_footer: () => undefined,
  lab_lists: (value) => (aliasTable(value) ? undefined : 'must be list: address address, separated by commas'),
  lab_srs_domain: (value) => (value === '' ? undefined : problemOfEach(value, hostPattern, 'a domain')),
  lab_mta_sts: yesOrNo,
  lab_expn_command: yesOrNo,
  lab_vacation: (value) => (/^$|^[\w.-]+:\s*\S/.test(value) ? undefined : 'must be name: text'),
  lab_vacation_style: oneOf('safe', 'naive'),
  lab_dmarc_reports: yesOrNo,
  lab_daily_limit: wholeNumber,
  lab_rate_per_min: wholeNumber,
  lab_track_opens: yesOrNo,
  lab_track_clicks: yesOrNo,
  lab_track_order: oneOf('before-sign', 'after-sign'),
  lab_list_unsubscribe: yesOrNo,
  lab_takes_no_mail: yesOrNo,
  lab_intercept: oneOf('off', 'listen', 'strip'),
  lab_source_addresses: (value) => problemOfEach(value, addressPattern, 'an address such as 203.0.113.11'),
  lab_greet_delay: timeProblem,
};

/** Why this value cannot be set, as a phrase; undefined when it can. */
export function parameterProblem(name: string, value: string): string | undefined {
  return isParameter(name) ? problems[name](value) : 'is not a parameter that this server knows';
}

/** The value in force as text: what was set, or the default. */
export function parameter(world: World, host: string, name: ParameterName): string {
  return valueInForce(world.config.current[host], host, name);
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

/** What stands in braces belongs together, as the lines of an inline table. */
function words(text: string): string[] {
  return text.match(/(?:\{[^}]*\}|[^\s,{])+/g) ?? [];
}

function problemOfEach(value: string, pattern: RegExp, wanted: string): string | undefined {
  const wrong = words(value).find((word) => !pattern.test(word));
  return wrong === undefined ? undefined : `"${wrong}" is not ${wanted}`;
}

function problemOfRestrictions(value: string): string | undefined {
  return unknownRestriction(value) ?? problemOfOpenRelay(value);
}

function unknownRestriction(value: string): string | undefined {
  let before: Restriction | undefined;
  for (const word of words(value)) {
    const problem = before && takesArgument(before) ? argumentProblem(before, word) : undefined;
    if (problem) return problem;
    if (before && takesArgument(before)) before = undefined;
    else if (isRestriction(word)) before = word;
    else return `unknown restriction "${word}"`;
  }
  return before && takesArgument(before) ? argumentProblem(before, '') : undefined;
}

function argumentProblem(restriction: Restriction, argument: string): string | undefined {
  if (isTableRestriction(restriction)) {
    return accessTable(argument) ? undefined : `${restriction} needs a table such as inline:{globex.example=OK}`;
  }
  return hostPattern.test(argument) && !isRestriction(argument)
    ? undefined
    : `${restriction} needs the domain of a blocklist`;
}

/** Recipients are no longer asked about at DATA: there may be many. */
function problemOfDataRestrictions(value: string): string | undefined {
  const list = words(value);
  const late = list.find((word) => isRestriction(word) && !isDataRestriction(word));
  return unknownRestriction(value) ?? (late === undefined ? undefined : `"${late}" comes too late at DATA`);
}

function problemOfOpenRelay(value: string): string | undefined {
  return words(value).some((word) => /^(reject|reject_unauth_destination|defer_unauth_destination)$/.test(word))
    ? undefined
    : 'must end with a rule that rejects, such as reject_unauth_destination, or the server would be an open relay';
}

function yesOrNo(value: string): string | undefined {
  return oneOf('yes', 'no')(value);
}

function oneOf(...choices: string[]): Problem {
  return (value) => (choices.includes(value) ? undefined : `"${value}" is not one of ${choices.join(', ')}`);
}

function wholeNumber(value: string): string | undefined {
  return /^\d{1,12}$/.test(value) ? undefined : `"${value}" is not a whole number`;
}

function timeProblem(value: string): string | undefined {
  return timePattern.test(value) ? undefined : `"${value}" is not a time such as 300s, 5m, 4h or 5d`;
}
