import { headerFields, headerValue } from '#protocol/header-section.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { Message } from '#protocol/projections/messages.ts';
import {
  answeredRightly,
  delivered,
  isAt,
  learnerMessages,
  outcomes,
  reachedAt,
  sameAddress,
  sentIn,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const globex = 'mx.globex.example';
const acme = 'mail.acme.example';
const ann = 'ann@globex.example';
const dave = 'dave@globex.example';
const bounces = 'bounces@acme.example';
const ours = 'acme.example';

/** The letter as it was when the last server took it, in octets. */
function letterOf({ hops }: Message): string {
  return hops.at(-1)?.raw ?? '';
}

/** What stands in a field of the letter's header; undefined when the letter has no such field. */
function field(message: Message, name: string): string | undefined {
  return headerValue(headerFields(letterOf(message)), name);
}

function addressesIn(text: string): string[] {
  return text.toLowerCase().match(/[^\s<>()[\],;:"']+@[^\s<>()[\],;:"']+/g) ?? [];
}

/** Whom the letter's own lines name, in whatever field: what every reader can see. */
function isNamedInside(message: Message, address: string): boolean {
  return headerFields(letterOf(message)).some(({ value }) => addressesIn(value).includes(address));
}

/** Return address on the envelope that the learner wrote. */
function reversePath({ hops }: Message): string {
  return hops[0]?.envelope.reversePath ?? '';
}

/** Letters of the learner that Ann has got, oldest first. */
function lettersForAnn(world: World): Message[] {
  return learnerMessages(world).filter((message) => delivered(message, globex, ann));
}

/** The newest letter that Ann got since this step was reached. */
function newestForAnn(world: World, since: string | undefined): Message | undefined {
  const from = since === undefined ? 0 : (reachedAt(world, since) ?? Number.POSITIVE_INFINITY);
  return lettersForAnn(world).findLast(({ hops }) => (hops[0]?.seq ?? 0) > from);
}

function namesSomebodyElse(message: Message): boolean {
  const to = field(message, 'to');
  return to !== undefined && to !== '' && !addressesIn(to).includes(ann);
}

/** The author of From, as the reader sees him; empty when the letter does not say. */
function author(message: Message): string {
  return addressesIn(field(message, 'from') ?? '')[0] ?? '';
}

function hasTwoSenders(message: Message): boolean {
  return reversePath(message) !== '' && author(message) !== '' && !sameAddress(reversePath(message), author(message));
}

function isBlindCopy(message: Message): boolean {
  return delivered(message, globex, dave) && !isNamedInside(message, dave);
}

function isFromElsewhere(message: Message): boolean {
  const from = author(message);
  return from !== '' && from.split('@')[1] !== ours;
}

/** Letters of which the learner saw the Return-Path, oldest first. */
function lettersSeen(world: World): Message[] {
  return views(world, { mailbox: ann }).flatMap(({ view, message }) =>
    ['message', 'source', 'headers', 'envelope'].includes(view)
      ? lettersForAnn(world).filter(({ id }) => id === message)
      : [],
  );
}

/** From `bounces` outside, from somebody else inside. */
function isFromBounces(message: Message): boolean {
  return hasTwoSenders(message) && sameAddress(reversePath(message), bounces);
}

/** Notices about letters of the learner, with the mailbox into which each was filed. */
function notices(world: World): { of: Message; notice: Message; mailbox: string }[] {
  return world.messages.order.flatMap((id) => {
    const notice = world.messages.byId[id];
    const of = learnerMessages(world).find(({ hops }) => hops.some(({ queueId }) => queueId === notice?.notice?.of));
    if (!notice || !of) return [];
    return outcomes(notice, { kind: 'delivered', host: acme }).map(({ detail }) => ({ of, notice, mailbox: detail }));
  });
}

/** It was written with another author inside, and it came back to the address outside. */
function cameBackToEnvelope({ of, mailbox }: ReturnType<typeof notices>[number]): boolean {
  return sameAddress(mailbox, bounces) && isFromBounces(of);
}

export default defineLesson({
  title: 'The envelope and the letter',
  audience: 'Everyone.',
  minutes: 20,
  after: ['first-conversation'],
  summary:
    'Two senders, two recipients, and nothing that compares them: Bcc, bounces and letters from the boss explained.',
  steps: [
    {
      id: 'other-name',
      text: 'Through **mx.globex.example**, port **25**, deliver a letter to **ann@globex.example** whose `To:` line names somebody else, `everybody@globex.example` for instance.',
      done: 'Ann got a letter that names somebody else: RCPT TO decides.',
      hints: [
        'Ann stands in RCPT TO. The To: line is part of the letter, after DATA; write there whom you like.',
        'RCPT TO:<ann@globex.example>, DATA, then the line `To: everybody@globex.example`, a subject, an empty line, a text, a dot.',
      ],
      reached: (world) => lettersForAnn(world).some(namesSomebodyElse),
      instead: (world) => {
        const newest = newestForAnn(world, undefined);
        if (!newest) return undefined;
        return field(newest, 'to')
          ? 'Ann got a letter whose To: line names her; this step wants another name there.'
          : 'Ann got a letter without a To: line; this step wants one that names somebody else.';
      },
    },
    {
      id: 'two-senders',
      text: 'Send **ann@globex.example** a letter with two senders: `MAIL FROM:<bounces@acme.example>` on the envelope, `From: News <news@acme.example>` inside.',
      done: 'One sender outside, another inside; no server compared them.',
      hints: [
        'MAIL FROM is said before DATA, From: is written after it.',
        'Type `MAIL FROM:<bounces@acme.example>`, and after DATA `From: News <news@acme.example>`.',
      ],
      reached: (world) => lettersForAnn(world).some(hasTwoSenders),
      instead: (world) => {
        const newest = newestForAnn(world, 'other-name');
        if (!newest) return undefined;
        if (author(newest) === '') return 'Your letter has no From: line with an address; this step wants one.';
        return `Envelope and letter both name ${author(newest)} as the sender; this step wants two different ones.`;
      },
    },
    {
      id: 'blind-copy',
      text: 'Send **one** letter to **ann@globex.example** and, unseen, to **dave@globex.example**: both on the envelope, Dave nowhere inside.',
      done: 'Dave got a blind copy: on the envelope, in no line of the letter.',
      hints: [
        'One envelope may have several recipients. Who stands in the letter is another matter.',
        'RCPT TO:<ann@globex.example>, RCPT TO:<dave@globex.example>, then DATA with `To: Ann <ann@globex.example>`.',
      ],
      reached: (world) => lettersForAnn(world).some(isBlindCopy),
      instead: (world) => {
        const newest = learnerMessages(world).findLast((message) => delivered(message, globex, dave));
        if (!newest) return undefined;
        if (!delivered(newest, globex, ann))
          return 'Dave got a letter of his own; this step wants one letter for both.';
        return isNamedInside(newest, dave)
          ? 'Both got it, but the letter names Dave, so Ann can read it. This step wants him on the envelope only.'
          : undefined;
      },
    },
    {
      id: 'leak',
      text: 'Now make the classic mistake: send **ann@globex.example** a letter, straight to **mx.globex.example**, that has the line `Bcc: dave@globex.example` in it.',
      done: 'Ann can read the Bcc line: nobody on the way took it out.',
      hints: [
        'Bcc: is a line like From: and To:. What if the program that should delete it forgets to?',
        'After DATA, write `Bcc: dave@globex.example` among the other header lines.',
      ],
      reached: (world) => lettersForAnn(world).some((message) => field(message, 'bcc') !== undefined),
      instead: (world) => {
        const newest = newestForAnn(world, 'blind-copy');
        if (!newest) return undefined;
        return newest.hops.some(({ host, connection }) => host === acme && /^bcc:/im.test(sentIn(world, connection)))
          ? `${acme} took your Bcc line out before it passed the letter on; this step wants it handed straight to ${globex}.`
          : 'Ann got a letter without a Bcc line in its header; this step wants one in it.';
      },
    },
    {
      id: 'boss',
      text: 'Write as the boss: send **ann@globex.example** a letter with `From: CEO <ceo@globex.example>`.',
      done: 'Ann has mail “from the boss”. Nothing in SMTP looked at the letterhead.',
      hints: [
        'The From: line is text like any other. You may leave the envelope as it is.',
        'After DATA, write `From: CEO <ceo@globex.example>`.',
      ],
      reached: (world) => lettersForAnn(world).some(isFromElsewhere),
      instead: (world) => {
        const newest = newestForAnn(world, 'leak');
        if (!newest) return undefined;
        return author(newest) === ''
          ? 'Your letter has no From: line with an address; this step wants one of somebody at globex.example.'
          : `Ann sees a letter from ${author(newest)}; this step wants somebody outside ${ours} in From:.`;
      },
    },
    {
      id: 'return-path',
      text: 'In the mailbox of **ann@globex.example** open the letter with the two senders (MAIL FROM:<bounces@acme.example>), look at its **Envelope** or **Source**, and answer below: where would a failure notice go?',
      done: 'Failure notices go to the envelope’s sender, which Return-Path keeps.',
      hints: [
        'The first line of the source was written by the last server. Which address did it take?',
        'Failure notices go to the envelope’s sender, here bounces@acme.example.',
      ],
      reached: (world) => lettersSeen(world).some(isFromBounces) && answeredRightly(world, 'bounce-target'),
      instead: (world) => {
        const seen = lettersSeen(world).at(-1);
        if (seen && !lettersSeen(world).some(isFromBounces)) {
          return `The letter that you opened came from ${reversePath(seen)}; this step wants the one from ${bounces}.`;
        }
        return answeredRightly(world, 'bounce-target')
          ? 'Your answer is right; now see it in the letter itself: open it in Ann’s mailbox.'
          : undefined;
      },
    },
    {
      id: 'comes-back',
      text: 'Prove it. Hand **mail.acme.example** a letter from **bounces@acme.example**, with `From: News <news@acme.example>` inside, for **nobody@globex.example**. Then open the notice in the mailbox where it arrives.',
      done: 'The notice came back to bounces@acme.example. News never heard of it.',
      hints: [
        'Acme’s server takes it, Globex’s refuses it, and Acme’s must tell somebody. It knows only the envelope.',
        "Type `swaks --server mail.acme.example --from bounces@acme.example --to nobody@globex.example --h-From 'News <news@acme.example>'`, then open bounces@acme.example in Mailboxes.",
      ],
      reached: (world) =>
        notices(world).some(
          (one) => cameBackToEnvelope(one) && views(world, { mailbox: bounces, message: one.notice.id }).length > 0,
        ),
      instead: (world) => {
        const newest = notices(world).at(-1);
        if (!newest) return undefined;
        if (!sameAddress(newest.mailbox, bounces)) {
          return `A notice went to ${newest.mailbox}, because that was your MAIL FROM; this step wants ${bounces} there.`;
        }
        return cameBackToEnvelope(newest)
          ? `The notice has arrived at ${bounces}; open it in Mailboxes.`
          : 'The notice came back, but your letter had the same sender inside and outside; write News into From:.';
      },
    },
  ],
  questions: [
    {
      id: 'who-gets-it',
      kind: 'choice',
      text: 'You say `RCPT TO:<ann@globex.example>`, and the letter says `To: everybody@globex.example`. Who gets it?',
      choices: [
        {
          id: 'everybody',
          label: 'everybody@globex.example',
          feedback: 'The server had stopped asking for recipients before it saw that line.',
        },
        { id: 'ann', label: 'Ann' },
        {
          id: 'nobody',
          label: 'Nobody: the server notices that they differ',
          feedback: 'It does not compare them. For the server the letter is text.',
        },
      ],
      right: ['ann'],
      explanation: 'RCPT TO decides. Post offices read the envelope; the To: line is for the reader.',
      provenBy: 'other-name',
    },
    {
      id: 'smtplib',
      kind: 'choice',
      text: 'A Python program calls `smtplib.sendmail(a, [b, c], message)`. The message has `To: d` and no other recipient. Who gets it?',
      choices: [
        { id: 'd', label: 'd', feedback: 'That is what the letter says. The list in the call becomes RCPT TO.' },
        { id: 'b-c', label: 'b and c' },
        { id: 'all', label: 'b, c and d', feedback: 'd stands in the letter only, and no server looks there.' },
      ],
      right: ['b-c'],
      explanation:
        'The list becomes RCPT TO, whatever the headers say. That is how a blind copy is sent, and how mailing lists work.',
    },
    {
      id: 'bcc-left-in',
      kind: 'choice',
      text: 'The letter has a `Bcc:` line that the sending program forgot. What does the receiving server do with it?',
      choices: [
        {
          id: 'removes',
          label: 'It takes the line out: that is what Bcc means',
          feedback: 'Some do, and it would be wrong to count on it. Look at what Ann got.',
        },
        { id: 'leaves', label: 'It leaves the letter as it is' },
        { id: 'refuses', label: 'It refuses the letter', feedback: 'There is nothing to refuse: the line is allowed.' },
      ],
      right: ['leaves'],
      explanation:
        'Taking Bcc out is the job of the program or server to which the author hands the letter. Those behind it leave the letter alone.',
      provenBy: 'leak',
    },
    {
      id: 'spf-looks-at',
      kind: 'choice',
      text: 'SPF is a check of the sender’s domain. Which sender does it look at?',
      choices: [
        {
          id: 'from',
          label: 'The one in From:',
          feedback: 'Many pages say so. SPF is over before the letter comes; DMARC is what looks at From:.',
        },
        { id: 'mail-from', label: 'The one in MAIL FROM (and the name in EHLO)' },
        { id: 'reply-to', label: 'The one in Reply-To:', feedback: 'No check looks there.' },
      ],
      right: ['mail-from'],
      explanation:
        'SPF knows the envelope and the greeting only. So it did not, and could not, stop your letter from the boss.',
    },
    {
      id: 'bounce-target',
      kind: 'choice',
      text: 'MAIL FROM:<bounces@acme.example>, From: news@acme.example. Where does a failure notice for that letter go?',
      choices: [
        {
          id: 'news',
          label: 'news@acme.example, the author',
          feedback: 'That is for people who answer. Notices follow the envelope.',
        },
        {
          id: 'reply-to',
          label: 'The address in Reply-To, if there is one',
          feedback: 'Reply-To is for the answers of people, too. Notices follow the envelope.',
        },
        { id: 'bounces', label: 'bounces@acme.example, the envelope’s sender' },
      ],
      right: ['bounces'],
      explanation:
        'Failure notices go to MAIL FROM. The last server keeps that address as Return-Path on top of the letter.',
    },
    {
      id: 'list-changes',
      kind: 'choice',
      text: 'A mailing list sends a member’s letter on to 300 people. Which address must it replace by its own?',
      choices: [
        {
          id: 'from',
          label: 'From:',
          feedback:
            'The author is still the author. Some lists change it today, because of DMARC; they need not by SMTP.',
        },
        { id: 'mail-from', label: 'The envelope’s sender' },
        { id: 'to', label: 'To:', feedback: 'The To: line can stay: it decides nothing.' },
      ],
      right: ['mail-from'],
      explanation: 'Otherwise the author would get the failure notices of 300 strangers. RFC 5321 §3.9.2.',
    },
  ],
  coach: [
    {
      id: 'change-the-letter',
      say: 'Post offices read the envelope only. Leave RCPT TO:<ann@globex.example>, and write the other name behind To:, after DATA.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.host === globex &&
        event.because.reason === 'user-unknown' &&
        isAt(world, undefined, 'other-name'),
    },
    {
      id: 'return-path-is-replaced',
      say: 'You typed a Return-Path: line. The last server writes that line itself, from MAIL FROM; yours was thrown away.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        event.upstream === undefined &&
        /^return-path:/im.test(sentIn(world, event.connection)),
    },
    {
      id: 'one-envelope',
      say: 'Dave got a letter of his own. One envelope with two RCPT TO is enough, and Ann’s copy tells nothing of it.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === globex &&
        isAt(world, 'two-senders', 'blind-copy') &&
        event.envelope.recipients.length === 1 &&
        event.envelope.recipients.every((one) => sameAddress(one, dave)),
    },
    {
      id: 'not-blind',
      say: 'The letter itself names Dave: that is a copy for all to see. Name him in RCPT TO and nowhere else.',
      notices: (event, world) =>
        event.type === 'message.delivered' &&
        isAt(world, 'two-senders', 'blind-copy') &&
        sameAddress(event.recipient, dave) &&
        learnerMessages(world).some((message) => message.id === event.message && isNamedInside(message, dave)),
    },
    {
      id: 'who-takes-bcc-out',
      say: 'Relays leave the letter alone. Taking Bcc out is the job of the mail program, or of the server where the author hands it in.',
      notices: (event, world) =>
        event.type === 'step.reached' &&
        event.step === 'leak' &&
        world.progress.answers['bcc-left-in']?.correct === false,
    },
    {
      id: 'envelope-is-not-letterhead',
      say: 'MAIL FROM is on the envelope, and the envelope is thrown away. What Ann sees is From:, after DATA.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === globex &&
        isAt(world, 'leak', 'boss') &&
        event.envelope.reversePath.toLowerCase().endsWith('@globex.example') &&
        learnerMessages(world).some((message) => message.id === event.message && !isFromElsewhere(message)),
    },
    {
      id: 'from-alone-is-enough',
      say: 'That works. From: alone would have been enough: nobody compares it with MAIL FROM.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === globex &&
        isAt(world, 'leak', 'boss') &&
        event.envelope.reversePath.toLowerCase().endsWith('@globex.example') &&
        learnerMessages(world).some((message) => message.id === event.message && isFromElsewhere(message)),
    },
    {
      id: 'notices-follow-the-envelope',
      say: 'Notices follow the envelope, which Return-Path keeps. From: and Reply-To: are for people who answer.',
      notices: (event) => event.type === 'answer.given' && event.question === 'bounce-target' && !event.correct,
    },
    {
      id: 'nobody-to-write-a-notice',
      say: 'Globex’s server refused you yourself, so there is nothing to send back. Hand the letter to mail.acme.example: it must then tell somebody.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.host === globex &&
        event.because.reason === 'user-unknown' &&
        world.connections.byId[event.connection]?.driver === 'learner' &&
        isAt(world, 'return-path', 'comes-back'),
    },
  ],
  elsewhere: ['everybody@globex.example', 'ceo@globex.example', 'nobody@globex.example'],
});
