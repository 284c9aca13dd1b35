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

/** What the owner of a mailbox can do with a letter: of `handle-letter`, and `!letter` of a transcript. */
export const letterDeeds = ['show-pictures', 'follow-link', 'report-spam'] as const;

export type LetterDeed = (typeof letterDeeds)[number];

export function isLetterDeed(name: string): name is LetterDeed {
  return (letterDeeds as readonly string[]).includes(name);
}
