import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { withChangedText } from './mime-parts.ts';

/** What a service puts into a letter. */
export interface Marks {
  /** The address that stands for a link; without it links stay. */
  link?(url: string): string;
  /** Address of the picture that tells of an opening. */
  pixel?: string;
  /** Host of the service: links to it stay. */
  own: string;
  /** What the customer wrote where an address belongs; in plain text, too. */
  placeholder: { text: string; url: string };
}

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A stretch of the text, and what stands there from now on. */
interface Change {
  from: number;
  to: number;
  text: string;
}

/**
 * The letter with its HTML parts tracked. Plain text keeps its links: a reader sees them there, and a rewritten one looks
 * like a forgery.
 *
 * @param raw octets in latin1
 */
export function withMarks(raw: string, marks: Marks): string {
  const { placeholder } = marks;
  return withChangedText(raw, (text, type) => {
    const filled = text.replaceAll(placeholder.text, placeholder.url);
    return type === 'text/html' ? htmlWithMarks(filled, marks) : filled;
  });
}

/** Only the attributes that change are written anew; every other octet of the page stays. */
function htmlWithMarks(html: string, { link, pixel, own }: Marks): string {
  const document = parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false });
  const elements = elementsOf(document);
  const changes = link ? linkChanges(elements, link, own) : [];
  if (pixel) changes.push(pixelChange(elements, html, pixel));
  return changed(html, changes);
}

function linkChanges(elements: Element[], link: (url: string) => string, own: string): Change[] {
  const places = new Map<number, { to: number; url: string }>();
  for (const { tagName, attrs, sourceCodeLocation } of elements) {
    const place = sourceCodeLocation?.attrs?.href;
    const href = attrs.find(({ name }) => name === 'href')?.value;
    const url = (tagName === 'a' || tagName === 'area') && href ? webAddress(href) : undefined;
    if (!place || !url || url.hostname === own) continue;
    // Wrong nesting makes several elements of one tag: it is one link.
    places.set(place.startOffset, { to: place.endOffset, url: url.href });
  }
  return [...places]
    .sort(([one], [other]) => one - other)
    .map(([from, { to, url }]) => ({ from, to, text: `href="${link(url)}"` }));
}

/** At the end of what is shown. */
function pixelChange(elements: Element[], html: string, url: string): Change {
  const body = elements.find(({ tagName }) => tagName === 'body')?.sourceCodeLocation;
  const at = body && 'endTag' in body ? body.endTag?.startOffset : undefined;
  const place = at ?? html.trimEnd().length;
  return { from: place, to: place, text: `<img src="${url}" width="1" height="1" alt="">` };
}

/** The changes do not overlap; they are made from the end, so that the places before them stay right. */
function changed(html: string, changes: Change[]): string {
  return changes
    .toSorted((one, other) => other.from - one.from)
    .reduce((text, { from, to, text: inserted }) => text.slice(0, from) + inserted + text.slice(to), html);
}

/** In document order; without recursion, since letters may nest as deep as they like. */
function elementsOf(document: Node): Element[] {
  const found: Element[] = [];
  const waiting: Node[] = [document];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('tagName' in node) found.push(node);
    const children = 'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : [];
    waiting.push(...children.toReversed());
  }
  return found;
}

/** An http(s) address as a browser reads it; undefined for anything else. @param href octets in latin1 */
function webAddress(href: string): URL | undefined {
  const url = URL.parse(Buffer.from(href, 'latin1').toString('utf8').trim());
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
