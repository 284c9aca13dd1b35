/** What a server on a plain port takes for a line when a client begins with TLS: it stands as verb of an `smtp.command`. */
export const clientHello = 'TLS ClientHello';

/** Octets (latin1) that begin a TLS handshake: a record of type 22, version 3.x. RFC 8446 §5.1. */
export function isClientHello(octets: string): boolean {
  return octets.startsWith('\x16\x03');
}
