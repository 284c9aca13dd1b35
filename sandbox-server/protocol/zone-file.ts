import type { DnsRecord, DnsType } from './scenario.ts';
import { type Token, type ZoneLine, type ZoneNote, zoneLines } from './zone-tokens.ts';

/**
 * Master files of zones (RFC 1035 §5), read and written. The parsers on npm stop at the first error without saying
 * where; here every line that makes no sense gets a sentence, because that is what the learner came for.
 */

export interface ParsedZone {
  /** Without repetitions, in the order of the text. */
  records: DnsRecord[];
  /** The line of each record. */
  lines: number[];
  notes: ZoneNote[];
}

export const dnsTypes: readonly DnsType[] = ['A', 'MX', 'CNAME', 'TXT', 'PTR', 'NS', 'TLSA'];

/** In octets. RFC 1035 §3.3.14: the length of a character string is one octet. */
const characterStringMax = 255;

/** A sentence about the entry, for its line. */
class ZoneError extends Error {}

/** Reads a zone file. `zone` is the name of the zone, without the final dot: the first `$ORIGIN`. Never throws. */
export function parseZoneFile(text: string, zone: string): ParsedZone {
  const { lines, notes } = zoneLines(text);
  const reader = new ZoneReader(zone, notes);
  for (const line of lines) reader.read(line);
  return { records: reader.records, lines: reader.lines, notes: notes.toSorted((one, other) => one.line - other.line) };
}

class ZoneReader {
  readonly records: DnsRecord[] = [];
  readonly lines: number[] = [];
  readonly #zone: string;
  readonly #notes: ZoneNote[];
  #origin: string;
  #owner: string | undefined;
  #line = 0;

  constructor(zone: string, notes: ZoneNote[]) {
    this.#zone = zone;
    this.#origin = zone;
    this.#notes = notes;
  }

  read({ line, tokens, indented, comment }: ZoneLine): void {
    this.#line = line;
    try {
      const [first, ...rest] = tokens;
      if (first?.text.startsWith('$') && !first.quoted) return this.#direct(first.text.toUpperCase(), rest);
      if (!indented && first) this.#owner = this.#name(first.text, 'owner');
      const record = this.#record(indented ? tokens : rest, comment);
      if (record) this.#add(record);
    } catch (error) {
      if (!(error instanceof ZoneError)) throw error;
      this.#note('error', error.message);
    }
  }

  #direct(directive: string, [value]: Token[]): void {
    if (directive === '$TTL') return;
    if (directive !== '$ORIGIN') throw new ZoneError(`${directive} is not available here: only $ORIGIN and $TTL are.`);
    if (!value) throw new ZoneError('$ORIGIN needs the name that is put behind names without a final dot.');
    this.#origin = this.#name(value.text, 'origin');
  }

  /** TTL and class stand before the type, in either order; neither matters here. */
  #record(tokens: Token[], comment: boolean): DnsRecord | undefined {
    const at = tokens.findIndex(({ text, quoted }) => quoted || !/^(\d+[smhdw]?|IN)$/i.test(text));
    const type = tokens[at]?.text.toUpperCase();
    if (!type) throw new ZoneError('This line has no record type, such as A, MX or TXT.');
    const name = this.#owner;
    if (name === undefined) throw new ZoneError('The first record must begin with a name, or with @ for the zone.');
    // The name servers of a sandbox hand no zones to each other: no serial number to keep.
    if (type === 'SOA') return undefined;
    if (name !== this.#zone && !name.endsWith(`.${this.#zone}`)) {
      throw new ZoneError(`${name} is not in the zone ${this.#zone}: it belongs to another zone file.`);
    }
    const known = dnsTypes.find((one) => one === type);
    if (!known) throw new ZoneError(`No zone here has ${type} records: ${dnsTypes.join(', ')} are known.`);
    return this.#typed(name, known, tokens.slice(at + 1), comment);
  }

  #typed(name: string, type: DnsType, data: Token[], comment: boolean): DnsRecord {
    if (type === 'TXT') return { name, type, text: this.#text(data, comment) };
    if (type === 'TLSA') return { name, type, ...tlsa(data) };
    const words = data.map(({ text }) => text);
    if (type === 'MX') {
      const [preference = '', exchange, ...more] = words;
      if (!/^\d+$/.test(preference) || !exchange || more.length > 0) {
        throw new ZoneError('MX needs a number and a name, as 10 mail.acme.example. The lowest number is tried first.');
      }
      return { name, type, preference: Number(preference), exchange: this.#name(exchange, 'target') };
    }
    const [value, ...more] = words;
    if (!value || more.length > 0) {
      throw new ZoneError(`${type} needs ${type === 'A' ? 'one address, as 192.0.2.25' : 'one name'}.`);
    }
    if (type === 'A') return { name, type, address: value };
    return { name, type, target: this.#name(value, 'target') };
  }

  /** The strings of a TXT record, put together as every reader of SPF, DKIM and DMARC does (RFC 7208 §3.3). */
  #text(data: Token[], comment: boolean): string {
    if (data.length === 0) throw new ZoneError('TXT needs a text in quotes, as "v=spf1 mx -all".');
    const text = data.map((token) => token.text).join('');
    const tooLong = data.find((token) => token.text.length > characterStringMax);
    if (tooLong) {
      const { length } = tooLong.text;
      throw new ZoneError(
        `One string holds ${characterStringMax} octets at most, this has ${length}. Write it as several, one after the other: "first part" "second part".`,
      );
    }
    const isBare = data.some(({ quoted }) => !quoted);
    if (isBare && comment) {
      this.#note(
        'hint',
        'A ; outside quotes begins a comment: what stands behind it is not in the record. Use quotes.',
      );
    }
    if (isBare && data.length > 1) {
      this.#note('hint', `Without quotes these are ${data.length} strings, put together without spaces: ${text}`);
    }
    return text;
  }

  /** Lower case, without the final dot. A name that lacks the dot is completed, and the learner hears of it. */
  #name(text: string, role: 'owner' | 'origin' | 'target'): string {
    const written = text.toLowerCase();
    if (written === '@') return this.#origin;
    if (written.endsWith('.')) return written.slice(0, -1);
    const full = `${written}.${this.#origin}`;
    if (looksComplete(written, this.#zone)) {
      const advice = role === 'owner' ? '' : ' If that is not meant, put a dot at the end.';
      this.#note('hint', `${written} has no final dot, so it means ${full}.${advice}`);
    }
    return full;
  }

  #add(record: DnsRecord): void {
    if (this.records.some((known) => isSameRecord(known, record))) {
      return this.#note('hint', 'This record stands here twice; once is enough.');
    }
    this.records.push(record);
    this.lines.push(this.#line);
  }

  #note(level: ZoneNote['level'], text: string): void {
    this.#notes.push({ line: this.#line, level, text });
  }
}

/** Somebody who writes the whole name seldom means it to be completed. */
function looksComplete(name: string, zone: string): boolean {
  const topLevel = zone.slice(zone.lastIndexOf('.') + 1);
  return (
    name === zone || name.endsWith(`.${zone}`) || /\.(example|test|arpa)$/.test(name) || name.endsWith(`.${topLevel}`)
  );
}

function tlsa(data: Token[]) {
  const [usage, selector, matching, ...hex] = data.map(({ text }) => text);
  const numbers = [usage, selector, matching].map(Number);
  const digits = hex.join('').toLowerCase();
  if (numbers.some((one) => !Number.isInteger(one)) || !/^([0-9a-f]+|auto)$/.test(digits)) {
    throw new ZoneError('TLSA needs usage, selector, matching type and hexadecimal digits, as 3 1 1 and a SHA-256.');
  }
  const [usageNumber = 0, selectorNumber = 0, matchingNumber = 0] = numbers;
  return { usage: usageNumber, selector: selectorNumber, matching: matchingNumber, data: digits };
}

/** Whether two records say the same. */
export function isSameRecord(one: DnsRecord, other: DnsRecord): boolean {
  return one.name === other.name && one.type === other.type && recordData(one) === recordData(other);
}

/** A zone as a master file; reading it again gives the same records. */
export function zoneFileOf(zone: string, records: readonly DnsRecord[]): string {
  const rows = records.map((record) => [ownerIn(zone, record.name), record.type, recordData(record)] as const);
  const width = Math.max(8, ...rows.map(([owner]) => owner.length)) + 2;
  const lines = rows.map(([owner, type, data]) => `${owner.padEnd(width)}IN  ${type.padEnd(6)}${data}`);
  return `$ORIGIN ${zone}.\n$TTL 3600\n\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** An owner as a zone file abbreviates it: `@` for the zone itself. */
export function ownerIn(zone: string, name: string): string {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : `${name}.`;
}

/** The data of a record as a zone file writes it. */
export function recordData(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
      return record.address;
    case 'MX':
      return `${record.preference} ${dotted(record.exchange)}`;
    case 'TXT':
      return quoted(record.text);
    case 'TLSA':
      return `${record.usage} ${record.selector} ${record.matching} ${record.data === 'auto' ? 'auto' : record.data.toUpperCase()}`;
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return dotted(record.target);
  }
}

function quoted(text: string): string {
  const strings = text.match(new RegExp(`.{1,${characterStringMax}}`, 'gs')) ?? [''];
  return strings.map((part) => `"${part.replace(/[\\"]/g, '\\$&').replace(/[^ -~]/g, decimal)}"`).join(' ');
}

/** RFC 1035 §5.1: an octet that cannot be printed, by its number. */
function decimal(character: string): string {
  const code = character.charCodeAt(0);
  return code > 255 ? character : `\\${String(code).padStart(3, '0')}`;
}

function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}
