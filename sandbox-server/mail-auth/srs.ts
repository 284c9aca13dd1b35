import { createHmac, timingSafeEqual } from 'node:crypto';
import { sandboxEpochMs } from '#protocol/epoch.ts';
import { domainOfAddress } from './domain.ts';

/** How long a rewritten address takes bounces, as the SRS paper proposes. */
const maximalAgeDays = 21;
/** Two characters of base32 count days, and begin again after 1024. */
const stampPeriodDays = 1024;
const hashLength = 4;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const dayMs = 86_400_000;

/**
 * A reverse-path of the forwarder's own domain that leads back to the sender: the Sender Rewriting Scheme.
 * ann@acme.example becomes SRS0=hash=days=acme.example=ann@domain; an address that a forwarder before us wrote becomes
 * SRS1, which leads back to that forwarder. <> and addresses of the domain itself stay.
 *
 * @param at sandbox ms
 */
export function srsForward(reversePath: string, domain: string, secret: string, at: number): string {
  const sender = domainOfAddress(reversePath);
  if (sender === '' || sender === domain) return reversePath;
  const local = unquoted(reversePath.slice(0, reversePath.lastIndexOf('@')));
  const again = /^SRS1[=+-][^=]+=([^=]+)=(.+)$/i.exec(local);
  if (again) return wrapped(again[1] ?? '', again[2] ?? '', domain, secret);
  const first = /^SRS0([=+-].+)$/i.exec(local);
  if (first) return wrapped(sender, first[1] ?? '', domain, secret);
  const stamp = stampOf(at);
  return addressOf(`SRS0=${hashOf(secret, stamp, sender, local)}=${stamp}=${sender}=${local}`, domain);
}

/** SRS1: the first forwarder's domain, and its SRS0 local part from the separator on. */
function wrapped(forwarder: string, rest: string, domain: string, secret: string): string {
  return addressOf(`SRS1=${hashOf(secret, forwarder, rest)}=${forwarder}=${rest}`, domain);
}

/**
 * Where a bounce to a rewritten address goes: the sender, or the forwarder before us. Undefined when the address is not
 * one that `srsForward` wrote with this secret, or is older than 21 days.
 *
 * @param at sandbox ms
 */
export function srsReverse(address: string, secret: string, at: number): string | undefined {
  const local = unquoted(address.slice(0, address.lastIndexOf('@')));
  const first = /^SRS0[=+-]([^=]+)=([A-Z2-7]{2})=([^=]+)=(.+)$/i.exec(local);
  if (first) {
    const [, hash = '', stamp = '', domain = '', user = ''] = first;
    const valid = isHash(hash, hashOf(secret, stamp, domain, user)) && ageInDays(stamp, at) <= maximalAgeDays;
    return valid ? addressOf(user, domain) : undefined;
  }
  const [, hash = '', forwarder = '', rest = ''] = /^SRS1[=+-]([^=]+)=([^=]+)=([=+-].+)$/i.exec(local) ?? [];
  return hash && isHash(hash, hashOf(secret, forwarder, rest)) ? addressOf(`SRS0${rest}`, forwarder) : undefined;
}

/** Lower case, because servers on the way may change the case of a local part. */
function hashOf(secret: string, ...parts: string[]): string {
  const text = parts.join('=').toLowerCase();
  return createHmac('sha256', secret).update(text).digest('base64').slice(0, hashLength);
}

function isHash(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given.toLowerCase()), Buffer.from(expected.toLowerCase())];
  return one.length === other.length && timingSafeEqual(one, other);
}

function stampOf(at: number): string {
  const day = dayOf(at);
  return `${base32[day >> 5]}${base32[day & 31]}`;
}

function ageInDays(stamp: string, at: number): number {
  const [high = '', low = ''] = stamp.toUpperCase();
  const then = base32.indexOf(high) * 32 + base32.indexOf(low);
  return (dayOf(at) - then + stampPeriodDays) % stampPeriodDays;
}

function dayOf(at: number): number {
  return Math.floor((sandboxEpochMs + at) / dayMs) % stampPeriodDays;
}

function unquoted(local: string): string {
  return /^"(.*)"$/.exec(local)?.[1] ?? local;
}

/** Quotes come back where the local part is no dot-atom (RFC 5321 §4.1.2). */
function addressOf(local: string, domain: string): string {
  const isDotAtom = /^[^\s"(),:;<>@[\\\]]+$/.test(local);
  return `${isDotAtom ? local : `"${local}"`}@${domain}`;
}
