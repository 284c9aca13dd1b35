import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { MtaParts } from './parts.ts';

/** Lets the host's extension, if there is one, take from a queue entry what it wants. */
export async function filterEntry(host: string, entry: QueueEntry, raw: string, parts: MtaParts): Promise<void> {
  const { extensions, work, record } = parts;
  const filtering = extensions.get(host)?.filter?.(entry, raw);
  const facts = filtering ? await work.track(filtering) : [];
  if (facts.length > 0) record(...facts);
}
