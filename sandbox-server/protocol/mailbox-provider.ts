import { z } from 'zod';

/** A mailbox provider as a scenario writes it down: its people, and the machines that look into their mail for them. */

const address = z.string().regex(/^[^@\s]+@[^@\s]+$/, 'an address such as ann@globex.example');
const localPart = z.string().regex(/^[a-z0-9._+-]+$/, 'a local part such as ann');
const share = z.number().min(0).max(1);
const milliseconds = z.number().int().min(0);

/** How letters are read: HTML with its pictures, HTML without, the plain text only, or not at all. */
export const waysToRead = ['with-images', 'without-images', 'as-text', 'never'] as const;
const wayToRead = z.enum(waysToRead);

const habits = {
  /** Sandbox ms from delivery until it is read: at random between these two. */
  readsAfterMs: z
    .tuple([milliseconds, milliseconds])
    .refine(([first, last]) => first <= last, 'the shorter time first')
    .default([300_000, 28_800_000]),
  /** Share of the links in a letter that are followed. */
  clicks: share.default(0),
  /** Share of the letters on which "spam" is pressed. */
  reports: share.default(0),
  /** Share of the letters on which "unsubscribe" is pressed; where there is no such way, "spam" it is. */
  unsubscribes: share.default(0),
};

const machine = {
  /** Host whose address the requests come from. */
  host: z.string(),
  /** User-Agent. */
  agent: z.string().max(200).optional(),
};

export const mailboxProviderSchema = z.object({
  kind: z.literal('mailbox-provider'),
  /** Its mail server, where the mailboxes are. */
  host: z.string(),
  /** Domain of the mailboxes. */
  domain: z.string(),
  /** Host from whose address its people ask for pictures and pages. */
  readersHost: z.string(),
  /** People who are named; their mailboxes are those of the host. */
  people: z
    .array(
      z.object({
        mailbox: localPart,
        reads: wayToRead.default('with-images'),
        /** Served by the image proxy, or not; without it, chance decides. */
        proxied: z.boolean().optional(),
        ...habits,
      }),
    )
    .max(100)
    .default([]),
  /** Many more, drawn from the seed of the sandbox: mailboxes u001, u002, … on the host. */
  crowd: z
    .object({
      count: z.number().int().min(1).max(1000),
      prefix: localPart.default('u'),
      /** How many read in which way, one to another. */
      reads: z
        .partialRecord(wayToRead, z.number().min(0))
        .refine((weights) => Object.values(weights).some((weight) => weight > 0), 'one way to read at least')
        .default({ 'with-images': 5, 'without-images': 2, 'as-text': 1, never: 2 }),
      ...habits,
    })
    .optional(),
  /** Asks for the pictures in place of its people, who so show neither address nor program. */
  imageProxy: z
    .object({
      ...machine,
      /** At delivery, whether anybody reads or not; or when the letter is opened. */
      when: z.enum(['at-delivery', 'on-opening']).default('at-delivery'),
      /** Share of the people whom it serves. */
      share: share.default(1),
    })
    .optional(),
  /** Follows every link of a letter soon after its delivery, to see where it leads. */
  linkScanner: z.object({ ...machine, withinMs: milliseconds.default(2000) }).optional(),
  /** Senders who are told when somebody presses "spam": by the address that handed the letter in, or a valid signature. */
  feedbackLoops: z
    .array(
      z.object({ clients: z.array(z.string()).default([]), signedBy: z.array(z.string()).default([]), to: address }),
    )
    .max(50)
    .default([]),
});

export type MailboxProviderActor = z.infer<typeof mailboxProviderSchema>;
export type WayToRead = (typeof waysToRead)[number];
