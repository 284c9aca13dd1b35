/** Codes that prose may explain: basic ones of RFC 5321 and its extensions, and subject.detail of enhanced ones (RFC 3463,
 *  RFC 5248 and the IANA registry). */

const basicCodes = new Set(
  `211 214 220 221 235 250 251 252 334 354 421 432 450 451 452 454 455 500 501 502 503 504 521 523 525 530 534 535 538
  550 551 552 553 554 555 556`.split(/\s+/),
);

const details = new Set(
  `0.0 1.0 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.10 2.0 2.1 2.2 2.3 2.4 3.0 3.1 3.2 3.3 3.4 3.5 3.6 4.0 4.1 4.2 4.3 4.4 4.5
  4.6 4.7 5.0 5.1 5.2 5.3 5.4 5.5 5.6 6.0 6.1 6.2 6.3 6.4 6.5 6.6 6.7 6.8 6.9 6.10 7.0 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 7.9
  7.10 7.11 7.12 7.13 7.14 7.15 7.16 7.17 7.18 7.19 7.20 7.21 7.22 7.23 7.24 7.25 7.26 7.27 7.28 7.29 7.30`.split(
    /\s+/,
  ),
);

/** `250`, `5.7.1` or `554 5.7.1`: each part is registered, and the classes agree. */
export function isKnownCode(code: string): boolean {
  const [, basic, enhanced] = /^(\d{3})?(?:(?:^| )([245]\.\d{1,2}\.\d{1,2}))?$/.exec(code) ?? [];
  if (!basic && !enhanced) return false;
  const isBasicKnown = basic === undefined || basicCodes.has(basic);
  const isEnhancedKnown = enhanced === undefined || details.has(enhanced.slice(2));
  return isBasicKnown && isEnhancedKnown && (!basic || !enhanced || basic[0] === enhanced[0]);
}
