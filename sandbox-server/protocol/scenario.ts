import { z } from 'zod';

/** A world before anything happened, as data: hosts, zones, configuration, prepared mail. */

const hostName = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a full lower-case host name such as mx.globex.example');

/** RFC 5737: the three networks that belong to nobody. */
const documentationAddress = z
  .string()
  .regex(
    /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/,
    'an address from 192.0.2.0/24, 198.51.100.0/24 or 203.0.113.0/24',
  );

export const dnsRecordSchema = z.discriminatedUnion('type', [
  z.object({ name: z.string(), type: z.literal('A'), address: z.string() }),
  z.object({ name: z.string(), type: z.literal('MX'), preference: z.int().min(0).max(65_535), exchange: z.string() }),
  z.object({ name: z.string(), type: z.literal('CNAME'), target: z.string() }),
  z.object({ name: z.string(), type: z.literal('TXT'), text: z.string() }),
  z.object({ name: z.string(), type: z.literal('PTR'), target: z.string() }),
  z.object({ name: z.string(), type: z.literal('NS'), target: z.string() }),
]);

export const hostSchema = z.object({
  name: hostName,
  address: documentationAddress,
  /** Other names that resolve to this address; a domain whose web site lives here. */
  alsoKnownAs: z.array(hostName).default([]),
  role: z.enum(['workstation', 'mail', 'web', 'dns']),
  /** One short line for the map: "MX of globex.example". */
  label: z.string(),
  /** Where the map draws it: whole columns from the left, rows (halves allowed) from the top. */
  position: z.object({ column: z.number(), row: z.number() }),
  /** TCP ports on which a mail server listens. */
  ports: z.array(z.int().min(1).max(65_535)).default([]),
  /** Postfix parameters by name; what is absent has Postfix's default. */
  config: z.record(z.string(), z.string()).default({}),
  /** Local parts that have a mailbox here, for every domain in `mydestination`. */
  mailboxes: z.array(z.string()).default([]),
  /** The learner may `ssh` here. */
  shell: z.boolean().default(false),
  /** The learner may switch it off and on. */
  switchable: z.boolean().default(false),
});

export const preparedMessageSchema = z.object({
  mailbox: z.string(),
  reversePath: z.string(),
  /** The message as it lies in the mailbox, trace lines included, with LF line ends (stored as CR LF). */
  raw: z.string(),
});

export const scenarioSchema = z.object({
  hosts: z.array(hostSchema).min(1),
  /** Beside these, every host has A and PTR records. */
  dns: z.array(dnsRecordSchema).default([]),
  prepared: z.array(preparedMessageSchema).default([]),
  /** Where the learner sits, and as whom. */
  terminal: z.object({ host: hostName, user: z.string() }),
  /** Sandbox ms that bytes travel between any two hosts. */
  latencyMs: z.number().min(0).default(1),
});

export type DnsRecord = z.infer<typeof dnsRecordSchema>;
export type DnsType = DnsRecord['type'];
export type ScenarioHost = z.infer<typeof hostSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;

/** Checks a scenario where it is written. Throws a ZodError that names the field. */
export function defineScenario(input: ScenarioInput): Scenario {
  return scenarioSchema.parse(input);
}
