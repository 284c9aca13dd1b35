import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token may be used for: one for pictures does not unsubscribe. */
export type TokenUse = 'bounce' | 'open' | 'click' | 'unsubscribe';

/** What a token stands for: one recipient's copy, and for clicks the number of the link in it. */
export interface Marked {
  /** Queue id of the copy. */
  copy: string;
  link: number;
}

/** 40 bits: enough against guessing, short enough for a local part of 64 octets (RFC 5321 §4.5.3.1.1). */
const macLength = 10;

/** Lower case and without dots, so that a return address and a URL can carry it: 4a1b2c3d4e-2-9f8e7d6c5b. */
export function token(use: TokenUse, { copy, link }: Marked, secret: string): string {
  const marked = `${copy.toLowerCase()}${use === 'click' ? `-${link}` : ''}`;
  return `${marked}-${macOf(use, marked, secret)}`;
}

/** What a token of ours stands for; undefined for one that we did not write. Case does not count: servers change it. */
export function readToken(use: TokenUse, text: string, secret: string): Marked | undefined {
  const [, copy = '', link, mac = ''] = /^([0-9a-f]+)(?:-(\d{1,4}))?-([0-9a-f]+)$/.exec(text.toLowerCase()) ?? [];
  const marked = `${copy}${link === undefined ? '' : `-${link}`}`;
  if ((link !== undefined) !== (use === 'click') || !isSame(mac, macOf(use, marked, secret))) return undefined;
  return { copy: copy.toUpperCase(), link: Number(link ?? 0) };
}

function macOf(use: TokenUse, marked: string, secret: string): string {
  return createHmac('sha256', secret).update(`${use}/${marked}`).digest('hex').slice(0, macLength);
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
