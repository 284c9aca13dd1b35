import { domainToASCII } from 'node:url';

/**
 * The two halves of a mailbox address, at the last @ (RFC 5321 §4.1.2: a quoted local part may hold one). The domain in
 * lower case, an internationalized one in its ASCII form, as names are compared and looked up.
 */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domainToASCII(domain) || domain;
}

export function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}
