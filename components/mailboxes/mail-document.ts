/**
 * A letter's HTML as the document of a frame with an empty `sandbox`: no scripts, no forms, no pop-ups, an origin of its
 * own. The policy comes first in the document, so that nothing in the letter can load anything, pictures included; what
 * the letter says about policies later can only forbid more.
 */
export function mailDocument(html: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${mailPolicy}"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light"><base target="_blank"></head><body>${html}</body></html>`;
}

/** Only styles that are written inside the letter; `default-src 'none'` keeps their `url(…)` and `@import` out. */
export const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/** Elements that load, navigate, or could put back what is taken away below: SVG can animate an address into a link, and
 *  a template can become a shadow tree that nobody looked into. */
const removed =
  'base, meta, link, script, object, embed, iframe, frame, template, set, animate, animateMotion, animateTransform';

/** Attributes with an address to follow, to post to or to load from, and handlers, which could not run anyway. */
const leadsOut = /^((xlink:)?href|(form)?action|ping|target|srcdoc|src|srcset|poster|background|data|on.*)$/i;

/**
 * Takes away what would leave the frame at a click: addresses of links and forms, refreshes; and what the
 * policy would stop from loading. It is not what keeps the
 * letter in (the sandbox and the policy are), but a link inside a sandbox could still load its target into the frame.
 * `parser` builds documents that neither load nor run anything.
 */
export function withoutWaysOut(html: string, parser: Pick<DOMParser, 'parseFromString'>): string {
  const letter = parser.parseFromString(html, 'text/html');
  for (const element of letter.querySelectorAll(removed)) element.remove();
  for (const element of letter.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (leadsOut.test(name)) element.removeAttribute(name);
    }
  }
  return letter.documentElement.innerHTML;
}
