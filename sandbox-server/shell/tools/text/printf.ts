import { type Tool, UsageError } from '../../tool.ts';
import { unescaped } from './escapes.ts';

/** Columns that a conversion may be padded to: a screen has less. */
const widthMax = 1000;

export const printf: Tool = {
  summary: 'print exactly these octets',
  usage: 'printf FORMAT [ARGUMENT...]',
  manual: `Prints the format with its escapes and conversions carried out, and no line end of its own. While there
are arguments left, the format is used again.

    \\n \\r \\t     line feed, carriage return, tab
    \\0 \\NNN \\xHH the octet with this octal or hexadecimal number
    %s %d %x      the next argument: text, whole number, hexadecimal
    %b            text whose escapes are obeyed, too
    %%            a percent sign

    printf '\\0kim\\0sardine' | base64
    printf 'EHLO %s\\r\\n' laptop.acme.example`,
  run({ args, print }) {
    const [first, ...rest] = args;
    if (first === undefined) throw new UsageError('printf: which format?');
    const [format, ...values] = first === '--' ? rest : args;
    if (format === undefined) throw new UsageError('printf: which format?');
    if (first !== '--' && /^-[^\s%\\]/.test(first))
      throw new UsageError(`printf: ${first.slice(0, 2)}: invalid option`);
    const { octets, problems } = printed(format, values);
    print('shell', octets);
    if (problems.length > 0) print('error', problems.map((problem) => `bash: printf: ${problem}\n`).join(''));
  },
};

type Piece = { kind: 'text'; octets: Buffer } | ({ kind: 'conversion' } & Conversion);

interface Conversion {
  flags: string;
  width: number;
  precision: number | undefined;
  letter: string;
}

/** What a format and its arguments make, and what was wrong with them. */
function printed(format: string, values: readonly string[]): { octets: Buffer; problems: string[] } {
  const pieces = piecesOf(format);
  const done: Buffer[] = [];
  const problems: string[] = [];
  const left = [...values];
  do {
    const before = left.length;
    for (const piece of pieces) {
      const { octets, stops } = piece.kind === 'text' ? { ...piece, stops: false } : converted(piece, left, problems);
      done.push(octets);
      if (stops) return { octets: Buffer.concat(done), problems };
    }
    // A format that takes no argument is used once.
    if (left.length === before) break;
  } while (left.length > 0);
  return { octets: Buffer.concat(done), problems };
}

function piecesOf(format: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const text = (until?: number) => {
    const { octets } = unescaped(format.slice(from, until), 'format');
    pieces.push({ kind: 'text', octets });
  };
  for (const found of format.matchAll(/%(?:(%)|([-+ 0#']*)(\d*)(?:\.(\d*))?([a-zA-Z])?)/g)) {
    const [whole, percent, flags = '', width = '', precision, letter] = found;
    text(found.index);
    from = found.index + whole.length;
    if (percent) pieces.push({ kind: 'text', octets: Buffer.from('%') });
    else if (!letter || !/[sbdiuxXoc]/.test(letter)) {
      throw new UsageError(`printf: ${whole}: this conversion is not available here`);
    } else {
      const conversion = {
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
      };
      if (Math.max(conversion.width, conversion.precision ?? 0) > widthMax) {
        throw new UsageError(`printf: ${whole}: wider than ${widthMax}`);
      }
      pieces.push({ kind: 'conversion', ...conversion, letter });
    }
  }
  text();
  return pieces;
}

function converted(conversion: Conversion, left: string[], problems: string[]): { octets: Buffer; stops: boolean } {
  const { letter, precision } = conversion;
  const value = left.shift();
  if (letter === 'b') {
    const { octets, stops } = unescaped(value ?? '', 'both');
    return { octets: padded(octets, conversion), stops };
  }
  const text = textOf(letter, value, precision, problems);
  return { octets: padded(Buffer.from(text, 'utf8'), conversion), stops: false };
}

function textOf(letter: string, value: string | undefined, precision: number | undefined, problems: string[]): string {
  if (letter === 's') return (value ?? '').slice(0, precision);
  if (letter === 'c') return (value ?? '').slice(0, 1);
  const number = numberOf(value ?? '0', problems);
  const digits = number.toString(letter === 'o' ? 8 : /x/i.test(letter) ? 16 : 10).padStart(precision ?? 0, '0');
  return letter === 'X' ? digits.toUpperCase() : digits;
}

/** As bash reads it: decimal, 0x hexadecimal, 0 octal, 'A for the number of a character. */
function numberOf(text: string, problems: string[]): number {
  const [, character] = /^['"](.)/su.exec(text) ?? [];
  if (character) return character.codePointAt(0) ?? 0;
  const [, sign = '', hex, octal, decimal] = /^\s*([-+]?)(?:0x([0-9a-f]+)|0([0-7]+)|(\d+))/i.exec(text) ?? [];
  const [digits, radix] = hex ? [hex, 16] : octal ? [octal, 8] : [decimal ?? '0', 10];
  const isWhole = /^\s*[-+]?(0x[0-9a-f]+|\d+)$/i.test(text);
  if (!isWhole) problems.push(`${text}: invalid number`);
  const number = Number.parseInt(digits, radix);
  return sign === '-' ? -number : number;
}

function padded(octets: Buffer, { flags, width, letter }: Conversion): Buffer {
  const missing = Math.max(0, width - octets.length);
  if (flags.includes('-')) return Buffer.concat([octets, Buffer.alloc(missing, ' ')]);
  const isZero = flags.includes('0') && !/[sbc]/.test(letter);
  return Buffer.concat([Buffer.alloc(missing, isZero ? '0' : ' '), octets]);
}
