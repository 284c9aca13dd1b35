/** Where a letter's HTML leads, each address once: what its reader can follow, and the pictures that it would fetch. */
export function waysOut(
  html: string,
  parser: Pick<DOMParser, 'parseFromString'>,
): { links: string[]; pictures: string[] } {
  const letter = parser.parseFromString(html, 'text/html');
  const all = (selector: string, attribute: string) =>
    [...letter.querySelectorAll(selector)].map((element) => element.getAttribute(attribute)?.trim() ?? '');
  const ofTheWeb = (urls: string[]) => [...new Set(urls.filter((url) => /^https?:\/\//i.test(url)))];
  return { links: ofTheWeb(all('a', 'href')).slice(0, shownMax), pictures: ofTheWeb(all('img', 'src')) };
}

/** A stranger wrote the letter: more buttons than these help nobody. */
const shownMax = 8;
