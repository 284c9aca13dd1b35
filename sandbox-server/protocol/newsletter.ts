import { z } from 'zod';

/** The newsletter program of a workstation (`campaign`), as a scenario writes it down: a letter, a list, and ways to send. */

const address = z.string().regex(/^[^@\s]+@[^@\s]+$/, 'an address such as ann@globex.example');

export const newsletterSchema = z.object({
  from: address,
  /** What stands before the address in From. */
  name: z.string().max(60),
  subject: z.string().max(100),
  /** HTML; `%unsubscribe_url%` is filled in by a relay service. */
  body: z.string().max(4000),
  /** One letter each, in this order. */
  recipients: z.array(address).min(1).max(500),
  /** Servers that take its letters, by a short name. */
  ways: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9.-]{0,30}$/, 'a short name such as postly'),
        server: z.string(),
        port: z.int().min(1).max(65_535),
        user: z.string().optional(),
        password: z.string().optional(),
        /** Another From: a webmail account sends as itself only. */
        from: address.optional(),
      }),
    )
    .min(1)
    .max(10),
});

export type Newsletter = z.infer<typeof newsletterSchema>;
