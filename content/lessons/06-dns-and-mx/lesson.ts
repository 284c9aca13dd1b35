import { defineLesson } from '#protocol/lesson.ts';
import type { Message } from '#protocol/projections/messages.ts';
import {
  accepted,
  delivered,
  learnerMessages,
  outcomes,
  reachedAt,
  relayed,
  sameAddress,
} from '#protocol/questions.ts';
import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';

const acme = 'mail.acme.example';
const ours = 'acme.example';
const globex = 'mx.globex.example';
const backup = 'mx2.globex.example';
const initech = 'mx.initech.example';
const ann = 'ann@globex.example';
const nina = 'nina@initech.example';

/** What the learner asked the DNS, whatever the tool, after the given place in the log. */
function questionsAfter(world: World, seq = 0): { name: string; type: string }[] {
  return world.names.lookups
    .filter((lookup) => lookup.driver === 'learner' && lookup.seq > seq)
    .map(({ question }) => question);
}

function asked(world: World, name: string, type: DnsType): boolean {
  return questionsAfter(world).some((question) => question.name === name && question.type === type);
}

/** Letters of the learner, oldest first, that came into the world after a step was reached. */
function lettersAfter(world: World, step: string): Message[] {
  const since = reachedAt(world, step) ?? 0;
  return learnerMessages(world).filter(({ hops }) => (hops[0]?.seq ?? 0) > since);
}

/** The server that the learner called: the first that took it. */
function handedTo({ hops }: Message): string {
  return hops[0]?.host ?? '';
}

function recipientsOf({ hops }: Message): readonly string[] {
  return hops[0]?.envelope.recipients ?? [];
}

/** The last letter went past Acme's server, so nobody had to look for the right door. */
function askedNobody(message: Message | undefined): string | undefined {
  if (!message || handedTo(message) === acme) return undefined;
  return `You called ${handedTo(message)} yourself, so nobody had to look for the right door. Hand it to ${acme}.`;
}

function toAnn(message: Message): boolean {
  return recipientsOf(message).some((recipient) => sameAddress(recipient, ann));
}

/** Acme's server gave it to the backup, and that holds it still. */
function waitsAtBackup(message: Message): boolean {
  return relayed(message, acme, ann, backup) && !relayed(message, backup, ann);
}

/** Came back to its sender from Acme's server. */
function bounced(message: Message) {
  return outcomes(message, { kind: 'bounced', host: acme }).at(-1);
}

function recordsOf<T extends DnsType>(world: World, name: string, type: T): Extract<DnsRecord, { type: T }>[] {
  const isWanted = (record: DnsRecord): record is Extract<DnsRecord, { type: T }> =>
    record.name === name && record.type === type;
  return world.names.records.filter(isWanted);
}

function exchangesOf(world: World): string[] {
  return recordsOf(world, ours, 'MX').map(({ exchange }) => exchange);
}

function hasWebSite(world: World): boolean {
  return recordsOf(world, ours, 'A').some(({ address }) => address === '192.0.2.40');
}

/** All MX records of Acme name its mail server, and the web site is where it was. */
function isWellPublished(world: World): boolean {
  const exchanges = exchangesOf(world);
  return exchanges.length > 0 && exchanges.every((exchange) => exchange === acme) && hasWebSite(world);
}

/** Something that Globex's server sent to somebody at Acme is there, and Acme's zone was not touched since. */
function arrivedSinceLastChange(world: World): boolean {
  const since = world.names.changes.findLast(({ by }) => by === 'learner')?.seq ?? 0;
  return Object.values(world.messages.byId).some(
    ({ outcomes: all }) =>
      all.some(({ kind, host, nextHop }) => kind === 'relayed' && host === globex && nextHop === acme) &&
      all.some(({ kind, host, seq }) => kind === 'delivered' && host === acme && seq > since),
  );
}

/** Ann's answer still waits in the queue of Globex's server. */
function answerWaits(world: World): boolean {
  return Object.values(world.queues.byHost[globex] ?? {}).some(({ reversePath }) => reversePath === '');
}

/** What Acme's zone says of its mail, where that is not yet what it should be. */
function seenInZone(world: World): string | undefined {
  const wrong = exchangesOf(world).find((exchange) => exchange !== acme);
  if (wrong !== undefined) return `The MX of acme.example names ${wrong || '.'}: ${problemOf(world, wrong)}.`;
  if (!hasWebSite(world)) return 'acme.example has lost the address of its web site, 192.0.2.40.';
  if (!isWellPublished(world)) return world.names.changes.length > 0 ? 'acme.example has no MX record now.' : undefined;
  if (answerWaits(world)) return `The MX is right. Ann’s answer still waits at ${globex} for its next attempt.`;
  return `The MX is right, but nothing has come from ${globex} since. Write to Ann as sales@acme.example, with her address in To: she has not answered that address yet.`;
}

/** The zone's name stands there twice: somebody has written the whole name, and forgotten the final dot. */
function isIncomplete(exchange: string): boolean {
  return exchange.endsWith(`.${ours}.${ours}`);
}

function problemOf(world: World, exchange: string): string {
  if (exchange === '' || exchange === '.') return 'that says “no mail, ever”';
  if (isIncomplete(exchange)) return 'the name was completed, because its final dot is missing';
  if (/^(\d+\.){3}\d+(\.acme\.example)?$/.test(exchange)) return 'that is an address, not the name of a host';
  if (recordsOf(world, exchange, 'CNAME').length > 0) return 'that is an alias';
  return recordsOf(world, exchange, 'A').length > 0
    ? 'that is not the server with Acme’s mailboxes'
    : 'no host has that name';
}

export default defineLesson({
  title: 'Find the right door',
  audience: 'Sysadmins, students.',
  minutes: 20,
  after: ['local-or-relay'],
  summary:
    'Ask DNS where a domain takes its mail, switch a server off and watch the backup, and publish the record that Acme lacks.',
  steps: [
    {
      id: 'ask-mx',
      text: 'Which servers take mail for **globex.example**? Ask DNS for its **MX** records.',
      done: 'Globex has two doors: mx.globex.example with 10, mx2.globex.example with 20.',
      hints: ['dig takes the type of record before the name.', 'Type `dig MX globex.example`.'],
      reached: (world) => asked(world, 'globex.example', 'MX'),
      instead: (world) => {
        const last = questionsAfter(world).at(-1);
        if (last?.name === 'globex.example') return `You asked for ${last.type} of globex.example; this step wants MX.`;
        return last?.type === 'MX'
          ? `You asked for the MX of ${last.name}; this step wants globex.example.`
          : undefined;
      },
    },
    {
      id: 'ask-address',
      text: 'A server calls addresses, not names. Look up the address (**A**) of the first door, **mx.globex.example**.',
      done: 'mx.globex.example is 198.51.100.25.',
      hints: [
        'Ask for the address of the MX host, not of the domain.',
        'Type `dig +short mx.globex.example`; without a type dig asks for A.',
      ],
      reached: (world) => asked(world, globex, 'A'),
      instead: (world) => {
        const last = questionsAfter(world, reachedAt(world, 'ask-mx')).at(-1);
        return last && `You asked for ${last.type} of ${last.name}; this step wants A of ${globex}.`;
      },
    },
    {
      id: 'send',
      text: 'Send to **ann@globex.example** through **mail.acme.example**, and see on the map which door it uses: **mx.globex.example** or **mx2.globex.example**.',
      done: 'mail.acme.example called mx.globex.example: the lowest number is tried first.',
      hints: [
        'Hand the letter to mail.acme.example; the question to DNS and the call are its work.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example`.',
      ],
      reached: (world) => learnerMessages(world).some((message) => relayed(message, acme, ann, globex)),
      instead: (world) => {
        const last = learnerMessages(world).at(-1);
        if (last && relayed(last, acme, ann, backup)) {
          return `The letter went to ${backup}, because ${globex} is off. Switch it on and send again.`;
        }
        if (last && handedTo(last) === acme && !toAnn(last)) {
          return `${acme} took a letter for ${recipientsOf(last).join(', ')}; this step wants one for ${ann}.`;
        }
        return askedNobody(last);
      },
    },
    {
      id: 'backup',
      text: 'Switch **mx.globex.example** off (click it on the map), then send to **ann@globex.example** through **mail.acme.example** again.',
      done: 'Nobody answered at mx.globex.example, so mx2.globex.example took the letter.',
      hints: [
        'Click mx.globex.example on the map and press its power switch. Then the same command as before.',
        'Switch it off, type `swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example`, and give it some seconds.',
      ],
      reached: (world) => learnerMessages(world).some((message) => relayed(message, acme, ann, backup)),
      instead: (world) => {
        const last = lettersAfter(world, 'send').at(-1);
        if (last && relayed(last, acme, ann, globex)) {
          return `${globex} was on and took the letter, so nobody needed the backup.`;
        }
        return askedNobody(last);
      },
    },
    {
      id: 'back-again',
      text: 'Switch **mx.globex.example** on again, and let **mx2.globex.example** hand over what it kept: skip ahead on the sandbox’s clock, or `ssh mx2.globex.example` and `postqueue -f`.',
      done: 'mx2.globex.example passed the letter on to mx.globex.example, and Ann has it.',
      hints: [
        'The backup tries again by itself, after five minutes. You need not wait for them: the clock in Queues can skip ahead.',
        'Switch mx.globex.example on, then type `ssh mx2.globex.example` and `postqueue -f`. Leave with `exit`.',
      ],
      reached: (world) =>
        learnerMessages(world).some(
          (message) =>
            relayed(message, acme, ann, backup) &&
            relayed(message, backup, ann, globex) &&
            delivered(message, globex, ann),
        ),
      instead: (world) => {
        const waiting = learnerMessages(world).find(waitsAtBackup);
        if (!waiting) return undefined;
        const isUp = world.hosts.byName[globex]?.up === true;
        if (isUp) return `${globex} is on again, but the letter still waits at ${backup} for its next attempt.`;
        const attempts = outcomes(waiting, { kind: 'deferred', host: backup }).length;
        return attempts > 1 ? `${backup} tried again, but ${globex} is still off.` : undefined;
      },
    },
    {
      id: 'no-mx',
      text: '**initech.example** has no MX record at all. Send a letter to **nina@initech.example** through **mail.acme.example**.',
      done: 'No MX, so the domain’s own address was called: the implicit MX.',
      hints: [
        'Just send it, and then look at the questions that mail.acme.example asked: DNS view, “Who asked what”.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to nina@initech.example`.',
      ],
      reached: (world) =>
        learnerMessages(world).some((message) => relayed(message, acme, nina) && delivered(message, initech, nina)),
      instead: (world) => askedNobody(lettersAfter(world, 'back-again').at(-1)),
    },
    {
      id: 'null-mx',
      text: '**nomail.example** has an MX record, but a strange one. Send a letter to **info@nomail.example** through **mail.acme.example**.',
      done: 'A null MX says “no mail, ever”: nobody was called, and Kim got a notice at once.',
      hints: [
        'Send it as you sent the others; then look into Kim’s mailbox.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to info@nomail.example`. `dig MX nomail.example` shows why.',
      ],
      reached: (world) =>
        learnerMessages(world).some((message) => {
          const failure = bounced(message);
          return failure?.status === '5.1.10' && failure.recipient.toLowerCase().endsWith('@nomail.example');
        }),
      instead: (world) => {
        const last = lettersAfter(world, 'no-mx').at(-1);
        const failure = last && bounced(last);
        if (!failure) return undefined;
        return `The letter to ${failure.recipient} came back with ${failure.status}; a null MX gives 5.1.10.`;
      },
    },
    {
      id: 'publish',
      text: 'Publish Acme’s MX: in the DNS view, zone **acme.example**, name **mail.acme.example** as its mail server. Leave the web site’s address alone. Then let **mx.globex.example** try again, until Ann’s answer is in a mailbox of Acme.',
      done: 'acme.example has an MX, and Ann’s answer found the door.',
      hints: [
        'An MX record is made of a name, a preference, and a host with a dot at its end. In the form, @ stands for acme.example itself.',
        'DNS view, acme.example, Add a record: name `@`, type MX, data `10 mail.acme.example.`. Then `ssh mx.globex.example` and `postqueue -f`, or skip ahead.',
      ],
      reached: (world) => isWellPublished(world) && arrivedSinceLastChange(world),
      instead: seenInZone,
    },
  ],
  questions: [
    {
      id: 'which-first',
      kind: 'choice',
      text: 'You will send to Ann. Globex’s MX records say 10 mx.globex.example and 20 mx2.globex.example. Which one will be called?',
      choices: [
        { id: 'mx', label: 'mx.globex.example' },
        {
          id: 'mx2',
          label: 'mx2.globex.example',
          feedback: 'The number is a preference, as in a ranking: the first place has the lowest.',
        },
        {
          id: 'both',
          label: 'Both',
          feedback: 'One is enough. The second is for the time when the first does not answer.',
        },
      ],
      right: ['mx'],
      explanation: 'The lowest preference number is tried first. Whether that server works is not written in DNS.',
      provenBy: 'send',
    },
    {
      id: 'same-number',
      kind: 'choice',
      text: 'A domain has two MX records with the same number, 10 a and 10 b. Which one is called?',
      choices: [
        { id: 'alphabet', label: 'The first by name', feedback: 'Then b would never have anything to do.' },
        { id: 'random', label: 'Either: drawn anew each time' },
        {
          id: 'both',
          label: 'Both get a copy',
          feedback: 'A letter goes to one server; that one is then responsible.',
        },
      ],
      right: ['random'],
      explanation: 'The sender must choose among equals at random (RFC 5321 §5.1). So several servers share the work.',
    },
    {
      id: 'where-it-waits',
      kind: 'choice',
      text: 'You will switch mx.globex.example off and send to Ann. Where will the letter be half a minute later?',
      choices: [
        {
          id: 'back',
          label: 'Back with Kim, as undeliverable',
          feedback: 'No answer is no refusal. And there is a second door.',
        },
        {
          id: 'acme',
          label: 'In the queue of mail.acme.example',
          feedback: 'So it would be if Globex had only one server. It has a backup.',
        },
        { id: 'mx2', label: 'In the queue of mx2.globex.example' },
        {
          id: 'ann',
          label: 'In Ann’s mailbox',
          feedback: 'Ann’s mailbox is on mx.globex.example, and that has no power. A backup only keeps the letter.',
        },
      ],
      right: ['mx2'],
      explanation:
        'The next higher number takes over. It has no mailboxes: it keeps the letter until a better door opens.',
      provenBy: 'backup',
    },
    {
      id: 'without-mx',
      kind: 'choice',
      text: 'dig MX initech.example finds nothing. You will send a letter to Nina there. What will become of it?',
      choices: [
        { id: 'arrives', label: 'It arrives' },
        {
          id: 'comes-back',
          label: 'It comes back: no MX, no mail',
          feedback: 'Many believe so. Mail is older than MX records, and the old way still counts.',
        },
        {
          id: 'waits',
          label: 'It waits until there is an MX',
          feedback: 'Waiting is for answers that may change soon. “There is none” is an answer.',
        },
      ],
      right: ['arrives'],
      explanation:
        'Without any MX the domain’s own address is taken as if it were its MX, with preference 0: the implicit MX (RFC 5321 §5.1).',
      provenBy: 'no-mx',
    },
    {
      id: 'all-down',
      kind: 'choice',
      text: 'A domain has one MX, whose server is off, and an A record for its web site. Is the mail brought to the web site’s address?',
      choices: [
        {
          id: 'yes',
          label: 'Yes, as the last resort',
          feedback: 'The domain has said where its mail belongs. A web server has no business with it.',
        },
        { id: 'no', label: 'No, it waits' },
      ],
      right: ['no'],
      explanation: 'The implicit MX counts only where there is no MX at all. Here the letter waits in the queue.',
    },
    {
      id: 'no-answer',
      kind: 'choice',
      text: 'Two more answers of DNS: “no such domain” (NXDOMAIN), and “I cannot tell you now” (SERVFAIL). What does a mail server do?',
      choices: [
        {
          id: 'both-back',
          label: 'Send the letter back in both cases',
          feedback: 'A name server that is out of order for an hour would then cost everybody their mail.',
        },
        { id: 'back-wait', label: 'NXDOMAIN: send it back at once. SERVFAIL: keep it and try again' },
        {
          id: 'both-wait',
          label: 'Try again for days in both cases',
          feedback: 'A misspelled domain will not begin to exist. Its sender wants to know now.',
        },
      ],
      right: ['back-wait'],
      explanation: 'A definite no is permanent, a failure is not: as with 5xx and 4xx in SMTP.',
    },
    {
      id: 'three-faults',
      kind: 'several',
      text: 'Which of these entries are wrong? Each stands in the zone file of its own domain.',
      choices: [
        { id: 'no-dot', label: 'acme.example. MX 10 mail.acme.example' },
        { id: 'address', label: 'acme.example. MX 10 192.0.2.25.' },
        { id: 'alias', label: 'cnamed.example. MX 10 mail.cnamed.example. (and mail.cnamed.example. is a CNAME)' },
        {
          id: 'order',
          label: 'globex.example. MX 20 mx2.globex.example. above MX 10 mx.globex.example.',
          feedback: 'The order of the lines means nothing; the numbers do.',
        },
        {
          id: 'foreign',
          label: 'acme.example. MX 10 mx.globex.example.',
          feedback:
            'An MX may name a host of another domain: that is how mail is given to a provider, if the two have agreed on it.',
        },
      ],
      right: ['no-dot', 'address', 'alias'],
      explanation:
        'Without its final dot a name is completed: mail.acme.example.acme.example. An MX names a host, never an address (RFC 5321 §5.1), and never an alias (RFC 2181 §10.3): some senders cope with both, others do not.',
    },
  ],
  coach: [
    {
      id: 'web-site-address',
      say: 'That is the address of Globex’s web site. For mail DNS has a question of its own: put MX before the name.',
      notices: (event) =>
        event.type === 'dns.answered' &&
        event.driver === 'learner' &&
        event.question.name === 'globex.example' &&
        event.question.type === 'A',
    },
    {
      id: 'mx-of-a-host',
      say: 'That is the name of a server. MX belongs to the domain, the part behind the @: globex.example.',
      notices: (event) =>
        event.type === 'dns.answered' &&
        event.driver === 'learner' &&
        event.question.type === 'MX' &&
        [globex, backup].includes(event.question.name),
    },
    {
      id: 'let-it-look',
      say: 'It arrived, but you had chosen the door. Hand the letter to mail.acme.example, and see how a server chooses.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        event.upstream === undefined &&
        [globex, backup, initech].includes(event.host) &&
        reachedAt(world, 'no-mx') === undefined,
    },
    {
      id: 'switch-it-off-first',
      say: 'The first door was open. Click mx.globex.example on the map, take its power away, and send again.',
      notices: (event, world) =>
        event.type === 'message.relayed' &&
        event.host === acme &&
        event.nextHop.host === globex &&
        reachedAt(world, 'send') !== undefined &&
        reachedAt(world, 'backup') === undefined,
    },
    {
      id: 'backup-only-keeps',
      say: 'A backup delivers nothing itself: it hands the letter to a better door only. Switch mx.globex.example on first.',
      notices: (event, world) =>
        event.type === 'message.deferred' &&
        event.host === backup &&
        event.attempts > 1 &&
        world.hosts.byName[globex]?.up === false,
    },
    {
      id: 'wrong-queue',
      say: 'Nothing waits there. The letter is with the last server that said 250: mx2.globex.example.',
      notices: (event, world) =>
        event.type === 'queue.flushed' &&
        event.host !== backup &&
        learnerMessages(world).some((message) => waitsAtBackup(message) && accepted(message, backup, ann)),
    },
    {
      id: 'never-means-never',
      say: 'There is nothing to try again: “0 .” means never. The notice with the reason is in Kim’s mailbox.',
      notices: (event, world) =>
        (event.type === 'queue.flushed' || (event.type === 'view.opened' && event.view === 'queue')) &&
        event.host === acme &&
        learnerMessages(world).some((message) => bounced(message)?.status === '5.1.10') &&
        reachedAt(world, 'publish') === undefined,
    },
    {
      id: 'final-dot',
      say: 'A name without a dot at its end is completed with the zone’s name. Write mail.acme.example. with the dot.',
      notices: (event) =>
        event.type === 'zone.changed' &&
        event.add.some((record) => record.type === 'MX' && isIncomplete(record.exchange)),
    },
    {
      id: 'host-not-address',
      say: 'An MX names a host, and the host has an address. Some senders forgive a number there, many do not: write mail.acme.example.',
      notices: (event) =>
        event.type === 'zone.changed' &&
        event.add.some((record) => record.type === 'MX' && /^(\d+\.){3}\d+(\.acme\.example)?$/.test(record.exchange)),
    },
    {
      id: 'not-an-alias',
      say: 'An MX must not name an alias (RFC 2181 §10.3): name the host itself, mail.acme.example.',
      notices: (event, world) =>
        event.type === 'zone.changed' &&
        event.add.some(
          (record) =>
            record.type === 'MX' &&
            world.names.records.some(({ name, type }) => type === 'CNAME' && name === record.exchange),
        ),
    },
    {
      id: 'web-site-moved',
      say: 'Now mail is let in, and visitors of www stand before the mail server. Give the web site its address back, and publish an MX.',
      notices: (event) =>
        event.type === 'zone.changed' && event.remove.some(({ name, type }) => name === ours && type === 'A'),
    },
    {
      id: 'now-try-again',
      say: 'That looks right. mx.globex.example tries again by itself after a while: skip ahead, or tell it to with postqueue -f.',
      notices: (event, world) => event.type === 'zone.changed' && isWellPublished(world),
    },
    {
      id: 'answer-is-lost',
      say: 'Your MX led nowhere, so Globex gave Ann’s answer up. She answers each sender once: when the MX is right, write to her as sales@acme.example.',
      notices: (event) =>
        event.type === 'message.bounced' &&
        event.host === globex &&
        event.recipient.toLowerCase().endsWith('@acme.example'),
    },
  ],
  elsewhere: ['info@nomail.example'],
});
