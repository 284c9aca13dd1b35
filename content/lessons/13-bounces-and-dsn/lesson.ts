import { defineLesson } from '#protocol/lesson.ts';
import type { Message } from '#protocol/projections/messages.ts';
import {
  answeredRightly,
  decisions,
  delivered,
  learnerMessages,
  outcomes,
  reachedAt,
  sameAddress,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const initech = 'mx.initech.example';
const kim = 'kim@acme.example';
const ann = 'ann@globex.example';
const carol = 'carol@globex.example';

type Action = NonNullable<Message['notice']>['action'];

/** Notices that lie in Kim's mailbox: those that a host wrote about a letter. */
function noticesAbout(world: World, letter: Message, host: string, action: Action): Message[] {
  const names = letter.hops.filter((hop) => hop.host === host).map(({ queueId }) => queueId);
  return Object.values(world.messages.byId).filter(
    (message) =>
      message.notice?.action === action &&
      message.hops[0]?.host === host &&
      names.includes(message.notice.of) &&
      delivered(message, acme, kim),
  );
}

function writtenTo(message: Message, recipient: string): boolean {
  return (message.hops[0]?.envelope.recipients ?? []).some((one) =>
    recipient.startsWith('@') ? one.toLowerCase().endsWith(recipient) : sameAddress(one, recipient),
  );
}

function lettersTo(world: World, recipient: string): Message[] {
  return learnerMessages(world).filter((message) => writtenTo(message, recipient));
}

/** Notices of failure that this host wrote about letters of the learner to a domain. */
function failuresBy(world: World, host: string, domain: string): Message[] {
  return lettersTo(world, `@${domain}`).flatMap((letter) => noticesAbout(world, letter, host, 'failed'));
}

/** Nobody there, said Globex, and Acme's server wrote it to Kim. */
function unknownAtGlobex(world: World): Message[] {
  return lettersTo(world, '@globex.example')
    .filter((letter) => outcomes(letter, { kind: 'bounced', host: acme }).some(({ status }) => status === '5.1.1'))
    .flatMap((letter) => noticesAbout(world, letter, acme, 'failed'));
}

/** Ways to look at a notice that show its parts or its envelope. */
const closeLooks = ['source', 'parts', 'envelope', 'headers'];

function lookedAt(world: World, notices: Message[], since = 0): boolean {
  return views(world, { mailbox: kim }).some(
    ({ view, message, seq }) => seq > since && closeLooks.includes(view) && notices.some(({ id }) => id === message),
  );
}

/** The learner asked the receiver himself, and heard the no while he was connected. */
function refusedBeforeYourEyes(world: World, recipient: string): boolean {
  return (['reject', 'defer'] as const).some((verdict) => decisions(world, { by: globex, recipient, verdict })[0]);
}

export default defineLesson({
  title: 'Return to sender',
  audience: 'Everyone; for senders of newsletters the core lesson.',
  minutes: 18,
  after: ['hop-by-hop'],
  summary:
    'Cause a rejection, a bounce and a delay, read the notices that come back, clean a list by them, and ask for a receipt.',
  steps: [
    {
      id: 'unknown-user',
      text: 'Send to **nobody@globex.example**, whom nobody there knows, through **mail.acme.example**. Open the notice in **kim@acme.example**’s mailbox, and answer below who wrote it.',
      done: 'mx.globex.example only said 550 5.1.1; the notice was written by mail.acme.example.',
      hints: [
        'Send it, then open the newest letter in Kim’s mailbox. Its machine part names a Reporting-MTA.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to nobody@globex.example`; the answer is mail.acme.example.',
      ],
      reached: (world) => unknownAtGlobex(world).length > 0 && answeredRightly(world, 'writer'),
      instead: (world) => {
        if (unknownAtGlobex(world).length > 0) return 'The notice is in Kim’s mailbox. Who wrote it? Answer below.';
        if (refusedBeforeYourEyes(world, '@globex.example')) {
          return `${globex} refused the recipient while you were connected: nobody took the letter, so nobody writes a notice.`;
        }
        const last = lettersTo(world, '@globex.example').at(-1);
        const failure = last && outcomes(last, { kind: 'bounced' }).at(-1);
        if (failure && failure.status !== '5.1.1')
          return `That letter came back with ${failure.status}; this step wants 5.1.1, an address that nobody has.`;
        const arrival = last && outcomes(last, { kind: 'delivered' }).at(-1);
        return (
          arrival && `${arrival.recipient} exists, and has the letter; this step wants an address that nobody has.`
        );
      },
    },
    {
      id: 'second-thoughts',
      text: 'Now to somebody unknown at the other company: **ghost@initech.example**, through **mail.acme.example**.',
      done: 'mx.initech.example said 250, changed its mind, and had to write the notice itself.',
      hints: [
        'The same command, another recipient. Then look at who wrote the new notice.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to ghost@initech.example`.',
      ],
      reached: (world) => failuresBy(world, initech, 'initech.example').length > 0,
      instead: (world) => {
        const last = lettersTo(world, '@initech.example').at(-1);
        const arrival = last && outcomes(last, { kind: 'delivered', host: initech }).at(-1);
        return (
          arrival && `${arrival.recipient} exists, and has the letter; this step wants an address that nobody has.`
        );
      },
    },
    {
      id: 'read',
      text: 'Look closely at both notices in Kim’s mailbox (**Parts**, **Source** or **Envelope**): find Status, Diagnostic-Code and Return-Path, and answer below.',
      done: 'Three parts: for people, for machines, and the letter’s header; and an empty sender.',
      hints: [
        'Who is the sender of the envelope? That stands in Return-Path, not in From.',
        'Open each notice and its tab Source, or type `mail 1` and `mail 2`: the first line is `Return-Path: <>`.',
      ],
      reached: (world) =>
        lookedAt(world, unknownAtGlobex(world)) &&
        lookedAt(world, failuresBy(world, initech, 'initech.example')) &&
        answeredRightly(world, 'dsn-sender'),
      instead: (world) => {
        const both = [unknownAtGlobex(world), failuresBy(world, initech, 'initech.example')];
        const seen = both.map((notices) => lookedAt(world, notices));
        const since = reachedAt(world, 'second-thoughts');
        if (seen[0] === seen[1] || !lookedAt(world, both.flat(), since)) return undefined;
        return `You have looked at the notice of ${seen[0] ? acme : initech}; the other one is of ${seen[0] ? initech : acme}.`;
      },
    },
    {
      id: 'delayed',
      text: 'The mailbox of **carol@globex.example** is full. Send her a letter through **mail.acme.example**, look at the queue, and skip ahead on the clock until Kim is told of the delay.',
      done: '452 4.2.2: not now. After four hours Kim got a notice: delayed, still being tried.',
      hints: [
        'The letter waits at mail.acme.example, and is tried again and again. Kim hears of it after four hours: skip some more than that.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to carol@globex.example`, then skip six hours with the clock in Queues.',
      ],
      reached: (world) =>
        lettersTo(world, carol).some((letter) => noticesAbout(world, letter, acme, 'delayed').length > 0),
      instead: (world) => {
        const waiting = lettersTo(world, carol).findLast(
          (letter) => outcomes(letter, { kind: 'deferred', host: acme })[0],
        );
        if (!waiting) {
          return refusedBeforeYourEyes(world, carol)
            ? `${globex} refused Carol while you were connected; this step wants ${acme} to keep the letter.`
            : undefined;
        }
        const attempts = outcomes(waiting, { kind: 'deferred', host: acme }).length;
        return attempts > 1 ? 'The letter is being tried again and again, and Kim knows nothing yet.' : undefined;
      },
    },
    {
      id: 'given-up',
      text: 'Carol does not tidy up. Skip ahead until **mail.acme.example** gives up.',
      done: 'After five days in the queue: action failed, and the letter is gone from it.',
      hints: [
        'maximal_queue_lifetime is five days here, as in most places.',
        'Skip five days with the clock in Queues, then look into Kim’s mailbox.',
      ],
      reached: (world) =>
        lettersTo(world, carol).some((letter) => noticesAbout(world, letter, acme, 'failed').length > 0),
      instead: (world) => {
        const since = reachedAt(world, 'delayed') ?? Number.POSITIVE_INFINITY;
        const isStillTried = lettersTo(world, carol).some(
          (letter) =>
            letter.hops.some(({ host, queueId }) => world.queues.byHost[host]?.[queueId] !== undefined) &&
            outcomes(letter, { kind: 'deferred', host: acme }).some(({ seq }) => seq > since),
        );
        return isStillTried
          ? 'The letter was tried again and is still in the queue: its five days are not over.'
          : undefined;
      },
    },
    {
      id: 'clean',
      text: 'Six letters of a newsletter came back. Which addresses leave the list? Answer below: **5.1.1**, **5.2.1**, **4.2.2**, **5.7.1**, **5.3.4**, **4.7.1**.',
      done: 'Only addresses that are dead leave the list: 5.1.1 and 5.2.1.',
      hints: [
        'Ask of each: is the address bad, is it full, is it the letter, or is it us?',
        '5.1.1 and 5.2.1 leave the list. 4.2.2 and 4.7.1 are for now; 5.7.1 is about us, 5.3.4 about the letter.',
      ],
      reached: (world) => answeredRightly(world, 'triage'),
    },
    {
      id: 'receipt',
      text: 'Ask for good news: talk to **mail.acme.example** by hand, and give `RCPT TO:<ann@globex.example>` the wish `NOTIFY=SUCCESS`.',
      done: 'mx.globex.example reported: delivered. A receipt of the mail system, not of Ann.',
      hints: [
        'EHLO lists DSN: so RCPT TO may carry wishes, behind the address.',
        'Type `telnet mail.acme.example 25`, EHLO, MAIL FROM, then `RCPT TO:<ann@globex.example> NOTIFY=SUCCESS,FAILURE`, DATA, a letter and a dot.',
      ],
      reached: (world) =>
        lettersTo(world, ann).some(
          (letter) =>
            noticesAbout(world, letter, globex, 'delivered').length > 0 ||
            noticesAbout(world, letter, acme, 'relayed').length > 0,
        ),
      instead: (world) => {
        const last = lettersTo(world, ann).at(-1);
        const { notify } = last?.hops[0]?.envelope.dsn?.recipients[ann] ?? {};
        if (last && !notify)
          return 'Ann has the letter, but its RCPT TO carried no wish: nobody reports a success unasked.';
        return last && !notify?.includes('SUCCESS')
          ? `Your wish was NOTIFY=${notify?.join(',')}; this step wants SUCCESS among them.`
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'writer',
      kind: 'choice',
      text: 'Who wrote the notice about nobody@globex.example?',
      choices: [
        {
          id: 'globex',
          label: 'mx.globex.example',
          feedback: 'It only said no, while it was asked. It never had the letter, so it had nothing to send back.',
        },
        { id: 'acme', label: 'mail.acme.example' },
        { id: 'ann', label: 'The postmaster of Globex', feedback: 'No person had anything to do with it.' },
      ],
      right: ['acme'],
      explanation:
        'mail.acme.example had said 250 to you, so it was responsible: it must deliver the letter, or tell you that it could not.',
    },
    {
      id: 'who-regrets',
      kind: 'choice',
      text: 'Initech’s server takes every letter with 250 and looks later whether there is such a mailbox. Who will write the notice about ghost@initech.example?',
      choices: [
        {
          id: 'acme',
          label: 'mail.acme.example again',
          feedback: 'It got a 250 after the dot: for it the letter is delivered, and forgotten.',
        },
        { id: 'initech', label: 'mx.initech.example' },
        { id: 'nobody', label: 'Nobody', feedback: 'Who says 250 must deliver, or report (RFC 5321 §6.1).' },
      ],
      right: ['initech'],
      explanation: 'Whoever said the last 250 has the letter, and the duty. Better is to refuse at once.',
      provenBy: 'second-thoughts',
    },
    {
      id: 'dsn-sender',
      kind: 'choice',
      text: 'What is the envelope sender of both notices?',
      choices: [
        {
          id: 'daemon',
          label: 'MAILER-DAEMON@…',
          feedback: 'That is what From says, the letterhead. The envelope sender stands in Return-Path.',
        },
        { id: 'empty', label: '<>, the empty one' },
        { id: 'kim', label: 'kim@acme.example', feedback: 'She is the recipient now: her letter’s return address.' },
      ],
      right: ['empty'],
      explanation:
        'A notice has no return address, so nobody can answer it with another notice: no two servers can go on for ever (RFC 5321 §4.5.5).',
    },
    {
      id: 'first-hour',
      kind: 'choice',
      text: 'Carol’s mailbox is full: mx.globex.example will say 452 4.2.2. What does Kim hear in the first hour?',
      choices: [
        { id: 'nothing', label: 'Nothing' },
        {
          id: 'failed',
          label: 'A notice: failed',
          feedback: 'A 4 in front means: not now. The letter has not failed, it waits.',
        },
        {
          id: 'each-try',
          label: 'A notice for each attempt',
          feedback: 'There will be dozens of attempts. One warning is enough, and many servers send none.',
        },
      ],
      right: ['nothing'],
      explanation: 'A deferred letter is tried again quietly. This server warns after four hours (delay_warning_time).',
      provenBy: 'delayed',
    },
    {
      id: 'soft-and-hard',
      kind: 'choice',
      text: 'Marketing tools speak of soft and hard bounces. Are these words of SMTP?',
      choices: [
        {
          id: 'yes',
          label: 'Yes: 4yz is soft, 5yz is hard',
          feedback: 'Near, but not the same: Carol’s letter began as 4yz and ended as a failure. Which one is it?',
        },
        { id: 'no', label: 'No: SMTP knows 4yz and 5yz, soft and hard are each tool’s own rules' },
      ],
      right: ['no'],
      explanation:
        'A 5.7.1 is permanent for this letter, and says nothing against the address. Read the code, not the label.',
    },
    {
      id: 'triage',
      kind: 'several',
      text: 'Which of these addresses do you take off the list?',
      choices: [
        { id: 'unknown', label: '550 5.1.1 User unknown' },
        { id: 'disabled', label: '550 5.2.1 Mailbox disabled' },
        {
          id: 'full',
          label: '452 4.2.2 Mailbox full',
          feedback: 'A full mailbox may be empty tomorrow. Keep it and count: full for weeks is as good as dead.',
        },
        {
          id: 'blocked',
          label: '554 5.7.1 Client host blocked',
          feedback: 'That is about your server. The address may be the best of your list; mend your sending.',
        },
        {
          id: 'too-big',
          label: '552 5.3.4 Message size exceeds fixed limit',
          feedback: 'The letter is too big, for anybody there.',
        },
        { id: 'greylisted', label: '451 4.7.1 Greylisted', feedback: 'Wait: your server comes again by itself.' },
      ],
      right: ['unknown', 'disabled'],
      explanation:
        'Both are about the address, and for good. All others are about now, about you, or about the letter.',
    },
    {
      id: 'statistics',
      kind: 'choice',
      text: 'For ghost@initech.example there came a 250 first and a notice later. What did a sender’s statistics say in between?',
      choices: [
        { id: 'delivered', label: 'Delivered: it must be taken back' },
        {
          id: 'bounced',
          label: 'Bounced',
          feedback: 'Nobody knew yet. A 250 after the dot is what “delivered” means in every report.',
        },
        {
          id: 'inbox',
          label: 'In the inbox',
          feedback: 'A 250 never says where a letter was filed, nor here that there is a mailbox.',
        },
      ],
      right: ['delivered'],
      explanation: '“Delivered” means that the receiving server said 250. Whoever counts must read later notices, too.',
    },
  ],
  coach: [
    {
      id: 'globex-only-said-no',
      say: 'Globex only said no. Look for Reporting-MTA in the notice: that is who wrote it.',
      notices: (event) => event.type === 'answer.given' && event.question === 'writer' && !event.correct,
    },
    {
      id: 'refused-at-the-counter',
      say: 'You asked the receiver yourself, and got the no at the counter. Hand the letter to mail.acme.example: then somebody else has to tell you.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.host === globex &&
        (event.verdict === 'reject' || event.verdict === 'defer') &&
        world.connections.byId[event.connection]?.driver === 'learner',
    },
    {
      id: 'from-is-letterhead',
      say: 'From is the letterhead, and MAILER-DAEMON stands only there. Look at Return-Path, the first line of the source.',
      notices: (event) => event.type === 'answer.given' && event.question === 'dsn-sender' && !event.correct,
    },
    {
      id: 'already-being-tried',
      say: 'That makes a second letter in the queue: the first is being tried again anyway, and Carol will get both.',
      notices: (event, world) =>
        event.type === 'message.deferred' &&
        event.host === acme &&
        event.attempts === 1 &&
        sameAddress(event.recipient, carol) &&
        lettersTo(world, carol).length > 1,
    },
    {
      id: 'full-is-not-dead',
      say: 'Look at the first digit and the subject of each code: is it about the address, and is it for good?',
      notices: (event) => event.type === 'answer.given' && event.question === 'triage' && !event.correct,
    },
    {
      id: 'not-a-read-receipt',
      say: 'That field asks Ann’s mail program whether she has read it (an MDN): it may, and mostly will not, answer. Ask the servers instead: NOTIFY behind RCPT TO.',
      notices: (event) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        /^disposition-notification-to:/im.test(event.raw.split('\r\n\r\n', 1)[0] ?? ''),
    },
  ],
  elsewhere: ['nobody@globex.example', 'ghost@initech.example'],
});
