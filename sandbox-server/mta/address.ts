import { domainToASCII } from 'node:url';

/**
 * The two halves of a mailbox address, at the last @ (RFC 5321 §4.1.2: a quoted local part may hold one). The domain in
 * lower case, an internationalized one in its ASCII form, as names are compared and looked up.
 */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (isPlainName.test(domain)) return domain;
  return domainToASCII(domain) || domain;
}

/** Nearly every domain: it is its ASCII form already. What may be a number or punycode must be looked at. */
const isPlainName = /^(?!(?:.*\.)?xn--)(?:[a-z0-9-]+\.)*[a-z]+$/;

export function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}
