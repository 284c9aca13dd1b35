import { z } from 'zod';

/** The grammar of envelope addresses (RFC 5321 §4.1.2, with the Unicode of RFC 6531 §3.3), as Postfix reads it. */

/** `<...>` at the beginning of a text. */
export interface Path {
  /** Without brackets and source route; empty for `<>`. A local part is quoted only where it must be. */
  address: string;
  /** What follows the closing bracket: the parameters. */
  rest: string;
}

const atext = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10ffff}-]";
const dotString = new RegExp(`^${atext}+(?:\\.${atext}+)*$`, 'u');
const quotedString = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e\u0080-\u{10ffff}]|\\[\x20-\x7e])*"$/u;
const label = '[A-Za-z0-9_\\u0080-\\u{10ffff}](?:[A-Za-z0-9_\\u0080-\\u{10ffff}-]*[A-Za-z0-9_\\u0080-\\u{10ffff}])?';
const domainName = new RegExp(`^${label}(?:\\.${label})*$`, 'u');
const sourceRoute = /^@[^\s,:@<>]+(?:,@[^\s,:@<>]+)*:/;

/** Octets, RFC 5321 §4.5.3.1. The path counts its brackets. */
const [localPartMax, domainMax, pathMax] = [64, 255, 256];

/**
 * Reads a path in brackets; undefined when there are none, they do not close, or something hangs on to them. The address
 * is not yet checked.
 */
export function readPath(text: string): Path | undefined {
  const [, inside, rest] = /^<((?:"(?:[^"\\]|\\.)*"|[^<>"])*)>((?:[ \t].*)?)$/s.exec(text) ?? [];
  if (inside === undefined || rest === undefined) return undefined;
  // A source route must be taken and ignored (RFC 5321 appendix C).
  return { address: inside.replace(sourceRoute, ''), rest };
}

/** The address in its shortest spelling; undefined when it breaks the grammar or a limit. Never empty. */
export function canonicalAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const [localPart, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || octets(localPart) > localPartMax || octets(domain) > domainMax) return undefined;
  if (octets(address) + 2 > pathMax || !isDomain(domain)) return undefined;
  if (dotString.test(localPart)) return address;
  if (!quotedString.test(localPart)) return undefined;
  const plain = localPart.slice(1, -1).replace(/\\(.)/g, '$1');
  return dotString.test(plain) ? `${plain}@${domain}` : address;
}

/**
 * The address at the end of a route that was hidden in a recipient, as `user%there@us`, `there!user`, `"user@there"@us`:
 * what mail servers obeyed before spammers used it. Undefined when there is none.
 */
export function routedAddress(text: string, isOurs: (domain: string) => boolean): string | undefined {
  let left = text.replaceAll('"', '');
  // Each round takes one station off; there are fewer than characters.
  for (let rounds = left.length; rounds > 0; rounds -= 1) {
    const at = left.lastIndexOf('@');
    if (at < 0) left = unrouted(left);
    else if (isOurs(left.slice(at + 1).toLowerCase()) && /[@%!]/.test(left.slice(0, at))) left = left.slice(0, at);
    else return canonicalAddress(left);
  }
  return undefined;
}

/** `user%there` and `there!user` mean `user@there`. */
function unrouted(local: string): string {
  const [, there, user] = /^([^!]+)!(.+)$/.exec(local) ?? [];
  return there === undefined ? local.replace(/%([^%]*)$/, '@$1') : `${user}@${there}`;
}

export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text);
}

function isDomain(domain: string): boolean {
  const [, literal] = /^\[(.*)\]$/.exec(domain) ?? [];
  if (literal === undefined) return domainName.test(domain) && domain.split('.').every((part) => octets(part) <= 63);
  const [kind, text] = /^IPv6:/i.test(literal) ? [z.ipv6(), literal.slice(5)] : [z.ipv4(), literal];
  return kind.safeParse(text).success;
}

function octets(text: string): number {
  return Buffer.byteLength(text);
}
