import type { Envelope } from '#protocol/events.ts';
import { type Reply, replies } from '../replies.ts';
import { canonicalAddress } from './address-grammar.ts';

/** What follows the address in MAIL FROM: the extensions' parameters. */
export interface MailParameters {
  /** Octets announced with SIZE (RFC 1870). */
  size?: number;
  smtputf8?: boolean;
  requireTls?: boolean;
  ret?: 'FULL' | 'HDRS';
  envid?: string;
}

export type RcptParameters = NonNullable<Envelope['dsn']>['recipients'][string];

type Notify = NonNullable<RcptParameters['notify']>[number];

/** Which extensions the server has listed: parameters of others are unknown. */
export type Offers = (keyword: string) => boolean;

/** Octets that `ENVID` and `ORCPT` may have (RFC 3461 §5.4). */
const [envidMax, orcptMax] = [100, 500];
const notifyWords: readonly string[] = ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'];

/** Reads the parameters of MAIL FROM, or says what is wrong with one, as Postfix does. */
export function mailParameters(text: string, offers: Offers): MailParameters | Reply {
  const found: MailParameters = {};
  for (const [keyword, value, word] of keywords(text)) {
    const unknown = notTaken(mailExtensions, [keyword, value, word], offers);
    if (unknown) return unknown;
    if (isDuplicate(text, keyword)) return replies.badParameter(`Bad ${keyword} parameter syntax`);
    const problem = setMailParameter(found, keyword, value);
    if (problem) return problem;
  }
  return found;
}

/** Reads the parameters of RCPT TO, or says what is wrong with one. */
export function rcptParameters(text: string, offers: Offers): RcptParameters | Reply {
  const found: RcptParameters = {};
  for (const [keyword, value, word] of keywords(text)) {
    const unknown = notTaken(rcptExtensions, [keyword, value, word], offers);
    if (unknown) return unknown;
    const bad = replies.badParameter(`Error: Bad ${keyword} parameter syntax`);
    if (isDuplicate(text, keyword)) return bad;
    if (keyword === 'NOTIFY') {
      const words = (value ?? '').toUpperCase().split(',');
      const alone = words.length === 1 || !words.includes('NEVER');
      if (!alone || words.some((one) => !notifyWords.includes(one))) return bad;
      found.notify = words as Notify[];
    } else {
      const orcpt = xtext(value ?? '', orcptMax);
      if (!orcpt || !/^[A-Za-z0-9-]+;./s.test(orcpt)) return bad;
      found.orcpt = orcpt;
    }
  }
  return found;
}

/** Whether each parameter has a value, and the extension without which it is refused. Postfix takes the others in any case. */
const mailExtensions: Record<string, { extension?: string; value: boolean }> = {
  SIZE: { value: true },
  BODY: { value: true },
  AUTH: { value: true },
  SMTPUTF8: { extension: 'SMTPUTF8', value: false },
  REQUIRETLS: { extension: 'REQUIRETLS', value: false },
  RET: { extension: 'DSN', value: true },
  ENVID: { extension: 'DSN', value: true },
};
const rcptExtensions: typeof mailExtensions = {
  NOTIFY: { extension: 'DSN', value: true },
  ORCPT: { extension: 'DSN', value: true },
};

type Keyword = [keyword: string, value: string | undefined, word: string];

function notTaken(table: typeof mailExtensions, [keyword, value, word]: Keyword, offers: Offers): Reply | undefined {
  const known = Object.hasOwn(table, keyword) ? table[keyword] : undefined;
  if (known?.value !== (value !== undefined)) return replies.unknownParameter(word);
  if (known.extension === undefined || offers(known.extension)) return undefined;
  return known.extension === 'DSN' ? replies.noReports() : replies.unknownParameter(word);
}

function setMailParameter(found: MailParameters, keyword: string, value = ''): Reply | undefined {
  switch (keyword) {
    case 'SIZE':
      if (!/^\d{1,20}$/.test(value)) return replies.badParameter('Bad message size syntax');
      found.size = Number(value);
      return undefined;
    case 'BODY':
      return /^(7BIT|8BITMIME)$/i.test(value) ? undefined : replies.unknownParameter(`BODY=${value}`);
    case 'SMTPUTF8':
      found.smtputf8 = true;
      return undefined;
    case 'REQUIRETLS':
      found.requireTls = true;
      return undefined;
    case 'AUTH': {
      // Believed from nobody here, as Postfix does without a policy for it; but it must make sense (RFC 4954 §5).
      const sender = value === '<>' ? value : canonicalAddress(xtext(value, 500) ?? '');
      return sender ? undefined : replies.badParameter('Bad AUTH parameter syntax');
    }
    case 'RET':
      if (!/^(FULL|HDRS)$/i.test(value)) return replies.badParameter('Bad RET parameter syntax');
      found.ret = value.toUpperCase() as 'FULL' | 'HDRS';
      return undefined;
    case 'ENVID':
      found.envid = xtext(value, envidMax);
      return found.envid ? undefined : replies.badParameter('Bad ENVID parameter syntax');
  }
  return undefined;
}

function keywords(text: string): Keyword[] {
  return text
    .split(/[ \t]+/)
    .filter(Boolean)
    .map((word) => {
      const [keyword = '', ...value] = word.split('=');
      return [keyword.toUpperCase(), value.length > 0 ? value.join('=') : undefined, word];
    });
}

function isDuplicate(text: string, keyword: string): boolean {
  return keywords(text).filter(([other]) => other === keyword).length > 1;
}

/** Decodes xtext (RFC 3461 §4); undefined when it is none, too long, or hides what is no printable ASCII (§4.4). */
function xtext(value: string, maxOctets: number): string | undefined {
  if (value === '' || value.length > maxOctets || !/^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/.test(value)) return undefined;
  const decoded = value.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /^[\x20-\x7e]*$/.test(decoded) ? decoded : undefined;
}
