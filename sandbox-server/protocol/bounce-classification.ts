import type { BounceCause, BounceClass } from './relay-service.ts';

/** What an answer means for the address and for the sender. */
export interface Verdict {
  class: BounceClass;
  cause: BounceCause;
  /** RFC 3463: the provider's own, or what its reply code amounts to. */
  status: string;
}

const classOf: Record<BounceCause, BounceClass> = {
  'bad-address': 'hard',
  'bad-domain': 'hard',
  'mailbox-disabled': 'hard',
  'mailbox-full': 'soft',
  'message-too-big': 'soft',
  greylisted: 'soft',
  network: 'soft',
  'server-trouble': 'soft',
  'sending-too-fast': 'block',
  reputation: 'block',
  authentication: 'block',
  content: 'block',
  policy: 'block',
  unclear: 'unclear',
};

/** Subject and detail of an enhanced code (RFC 3463 §3, RFC 7372, RFC 7505, and codes that large providers made up). */
const codes: [RegExp, BounceCause][] = [
  [/^1\.[1346]$/, 'bad-address'],
  [/^1\.(2|10)$/, 'bad-domain'],
  [/^2\.1$/, 'mailbox-disabled'],
  [/^2\.2$/, 'mailbox-full'],
  [/^(2\.3|3\.4)$/, 'message-too-big'],
  [/^3\./, 'server-trouble'],
  [/^4\.4$/, 'bad-domain'],
  [/^4\./, 'network'],
  [/^7\.(2[0-7]|515)$/, 'authentication'],
  [/^7\.28$/, 'sending-too-fast'],
  [/^7\./, 'policy'],
];

interface Rule {
  words: RegExp;
  cause: BounceCause;
}

/** Words that say why the sender, and not the address, is refused. They make a 7.x.x code finer. */
const senderRules: Rule[] = [
  { words: /gr[ae]y-?list/, cause: 'greylisted' },
  {
    words: /dmarc|\bspf\b|\bdkim\b|unauthenticated|not authenticated|authentication (checks|requirements)/,
    cause: 'authentication',
  },
  {
    words: /rate limit|(unusual|excessive) rate|too many (messages|connections)|throttl|too fast/,
    cause: 'sending-too-fast',
  },
  { words: /block ?list|blacklist|\brbl\b|dnsbl|blocked using|reputation|complaints/, cause: 'reputation' },
  { words: /unsolicited|\bspam|suspicious|\bcontent\b|unsubscribe/, cause: 'content' },
];

/**
 * Words about the address. `mailbox unavailable` is not one of them: RFC 5321 §4.2.3 has it for a missing mailbox, a
 * refusal by policy and much more.
 */
const addressRules: Rule[] = [
  {
    words:
      /over ?quota|quota exceeded|(mailbox|inbox|storage|account) (is )?full|out of (storage|space)|too large for (his|her|the) mailbox/,
    cause: 'mailbox-full',
  },
  {
    words: /(account|mailbox|user|recipient|address)\b.{0,40}\b(disabled|deactivated|suspended|inactive)/,
    cause: 'mailbox-disabled',
  },
  {
    words:
      /(no such|unknown) (local )?(user|person|mailbox|account|recipient|address)|(user|mailbox|recipient|account|address)\b.{0,60}\b(unknown|not found|does not exist|doesn.?t exist|invalid)|(doesn.?t|does not) have an? [\w.-]* ?account|no mailbox here|unrouteable address/,
    cause: 'bad-address',
  },
  {
    words: /host not found$|host or domain name not found.*type=\w+: host not found$|nullmx|does not accept mail/,
    cause: 'bad-domain',
  },
  { words: /connection (timed out|refused)|lost connection|timed? ?out/, cause: 'network' },
  { words: /access denied|policy (reasons?|violation)|administrative|\bblocked\b|\bbanned\b/, cause: 'policy' },
];

/**
 * Reads what a provider said about a recipient: its enhanced code first, then its words. What neither says stays unclear,
 * and an address in doubt is not a bad one.
 *
 * @param words the reply with its code, or the diagnostic of a mail server
 * @param status enhanced code, when it is known from elsewhere
 */
export function classified(words: string, status?: string): Verdict {
  const said = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1] ?? status;
  const digit = said?.[0] ?? /(?:^|\D)([45])\d\d\b/.exec(words)?.[1] ?? '5';
  const cause = causeOf(words.toLowerCase(), said?.slice(2));
  // Who is refused for now is not a bad address yet, and an unclear answer for now is only a wish to be asked again.
  const isForNow = digit === '4' && ['hard', 'unclear'].includes(classOf[cause]);
  return { class: isForNow ? 'soft' : classOf[cause], cause, status: said ?? `${digit}.0.0` };
}

function causeOf(words: string, code: string | undefined): BounceCause {
  const byCode = codes.find(([pattern]) => pattern.test(code ?? ''))?.[1];
  if (byCode === 'policy') return byWords(senderRules, words) ?? 'policy';
  return byCode ?? byWords([...senderRules, ...addressRules], words) ?? 'unclear';
}

function byWords(rules: Rule[], words: string): BounceCause | undefined {
  return rules.find((rule) => rule.words.test(words))?.cause;
}

/** The provider's own words in a diagnostic of our mail server: `host mx[…] said: 550 … (in reply to …)`. */
export function wordsOf(diagnostic: string): string {
  return diagnostic.replace(/^host \S+ said: /, '').replace(/ \(in reply to [^)]*\)$/, '');
}
