import type { SandboxEvent } from '#protocol/events.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Hop, Message, Outcome } from '#protocol/projections/messages.ts';
import { connections, delivered, isOpen, learnerMessages, outcomes, sameAddress } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const freemail = 'mx.freemail.example';
const initech = 'mx.initech.example';
const ann = 'ann@globex.example';
const nina = 'nina@initech.example';
const postmaster = 'postmaster@initech.example';
const doors = [465, 587];
const fiveServers = 5;

/** In which conversation a server took it. */
function conversation(world: World, { connection }: Hop): Connection | undefined {
  return world.connections.byId[connection ?? ''];
}

/** Handed in at a door for users, inside TLS, by somebody who had logged in. */
function isSubmitted(world: World, { hops: [first] }: Message): boolean {
  if (first?.host !== acme || first.user !== 'kim') return false;
  const { tls, to } = conversation(world, first) ?? {};
  return tls !== undefined && to !== undefined && doors.includes(to.port);
}

/** The servers on a letter's way to where it was delivered, the first one first; in a circle each counts once. */
function serversOnTheWay(message: Message, { host, queueId }: Pick<Outcome, 'host' | 'queueId'>): string[] {
  const hop = message.hops.find((one) => one.host === host && one.queueId === queueId);
  const original = message.outcomes.find((one) => one.as === queueId);
  const before = hop?.upstream ?? original;
  return [...new Set([...(before ? serversOnTheWay(message, before) : []), host])];
}

/** The longest way of a letter of the learner that was delivered. */
function longestWay(world: World): string[] {
  const ways = learnerMessages(world).flatMap((message) =>
    outcomes(message, { kind: 'delivered' }).map((outcome) => serversOnTheWay(message, outcome)),
  );
  return ways.reduce((longest, way) => (way.length > longest.length ? way : longest), []);
}

function wentInACircle(world: World): boolean {
  return learnerMessages(world).some((message) =>
    outcomes(message, { kind: 'bounced' }).some(({ status }) => status === '5.4.6'),
  );
}

/** How often a server had to keep a letter for a recipient, and whether it passed it on at last. */
interface Waiting {
  laters: number;
  passed: boolean;
}

/** Letters of the learner that had to wait somewhere, in the order in which they did so first. */
function waitings(world: World): Waiting[] {
  return learnerMessages(world).flatMap((message) => {
    const places = Map.groupBy(outcomes(message, { kind: 'deferred' }), ({ queueId, recipient }) =>
      [queueId, recipient.toLowerCase()].join(),
    );
    return [...places.values()].map((deferrals) => {
      const [first] = deferrals;
      const later = outcomes(message, { kind: 'relayed', host: first?.host, recipient: first?.recipient });
      return { laters: deferrals.length, passed: later.some(({ queueId }) => queueId === first?.queueId) };
    });
  });
}

/** The newest letter of the learner, there being others before it, was never put off. */
function passedAtOnce(world: World): boolean {
  const last = learnerMessages(world).at(-1);
  return (
    last !== undefined &&
    outcomes(last, { kind: 'deferred' }).length === 0 &&
    outcomes(last, { kind: 'relayed' }).some(({ nextHop }) => nextHop === globex)
  );
}

/** Where the newest letter of the learner waits to be tried again. */
function waitsAt(world: World): string | undefined {
  const last = learnerMessages(world).at(-1);
  const put = last?.outcomes.findLast(({ kind }) => kind === 'deferred');
  const isGone = last?.outcomes.some(({ kind, queueId }) => kind !== 'deferred' && queueId === put?.queueId);
  return isGone ? undefined : put?.host;
}

/** What Freemail found out about letters of the learner, oldest first. */
function verdicts(world: World): MailAuthentication[] {
  return learnerMessages(world)
    .flatMap(({ hops }) => hops)
    .filter(({ host }) => host === freemail)
    .flatMap(({ authentication }) => authentication ?? []);
}

function spfCarries({ spf }: MailAuthentication): boolean {
  return spf.result === 'pass' && spf.aligned;
}

function dkimCarries({ dkim }: MailAuthentication): boolean {
  return dkim.some(({ result, aligned }) => result === 'pass' && aligned);
}

/** The last change that the learner made at Initech's server, as `seq`. */
function changedAt(world: World): number {
  return world.config.changes.findLast(({ host, by }) => host === initech && by === 'learner')?.seq ?? 0;
}

/** Calls to Initech's server after its last change. */
function callsSinceChange(world: World): Connection[] {
  return connections(world, { to: initech }).filter(({ openedSeq }) => openedSeq > changedAt(world));
}

function decisionsSinceChange(world: World): Connection['decisions'] {
  return callsSinceChange(world).flatMap(({ decisions }) => decisions);
}

/** What makes a public server a good one, and whether it was seen after the last change. */
function signsOfSafety(world: World): [seen: boolean, words: string][] {
  const decided = decisionsSinceChange(world);
  const refusedBecause = (reason: string) =>
    decided.some(({ verdict, because }) => verdict === 'reject' && because.reason === reason);
  const keeps = decided.filter(({ verdict }) => verdict === 'local');
  return [
    [refusedBecause('relay-denied'), 'a letter to another domain refused'],
    [refusedBecause('user-unknown'), 'an unknown name refused at RCPT TO'],
    [keeps.some(({ reversePath }) => reversePath === ''), 'a notice accepted, MAIL FROM:<>'],
    [keeps.some(({ recipient }) => sameAddress(recipient, postmaster)), 'postmaster accepted'],
    [arrivedInsideTls(world), 'a letter through mail.acme.example in Nina’s mailbox, brought inside TLS'],
  ];
}

function arrivedInsideTls(world: World): boolean {
  return learnerMessages(world).some(
    (message) =>
      message.hops.some(({ host }) => host === acme) &&
      delivered(message, initech, nina) &&
      message.hops.some(
        (hop) => hop.host === initech && hop.seq > changedAt(world) && conversation(world, hop)?.tls !== undefined,
      ),
  );
}

export default defineLesson({
  title: 'Your own post office',
  audience: 'Everyone.',
  minutes: 25,
  after: ['local-or-relay', 'retries-and-greylisting', 'dmarc'],
  elsewhere: ['nobody@initech.example'],
  summary: 'Five missions in a world where everything may be changed, in any order, each by whatever way you find.',
  steps: [
    {
      id: 'program',
      text: 'Let a program hand in a letter for **ann@globex.example** at **mail.acme.example**, port **465** or **587**: inside TLS, logged in as **kim** with the password **sardine**. Ann must get it.',
      done: 'A program handed a letter in, with TLS and a login, and Ann has it.',
      hints: [
        'The real programs that speak SMTP want three things of you: the port, how TLS begins there, and the login.',
        'Type `swaks --server mail.acme.example --port 587 --tls --auth-user kim --auth-password sardine --from kim@acme.example --to ann@globex.example`. With `npm run sandbox -- free-play` your own Python or Node program does.',
      ],
      reached: (world) =>
        learnerMessages(world).some((message) => isSubmitted(world, message) && delivered(message, globex, ann)),
      instead: (world) => {
        const last = learnerMessages(world).at(-1);
        const [first] = last?.hops ?? [];
        if (!last || !first) return undefined;
        if (isSubmitted(world, last)) {
          const isForAnn = first.envelope.recipients.some((one) => sameAddress(one, ann));
          return isForAnn ? undefined : 'Port, TLS and login were right. Now one for ann@globex.example.';
        }
        if (first.host !== acme) return `${first.host} took that letter; programs hand in at their own server.`;
        const call = conversation(world, first);
        if (call && !doors.includes(call.to.port)) {
          return `It came in at port ${call.to.port}, where the address of your office is trusted. Elsewhere only 465 and 587 will do.`;
        }
        return undefined;
      },
    },
    {
      id: 'five-servers',
      text: 'Make a letter of yours pass **five different servers** before it lies in a mailbox.',
      done: 'Five servers, each with a Received line of its own.',
      hints: [
        'Each server decides alone whom to hand it to: relayhost for everything, transport_maps for one domain.',
        'On gw.acme.example `transport_maps = globex.example smtp:[mx3.globex.example]`; on mx3.globex.example the same with mx2.globex.example. Then write to ann@globex.example.',
      ],
      reached: (world) => longestWay(world).length >= fiveServers,
      instead: (world) => {
        const way = longestWay(world);
        if (wentInACircle(world) && way.length < fiveServers) {
          return 'A letter went in a circle until its Received lines were too many: 5.4.6, and back to its sender.';
        }
        return way.length > 1 ? `The longest way so far has ${way.length} servers: ${way.join(', ')}.` : undefined;
      },
    },
    {
      id: 'twice-later',
      text: 'Make a letter of yours wait **exactly twice**: one server hears “later” two times, and gets through at the third try.',
      done: 'Later, later, and 250 at the third try.',
      hints: [
        'Who says “later” for a given time? And when does a queue try again?',
        "On mx.globex.example `postconf -e 'lab_greylist_delay = 600s'`; the queue tries after 5 and after 15 minutes. Write to ann@globex.example and put the clock forward in Queues.",
      ],
      reached: (world) => waitings(world).some(({ laters, passed }) => laters === 2 && passed),
      instead: (world) => {
        const last = waitings(world).at(-1);
        if (!last) return undefined;
        if (last.passed && passedAtOnce(world)) {
          return 'The newest letter passed at once: this server, sender and recipient are known by now. Write from or to somebody else.';
        }
        if (!last.passed && last.laters > 2)
          return `That letter has heard “later” ${last.laters} times: once too often.`;
        if (!last.passed)
          return `One server has heard “later” for it ${last.laters === 1 ? 'once' : 'twice'}. Let time pass.`;
        return last.laters === 1
          ? 'It waited once and passed at its second try. The receiver must say “later” for longer, and to somebody whom it does not know yet.'
          : `It waited ${last.laters} times, then passed. Exactly two are wanted.`;
      },
    },
    {
      id: 'dmarc-without-spf',
      text: 'Get a letter of yours to **mx.freemail.example** that passes **DMARC** there although **SPF** does not.',
      done: 'SPF could not vouch for it; the seal did, and DMARC passed.',
      hints: [
        'DMARC wants one aligned pass of two. Which of them survives a forwarder? Dave at Globex forwards to Zoe.',
        'On mail.acme.example `postconf -e \'lab_dkim_sign = acme.example:s1\'`; in DNS add `_dmarc.acme.example TXT "v=DMARC1; p=reject"`; write to dave@globex.example.',
      ],
      reached: (world) =>
        verdicts(world).some((one) => one.dmarc.result === 'pass' && !spfCarries(one) && dkimCarries(one)),
      instead: (world) => {
        const where = waitsAt(world);
        if (where)
          return `The newest letter waits at ${where}, because the next server says “later”. Take that back, or let time pass.`;
        const last = verdicts(world).at(-1);
        if (!last) return undefined;
        if (last.dmarc.result === 'none')
          return `Nobody asks for DMARC: ${last.dmarc.fromDomain} has no record for it.`;
        if (spfCarries(last))
          return 'SPF passed, for the letter came from an address that may send. Let somebody forward it.';
        return last.dkim.length === 0
          ? 'It came without a signature, so nothing vouched for it.'
          : 'Its signature did not pass either, or is not of the domain in From.';
      },
    },
    {
      id: 'safe-server',
      text: 'Make **mx.initech.example** a good public server. Show, after your last change: mail to other domains and unknown names refused; `MAIL FROM:<>` and **postmaster@initech.example** accepted; a letter through **mail.acme.example** to **nina@initech.example** delivered inside TLS.',
      done: 'Refuses what is not its business, takes what it must, and Nina still gets her mail.',
      hints: [
        'Look at its configuration: each line beyond mydestination is a mistake, and one line is missing.',
        'There: `mynetworks = 127.0.0.0/8`, `lab_accept_then_bounce = no`, `smtpd_sender_restrictions =`, `smtpd_tls_security_level = may`. Then `telnet mx.initech.example 25`: `EHLO`, `MAIL FROM:<>`, and `RCPT TO:<…>` for ann@globex.example, a name that is not there, and the postmaster. Last, write to Nina.',
      ],
      reached: (world) => changedAt(world) > 0 && signsOfSafety(world).every(([seen]) => seen),
      instead: (world) => {
        const missing = signsOfSafety(world).flatMap(([seen, words]) => (seen ? [] : [words]));
        return changedAt(world) > 0 && callsSinceChange(world).length > 0
          ? `Not seen since your last change: ${missing.join('; ')}.`
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'how-many-laters',
      kind: 'choice',
      text: 'Globex puts first contacts off for ten minutes. A queue tries at once, after 5 minutes, and after 15. How often does it hear “later”?',
      choices: [
        { id: 'once', label: 'Once', feedback: 'At the second try only five of the ten minutes are over.' },
        { id: 'twice', label: 'Twice' },
        {
          id: 'thrice',
          label: 'Three times',
          feedback: 'At the third try fifteen minutes are over: more than asked for.',
        },
      ],
      right: ['twice'],
      explanation:
        'The receiver names the shortest wait, the queue its own pauses. What happens follows from both, and from nothing else.',
      provenBy: 'twice-later',
    },
    {
      id: 'what-survives',
      kind: 'choice',
      text: 'Kim’s signed letter goes to Dave, whose server forwards it to Zoe as it came. What will Freemail find?',
      choices: [
        {
          id: 'spf',
          label: 'SPF passes, DKIM fails',
          feedback: 'The forwarder calls from its own address, which Acme’s record does not name.',
        },
        { id: 'dkim', label: 'SPF fails, DKIM passes' },
        {
          id: 'neither',
          label: 'Both fail',
          feedback: 'A seal breaks when something under it changes. This forwarder changes nothing.',
        },
      ],
      right: ['dkim'],
      explanation: 'SPF looks at who calls, DKIM at what is in the letter. A forwarder changes the first only.',
      provenBy: 'dmarc-without-spf',
    },
    {
      id: 'must-not',
      kind: 'several',
      text: 'Which of these must a public MX **not** do? Choose all.',
      choices: [
        { id: 'null', label: 'Refuse MAIL FROM:<>' },
        { id: 'relay', label: 'Refuse mail for other domains' },
        { id: 'tls', label: 'Demand TLS of everybody' },
        { id: 'unknown', label: 'Refuse unknown names at RCPT TO' },
        { id: 'postmaster', label: 'Refuse postmaster' },
      ],
      right: ['null', 'tls', 'postmaster'],
      explanation:
        'Notices come with <>, problems are told to postmaster (RFC 5321 §4.5.1), and RFC 3207 §4 forbids to demand TLS of all the world. The other two are what makes a server safe.',
    },
    {
      id: 'lab-values',
      kind: 'choice',
      text: 'Which line of this world would you not copy to a real server?',
      choices: [
        {
          id: 'networks',
          label: 'mynetworks = 127.0.0.0/8',
          feedback: 'That is a good value: only the machine itself is trusted.',
        },
        { id: 'hops', label: 'hopcount_limit = 15' },
        {
          id: 'tls',
          label: 'smtpd_tls_security_level = may',
          feedback: 'On port 25 that is right: offer TLS, and do not demand it.',
        },
      ],
      right: ['hops'],
      explanation:
        'It is small so that you see a circle at once; long ways through filters would be cut. Everything that begins with lab_, and every short time here, is a tool of this sandbox.',
    },
  ],
  coach: [
    {
      id: 'tls-at-once',
      say: 'Port 465 is TLS from the first octet: --tls-on-connect, SMTP_SSL in Python, secure: true in Nodemailer.',
      notices: (event, world) => brokeOff(event, world)?.to.port === 465 && isOpen(world, 'program'),
      afterQuiet: {
        ms: 10_000,
        when: (world) =>
          isOpen(world, 'program') &&
          connections(world, { to: acme, driver: 'learner' }).some(
            ({ to, state, bytes }) => to.port === 465 && state === 'open' && bytes.length === 0,
          ),
      },
    },
    {
      id: 'tls-on-request',
      say: 'Port 587 begins in the clear and changes by STARTTLS: --tls, starttls() in Python, secure: false in Nodemailer.',
      notices: (event, world) => brokeOff(event, world)?.to.port === 587 && isOpen(world, 'program'),
    },
    {
      id: 'forged-stamps',
      say: 'Received lines that you write yourself are no servers. What counts is who really took the letter.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        event.host === acme &&
        receivedLines(event.raw) > 2 &&
        isOpen(world, 'five-servers'),
    },
    {
      id: 'circle',
      say: 'Two servers hand it to each other. Each transport must lead nearer to the mailbox, and the last server must keep it.',
      notices: (event) =>
        (event.type === 'message.bounced' && event.status === '5.4.6') ||
        (event.type === 'smtp.reply' && event.because.reason === 'too-many-hops'),
    },
    {
      id: 'third-later',
      say: 'That was the third “later”. Count from both ends: how long the receiver wants to wait, and when the queue tries.',
      notices: (event, world) =>
        event.type === 'message.deferred' && event.attempts === 3 && isOpen(world, 'twice-later'),
    },
    {
      id: 'changed-on-the-way',
      say: 'The seal broke as well: something changed the letter on its way. Forward it as it is, without a footer.',
      notices: (event) =>
        event.type === 'mail.authenticated' &&
        event.host === freemail &&
        event.result.dkim.some(({ result, bodyHashMatches }) => result === 'fail' && bodyHashMatches === false),
    },
    {
      id: 'refuses-notices',
      say: 'MAIL FROM:<> was refused: this server would never hear that its own letters did not arrive. RFC 5321 wants it accepted.',
      notices: (event) =>
        event.type === 'policy.decided' &&
        event.host === initech &&
        event.verdict === 'reject' &&
        event.reversePath === '' &&
        event.because.reason === 'sender-refused',
    },
    {
      id: 'demands-tls',
      say: 'Now whoever cannot encrypt is shut out. A public server offers TLS and does not demand it: may, not encrypt.',
      notices: (event) => event.type === 'smtp.reply' && event.host === initech && event.because.reason === 'tls-first',
    },
  ],
});

/** A call of the learner to a door for users that ended with this fact, because one side waited for TLS and the other did not. */
function brokeOff(event: SandboxEvent, world: World): Connection | undefined {
  if (event.type !== 'connection.closed' && event.type !== 'tls.failed') return undefined;
  const call = world.connections.byId[event.connection];
  if (call?.driver !== 'learner' || call.to.host !== acme || call.tls) return undefined;
  const beganTls = call.bytes.some(({ by, data }) => by === 'client' && data.startsWith('\x16'));
  const wasSilent = call.exchanges.length === 0 && !beganTls;
  return (call.to.port === 465 && wasSilent) || (call.to.port === 587 && beganTls) ? call : undefined;
}

function receivedLines(raw: string): number {
  const [header = ''] = raw.split('\r\n\r\n', 1);
  return header.split('\r\n').filter((line) => /^Received:/i.test(line)).length;
}
