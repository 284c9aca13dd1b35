import { z } from 'zod';
import { mailAuthenticationSchema } from './mail-authentication.ts';
import { reasonIds } from './reasons.ts';
import { bounceCauses, bounceClasses, serviceEventNames, wantedRecordSchema } from './relay-service.ts';
import { dnsRecordSchema, scenarioSchema } from './scenario.ts';
import { letterDeeds, messageViews } from './views.ts';

/**
 * The dictionary of the program: every fact that can be in a sandbox's log, in the past tense, with its reason.
 * `docs/events.md` is generated from this file.
 */

/** Raised when a fact changes its meaning; a log of another version is not folded but started anew. */
export const eventsVersion = 2;

const hostName = z.string().describe('host name, as mx.globex.example');
const octets = z.string().describe('octets, one character each (latin1)');
const connectionId = z.string().describe('connection, unique in the sandbox');
const queueId = z.string().describe('queue id, unique in the sandbox');
const messageId = z.string().describe('the message, the same along all hops');
const address = z.string().describe('mailbox address, as ann@globex.example');

export const endpointSchema = z.object({
  host: hostName,
  address: z.string().describe('IPv4 address'),
  port: z.int().describe('TCP port'),
});

export const becauseSchema = z.object({
  reason: z.enum(reasonIds).describe('key of the explanation, see reasons.ts'),
  parameter: z
    .object({ name: z.string(), value: z.string() })
    .optional()
    .describe('configuration line that decided, with its value then'),
  detail: z.string().optional().describe('what was compared, in a few words'),
});

const driver = z
  .enum(['learner', 'mta', 'actor'])
  .describe("who opened it: the learner's terminal or own client, a mail server, or somebody else on this internet");

const connection = {
  connection: connectionId,
  from: endpointSchema,
  to: endpointSchema,
  driver,
  carries: z
    .object({ host: hostName, queueId })
    .optional()
    .describe('queue entry for which a mail server opened it: the upstream of a hand-over'),
  via: z.array(hostName).optional().describe('hosts on the way, through which all of it passes'),
};

const by = z.enum(['client', 'server']);

const envelope = z.object({
  reversePath: z.string().describe('MAIL FROM without the brackets; empty for <>'),
  recipients: z.array(address),
  smtputf8: z.boolean().optional().describe('asked for with SMTPUTF8 (RFC 6531)'),
  requireTls: z.boolean().optional().describe('asked for with REQUIRETLS (RFC 8689)'),
  dsn: z
    .object({
      ret: z.enum(['FULL', 'HDRS']).optional(),
      envid: z.string().optional(),
      recipients: z.record(
        address,
        z.object({
          notify: z.array(z.enum(['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'])).optional(),
          orcpt: z.string().optional().describe('as rfc822;ann@globex.example'),
        }),
      ),
    })
    .optional()
    .describe('what the sender wants to be told (RFC 3461); absent when nothing was said'),
});

const message = { host: hostName, queueId, message: messageId };

const letter = { host: hostName.describe('where the mailbox is'), mailbox: address, message: messageId };

const status = z.string().describe('enhanced status code, as 4.4.1 (RFC 3463)');

export const factSchemas = [
  z
    .object({
      type: z.literal('sandbox.started'),
      version: z.int().describe('version of these facts'),
      lesson: z.string(),
      seed: z.string().describe('seed of all chance in this sandbox'),
      scenario: scenarioSchema,
    })
    .describe('A sandbox began, with this world.'),
  z
    .object({ type: z.literal('sandbox.reset'), scenario: scenarioSchema })
    .describe('The learner asked for the starting state; the world is this scenario again.'),
  z
    .object({
      type: z.literal('sandbox.forked'),
      from: z.string().describe('id of the sandbox whose log this is up to here'),
    })
    .describe('The learner went on from an earlier moment of another sandbox; its log was copied.'),
  z.object({ type: z.literal('sandbox.restored') }).describe('The server was started anew and folded the log.'),
  z
    .object({ type: z.literal('clock.skipped'), byMs: z.number() })
    .describe('The clock of the sandbox was put forward.'),

  z
    .object({
      type: z.literal('config.changed'),
      host: hostName,
      parameter: z.string(),
      value: z.string().optional().describe('absent: the line was taken out, the default counts again'),
      by: z.enum(['learner', 'lesson']),
    })
    .describe("A server's configuration parameter has a new value."),
  z
    .object({
      type: z.literal('zone.changed'),
      remove: z.array(dnsRecordSchema),
      add: z.array(dnsRecordSchema),
      by: z.enum(['learner', 'lesson', 'actor']),
    })
    .describe('Records left the zones and others came.'),
  z
    .object({
      type: z.literal('password.changed'),
      host: hostName,
      user: z.string(),
      password: z.string(),
    })
    .describe('A user of a server has another password: the old one opens nothing any more.'),
  z
    .object({ type: z.literal('fault.switched'), fault: z.string(), on: z.boolean() })
    .describe('A fault of the scenario was switched on or off.'),
  z
    .object({
      type: z.literal('fault.happened'),
      fault: z.string(),
      connection: connectionId.optional(),
    })
    .describe('A fault struck: one of its times is used up.'),
  z.object({ type: z.literal('host.stopped'), host: hostName }).describe('A host lost its power: nothing answers.'),
  z.object({ type: z.literal('host.started'), host: hostName }).describe('A host has power again.'),
  z
    .object({ type: z.literal('port.opened'), host: hostName, port: z.int(), terminal: z.string() })
    .describe("A program in the learner's terminal listens on this port."),
  z
    .object({ type: z.literal('port.closed'), host: hostName, port: z.int() })
    .describe('It listens no longer: it has its caller, or has ended.'),

  z
    .object({
      type: z.literal('dns.answered'),
      client: hostName,
      driver,
      about: z
        .object({ connection: connectionId.optional(), queueId: queueId.optional() })
        .optional()
        .describe('for which conversation or message a mail server asked'),
      question: z.object({ name: z.string(), type: z.string() }),
      rcode: z.enum(['NOERROR', 'NXDOMAIN', 'SERVFAIL']),
      answers: z.array(dnsRecordSchema),
      secure: z.boolean().optional().describe('the zone is signed: DNSSEC vouches for the answer'),
    })
    .describe('A name server answered a question.'),

  z
    .object({ type: z.literal('connection.attempted'), ...connection })
    .describe(
      'A SYN was sent that nobody answers: the caller waits. How it ends is another fact of the same connection.',
    ),
  z.object({ type: z.literal('connection.opened'), ...connection }).describe('A TCP connection was established.'),
  z.object({ type: z.literal('connection.refused'), ...connection }).describe('Nothing listens on that port: RST.'),
  z.object({ type: z.literal('connection.timed-out'), ...connection }).describe('Nobody answered the SYN in time.'),
  z
    .object({
      type: z.literal('connection.closed'),
      connection: connectionId,
      by: z.enum(['client', 'server', 'network']),
      how: z
        .enum(['fin', 'rst', 'lost', 'restarted'])
        .describe('orderly end, reset, host gone, or found open when the sandbox was started anew'),
      octets: z
        .object({ client: z.int(), server: z.int() })
        .optional()
        .describe('what each side sent over the cable, where that was counted and not written down'),
    })
    .describe('A TCP connection ended.'),
  z
    .object({
      type: z.literal('bytes.sent'),
      connection: connectionId,
      by,
      data: octets,
    })
    .describe('These octets went over the cable.'),
  z
    .object({ type: z.literal('bytes.altered'), connection: connectionId, by, host: hostName, data: octets })
    .describe('A host on the way changed the octets that were just sent; these arrived.'),
  z
    .object({
      type: z.literal('tls.established'),
      connection: connectionId,
      mode: z.enum(['starttls', 'implicit']),
      protocol: z.string().describe('as TLSv1.3'),
      cipher: z.string(),
      serverName: z.string().optional().describe('whom the client asked for (SNI)'),
      certificate: z.enum(['valid', 'expired', 'wrong-name', 'self-signed']).describe('what the server presented'),
    })
    .describe('The handshake is done: from here on the cable carries TLS records.'),
  z
    .object({ type: z.literal('tls.failed'), connection: connectionId, by, problem: z.string() })
    .describe('The handshake broke off.'),
  z
    .object({
      type: z.literal('certificate.checked'),
      connection: connectionId,
      host: hostName.describe('the client'),
      trusted: z.boolean(),
      problem: z.string().optional().describe('as "certificate has expired"'),
    })
    .describe('A client looked at the certificate of the server.'),
  z
    .object({ type: z.literal('plaintext.sent'), connection: connectionId, by, data: octets })
    .describe('These octets went inside TLS: only the two ends can read them.'),

  z
    .object({
      type: z.literal('smtp.command'),
      host: hostName.describe('the server that understood it'),
      connection: connectionId,
      verb: z.string().describe('upper-case verb; DATA-END for the final dot'),
      line: octets.describe('the line without CR LF'),
    })
    .describe('A server understood a command.'),
  z
    .object({
      type: z.literal('smtp.reply'),
      host: hostName,
      connection: connectionId,
      verb: z.string().describe('verb that is answered; CONNECT for the greeting, empty when unasked (421)'),
      code: z.int(),
      enhanced: z.string().optional(),
      lines: z.array(z.string()).describe('text of each line, without code and separator'),
      because: becauseSchema,
    })
    .describe('A server answered, and why.'),

  z
    .object({
      type: z.literal('login.attempted'),
      host: hostName,
      connection: connectionId,
      mechanism: z.string(),
      user: z.string(),
      ok: z.boolean(),
    })
    .describe('A client tried to log in.'),
  z
    .object({
      type: z.literal('policy.decided'),
      host: hostName,
      connection: connectionId,
      reversePath: z.string(),
      recipient: address,
      user: z.string().optional().describe('who had logged in'),
      verdict: z.enum(['local', 'relay', 'reject', 'defer']),
      because: becauseSchema,
    })
    .describe('A server decided about one recipient: keep, pass on, refuse, or refuse for now.'),
  z
    .object({
      type: z.literal('greylist.noted'),
      host: hostName,
      client: z.string().describe('network of the client, as 192.0.2.0'),
      reversePath: z.string(),
      recipient: address,
      until: z.number().describe('sandbox ms from which on it is welcome'),
    })
    .describe('A server saw this sender, recipient and client for the first time.'),
  z
    .object({
      type: z.literal('mail.authenticated'),
      host: hostName,
      connection: connectionId,
      queueId,
      result: mailAuthenticationSchema,
    })
    .describe('A server checked SPF, DKIM, DMARC and ARC of a message, step by step.'),
  z
    .object({
      type: z.literal('message.accepted'),
      ...message,
      origin: z
        .enum(['learner', 'system', 'actor'])
        .describe("who wrote it: the learner, a server's notice, or somebody else"),
      connection: connectionId.optional().describe('absent when the server itself wrote the message'),
      user: z.string().optional().describe('who had logged in'),
      envelope,
      notice: z
        .object({ of: queueId, action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']) })
        .optional()
        .describe('for a DSN: what it reports'),
      autoReply: z
        .object({ of: queueId, mailbox: address.describe('who is away'), because: becauseSchema })
        .optional()
        .describe('for the answer of a robot: the letter that it answers, and why it does'),
      raw: octets.describe('the message with the Received line of this host'),
      upstream: z.object({ host: hostName, queueId }).optional().describe('queue entry that this hand-over ends'),
    })
    .describe('A server took responsibility; this is the queueing, too.'),
  z
    .object({ type: z.literal('auto-reply.withheld'), ...message, mailbox: address, because: becauseSchema })
    .describe('The robot of somebody who is away kept silent about a letter, and why.'),
  z
    .object({
      type: z.literal('message.delivered'),
      ...message,
      recipient: address,
      mailbox: address,
      folder: z.enum(['inbox', 'junk']).optional().describe('junk: suspicious; absent means inbox'),
      trace: octets.describe('lines put on top at delivery: Return-Path'),
    })
    .describe('A message was filed into a mailbox; the recipient leaves the queue.'),
  z
    .object({
      type: z.literal('message.relayed'),
      ...message,
      recipient: address,
      nextHop: endpointSchema,
      reply: z.string().describe("the next hop's reply after the final dot"),
      connection: connectionId.optional(),
    })
    .describe('The next hop took responsibility; the recipient leaves the queue.'),
  z
    .object({
      type: z.literal('message.deferred'),
      ...message,
      recipient: address,
      status,
      diagnostic: z.string().describe('reply or connection error, as mailq shows it'),
      nextHop: z.string().optional(),
      attempts: z.int().describe('attempts so far'),
      retryAt: z.number().describe('sandbox ms of the next attempt'),
    })
    .describe('Not now: the recipient stays in the queue.'),
  z
    .object({
      type: z.literal('message.bounced'),
      ...message,
      recipient: address,
      status,
      diagnostic: z.string(),
      nextHop: z.string().optional(),
      notice: queueId.optional().describe('the DSN to the reverse-path; absent for <>'),
    })
    .describe('Given up: the recipient leaves the queue.'),
  z
    .object({
      type: z.literal('message.redirected'),
      ...message,
      recipient: address,
      to: z.array(address),
      how: z
        .enum(['alias', 'list', 'service'])
        .describe('service: a relay service made the copy its own, or keeps it back'),
      by: z.object({ name: z.string(), value: z.string() }).describe('the configuration line'),
      as: queueId.optional().describe('queue entry of the copy; absent when there is nobody to send it to'),
    })
    .describe('The recipient stands for others: it leaves the queue, and a copy goes to them.'),
  z
    .object({ type: z.literal('message.removed'), ...message })
    .describe('The postmaster deleted a message from the queue.'),
  z
    .object({ type: z.literal('message.held'), ...message })
    .describe('The postmaster put a message on hold: it is not tried until released.'),
  z.object({ type: z.literal('message.released'), ...message }).describe('A message on hold may be tried again.'),
  z
    .object({ type: z.literal('message.requeued'), ...message })
    .describe('The postmaster made a message due now, as if it had just come.'),
  z
    .object({
      type: z.literal('tls-policy.found'),
      host: hostName,
      domain: z.string(),
      nextHop: hostName,
      source: z.enum(['mta-sts', 'dane']),
      enforced: z.boolean(),
      detail: z.string(),
    })
    .describe('The receiving domain demands TLS, and says how to know the right server.'),
  z
    .object({
      type: z.literal('relay.found'),
      by: hostName.describe('host of the bot'),
      relay: hostName,
      how: z.enum(['plain', 'percent', 'quoted']).describe('how the recipient was written'),
    })
    .describe('A spam bot found a server that carries mail for strangers.'),
  z
    .object({ type: z.literal('blocklist.trapped'), zone: z.string(), address: z.string() })
    .describe('A letter from this address came into a trap of a blocklist.'),
  z
    .object({ type: z.literal('blocklist.listed'), zone: z.string(), address: z.string(), reason: z.string() })
    .describe('An address is on a blocklist: its zone says so from now on.'),
  z
    .object({ type: z.literal('blocklist.asked'), zone: z.string(), address: z.string() })
    .describe('Somebody asked the operator of a blocklist to take an address off.'),
  z
    .object({
      type: z.literal('blocklist.refused'),
      zone: z.string(),
      address: z.string(),
      reason: z.string().describe('what the operator found, as a phrase'),
    })
    .describe('The operator of a blocklist does not take an address off.'),
  z
    .object({ type: z.literal('blocklist.delisted'), zone: z.string(), address: z.string() })
    .describe('An address was taken off a blocklist.'),
  z
    .object({
      type: z.literal('selftest.begun'),
      run: z.int().describe('from 1'),
      by: z.enum(['learner', 'monitor']),
    })
    .describe('The monitor began to hand in one test letter for each stream of mail that it watches.'),
  z
    .object({
      type: z.literal('selftest.sent'),
      run: z.int(),
      probe: z.string().describe('which of its letters'),
      message: messageId.optional().describe('absent: it could not be handed in'),
      said: z.string().describe("the first server's last reply, or why there was none"),
    })
    .describe('The monitor handed in a test letter, or could not.'),
  z
    .object({
      type: z.literal('selftest.judged'),
      run: z.int(),
      openings: z
        .array(z.object({ host: hostName, whose: z.string() }))
        .describe('servers that carry mail for strangers, and for which'),
    })
    .describe('All test letters of a run have arrived, and the monitor tried whether the servers relay for strangers.'),
  z
    .object({
      type: z.literal('web.requested'),
      host: hostName,
      connection: connectionId,
      method: z.string(),
      path: z.string(),
      status: z.int(),
      agent: z.string().optional().describe('User-Agent: what the client says it is'),
    })
    .describe('A web host answered a request.'),
  z
    .object({
      type: z.literal('letter.inspected'),
      ...letter,
      by: z.enum(['image-proxy', 'link-scanner']),
      requests: z.int().describe('addresses in the letter that it asks for'),
    })
    .describe('A machine of the mailbox provider looked into a letter. No person did.'),
  z
    .object({ type: z.literal('letter.handled'), ...letter, deed: z.enum(letterDeeds) })
    .describe('The learner took the place of a reader, and did this with the letter; what came of it follows.'),
  z
    .object({
      type: z.literal('letter.read'),
      ...letter,
      how: z.enum(['with-images', 'without-images', 'as-text']),
    })
    .describe('A person read a letter. No sender can know that; at best its pictures are asked for.'),
  z
    .object({ type: z.literal('letter.clicked'), ...letter, url: z.string() })
    .describe('A person followed a link of a letter.'),
  z
    .object({
      type: z.literal('letter.reported'),
      ...letter,
      because: z
        .enum(['unwanted', 'no-way-out'])
        .describe('no-way-out: the person wanted to unsubscribe, and the letter offered no way'),
      feedbackTo: address.optional().describe('where the provider reports it; absent without a feedback loop'),
    })
    .describe('A person pressed "spam": the letter is moved to junk.'),
  z
    .object({
      type: z.literal('letter.unsubscribed'),
      ...letter,
      how: z.enum(['one-click', 'mailto']),
      address: z.string().describe('where the wish goes'),
    })
    .describe('A person pressed "unsubscribe" in the mail program.'),
  z
    .object({
      type: z.literal('sending-domain.checked'),
      service: z.string().describe('relay service, as postly'),
      account: z.string().describe('customer of the service'),
      domain: z.string(),
      verified: z.boolean().describe('the customer has proved that it is his'),
      records: z.array(wantedRecordSchema),
    })
    .describe('A relay service looked in the DNS for the records that it asked a customer to publish.'),
  z
    .object({
      type: z.literal('service.noted'),
      service: z.string().describe('relay service, as postly'),
      account: z.string().describe('customer of the service'),
      message: messageId,
      recipient: address,
      event: z.enum(serviceEventNames),
      by: z
        .enum(['service', 'queue', 'report', 'web'])
        .describe('how it knows: itself, its queue (an SMTP reply), a mail (DSN, complaint), a web request'),
      copy: z
        .object({ host: hostName, queueId })
        .optional()
        .describe("queue entry of the recipient's own copy; absent for what was suppressed"),
      class: z.enum(bounceClasses).optional().describe('of a failure: hard is the address, block is the sender'),
      cause: z.enum(bounceCauses).optional().describe('of a failure: what the answer means'),
      status: status.optional(),
      raw: z.string().describe("the other side's words, or the reason of the service"),
      links: z.array(z.string()).optional().describe('of an accepted copy: where its links lead, by their number'),
      agent: z.string().optional().describe('User-Agent of a web request: what the client says it is'),
      connection: connectionId.optional().describe('of a web request'),
      url: z.string().optional().describe('of a click: where the link leads'),
    })
    .describe('A relay service noted what became of one letter for one recipient, in its own few words.'),
  z
    .object({
      type: z.literal('suppression.edited'),
      service: z.string().describe('relay service, as postly'),
      account: z.string().describe('customer of the service'),
      address,
      on: z.boolean().describe('whether the address is on the list now'),
      by: z.enum(['learner', 'lesson']),
    })
    .describe('A customer put an address on the suppression list by hand, or took it off.'),
  z
    .object({
      type: z.literal('suppression-list.handed-in'),
      service: z.string().describe('relay service, as postly'),
      account: z.string().describe('customer of the service'),
      addresses: z.array(address).describe('in lower case, each once'),
    })
    .describe('The learner built a suppression list by hand, and wants to know how it compares with the truth.'),
  z
    .object({
      type: z.literal('queue.flushed'),
      host: hostName,
      domain: z.string().optional().describe('only what goes to this domain'),
    })
    .describe('Every deferred message of this host is due now.'),

  z
    .object({ type: z.literal('terminal.entered'), terminal: z.string(), text: z.string() })
    .describe('The learner finished a line.'),
  z
    .object({
      type: z.literal('terminal.pressed'),
      terminal: z.string(),
      key: z.enum(['interrupt', 'end-of-input', 'escape']).describe('Ctrl-C, Ctrl-D, Ctrl-]'),
    })
    .describe('The learner pressed a control key that the program must see.'),
  z
    .object({
      type: z.literal('terminal.printed'),
      terminal: z.string(),
      voice: z
        .enum(['shell', 'server', 'client', 'error'])
        .describe('who speaks; client: a tool types for the learner'),
      text: z.string().describe('whole lines or a part of one, with LF; never an escape sequence that is obeyed'),
      connection: connectionId.optional(),
    })
    .describe('Something was written to the terminal.'),
  z
    .object({
      type: z.literal('terminal.prompted'),
      terminal: z.string(),
      prompt: z.string().describe('empty while a program reads the lines'),
      host: hostName.describe('host on which the shell runs'),
      program: z.string().describe('sh, or the program that reads: telnet'),
      connection: connectionId.optional().describe('connection to which typed lines go'),
    })
    .describe('The terminal is ready for a line.'),
  z.object({ type: z.literal('terminal.cleared'), terminal: z.string() }).describe('The screen was emptied.'),
  z.object({ type: z.literal('terminal.closed'), terminal: z.string() }).describe('The learner closed a terminal.'),

  z
    .object({
      type: z.literal('view.opened'),
      view: z
        .enum([...messageViews, 'queue', 'log', 'zone', 'lookups', 'configuration', 'overheard', 'service'])
        .describe(
          'overheard: a conversation as somebody who listens on the way gets it; service: a relay service’s console',
        ),
      mailbox: address.optional(),
      message: messageId.optional(),
      host: hostName.optional(),
      zone: z.string().optional(),
      connection: connectionId.optional(),
    })
    .describe('The learner looked at something.'),
  z
    .object({
      type: z.literal('answer.given'),
      question: z.string(),
      choices: z.array(z.string()),
      correct: z.boolean(),
    })
    .describe('The learner answered a question of the lesson.'),
  z
    .object({ type: z.literal('hint.shown'), step: z.string(), hint: z.enum(['1', '2', 'show-me']) })
    .describe('The learner asked for help.'),
  z.object({ type: z.literal('step.reached'), step: z.string() }).describe('A step of the lesson is done.'),
  z
    .object({
      type: z.literal('step.missed'),
      step: z.string(),
      seen: z.string().describe('a sentence; empty when the one before is true no more'),
    })
    .describe('Something came near to what the open step wants: what was seen instead.'),
  z
    .object({ type: z.literal('coach.spoke'), rule: z.string(), say: z.string() })
    .describe('The coach noticed a common mistake.'),
] as const;

export const factSchema = z.discriminatedUnion('type', factSchemas);

export const headSchema = z.object({
  seq: z.int().describe('position in the log, from 1'),
  at: z.number().describe('sandbox ms since 2026-01-05T09:00:00Z'),
  command: z
    .object({ tab: z.string(), number: z.int() })
    .optional()
    .describe('the command that caused it: on the first fact of each command'),
  more: z.int().optional().describe('how many of the next facts are of the same decision: a fork does not divide them'),
});

/** What an engine part reports; the log adds `seq` and `at`. */
export type Fact = z.infer<typeof factSchema>;
/** A fact in the log. */
export type SandboxEvent = Fact & z.infer<typeof headSchema>;
export type EventOf<T extends Fact['type']> = Extract<SandboxEvent, { type: T }>;
export type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;
export type Endpoint = z.infer<typeof endpointSchema>;
export type Because = z.infer<typeof becauseSchema>;
export type Envelope = z.infer<typeof envelope>;
export type Driver = z.infer<typeof driver>;
/** Writes the facts of one decision into the log as one batch, in memory at once; resolves when they are durable. */
export type RecordFacts = (...facts: Fact[]) => Promise<void>;
