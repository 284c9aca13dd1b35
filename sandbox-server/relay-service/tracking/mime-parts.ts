import { lineMaxOctets } from '../../mta/cleanup.ts';
import { decoded, encoded, type TransferEncoding, transferEncodingOf } from './transfer-encoding.ts';

/** A part of a message that people read as text, and where it is in the raw message. */
interface TextPart {
  type: 'text/plain' | 'text/html';
  encoding: TransferEncoding;
  /** Offsets: of its header, of its body, and behind its body. */
  headAt: number;
  bodyAt: number;
  endAt: number;
}

/** Deeper than any mail program nests. */
const depthMax = 20;

/**
 * The message with the text of its readable parts changed; every other octet stays as it is, and so does a part that
 * `change` gives back as it got it. Signed and encrypted parts are not touched.
 *
 * @param raw octets in latin1
 * @param change gets and returns the decoded octets of one part, in latin1
 */
export function withChangedText(raw: string, change: (text: string, type: TextPart['type']) => string): string {
  let result = '';
  let copiedTo = 0;
  for (const part of textParts(raw, 0, raw.length, 0)) {
    const text = decoded(raw.slice(part.bodyAt, part.endAt), part.encoding);
    const changed = change(text, part.type);
    // Encoded anew it could differ in what nobody changed.
    if (changed === text) continue;
    result += raw.slice(copiedTo, part.headAt) + written(raw.slice(part.headAt, part.bodyAt), changed, part.encoding);
    // Base64 has no line end of its own at the end of a message.
    if (part.endAt === raw.length && !result.endsWith('\r\n')) result += '\r\n';
    copiedTo = part.endAt;
  }
  return result + raw.slice(copiedTo);
}

/** Header and body of a part. Where lines became too long for the wire, it is encoded from now on. */
function written(head: string, text: string, encoding: TransferEncoding): string {
  const isTooLong = encoding === 'plain' && text.split('\r\n').some((line) => line.length > lineMaxOctets);
  if (!isTooLong) return head + encoded(text, encoding);
  const fields = withoutField(head.slice(0, -2), 'content-transfer-encoding');
  const field = 'Content-Transfer-Encoding: quoted-printable\r\n';
  return `${fields}${field}\r\n${encoded(text, 'quoted-printable')}`;
}

function textParts(raw: string, headAt: number, endAt: number, depth: number): TextPart[] {
  const bodyAt = bodyStart(raw, headAt, endAt);
  const head = raw.slice(headAt, bodyAt);
  const contentType = fieldOf(head, 'content-type') ?? 'text/plain';
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type.startsWith('multipart/')) {
    const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
    const isSealed = /^multipart\/(signed|encrypted)$/.test(type);
    if (!boundary || isSealed || depth === depthMax) return [];
    const parts = partsBetween(raw, bodyAt, endAt, boundary[1] ?? boundary[2] ?? '');
    return parts.flatMap(([from, to]) => textParts(raw, from, to, depth + 1));
  }
  // Tags and addresses are ASCII there, but not its octets.
  const isWide = /;\s*charset\s*=\s*"?(utf-?(16|32|7)|ucs|iso-2022)/i.test(contentType);
  const isAttached = /^\s*attachment/i.test(fieldOf(head, 'content-disposition') ?? '');
  if (isWide || isAttached || (type !== 'text/plain' && type !== 'text/html')) return [];
  const encoding = transferEncodingOf(fieldOf(head, 'content-transfer-encoding') ?? '');
  return [{ type, encoding, headAt, bodyAt, endAt }];
}

/** Behind the empty line; a part may have no header at all. */
function bodyStart(raw: string, headAt: number, endAt: number): number {
  if (raw.startsWith('\r\n', headAt)) return headAt + 2;
  const gap = raw.indexOf('\r\n\r\n', headAt);
  return gap < 0 || gap + 4 > endAt ? endAt : gap + 4;
}

/** From and to of each part. The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
function partsBetween(raw: string, from: number, to: number, boundary: string): [number, number][] {
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const delimiter = new RegExp(`(?:^|\\r\\n)--${escaped}(--)?[ \\t]*(?=\\r\\n|$)`, 'g');
  const found = [...raw.slice(from, to).matchAll(delimiter)];
  return found.flatMap((one, index): [number, number][] => {
    const next = found[index + 1];
    const start = from + one.index + one[0].length + 2;
    const end = from + (next?.index ?? to - from);
    return one[1] || start > end ? [] : [[start, end]];
  });
}

/** The value of the first field of that name (lower case), unfolded. */
export function fieldOf(head: string, name: string): string | undefined {
  const found = new RegExp(`^${name}:(.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(head)?.[1];
  return found?.replace(/\r\n(?=[ \t])/g, '').trim();
}

function withoutField(head: string, name: string): string {
  return head.replace(new RegExp(`^${name}:.*\\r\\n(?:[ \\t].*\\r\\n)*`, 'gim'), '');
}
