/** Where the menu of a cable hangs: at the cable's words, below or above the cards of both ends, so that it hides neither. */
export function menuPlace(words: Element, ends: readonly string[]): DOMRect {
  const map = words.closest('.react-flow');
  const cards = ends.flatMap((name) => map?.querySelector(`[data-id="${CSS.escape(name)}"]`) ?? []);
  const { x, width } = words.getBoundingClientRect();
  const places = [words, ...cards].map((element) => element.getBoundingClientRect());
  const top = Math.min(...places.map((place) => place.top));
  const bottom = Math.max(...places.map((place) => place.bottom));
  return new DOMRect(x, top, width, bottom - top);
}
