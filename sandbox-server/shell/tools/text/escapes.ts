/** A text with its backslash escapes carried out: octets, because an escape may stand for any of the 256. */
export interface Unescaped {
  octets: Buffer;
  /** `\c` was in it: nothing more is to be printed. */
  stops: boolean;
}

const plain: Record<string, number> = { a: 7, b: 8, e: 27, E: 27, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

const octal = {
  /** As in the format of printf: \NNN. */
  format: /\\([0-7]{1,3})/,
  /** As in echo -e: \0NNN. */
  echo: /\\0([0-7]{0,3})/,
  /** As in the %b of printf: both. */
  both: /\\(?:0([0-7]{0,3})|([1-7][0-7]{0,2}))/,
};

const otherEscapes = /\\x([0-9a-fA-F]{1,2})|\\u([0-9a-fA-F]{1,4})|\\U([0-9a-fA-F]{1,8})|\\([abeEfnrtvc\\"'?])/;

/** @param style which octal escapes there are; only echo and %b know `\c` */
export function unescaped(text: string, style: keyof typeof octal): Unescaped {
  const anyEscape = new RegExp(`${octal[style].source}|${otherEscapes.source}`, 'g');
  const octalGroups = style === 'both' ? 2 : 1;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const found of text.matchAll(anyEscape)) {
    const groups = found.slice(1);
    const digits = groups.slice(0, octalGroups).find((group) => group !== undefined);
    const [hex, short, long, letter] = groups.slice(octalGroups);
    if (letter === 'c' && style === 'format') continue;
    pieces.push(Buffer.from(text.slice(from, found.index), 'utf8'));
    from = found.index + found[0].length;
    if (letter === 'c') return { octets: Buffer.concat(pieces), stops: true };
    pieces.push(octetsOf({ digits, hex, unicode: short ?? long, letter }, style, found[0]));
  }
  pieces.push(Buffer.from(text.slice(from), 'utf8'));
  return { octets: Buffer.concat(pieces), stops: false };
}

interface Escape {
  digits: string | undefined;
  hex: string | undefined;
  unicode: string | undefined;
  letter: string | undefined;
}

function octetsOf({ digits, hex, unicode, letter }: Escape, style: keyof typeof octal, written: string): Buffer {
  if (digits !== undefined) return Buffer.from([Number.parseInt(digits || '0', 8) & 0xff]);
  if (hex !== undefined) return Buffer.from([Number.parseInt(hex, 16)]);
  if (unicode !== undefined) {
    const point = Number.parseInt(unicode, 16);
    return Buffer.from(point <= 0x10ffff ? String.fromCodePoint(point) : written, 'utf8');
  }
  const code = plain[letter ?? ''];
  if (code !== undefined) return Buffer.from([code]);
  // \" \' \? are one character in printf, two in echo -e.
  return Buffer.from(style === 'echo' ? written : (letter ?? ''), 'utf8');
}
