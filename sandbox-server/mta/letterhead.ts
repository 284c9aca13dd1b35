import addressparser from 'nodemailer/lib/addressparser';
import type { HeaderField } from '#protocol/header-section.ts';

/**
 * Octets of address fields that are read: some three hundred people. A hostile letter may name them by the megabyte, and the
 * whole process would stand still while they are taken apart.
 */
const addressOctetsMax = 10_000;

/** Addresses in the fields of these names (lower case), in the order of the letter; groups are taken apart. RFC 5322 §3.4. */
export function addressesInFields(fields: readonly HeaderField[], ...names: string[]): string[] {
  const values = fields.flatMap(({ name, value }) => (names.includes(name) ? [value] : []));
  const named = addressparser(values.join(', ').slice(0, addressOctetsMax), { flatten: true });
  return named.map(({ address }) => address).filter((address) => address.includes('@'));
}
