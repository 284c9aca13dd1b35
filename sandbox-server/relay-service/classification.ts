import type { BounceClass } from '#protocol/relay-service.ts';

/** What a failure means for the address and for the sender. */
export interface Verdict {
  class: BounceClass;
  /** RFC 3463; the provider's own unless it is missing or says nothing. */
  status: string;
}

/** Words of an answer, and what they mean. `detail` is put behind the class digit where the answer has no better one. */
interface Rule {
  words: RegExp;
  class: BounceClass;
  detail: string;
}

/**
 * In this order: first whom the provider dislikes, because such answers often carry a code for a bad address; then the
 * mailbox; then the rest. Words beat codes, since many servers send a bare 550 or 554 for everything.
 */
const rules: Rule[] = [
  { words: /greylist|grey-list|graylist/, class: 'soft', detail: '7.1' },
  { words: /block ?list|blacklist|\brbl\b|dnsbl|listed (at|by|in|on)|blocked using/, class: 'block', detail: '7.1' },
  { words: /reputation|user complaints|suspicious|unsolicited|\bspam/, class: 'block', detail: '7.1' },
  {
    words: /dmarc|\bspf\b|\bdkim\b|unauthenticated|not authenticated|authentication (checks|requirements)/,
    class: 'block',
    detail: '7.26',
  },
  { words: /one-click unsubscribe|list-unsubscribe/, class: 'block', detail: '7.1' },
  {
    words: /(unusual|excessive) rate|rate limit|too many (messages|connections)|throttl/,
    class: 'block',
    detail: '7.0',
  },
  { words: /\b(message|mail|content|sender|client|host|ip)\b.*\b(blocked|banned)\b/, class: 'block', detail: '7.1' },
  {
    words: /over ?quota|quota exceeded|(mailbox|inbox|storage|account) (is )?full|out of (storage|space)/,
    class: 'soft',
    detail: '2.2',
  },
  {
    words: /disabled|deactivated|suspended|inactive|no longer (active|in use|available)/,
    class: 'hard',
    detail: '2.1',
  },
  {
    words:
      /(user|mailbox|recipient|account|address|person)\b.*\b(unknown|unavailable|invalid|not found|not exist|no such)|unknown (local )?(user|recipient)/,
    class: 'hard',
    detail: '1.1',
  },
  {
    words:
      /no such (user|person|mailbox|account|recipient|address)|(doesn.?t|does not) (exist|have an account)|no mailbox here|unrouteable address/,
    class: 'hard',
    detail: '1.1',
  },
  { words: /name service error.*host not found$|does not accept mail/, class: 'hard', detail: '1.2' },
  {
    words: /access denied|policy (reasons|violation)|rejected (by|due to) policy|administratively/,
    class: 'block',
    detail: '7.1',
  },
];

/** Subject of an enhanced code (RFC 3463 §3), for answers whose words say nothing. */
const byCode: [RegExp, BounceClass][] = [
  [/^[45]\.1\./, 'hard'],
  [/^5\.2\.1$/, 'hard'],
  [/^[45]\.7\./, 'block'],
];

/**
 * Reads what a provider said about a recipient. Who is in doubt is not suppressed: soft.
 *
 * @param words the reply with its code, or the diagnostic of a mail server
 * @param status enhanced code, when it is known from elsewhere
 */
export function classified(words: string, status?: string): Verdict {
  const said = status ?? /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1];
  const code = /\b([45])\d\d\b/.exec(words)?.[1];
  const digit = said?.[0] ?? code ?? '5';
  const rule = rules.find((one) => one.words.test(words.toLowerCase()));
  const isVague = said === undefined || said.endsWith('.0.0');
  if (rule) return { class: forNow(rule.class, digit), status: isVague ? `${digit}.${rule.detail}` : said };
  const known = byCode.find(([pattern]) => pattern.test(said ?? ''))?.[1];
  return { class: forNow(known ?? 'soft', digit), status: said ?? `${digit}.0.0` };
}

/** An address that is refused for now is not bad yet. */
function forNow(bounceClass: BounceClass, digit: string): BounceClass {
  return bounceClass === 'hard' && digit === '4' ? 'soft' : bounceClass;
}

/** The provider's own words in a diagnostic of our mail server: `host mx[…] said: 550 … (in reply to …)`. */
export function wordsOf(diagnostic: string): string {
  return diagnostic.replace(/^host \S+ said: /, '').replace(/ \(in reply to [^)]*\)$/, '');
}
