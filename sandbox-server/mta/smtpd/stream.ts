import { SMTPStream } from 'smtp-server/lib/smtp-stream.js';

/** How a letter may end, and what a line feed without carriage return is: `smtpd_forbid_bare_newline` of Postfix. */
export type BareNewline = 'normalize' | 'reject' | 'no';

/** What came before the end. */
export interface Received {
  /** The letter without its dot-stuffing; empty when `tooBig`. */
  data: Buffer;
  tooBig: boolean;
  /** A line feed without carriage return was among it. */
  bareNewline: boolean;
}

type Done = (error?: Error | null) => void;
/** Given what came; `resume` goes on with what stands behind it. */
type Taken = (received: Received, resume: () => void) => void;

interface Reading {
  maxOctets: number;
  taken: Taken;
  chunks: Buffer[];
  octets: number;
  /** Octets still to come of a chunk (BDAT); undefined for a letter, which its dot ends. */
  left?: number;
  bareNewline: BareNewline;
  /** The end of what came before, in which the end mark may have begun. */
  tail: string;
}

/** `.` alone on a line: strictly (RFC 5321 §4.1.1.4), or as servers that can be smuggled through see it. */
const strictEnd = /(?:^|\r\n)\.\r\n/;
const laxEnd = /(?:^|\n)\.\r*\n/;
/** Longest end mark. */
const tailOctets = 5;
/** Dot-stuffing makes a letter of lines with a lone dot longer by so much: `..` CR LF for `.` CR LF. */
const stuffingRatio = 4 / 3;

/**
 * The library's parser for command lines, with our own reading of what is no command: a letter up to its dot, a chunk of
 * so many octets. Octets that stand behind either are commands again.
 */
export class SmtpdStream extends SMTPStream {
  #reading: Reading | undefined;
  /** What has come and was no letter, with the part of a line that came before it. */
  #piece = '';
  /** Where in it the lines begin that are not yet handed over. */
  #at = 0;

  /** The octets that follow are a letter. */
  readLetter(maxOctets: number, bareNewline: BareNewline, taken: Taken): void {
    // The first line may be the dot: then it stands behind a line end that came before.
    this.#begin({ maxOctets, taken, bareNewline, chunks: [], octets: 0, tail: '' });
  }

  /** The line that is handed over now ended with LF alone. To be asked once for each line. */
  takeBareNewline(): boolean {
    const end = this.#piece.indexOf('\n', this.#at);
    this.#at = end + 1;
    return this.#piece[end - 1] !== '\r';
  }

  /** The client has sent more than this line, before it could know the answer. To be asked after `takeBareNewline`. */
  get talksOn(): boolean {
    return this.#at < this.#piece.length;
  }

  /** A whole line stands behind this one. To be asked after `takeBareNewline`. */
  get hasNextLine(): boolean {
    return this.#piece.includes('\n', this.#at);
  }

  /** The octets that follow are a chunk of this size (RFC 3030); `left` is at least 1. */
  readOctets(left: number, maxOctets: number, taken: Taken): void {
    this.#begin({ maxOctets, taken, left, bareNewline: 'no', chunks: [], octets: 0, tail: '' });
  }

  override _write(chunk: Buffer, encoding: BufferEncoding | 'buffer', done: Done): void {
    if (!this._dataMode) {
      this.#piece = this._remainder + chunk.toString('latin1');
      this.#at = 0;
    }
    super._write(chunk, encoding, done);
  }

  /** A line without an end is none (RFC 5321 §2.3.8): who breaks off in it has not said it. */
  override _flushData(): void {
    this._remainder = '';
  }

  #begin(reading: Reading): void {
    this.#reading = reading;
    this._dataMode = true;
    // The rest of it is no line.
    this.#piece = '';
    this.#at = 0;
  }

  override _feedDataStream(chunk: Buffer, done: Done): void {
    const reading = this.#reading;
    if (!reading) return done();
    const end = reading.left === undefined ? endOfLetter(reading, chunk) : endOfChunk(reading, chunk);
    keep(reading, chunk.subarray(0, end));
    if (end === undefined) return done();
    this.#reading = undefined;
    this._dataMode = false;
    reading.taken(receivedOf(reading), () => this._write(chunk.subarray(end), 'buffer', done));
  }
}

/** Where in this piece the letter is over, behind the dot and its line end; undefined when it goes on. */
function endOfLetter(reading: Reading, chunk: Buffer): number | undefined {
  const text = reading.tail + chunk.toString('latin1');
  // Only at the very beginning of a letter does `^` stand for a line end.
  const atStart = reading.octets === reading.tail.length;
  const pattern = reading.bareNewline === 'no' ? laxEnd : strictEnd;
  const found = pattern.exec(atStart ? text : `x${text}`);
  if (found) return found.index + found[0].length - (atStart ? 0 : 1) - reading.tail.length;
  reading.tail = text.slice(-tailOctets);
  return undefined;
}

function endOfChunk(reading: Reading, chunk: Buffer): number | undefined {
  const left = reading.left ?? 0;
  reading.left = Math.max(0, left - chunk.length);
  return chunk.length >= left ? left : undefined;
}

/** More than the server takes is read to its end, and thrown away. */
function keep(reading: Reading, piece: Buffer): void {
  reading.octets += piece.length;
  if (reading.octets > reading.maxOctets * stuffingRatio + tailOctets) reading.chunks = [];
  // A copy: the socket may write into the same memory again.
  else reading.chunks.push(Buffer.from(piece));
}

function receivedOf({ chunks, octets, maxOctets, left }: Reading): Received {
  const raw = Buffer.concat(chunks);
  if (left !== undefined) return { data: raw, tooBig: octets > maxOctets, bareNewline: false };
  const stuffed = raw.toString('latin1').replace(/\.\r*\n$/, '');
  // A line that begins with a dot was given one more (RFC 5321 §4.5.2).
  const data = Buffer.from(withLineEnds(stuffed.replace(/(^|\n)\./g, '$1')), 'latin1');
  const tooBig = data.length > maxOctets || raw.length < octets;
  return { data: tooBig ? Buffer.alloc(0) : data, tooBig, bareNewline: hasBareNewline(stuffed) };
}

/** A line feed without carriage return is among the octets. */
export function hasBareNewline(octets: string): boolean {
  return /(?<!\r)\n/.test(octets);
}

/**
 * Each line of the letter with CR LF: what is no CR LF would be a line end to the one and none to the other server behind
 * us, and such a difference is what smuggling lives on (RFC 5321 §2.3.8).
 */
export function withLineEnds(octets: string): string {
  return octets.replace(/(?<!\r)\n/g, '\r\n').replace(/\r(?!\n)/g, ' ');
}
