import { type HeaderField, headerFields } from '#protocol/header-section.ts';
import { bodyOf } from '#protocol/mime-tree.ts';
import { bytesOf } from '../../wire/octets.ts';

/** What a DKIM signature is a signature of: RFC 6376 §3.4 and §3.7, so that a learner can see it and count it again. */

export type Canonicalization = 'simple' | 'relaxed';

export interface Signature {
  /** Tags of the field by name, without folding. */
  tags: Record<string, string>;
  /** The DKIM-Signature field as it stands in the letter. */
  field: HeaderField;
  header: Canonicalization;
  body: Canonicalization;
  /** Names of h= in lower case, in their order. */
  signed: string[];
}

/** Every DKIM-Signature field of a letter, from the top. */
export function signaturesOf(raw: string): Signature[] {
  return headerFields(raw)
    .filter(({ name }) => name === 'dkim-signature')
    .map((field) => {
      const tags = tagsOf(field.value);
      const [header = 'simple', body = 'simple'] = (tags.c ?? '').toLowerCase().split('/');
      return { tags, field, header: kindOf(header), body: kindOf(body), signed: namesOf(tags.h ?? '') };
    });
}

function kindOf(word: string): Canonicalization {
  return word === 'relaxed' ? 'relaxed' : 'simple';
}

function namesOf(list: string): string[] {
  return list
    .toLowerCase()
    .split(':')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** `d=acme.example; s=winter`: RFC 6376 §3.2. White space inside b= and bh= means nothing. */
export function tagsOf(text: string): Record<string, string> {
  const tags = new Map<string, string>();
  for (const spec of text.split(';')) {
    const at = spec.indexOf('=');
    const name = spec.slice(0, at).trim();
    if (at === -1 || name === '') continue;
    const value = spec.slice(at + 1).trim();
    tags.set(name, /^(b|bh|p)$/.test(name) ? value.replace(/\s+/g, '') : value);
  }
  return Object.fromEntries(tags);
}

/** RFC 6376 §3.4.3 and §3.4.4. @param body octets in latin1 */
export function canonicalBody(body: string, how: Canonicalization): string {
  const lines = body.replace(/\r?\n/g, '\r\n');
  if (how === 'simple') return `${withoutEmptyEnd(lines)}\r\n`;
  const calm = withoutEmptyEnd(lines.replace(/[ \t]+/g, ' ').replace(/ (?=\r\n|$)/g, ''));
  return calm === '' ? '' : `${calm}\r\n`;
}

function withoutEmptyEnd(lines: string): string {
  let end = lines.length;
  while (lines.endsWith('\r\n', end)) end -= 2;
  return lines.slice(0, end);
}

/** RFC 6376 §3.4.1 and §3.4.2. @param field as it stands in the letter, folded, without the last line end */
export function canonicalField(field: string, how: Canonicalization): string {
  if (how === 'simple') return `${field}\r\n`;
  const colon = field.indexOf(':');
  const name = field.slice(0, colon).trim().toLowerCase();
  const value = field
    .slice(colon + 1)
    .replace(/\r?\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${name}:${value}\r\n`;
}

/** A field as its octets stand in the letter, without the last line end. */
export function fieldText(raw: string, { line, lines }: Pick<HeaderField, 'line' | 'lines'>): string {
  return raw
    .split(/\r?\n/)
    .slice(line - 1, line - 1 + lines)
    .join('\r\n');
}

export interface SignedField {
  name: string;
  /** Absent: h= names it, and the letter has none (any more). Signers do that so that nobody can add one. */
  text?: string;
}

/** The fields under a signature in canonical form. Of fields with the same name the lowest counts first (§5.4.2). */
export function signedFields(raw: string, { signed, header }: Signature): SignedField[] {
  const left = headerFields(raw);
  return signed.map((name) => {
    const at = left.findLastIndex((field) => field.name === name);
    if (at === -1) return { name };
    const [field] = left.splice(at, 1);
    return field ? { name, text: canonicalField(fieldText(raw, field), header) } : { name };
  });
}

/** The body under a signature in canonical form; l= signs only its beginning (§3.5). */
export function signedBody(raw: string, { body, tags }: Signature): string {
  const canonical = canonicalBody(bodyOf(raw), body);
  return /^\d+$/.test(tags.l ?? '') ? canonical.slice(0, Number(tags.l)) : canonical;
}

/** Everything that the signature in b= covers, in its order: the fields, then the signature field with an empty b=. */
export function signedHeader(raw: string, signature: Signature): string {
  const own = fieldText(raw, signature.field).replace(/([;:\s]b\s*=)[^;]*/, '$1');
  const fields = signedFields(raw, signature).map(({ text = '' }) => text);
  return `${fields.join('')}${canonicalField(own, signature.header).replace(/\r\n$/, '')}`;
}

/** The hash of the body in base64, as bh= has it. Undefined where the browser keeps its functions back: on pages that came
 *  neither by HTTPS nor from this machine. */
export async function bodyHash(raw: string, signature: Signature): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined; // absent outside secure contexts
  if (!subtle) return undefined;
  const algorithm = /-sha1$/i.test(signature.tags.a ?? '') ? 'SHA-1' : 'SHA-256';
  const hash = await subtle.digest(algorithm, bytesOf(signedBody(raw, signature)));
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}
