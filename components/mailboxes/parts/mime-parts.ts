import { type MimePart, percentDecoded } from '#protocol/mime-tree.ts';
import { textOf } from '../../wire/octets.ts';

/** What to do with one part of a MIME tree: decode it, and save it under a name that harms nobody. */

/** The octets of a part without their transfer encoding. What cannot be decoded stays as it is. */
export function decodedBody({ encoding, body }: Pick<MimePart, 'encoding' | 'body'>): string {
  if (encoding === 'quoted-printable') return percentDecoded(softened(body));
  if (encoding !== 'base64') return body;
  try {
    return atob(body.replace(/[^A-Za-z0-9+/]/g, ''));
  } catch {
    return body;
  }
}

/** RFC 2045 §6.7: `=` at a line's end is no line end, `=3D` is an octet, spaces before a line end were not sent. */
function softened(body: string): string {
  return body
    .replace(/[ \t]+(?=\r?\n)/g, '')
    .replace(/=\r?\n/g, '')
    .replace(/%/g, '%25')
    .replace(/=([0-9a-f]{2})/gi, '%$1');
}

/** A name under which a part may be saved: no path, nothing unseen, and an ending that no system runs or opens. */
export function safeFileName({ path, type, fileName = '' }: Pick<MimePart, 'path' | 'type' | 'fileName'>): string {
  const letters = textOf(fileName)
    .replace(/^.*[\\/]/, '')
    .replace(/[^\p{L}\p{N}._ -]/gu, '_');
  const name = letters
    .replace(/^[. ]+/, '')
    .slice(0, 60)
    .trim();
  const ending = /^(text\/|message\/)/.test(type) ? 'txt' : 'bin';
  return `part-${path || '0'}${name ? `-${name}` : ''}.${ending}`;
}
