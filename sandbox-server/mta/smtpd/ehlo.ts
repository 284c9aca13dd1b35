import { messageSizeMaxBytes } from '#protocol/limits.ts';
import type { World } from '#protocol/world.ts';
import { isOn, listOf, numberOf, parameter } from '../config.ts';

/** What decides about the extensions of one conversation. */
export interface ConversationState {
  host: string;
  /** Port that the client called. */
  port: number;
  secure: boolean;
  user?: string | undefined;
}

/** Ports on which users hand in mail (RFC 6409, RFC 8314); 2525 is a custom of relay services. */
const submissionPorts = [465, 587, 2525];

/** Users log in here, and must before they send. */
export function isForSubmission(world: World, { host, port }: ConversationState): boolean {
  return submissionPorts.includes(port) && isOn(world, host, 'smtpd_sasl_auth_enable');
}

/** STARTTLS may be said now. */
export function offersTls(world: World, { host, secure }: ConversationState): boolean {
  return !secure && parameter(world, host, 'smtpd_tls_security_level') !== 'none';
}

/** `smtpd_tls_security_level` in force: where users log in, passwords must not cross the network in the clear. */
export function demandsTls(world: World, state: ConversationState): boolean {
  if (state.secure) return false;
  const level = parameter(world, state.host, 'smtpd_tls_security_level');
  return level === 'encrypt';
}

/** The ways to log in that are open now; empty when there are none. */
export function offeredMechanisms(world: World, state: ConversationState): string[] {
  if (!isForSubmission(world, state) || state.user !== undefined) return [];
  if (!state.secure && isOn(world, state.host, 'smtpd_tls_auth_only')) return [];
  return listOf(world, state.host, 'smtpd_sasl_mechanism_filter').map((mechanism) => mechanism.toUpperCase());
}

/** The keywords of EHLO in Postfix's order: only what this server does, for this client, now (RFC 5321 §4.1.1.1). */
export function extensions(world: World, state: ConversationState): string[] {
  const { host, secure } = state;
  const offered = offeredMechanisms(world, state);
  const all = [
    'PIPELINING',
    `SIZE ${letterMaxOctets(world, host)}`,
    'VRFY',
    'ETRN',
    ...(offersTls(world, state) ? ['STARTTLS'] : []),
    ...(offered.length > 0 ? [`AUTH ${offered.join(' ')}`] : []),
    'ENHANCEDSTATUSCODES',
    '8BITMIME',
    'DSN',
    'SMTPUTF8',
    'CHUNKING',
    ...(secure && isOn(world, host, 'requiretls_enable') ? ['REQUIRETLS'] : []),
  ];
  const hidden = hiddenKeywords(world, host);
  return all.filter((keyword) => !hidden.includes(keyword.split(' ', 1)[0] ?? ''));
}

/** The server does not offer the extension, though it could (`smtpd_discard_ehlo_keywords`). */
export function isHidden(world: World, host: string, keyword: string): boolean {
  return hiddenKeywords(world, host).includes(keyword);
}

function hiddenKeywords(world: World, host: string): string[] {
  return listOf(world, host, 'smtpd_discard_ehlo_keywords').map((keyword) => keyword.toUpperCase());
}

/** The largest letter that the server takes, in octets. */
export function letterMaxOctets(world: World, host: string): number {
  const limit = numberOf(world, host, 'message_size_limit');
  return limit === 0 ? messageSizeMaxBytes : Math.min(limit, messageSizeMaxBytes);
}
