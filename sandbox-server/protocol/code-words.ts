import { enhancedCode } from './enhanced-codes.ts';
import { type CodeWords, replyCode } from './reply-codes.ts';

/**
 * What a code means as people write it: `250`, `5.7.1`, or `554 5.7.1`. The finer part comes first. Undefined when a part
 * is not registered, or when the two disagree about done, later and no.
 */
export function codeWords(code: string): [CodeWords, ...CodeWords[]] | undefined {
  const [, basic, enhanced] = /^(\d{3})?(?:(?:^| )([245]\.\d{1,3}\.\d{1,3}))?$/.exec(code) ?? [];
  if (basic && enhanced && basic[0] !== enhanced[0]) return undefined;
  const fine = enhanced ? enhancedWords(enhanced) : undefined;
  const coarse = basic ? replyCode(Number(basic)) : undefined;
  if ((enhanced && !fine) || (basic && !coarse)) return undefined;
  const [first, ...rest] = [fine, coarse].filter((part) => part !== undefined);
  return first && [first, ...rest];
}

/**
 * What `5.1.1` means; undefined when the registry has no such number. It tells every number as a failure: with a 2 in front
 * most of them say no more than that it was accepted.
 */
export function enhancedWords(status: string): CodeWords | undefined {
  const known = enhancedCode(status);
  if (!known || !status.startsWith('2')) return known;
  return { ...known, title: 'Done', plain: known.done ?? 'Accepted.', advice: 'Nothing.' };
}
