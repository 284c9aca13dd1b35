/**
 * What peers, letters and tools say is only ever shown, never obeyed: every character that could move a cursor, turn the
 * reading direction, hide itself or talk to a terminal becomes a symbol that can be seen. One function for the terminal,
 * the wire and the mailboxes.
 */

// C0, DEL and C1; soft hyphen; bidirectional marks, embeddings, overrides and isolates; zero-width space, word joiner and
// byte order mark; line and paragraph separators; tag characters; halves of a surrogate pair. The joiners U+200C and
// U+200D stay: whole scripts cannot be written without them.
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this file is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** The text with every unseen character as a symbol: C0 by their names as `<ESC>`, the rest as `\u{202E}`. Characters in
 *  `keep` pass: '\n\t' where lines and tabs are laid out by the caller. */
export function visibleText(text: string, keep = ''): string {
  return text.replace(unseen, (character) => (keep.includes(character) ? character : symbolOf(character)));
}

/** C0 by their names in ASCII: the control pictures of Unicode, ␀ and its like, are in few fonts. */
const controls = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'
).split(' ');

function symbolOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = code === 0x7f ? 'DEL' : controls[code];
  return name ? `<${name}>` : `\\u{${code.toString(16).toUpperCase().padStart(4, '0')}}`;
}
