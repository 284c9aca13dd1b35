import { z } from 'zod';
import { mailboxProviderSchema } from './mailbox-provider.ts';

/** Somebody on this internet who acts by himself, as a scenario writes him down. */

const address = z.string().regex(/^[^@\s]+@[^@\s]+$/, 'an address such as ann@globex.example');

/** Looks for open relays, and sends through those that it finds. */
export const spamBotSchema = z.object({
  kind: z.literal('spam-bot'),
  /** Host that it works from. */
  host: z.string(),
  /** Sandbox ms before its first round, and between two. */
  startsAfterMs: z.int().min(1),
  everyMs: z.number().int().min(600_000),
  /** Letters that it sends through one relay in one round. */
  letters: z.number().int().min(1).max(50),
  recipients: z.array(address).min(1).max(50),
});

/** Writes to invented names at one domain, with the address of somebody who knows nothing of it as the return address. */
export const forgerSchema = z.object({
  kind: z.literal('forger'),
  /** Host that he works from. */
  host: z.string(),
  /** Whose address he writes into MAIL FROM, and into From. */
  reversePath: address,
  /** Domain whose mail servers he calls, as its MX records name them. */
  domain: z.string(),
  /** Letters in one round; each to another name. */
  letters: z.number().int().min(1).max(50),
  /** Sandbox ms before his first round, and between two. */
  startsAfterMs: z.int().min(1),
  everyMs: z.number().int().min(600_000),
  /** After so many rounds he stays at home, so that a clock put forward by days does not fill the sandbox. */
  rounds: z.number().int().min(1).max(100),
});

/** Lists addresses that write to its traps, in a zone that servers ask (RFC 5782). */
export const blocklistSchema = z.object({
  kind: z.literal('blocklist'),
  zone: z.string(),
  /** Mailboxes that nobody ever gave to anybody. */
  traps: z.array(address).min(1),
  /** Letters into traps after which an address is listed. */
  listAfter: z.number().int().min(1),
  /** Sandbox ms without another after which it is taken off. */
  delistAfterMs: z.number().int().min(1),
  /** Host from which it tries a server whose owner asks to be taken off. Without one, asking helps after an hour of calm. */
  prober: z.string().optional(),
});

/** A letter that a mail program hands in: from which host, at whose server, as whom. */
export const handInSchema = z.object({
  /** Host on which the program runs. */
  host: z.string(),
  /** Server that takes it; localhost is the host itself. */
  server: z.string(),
  port: z.int().default(25),
  /** With it the program insists on TLS. */
  login: z.object({ user: z.string(), password: z.string() }).optional(),
  from: address,
  to: address,
  subject: z.string(),
});

/** Somebody who hands in the same letter again and again. */
export const correspondentSchema = handInSchema.extend({
  kind: z.literal('correspondent'),
  /** Sandbox ms before the first time, and between two. */
  startsAfterMs: z.int().min(1),
  everyMs: z.int().min(10_000),
  /** Further recipients: each gets a letter of its own. */
  alsoTo: z.array(address).max(20).default([]),
});

/** Watches streams of mail: hands in a test letter for each, and sees whether it arrives. */
export const monitorSchema = z.object({
  kind: z.literal('monitor'),
  probes: z
    .array(handInSchema.extend({ id: z.string(), /** Host at which it must arrive. */ arrivesAt: z.string() }))
    .min(1)
    .max(6),
  /** Servers that must not carry mail for strangers, and the host of a stranger from which that is tried. */
  guards: z.array(z.string()),
  stranger: z.string(),
  /** Sandbox ms after which it sends for the first time, by itself; without it, only when it is asked to. */
  startsAfterMs: z.int().min(0).optional(),
});

export const actorSchema = z.discriminatedUnion('kind', [
  spamBotSchema,
  forgerSchema,
  blocklistSchema,
  mailboxProviderSchema,
  correspondentSchema,
  monitorSchema,
]);

export type Actor = z.infer<typeof actorSchema>;
export type SpamBotActor = z.infer<typeof spamBotSchema>;
export type ForgerActor = z.infer<typeof forgerSchema>;
export type BlocklistActor = z.infer<typeof blocklistSchema>;
export type HandIn = z.infer<typeof handInSchema>;
export type CorrespondentActor = z.infer<typeof correspondentSchema>;
export type MonitorActor = z.infer<typeof monitorSchema>;
