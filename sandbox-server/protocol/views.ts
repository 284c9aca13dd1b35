/** Ways to look at a letter, one tab each: what `view.opened` and `open-view` name, and `!view` of a transcript. */
export const messageViews = [
  'message',
  'source',
  'hops',
  'envelope',
  'headers',
  'parts',
  'authentication',
  'compare',
] as const;

export type MessageView = (typeof messageViews)[number];

export function isMessageView(name: string): name is MessageView {
  return (messageViews as readonly string[]).includes(name);
}
