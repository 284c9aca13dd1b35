/** What the letters of a macro stand for (RFC 7208 §7.2), without s, l and o: those come from the sender. */
export interface MacroValues {
  /** local-part@domain; of postmaster when the reverse-path is empty. */
  sender: string;
  /** Whose record is being read. */
  domain: string;
  /** IPv4 address. */
  client: string;
  /** Confirmed name of the client; "unknown" when there is none. */
  clientName: string;
  hello: string;
  /** Who checks. */
  host: string;
  /** Seconds since 1970. */
  seconds: number;
}

const macro = /%(?:([%_-])|\{([a-z])(\d*)(r?)([.+,/_=-]*)\})/gi;

/** Whether each % begins a macro that exists. c, r and t are for explanations only (RFC 7208 §7.2). */
export function isMacroString(text: string, letters = 'slodiphv'): boolean {
  for (const [, , letter, digits] of text.matchAll(macro)) {
    if (letter && !letters.includes(letter.toLowerCase())) return false;
    if (digits && Number(digits) === 0) return false;
  }
  return /^[\x21-\x7e ]*$/.test(text) && !text.replace(macro, '').includes('%');
}

/** Whether the text needs the confirmed name of the client, which costs a question to the DNS. */
export function usesClientName(text: string): boolean {
  return /%\{p/i.test(text);
}

/** RFC 7208 §7.3. An upper-case letter asks for URL escapes. */
export function expandMacros(text: string, values: MacroValues): string {
  return text.replace(macro, (_, literal, letter, digits, reverse, delimiters) => {
    if (literal) return { '%': '%', _: ' ', '-': '%20' }[literal as '%' | '_' | '-'];
    const transformed = transform(meaningOf(letter.toLowerCase(), values), digits, reverse, delimiters);
    return letter === letter.toLowerCase() ? transformed : urlEscaped(transformed);
  });
}

function meaningOf(letter: string, values: MacroValues): string {
  const at = values.sender.lastIndexOf('@');
  switch (letter) {
    case 's':
      return values.sender;
    case 'l':
      return values.sender.slice(0, at);
    case 'o':
      return values.sender.slice(at + 1);
    case 'd':
      return values.domain;
    case 'i':
    case 'c':
      return values.client;
    case 'p':
      return values.clientName;
    case 'v':
      return 'in-addr';
    case 'h':
      return values.hello;
    case 'r':
      return values.host;
    case 't':
      return String(values.seconds);
    default:
      return '';
  }
}

/** Split at the delimiters, turned round, cut to the last parts, joined with dots. */
function transform(value: string, digits: string, reverse: string, delimiters: string): string {
  if (!digits && !reverse && !delimiters) return value;
  const separators = delimiters || '.';
  const parts: string[] = [''];
  for (const character of value) {
    if (separators.includes(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  if (reverse) parts.reverse();
  return (digits ? parts.slice(-Number(digits)) : parts).join('.');
}

/** All but the unreserved characters of RFC 3986 §2.3. */
function urlEscaped(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
