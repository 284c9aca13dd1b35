/** Octets of a reply line with its code and CR LF (RFC 5321 §4.5.3.1.5). */
const replyLineMaxOctets = 512;

/**
 * The text of a reply line as it can stand on the wire: what a client has said may come back in it, and must neither end
 * the line nor make it too long. What cannot be printed becomes `?`, as Postfix writes it.
 */
export function fitting(text: string, enhanced = ''): string {
  const room = replyLineMaxOctets - `250 ${enhanced} \r\n`.length;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  const printable = text.replace(/[\x00-\x1f\x7f]/g, '?');
  if (Buffer.byteLength(printable) <= room) return printable;
  // Cut at an octet, which may lie inside a character: then that one goes too.
  return Buffer.from(printable)
    .subarray(0, room)
    .toString('utf8')
    .replace(/\ufffd$/, '');
}
