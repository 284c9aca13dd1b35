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
    if (!takes(mailExtensions, keyword, value, offers)) return replies.unknownParameter(word);
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
    if (!takes(rcptExtensions, keyword, value, offers)) return replies.unknownParameter(word);
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

/** The extension that brings each parameter; whether it has a value. */
const mailExtensions: Record<string, { extension: string; value: boolean }> = {
  SIZE: { extension: 'SIZE', value: true },
  BODY: { extension: '8BITMIME', value: true },
  SMTPUTF8: { extension: 'SMTPUTF8', value: false },
  REQUIRETLS: { extension: 'REQUIRETLS', value: false },
  AUTH: { extension: 'AUTH', value: true },
  RET: { extension: 'DSN', value: true },
  ENVID: { extension: 'DSN', value: true },
};
const rcptExtensions: typeof mailExtensions = {
  NOTIFY: { extension: 'DSN', value: true },
  ORCPT: { extension: 'DSN', value: true },
};

function takes(table: typeof mailExtensions, keyword: string, value: string | undefined, offers: Offers): boolean {
  const known = Object.hasOwn(table, keyword) ? table[keyword] : undefined;
  return known !== undefined && known.value === (value !== undefined) && offers(known.extension);
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

function keywords(text: string): [keyword: string, value: string | undefined, word: string][] {
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
