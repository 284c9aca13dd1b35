import { z } from 'zod';
import { actorSchema } from './actors.ts';
import { newsletterSchema } from './newsletter.ts';
import { relayServiceProblems, relayServiceSchema } from './relay-service.ts';

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
  z.object({
    name: z.string(),
    type: z.literal('TLSA'),
    usage: z.int(),
    selector: z.int(),
    matching: z.int(),
    data: z.string().describe('hexadecimal digits (RFC 6698); "auto": of the certificate that this host presents'),
  }),
]);

const ipv4Network = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'a network such as 192.0.2.0/26');

/** Hosts that share a way out: what its border lets through, and who sits on the way. */
export const networkSchema = z.object({
  name: z.string(),
  cidr: ipv4Network,
  /** TCP ports on which nobody gets out: no answer at all, or a reset. */
  blocks: z.array(z.object({ port: z.int(), how: z.enum(['drop', 'reject']) })).default([]),
  /** Host through which all that leaves or enters passes: it can listen, and more (`lab_intercept`). */
  gateway: hostName.optional(),
});

/** Something that goes wrong on purpose, on or off. Each happens at one exact place. */
export const faultSchema = z.intersection(
  z.object({ id: z.string(), label: z.string(), on: z.boolean().default(false) }),
  z.discriminatedUnion('kind', [
    /** The connection is lost when the final dot has come: before the message is stored, or after it and before the reply. */
    z.object({
      kind: z.literal('lose-connection'),
      host: hostName,
      when: z.enum(['before-acceptance', 'after-acceptance']),
      /** How often; without it, always. */
      times: z.int().min(1).optional(),
    }),
    /** All that goes between these hosts takes so long more, in sandbox ms. */
    z.object({ kind: z.literal('slow-link'), between: z.tuple([hostName, hostName]), delayMs: z.number().min(0) }),
    /** Nothing goes between these hosts. */
    z.object({ kind: z.literal('cut-link'), between: z.tuple([hostName, hostName]) }),
    /** The border of a network lets this port out no more. */
    z.object({ kind: z.literal('block-port'), network: z.string(), port: z.int(), how: z.enum(['drop', 'reject']) }),
    /** Questions about this domain, and names below it, are answered with SERVFAIL. */
    z.object({ kind: z.literal('servfail'), domain: z.string() }),
    /** The server greets with 421 and hangs up. */
    z.object({ kind: z.literal('not-available'), host: hostName }),
    /** No room in the queue: 452 after MAIL FROM. */
    z.object({ kind: z.literal('disk-full'), host: hostName }),
  ]),
);

export const hostSchema = z.object({
  name: hostName,
  address: documentationAddress,
  /** Other names that resolve to this address; a domain whose web site lives here. */
  alsoKnownAs: z.array(hostName).default([]),
  role: z.enum(['workstation', 'mail', 'web', 'dns', 'router']),
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
  /** Who can log in, where `smtpd_sasl_auth_enable` is on. The token is for XOAUTH2. */
  accounts: z.array(z.object({ user: z.string(), password: z.string(), token: z.string().optional() })).default([]),
  /** What the host presents in TLS: signed by the sandbox's authority for its names unless this says otherwise. */
  certificate: z.enum(['valid', 'expired', 'wrong-name', 'self-signed']).default('valid'),
  /** Keys for `lab_dkim_sign` and `lab_arc_seal`; the public halves are in the zones. */
  dkimKeys: z
    .array(
      z.object({
        domain: z.string(),
        selector: z.string(),
        algorithm: z.enum(['rsa-sha256', 'ed25519-sha256']),
        privateKey: z.string(),
      }),
    )
    .default([]),
  /** Pages that a web host serves over HTTPS, by path, as /.well-known/mta-sts.txt. */
  pages: z.record(z.string(), z.string()).default({}),
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

const scenarioFields = z.object({
  hosts: z.array(hostSchema).min(1),
  /** Beside these, every host has A and PTR records. */
  dns: z.array(dnsRecordSchema).default([]),
  /** Zones whose answers are signed (DNSSEC): only there DANE counts. */
  signedZones: z.array(z.string()).default([]),
  /** Zones that the learner may change, as acme.example; "." is all of them. */
  editableZones: z.array(z.string()).default([]),
  networks: z.array(networkSchema).default([]),
  faults: z.array(faultSchema).default([]),
  /** Others who act by themselves. */
  actors: z.array(actorSchema).default([]),
  /** Services that send for others (ESPs). */
  relayServices: z.array(relayServiceSchema).default([]),
  prepared: z.array(preparedMessageSchema).default([]),
  /** What `campaign` sends; without it there is no such program. */
  newsletter: newsletterSchema.optional(),
  /** Where the learner sits, and as whom. */
  terminal: z.object({ host: hostName, user: z.string() }),
  /** Sandbox ms that bytes travel between any two hosts. */
  latencyMs: z.number().min(0).default(1),
});

export const scenarioSchema = scenarioFields.superRefine(({ hosts, relayServices, networks, faults }, context) => {
  for (const [index, service] of relayServices.entries()) {
    for (const message of relayServiceProblems(service, hosts)) {
      context.addIssue({ code: 'custom', message, path: ['relayServices', index] });
    }
  }
  for (const [index, fault] of faults.entries()) {
    if (fault.kind === 'block-port' && !networks.some(({ name }) => name === fault.network)) {
      context.addIssue({ code: 'custom', message: `there is no network ${fault.network}`, path: ['faults', index] });
    }
  }
});

export type Fault = z.infer<typeof faultSchema>;
export type ScenarioNetwork = z.infer<typeof networkSchema>;
export type DnsRecord = z.infer<typeof dnsRecordSchema>;
export type DnsType = DnsRecord['type'];
export type ScenarioHost = z.infer<typeof hostSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;

/** Checks a scenario where it is written. Throws a ZodError that names the field. */
export function defineScenario(input: ScenarioInput): Scenario {
  return scenarioSchema.parse(input);
}
