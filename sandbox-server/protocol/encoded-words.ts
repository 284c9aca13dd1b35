/** Encoded words of header fields, RFC 2047: how a subject has letters beyond ASCII where only ASCII may travel. */

const wordPattern = /=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=/gi;
const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A field's value as it is read: encoded words in UTF-8 and ISO-8859-1 become text. A word in another set, or one that is
 * broken, stays as it stands. @param value unfolded, octets in latin1
 */
export function decodedWords(value: string): string {
  // Space between two words belongs to neither (§6.2).
  return value
    .replace(/(\?=)\s+(?==\?[\w.:-]+(?:\*[\w-]*)?\?[bq]\?)/gi, '$1')
    .replace(wordPattern, (word, set: string, encoding: string, text: string) => {
      const octets = encoding.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text);
      return inCharacters(octets, set.toLowerCase()) ?? word;
    });
}

/** §4.2: `_` is a space, `=C3` an octet. */
function fromQ(text: string): string {
  return text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function fromBase64(text: string): string {
  const bits = [...text.replace(/=+$/, '')].map((letter) =>
    Math.max(0, base64Letters.indexOf(letter)).toString(2).padStart(6, '0'),
  );
  const octets = bits.join('').match(/.{8}/g) ?? [];
  return octets.map((octet) => String.fromCharCode(Number.parseInt(octet, 2))).join('');
}

function inCharacters(octets: string, set: string): string | undefined {
  if (/^(us-ascii|iso-8859-1)$/.test(set)) return octets;
  if (set !== 'utf-8') return undefined;
  const escaped = octets.replace(/[^\w]/g, (octet) => `%${octet.charCodeAt(0).toString(16).padStart(2, '0')}`);
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
