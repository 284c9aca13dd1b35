/** The two halves of a mailbox address, at the last @ (RFC 5321 §4.1.2: a quoted local part may hold one). */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

export function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}
