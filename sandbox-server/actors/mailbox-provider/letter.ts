import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import PostalMime from 'postal-mime';

type Node = DefaultTreeAdapterTypes.Node;

/** What a mail program finds in a letter that can be asked for over the web. Addresses are absolute, http or https. */
export interface WebParts {
  images: string[];
  /** In the HTML; those that say "unsubscribe" are no reading matter. */
  links: { url: string; isWayOut: boolean }[];
  /** In the plain text; in the HTML when there is no other text. */
  textLinks: string[];
}

/** A stranger wrote the letter: nobody asks for more addresses of one kind than this. */
const addressesMax = 20;

/** @param raw octets in latin1 */
export async function webPartsOf(raw: string): Promise<WebParts> {
  const { html = '', text } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const images: string[] = [];
  const links: WebParts['links'] = [];
  for (const node of elements(parse(html))) {
    const [source, target] = [attribute(node, 'src'), attribute(node, 'href')];
    if (node.tagName === 'img' && isOfTheWeb(source)) images.push(source);
    if (node.tagName !== 'a' || !isOfTheWeb(target)) continue;
    links.push({ url: target, isWayOut: /unsubscribe|opt.?out/i.test(textOf(node)) });
  }
  const own = [...(text ?? '').matchAll(/https?:\/\/[^\s<>"]+/g)].map(([url]) => url.replace(/[.,;:!?)]+$/, ''));
  const textLinks = text === undefined ? links.map(({ url }) => url) : own.filter(isOfTheWeb);
  return {
    images: once(images).slice(0, addressesMax),
    links: links.filter(({ url }, at) => links.findIndex((one) => one.url === url) === at).slice(0, addressesMax),
    textLinks: once(textLinks).slice(0, addressesMax),
  };
}

type Element = DefaultTreeAdapterTypes.Element;

/** In document order. Not by recursion: how deep a stranger's letter goes is up to him. */
function nodesOf(root: Node): Node[] {
  const found: Node[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    found.push(node);
    if ('childNodes' in node) waiting.push(...node.childNodes.toReversed());
  }
  return found;
}

function elements(root: Node): Element[] {
  return nodesOf(root).filter((node) => 'tagName' in node);
}

function textOf(root: Node): string {
  return nodesOf(root)
    .map((node) => ('value' in node ? node.value : ''))
    .join('');
}

function attribute(node: Element, name: string): string {
  return node.attrs.find((one) => one.name === name)?.value.trim() ?? '';
}

function isOfTheWeb(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

function once(urls: string[]): string[] {
  return [...new Set(urls)];
}
