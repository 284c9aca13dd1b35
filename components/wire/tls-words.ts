import { ports } from '#protocol/ports.ts';
import type { TlsState } from '#protocol/projections/connections.ts';

/** What a handshake came to, in plain words. */
export function tlsWords({ mode }: Pick<TlsState, 'mode'>): { plain: string; rfc: string } {
  return mode === 'starttls'
    ? {
        plain:
          'The handshake is done: from here on the cable carries TLS. Both sides forget what was said before, for somebody on the way could have changed it; the client says EHLO again.',
        rfc: 'RFC 3207 §4.2',
      }
    : { plain: 'TLS from the first octet on: not even the greeting was readable on the way.', rfc: 'RFC 8314 §3' };
}

const certificates: Record<TlsState['certificate'], string> = {
  valid: 'for its own name, signed by the authority of this sandbox, not expired',
  expired: 'expired',
  'wrong-name': 'made for another name',
  'self-signed': 'signed by the server itself: anybody can make one',
};

/** What the server presented. */
export function certificateWords({ certificate }: Pick<TlsState, 'certificate'>): string {
  return certificates[certificate];
}

/** What the client made of it. */
export function trustWords({ trusted, problem }: Pick<TlsState, 'trusted' | 'problem'>): string {
  if (trusted === undefined) return 'The client did not look at it: encrypted, but perhaps with an impostor.';
  if (trusted) return 'The client trusts it: it talks to whom it means to.';
  return `The client does not trust it: ${problem ?? 'no reason given'}. Whether it goes on is up to its settings.`;
}

/** What a port is for; undefined for ports that mean nothing to mail. */
export function portWords(port: number): { plain: string; rfc: string } | undefined {
  return ports.find((known) => known.port === port);
}
