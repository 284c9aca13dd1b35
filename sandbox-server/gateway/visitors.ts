import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Store, Visitor } from '../store/store.ts';

export const visitorCookie = 'relay-lab-visitor';

const yearSeconds = 365 * 24 * 3600;

/** 128 bits of chance, as 22 characters that fit into a cookie. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * The visitor of a Cookie header; undefined without a cookie or with a wrong secret. An id that the store does not know
 * is a new visitor, who is written down with the first sandbox and not before: a crawler leaves nothing behind.
 */
export function visitorOf(cookieHeader: string | undefined, store: Pick<Store, 'findVisitor'>): Visitor | undefined {
  const value = parseCookie(cookieHeader ?? '')[visitorCookie] ?? '';
  const [, id, secret] = /^([\w-]{22})\.([\w-]{22})$/.exec(value) ?? [];
  if (!id || !secret) return undefined;
  const secretHash = sha256(secret);
  const known = store.findVisitor(id);
  if (known && !timingSafeEqual(Buffer.from(known.secretHash), Buffer.from(secretHash))) return undefined;
  return { id, secretHash };
}

/** A Set-Cookie header for somebody new. Lax, not Strict: a link from elsewhere must find the same visitor again. */
export function newVisitorCookie({ secure }: { secure: boolean }): string {
  return stringifySetCookie(visitorCookie, `${newId()}.${newId()}`, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: yearSeconds,
    secure,
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
