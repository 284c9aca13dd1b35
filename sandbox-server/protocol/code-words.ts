import { enhancedCode } from './enhanced-codes.ts';
import { type CodeWords, replyCode } from './reply-codes.ts';

/**
 * What a code means as people write it: `250`, `5.7.1`, or `554 5.7.1`. The finer part comes first. Undefined when a part
 * is not registered, or when the two disagree about done, later and no.
 */
export function codeWords(code: string): [CodeWords, ...CodeWords[]] | undefined {
  const [, basic, enhanced] = /^(\d{3})?(?:(?:^| )([245]\.\d{1,3}\.\d{1,3}))?$/.exec(code) ?? [];
  if (basic && enhanced && basic[0] !== enhanced[0]) return undefined;
  const fine = code === deferredRelay.code ? deferredRelay : enhanced ? enhancedWords(enhanced) : undefined;
  const coarse = basic ? replyCode(Number(basic)) : undefined;
  if ((enhanced && !fine) || (basic && !coarse)) return undefined;
  const [first, ...rest] = [fine, coarse].filter((part) => part !== undefined);
  return first && [first, ...rest];
}

/** What neither of its parts says: Postfix's `defer_unauth_destination`. */
const deferredRelay: CodeWords & { code: string } = {
  code: '454 4.7.1',
  title: 'Relaying denied, for now',
  plain:
    'The server does not carry mail to other domains for this client, and asks it to come back: its administrator lets Postfix defer what it would refuse.',
  advice: 'Log in to send. As administrator: is the domain missing among those that the server takes?',
  rfc: 'RFC 3463 §3.8',
  lesson: 'local-or-relay',
};

/**
 * What `5.1.1` means; undefined when the registry has no such number. It tells every number as a failure: with a 2 in front
 * most of them say no more than that it was accepted.
 */
export function enhancedWords(status: string): CodeWords | undefined {
  const known = enhancedCode(status);
  if (!known || !status.startsWith('2')) return known;
  return { ...known, title: 'Done', plain: known.done ?? 'Accepted.', advice: 'Nothing.' };
}
