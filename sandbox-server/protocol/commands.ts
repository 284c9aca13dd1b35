import { z } from 'zod';
import {
  editedParametersMax,
  editedRecordsMax,
  handedInAddressesMax,
  letterLinkMaxLength,
  parameterMaxLength,
  pastedLinesMax,
  typedLineMaxLength,
} from './limits.ts';
import { dnsRecordSchema } from './scenario.ts';
import { letterDeeds, messageViews } from './views.ts';

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
    view: z.enum([...messageViews, 'queue', 'zone', 'lookups', 'configuration', 'overheard', 'service']),
    mailbox: name.optional(),
    message: name.optional(),
    host: name.optional(),
    zone: name.optional(),
    connection: name.optional(),
  }),
  z.object({ type: z.literal('answer'), question: name, choices: z.array(name).min(1).max(20) }),
  /** What the owner of a mailbox does with a letter, the learner in his place. Without `url` the first link is followed. */
  z.object({
    type: z.literal('handle-letter'),
    mailbox: name,
    message: name,
    deed: z.enum(letterDeeds),
    url: z.string().max(letterLinkMaxLength).optional(),
  }),
  z.object({ type: z.literal('show-hint'), step: name, hint: z.enum(['1', '2', 'show-me']) }),
  z.object({ type: z.literal('switch-host'), host: name, on: z.boolean() }),
  /** Asks the operator of a blocklist to take an address off. */
  z.object({ type: z.literal('delist'), zone: name, address: name }),
  /** Lets the monitor hand in its test letters now. */
  z.object({ type: z.literal('send-probes') }),
  z.object({ type: z.literal('switch-fault'), fault: name, on: z.boolean() }),
  z.object({
    type: z.literal('skip-clock'),
    byMs: z
      .number()
      .int()
      .min(1)
      .max(10 * 24 * 3_600_000),
  }),
  /** Sets parameters of a mail server, all or none; null takes the line out, so that the default counts. */
  z.object({
    type: z.literal('configure'),
    host: name,
    set: z.record(name, z.string().max(parameterMaxLength).nullable()).refine(isFewEnough, 'too many parameters'),
  }),
  /** Takes records out of the zones and puts others in, all or none. */
  z.object({
    type: z.literal('edit-zones'),
    remove: z.array(dnsRecordSchema).max(editedRecordsMax),
    add: z.array(dnsRecordSchema).max(editedRecordsMax),
  }),
  /** What a postmaster does with one message of a queue (postsuper, postqueue -i). */
  z.object({
    type: z.literal('handle-queued'),
    host: name,
    queueId: name,
    action: z.enum(['try-now', 'hold', 'release', 'delete']),
  }),
  z.object({ type: z.literal('flush-queue'), host: name }),
  /** Asks a relay service to look again for the records of a sending domain. */
  z.object({ type: z.literal('check-sending-domain'), service: name, account: name, domain: name }),
  /** Puts an address on a customer's suppression list, or takes it off. */
  z.object({ type: z.literal('suppress'), service: name, account: name, address: name, on: z.boolean() }),
  /** Hands in a suppression list, to be compared with the truth; the service goes on with its own. */
  z.object({
    type: z.literal('hand-in-list'),
    service: name,
    account: name,
    addresses: z.array(z.string().max(254)).max(handedInAddressesMax),
  }),
  /** From event to event until a message has left the queue in which it is. */
  z.object({ type: z.literal('run-until-gone'), host: name, queueId: name }),
  /** To the next moment at which something is due, or on and on until nothing is. */
  z.object({ type: z.literal('run-clock'), to: z.enum(['next-event', 'idle']) }),
  z.object({ type: z.literal('reset') }),
]);

function isFewEnough(set: Record<string, unknown>): boolean {
  return Object.keys(set).length <= editedParametersMax;
}

export type Command = z.infer<typeof commandSchema>;

/** What is asked of the keeper of the sandboxes, and not of one of them. */
export const keeperCommandSchema = z.discriminatedUnion('type', [
  /** A new sandbox with the log of this one, up to and with the fact `upTo` and what was decided together with it. It
   *  takes the place of this one, which is kept. */
  z.object({ type: z.literal('fork'), upTo: z.int().min(1) }),
  /** Back to the sandbox that this one was forked from. */
  z.object({ type: z.literal('leave-fork') }),
]);

export type KeeperCommand = z.infer<typeof keeperCommandSchema>;

/** A command with its place: `number` counts from 1 in each tab, and a repeated number is not done twice. */
export const numberedCommandSchema = z.object({
  sandbox: name,
  tab: z.string().regex(/^[a-z0-9]{8,32}$/, '8 to 32 lower-case letters and digits'),
  number: z.int().min(1),
  command: z.discriminatedUnion('type', [...commandSchema.options, ...keeperCommandSchema.options]),
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
