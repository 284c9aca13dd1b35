import { type HeaderField, headerFields, headerValue } from './header-section.ts';

/** A node of a message's MIME tree (RFC 2045, RFC 2046). */
export interface MimePart {
  /** Its place, as IMAP counts: 1, 1.2, 1.2.1; empty for the whole message. */
  path: string;
  fields: HeaderField[];
  /** Lower case; text/plain where nothing is said (RFC 2045 §5.2). */
  type: string;
  /** Of Content-Type, names in lower case. */
  parameters: Record<string, string>;
  /** Content-Transfer-Encoding in lower case; 7bit where nothing is said. */
  encoding: string;
  disposition?: string;
  /** As the letter says: octets of a stranger, never to be used as a path. */
  fileName?: string;
  /** As it stands in the letter, in octets. */
  body: string;
  children: MimePart[];
  /** What is wrong with it, or why nobody looked further. */
  problem?: string;
}

/** Deeper or wider than any honest letter: the rest is not opened. */
const depthMax = 12;
const partsMax = 200;

/** The MIME tree of a message or of one part. Never throws: a letter may be any octets. @param raw octets in latin1 */
export function mimeTree(raw: string): MimePart {
  return read(raw, { path: '', depth: 0, count: { parts: 0 } });
}

/** All parts, each before its children. */
export function allParts(part: MimePart): MimePart[] {
  return [part, ...part.children.flatMap(allParts)];
}

interface Place {
  path: string;
  depth: number;
  count: { parts: number };
}

function read(raw: string, place: Place): MimePart {
  place.count.parts += 1;
  const fields = headerFields(raw);
  const { value, parameters } = valueAndParameters(headerValue(fields, 'content-type') ?? '');
  const disposition = valueAndParameters(headerValue(fields, 'content-disposition') ?? '');
  const fileName = disposition.parameters.filename ?? parameters.name;
  const part: MimePart = {
    path: place.path,
    fields,
    type: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(value) ? value : 'text/plain',
    parameters,
    encoding: (headerValue(fields, 'content-transfer-encoding') ?? '7bit').trim().toLowerCase(),
    ...(disposition.value === '' ? {} : { disposition: disposition.value }),
    ...(fileName === undefined ? {} : { fileName }),
    body: bodyOf(raw),
    children: [],
  };
  return { ...part, ...insideOf(part, place) };
}

function insideOf(part: MimePart, place: Place): Pick<MimePart, 'children' | 'problem'> {
  const isMessage = /^message\/(rfc822|global)$/.test(part.type);
  if (!isMessage && !part.type.startsWith('multipart/')) return { children: [] };
  if (place.depth >= depthMax) return { children: [], problem: 'nested deeper than any honest letter: not opened' };
  if (isMessage) return { children: [read(part.body, below(place, 1))] };
  const { boundary } = part.parameters;
  if (!boundary) return { children: [], problem: 'names no boundary: nobody can tell its parts apart' };
  const { bodies, closed } = splitAt(part.body, boundary);
  const children: MimePart[] = [];
  for (const [index, body] of bodies.entries()) {
    if (place.count.parts >= partsMax)
      return { children, problem: `more than ${partsMax} parts: the rest is not opened` };
    children.push(read(body, below(place, index + 1)));
  }
  if (bodies.length === 0) return { children, problem: 'its boundary stands nowhere in the body' };
  return closed ? { children } : { children, problem: 'its last boundary is missing: the letter may be cut off' };
}

function below({ path, depth, count }: Place, number: number): Place {
  return { path: path === '' ? `${number}` : `${path}.${number}`, depth: depth + 1, count };
}

/** What follows the first empty line, in octets; empty when there is none. */
export function bodyOf(raw: string): string {
  if (/^\r?\n/.test(raw)) return raw.replace(/^\r?\n/, '');
  const end = /\r?\n\r?\n/.exec(raw);
  return end ? raw.slice(end.index + end[0].length) : '';
}

/** The line end before a boundary belongs to it (RFC 2046 §5.1.1). */
function splitAt(body: string, boundary: string): { bodies: string[]; closed: boolean } {
  const bodies: string[] = [];
  let current: string[] | undefined;
  for (const line of body.split(/\r?\n/)) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}--`) {
      if (current) bodies.push(current.join('\r\n'));
      return { bodies, closed: current !== undefined };
    }
    if (mark === `--${boundary}`) {
      if (current) bodies.push(current.join('\r\n'));
      current = [];
    } else {
      current?.push(line);
    }
  }
  if (current) bodies.push(current.join('\r\n'));
  return { bodies, closed: false };
}

/** `text/plain; charset="utf-8"`, with the long and the encoded parameters of RFC 2231 put together. */
export function valueAndParameters(text: string): { value: string; parameters: Record<string, string> } {
  const value = (text.split(';', 1)[0] ?? '').trim().toLowerCase();
  const found = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of text.matchAll(
    /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s;"]*))/g,
  )) {
    found.set(name.toLowerCase(), quoted === undefined ? plain : quoted.replace(/\\([\s\S])/g, '$1'));
  }
  const parameters = new Map<string, string>();
  for (const [name, part] of found) {
    const [, base = '', place, encoded] = /^([^*]+)(?:\*(\d+))?(\*)?$/.exec(name) ?? [];
    if (base === '') continue;
    const octets = encoded
      ? percentDecoded(place === undefined || place === '0' ? part.replace(/^[^']*'[^']*'/, '') : part)
      : part;
    parameters.set(base, place === undefined || place === '0' ? octets : `${parameters.get(base) ?? ''}${octets}`);
  }
  return { value, parameters: Object.fromEntries(parameters) };
}

/** To octets, not to characters: which character set they are in is another question. */
export function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
