import { visibleText } from '#protocol/visible-text.ts';

/** Octets of a latin1 string (one character each), as parsers of mail want them. */
export function bytesOf(octets: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(octets, (character) => character.charCodeAt(0));
}

/** The UTF-8 octets of a text, as a latin1 string. */
export function octetsOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (octet) => String.fromCharCode(octet)).join('');
}

/** Octets read as UTF-8; what is not UTF-8 becomes U+FFFD. Text that has been decoded already stays as it is. */
export function textOf(octets: string): string {
  if (/[\u0100-\uffff]/.test(octets)) return octets;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(octets));
}

/** Octets as text that can be shown anywhere: decoded, control characters visible. */
export function shownOctets(octets: string, keep = ''): string {
  return visibleText(textOf(octets), keep);
}
