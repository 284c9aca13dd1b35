import { overheardBy } from '#protocol/eavesdropper.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';

/** So much of it is shown, in characters: the newest. */
const shownMax = 2000;

/** The end of what somebody on this host could read of the conversations that passed him; empty when there was nothing. */
export function readableText(world: World, host: string): string {
  const text = overheardBy(world, host)
    .flatMap(({ clear }) => clear.map(({ data }) => data))
    .join('')
    .replaceAll('\r\n', '\n');
  return visibleText(text.slice(-shownMax), '\n\t').trim();
}
