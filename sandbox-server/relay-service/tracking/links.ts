import { withChangedText } from './mime-parts.ts';

/** What a service puts into the text of a letter. */
export interface Marks {
  /** The address that stands for a link. */
  link?(url: string): string;
  /** Address of the picture that tells of an opening. */
  pixel?: string;
  /** What stands for `%unsubscribe_url%`. */
  unsubscribe?: string;
}

const anchor = /(<(?:a|area)\b[^>]*?\shref\s*=\s*)("[^"]*"|'[^']*')/gi;
const picture = /<img\b[^>]*?\ssrc\s*=\s*("[^"]*"|'[^']*')/gi;
const webAddress = /\bhttps?:\/\/[^\s<>"]+/gi;
/** Belongs to the sentence, not to the address before it. */
const punctuation = /[.,;:!?'")\]}]+$/;

/**
 * The letter with its links and opening tracked: in HTML the targets of links, in plain text the addresses themselves.
 *
 * @param raw octets in latin1
 */
export function withMarks(raw: string, { link = (url) => url, pixel, unsubscribe }: Marks): string {
  return withChangedText(raw, (text, type) => {
    const linked = type === 'text/html' ? htmlWithLinks(text, link) : textWithLinks(text, link);
    const left = unsubscribe ? linked.replaceAll('%unsubscribe_url%', unsubscribe) : linked;
    return pixel && type === 'text/html' ? withPixel(left, pixel) : left;
  });
}

/** The web addresses that a letter links to, in the order in which `withMarks` asks for them. */
export function linksOf(raw: string): string[] {
  const links: string[] = [];
  withMarks(raw, {
    link(url) {
      links.push(url);
      return url;
    },
  });
  return links;
}

/** The pictures that a mail program fetches to show the letter. */
export function picturesOf(raw: string): string[] {
  const pictures: string[] = [];
  withChangedText(raw, (text, type) => {
    if (type === 'text/html') pictures.push(...[...text.matchAll(picture)].map(([, value = '']) => unquoted(value)));
    return text;
  });
  return pictures.filter((url) => /^https?:/i.test(url));
}

function htmlWithLinks(html: string, link: (url: string) => string): string {
  return html.replace(anchor, (whole, before: string, value: string) => {
    const url = unquoted(value);
    const target = /^https?:\/\//i.test(url) ? link(url) : url;
    return target === url ? whole : `${before}"${target.replaceAll('&', '&amp;')}"`;
  });
}

function textWithLinks(text: string, link: (url: string) => string): string {
  return text.replace(webAddress, (found) => {
    const tail = punctuation.exec(found)?.[0] ?? '';
    return link(found.slice(0, found.length - tail.length)) + tail;
  });
}

/** Inside the body, at its end: what comes later is not shown. */
function withPixel(html: string, url: string): string {
  const tag = `<img src="${url}" width="1" height="1" alt="">`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? `${html}${tag}\r\n` : `${html.slice(0, end)}${tag}\r\n${html.slice(end)}`;
}

function unquoted(value: string): string {
  return value.slice(1, -1).replaceAll('&amp;', '&').trim();
}
