import { classified } from '#protocol/bounce-classification.ts';
import { vendorCode } from '#protocol/vendor-codes.ts';
import type { Cause } from './causes.ts';
import type { Finding } from './finding.ts';

interface Rule {
  cause: Cause;
  /** Subject and detail of the enhanced code. */
  detail?: RegExp;
  code?: RegExp;
  words?: RegExp;
}

/** Finer than what a relay service needs to know about an address. The first that fits counts. */
const rules: readonly Rule[] = [
  {
    cause: 'relay-denied',
    words:
      /relay(?:ing)? (?:access )?(?:denied|not (?:permitted|allowed))|not (?:permitted|allowed) to relay|unable to relay|relaying denied|isn.t in my list of allowed rcpthosts|isn.t in my control\/locals/i,
  },
  // Postfix's defer_unauth_destination, and no other user of 454 has this detail.
  { cause: 'relay-denied', code: /^454/, detail: /^7\.1$/ },
  { cause: 'login-failed', code: /^535|^534|^432/ },
  { cause: 'login-failed', detail: /^7\.(8|9|12|13|14)$/ },
  { cause: 'login-needed', code: /^530|^538|^52[34]/ },
  { cause: 'login-needed', detail: /^7\.1[01]$/ },
  {
    cause: 'login-needed',
    words: /authentication (?:is )?required|must (?:log ?in|authenticate)|not authenticated to send anonymous/i,
  },
  { cause: 'loop', detail: /^4\.6$/ },
  { cause: 'loop', words: /too many hops|hop count exceeded|mail.{0,20}loops? back|mail loop|routing loop/i },
  { cause: 'too-many-recipients', detail: /^5\.3$/ },
  { cause: 'too-many-recipients', words: /too many recipients/i },
  { cause: 'sending-too-fast', words: /receiving (?:e?mail|messages) (?:too quickly|at a rate)/i },
  // Yahoo's signs: temporarily deferred, or blocked, for what comes from the address.
  { cause: 'reputation', words: /\[(?:TSS?|BL)\d+\]/ },
  { cause: 'bad-address', detail: /^1\.0$/, words: /recipient|mailbox|no such|user/i },
  { cause: 'reverse-dns', detail: /^7\.25$/ },
  { cause: 'reverse-dns', words: /reverse (?:dns|hostname|lookup)|\bPTR\b|cannot find your (?:reverse )?hostname/i },
  { cause: 'takes-no-mail', detail: /^1\.10$/ },
  { cause: 'takes-no-mail', code: /^521|^556/ },
  { cause: 'takes-no-mail', words: /null ?mx|does not accept mail/i },
  { cause: 'tls', detail: /^7\.[45]$/ },
  {
    cause: 'tls',
    words:
      /\bTLS\b.{0,60}(?:fail|not offered|required|unavailable|not available|error)|certificate|handshake|STARTTLS first/i,
  },
  { cause: 'sender-refused', detail: /^1\.[78]$|^7\.27$/ },
  {
    cause: 'sender-refused',
    words:
      /sender address rejected|not owned by user|send as this sender|send ?as ?denied|not allowed to send as|sender (?:domain|address).{0,30}(?:not found|does not exist|not allowed)|sender verify failed/i,
  },
  { cause: 'not-for-everybody', detail: /^7\.2$/ },
  {
    cause: 'not-for-everybody',
    words:
      /(?:only|not) .{0,30}(?:members?|subscribers?) (?:may|can|are allowed)|not allowed to (?:post|send) to (?:this|the) (?:list|group)|permission to (?:post|send) to/i,
  },
  { cause: 'bad-domain', words: /non-existent hosts|no such domain|domain .{0,60}(?:does not exist|not found)/i },
  { cause: 'expired', detail: /^4\.7$/ },
  {
    cause: 'expired',
    words:
      /retry time(?:out)? (?:not reached|exceeded)|message expired|too old|been in the queue too long|giving up after/i,
  },
  { cause: 'protocol', detail: /^5\.[01245]$/ },
];

/** What went wrong, as far as codes and words tell. */
export function causeOf({ status = '', code, words, standing }: Finding): Cause {
  if (standing === 'done') return 'delivered';
  const vendor = status && vendorCode(status, words);
  if (vendor) return vendor.cause;
  const fits = rules.find(
    (rule) =>
      (rule.detail?.test(status.slice(2)) ?? true) &&
      (rule.code?.test(String(code ?? '')) ?? true) &&
      (rule.words?.test(words) ?? true),
  );
  if (fits) return fits.cause;
  const { cause } = classified(`${code ?? ''} ${words}`, status || undefined);
  return cause === 'unclear' ? (ofCodes[code ?? 0] ?? 'unclear') : cause;
}

/** What a reply code amounts to by itself. 550 and 554 say too much to say anything. */
const ofCodes: Partial<Record<number, Cause>> = {
  421: 'server-trouble',
  450: 'server-trouble',
  451: 'server-trouble',
  452: 'server-trouble',
  454: 'tls',
  500: 'protocol',
  501: 'protocol',
  502: 'protocol',
  503: 'protocol',
  504: 'protocol',
  551: 'bad-address',
  552: 'message-too-big',
  555: 'protocol',
};
