import { z } from 'zod';

/** `554 5.7.1`, `5.7.1` or `554`: nothing else is taken from an address, for anybody can make a link. */
const codeSchema = z
  .string()
  .regex(/^(?:[2-5]\d\d)?(?:(?:^| )[245]\.\d{1,3}\.\d{1,3})?$/)
  .min(3);

/** The code in the fragment of `/explain#code=5.7.1`; undefined when there is none. @param hash with its `#` */
export function linkedCode(hash: string): string | undefined {
  return codeSchema.safeParse(new URLSearchParams(hash.slice(1)).get('code')).data;
}
