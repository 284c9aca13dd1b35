import { z } from 'zod';
import { pastedLinesMax, typedLineMaxLength } from './limits.ts';

/** What a browser may ask of its sandbox. Each is answered by facts. */

const name = z.string().min(1).max(200);
const terminal = z.string().regex(/^[a-z0-9-]{1,20}$/, 'a terminal name such as main');
const line = z.string().max(typedLineMaxLength, `a line of at most ${typedLineMaxLength} characters`);

export const commandSchema = z.discriminatedUnion('type', [
  /** Finished lines of a terminal, in order; a paste is one command. */
  z.object({ type: z.literal('enter-lines'), terminal, lines: z.array(line).min(1).max(pastedLinesMax) }),
  z.object({ type: z.literal('press-key'), terminal, key: z.enum(['interrupt', 'end-of-input', 'escape']) }),
  /** One more terminal beside `main`, at the learner's own workstation. */
  z.object({ type: z.literal('open-terminal'), terminal }),
  z.object({ type: z.literal('close-terminal'), terminal }),
  z.object({
    type: z.literal('open-view'),
    view: z.enum(['message', 'source', 'hops', 'queue']),
    mailbox: name.optional(),
    message: name.optional(),
    host: name.optional(),
  }),
  z.object({ type: z.literal('answer'), question: name, choices: z.array(name).min(1).max(20) }),
  z.object({ type: z.literal('show-hint'), step: name, hint: z.enum(['1', '2', 'show-me']) }),
  z.object({ type: z.literal('switch-host'), host: name, on: z.boolean() }),
  /** Asks the operator of a blocklist to take an address off. */
  z.object({ type: z.literal('delist'), zone: name, address: name }),
  z.object({ type: z.literal('switch-fault'), fault: name, on: z.boolean() }),
  z.object({
    type: z.literal('skip-clock'),
    byMs: z
      .number()
      .int()
      .min(1)
      .max(10 * 24 * 3_600_000),
  }),
  /** To the next moment at which something is due, or on and on until nothing is. */
  z.object({ type: z.literal('run-clock'), to: z.enum(['next-event', 'idle']) }),
  z.object({ type: z.literal('reset') }),
]);

export type Command = z.infer<typeof commandSchema>;

/** A command with its place: `number` counts from 1 in each tab, and a repeated number is not done twice. */
export const numberedCommandSchema = z.object({
  sandbox: name,
  tab: z.string().regex(/^[a-z0-9]{8,32}$/, '8 to 32 lower-case letters and digits'),
  number: z.int().min(1),
  command: commandSchema,
});
export type NumberedCommand = z.infer<typeof numberedCommandSchema>;

export const openSchema = z.object({
  /** Slug of the lesson whose sandbox is wanted. */
  lesson: z.string().regex(/^[a-z0-9-]{1,60}$/, 'the slug of a lesson'),
  /** The sandbox of which the browser already holds facts, with the last `seq` it holds. */
  sandbox: name.optional(),
  since: z.int().min(0),
  protocolVersion: z.int(),
});
export type Open = z.infer<typeof openSchema>;
