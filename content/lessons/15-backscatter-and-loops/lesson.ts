import { defineLesson } from '#protocol/lesson.ts';
import type { Hop, Message } from '#protocol/projections/messages.ts';
import {
  connections,
  delivered,
  isAt,
  isOpen,
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
const nina = 'nina@initech.example';
const dave = 'dave@globex.example';

/** So many of a round's letters are enough to see it. */
const flood = 10;
/** Restriction lists in which a rule about senders may stand. */
const lists = ['client', 'sender', 'relay', 'recipient'].map((name) => `smtpd_${name}_restrictions`);

function setting(world: World, host: string, parameter: string): string {
  return world.config.current[host]?.[parameter] ?? '';
}

function changedAt(world: World, host: string, parameter: string): number | undefined {
  return world.config.changes.findLast((change) => change.host === host && change.parameter === parameter)?.seq;
}

/** A restriction list of the host says no to senders that look like this. */
function refusesSender(world: World, host: string, sender: RegExp): boolean {
  return lists.some((list) => sender.test(setting(world, host, list)));
}

function takenAt({ hops: [first] }: Message): number {
  return first?.seq ?? 0;
}

/** Notices of failure that a host wrote about letters of that origin. */
function noticesBy(world: World, host: string, origin: Message['origin']): Message[] {
  const all = Object.values(world.messages.byId);
  const about = new Set(all.flatMap((one) => (one.origin === origin ? one.hops.map(({ queueId }) => queueId) : [])));
  return all.filter(
    ({ notice, hops: [first] }) => notice?.action === 'failed' && first?.host === host && about.has(notice.of),
  );
}

function lettersTo(world: World, recipient: string): Message[] {
  return learnerMessages(world).filter(({ hops: [first] }) =>
    first?.envelope.recipients.some((one) =>
      recipient.startsWith('@') ? one.toLowerCase().endsWith(recipient) : sameAddress(one, recipient),
    ),
  );
}

/** What came to Kim of letters that she never wrote. */
function backscatter(world: World, since = 0): Message[] {
  return noticesBy(world, initech, 'actor').filter((notice) => takenAt(notice) > since && delivered(notice, acme, kim));
}

/** Since when Initech looks before it says yes; undefined while it does not. */
function looksFirstSince(world: World): number | undefined {
  if (setting(world, initech, 'lab_accept_then_bounce') === 'yes') return undefined;
  return changedAt(world, initech, 'lab_accept_then_bounce');
}

/** Names of the forger that Initech refused since then, with this reason. */
function refusals(world: World, since: number, reason: 'user-unknown' | 'sender-refused'): number {
  return connections(world, { to: initech, driver: 'actor' })
    .flatMap(({ decisions }) => decisions)
    .filter(({ seq, verdict, because }) => seq > since && verdict === 'reject' && because.reason === reason).length;
}

/** Somebody honest wrote to a name that Initech does not know, and Acme’s server told him so. */
function honestIsTold(world: World, since: number): boolean {
  return lettersTo(world, '@initech.example').some((letter) =>
    outcomes(letter, { kind: 'bounced', host: acme }).some(
      ({ seq, status, notice }) => seq > since && status === '5.1.1' && notice !== undefined,
    ),
  );
}

function catchesAll(world: World): boolean {
  return /(^|[\s,])@initech\.example\s/.test(setting(world, initech, 'virtual_alias_maps'));
}

function refusesNotices(world: World): boolean {
  return refusesSender(world, acme, /<>\s*=\s*REJECT/i);
}

/** Notices of Globex about letters of the learner: those that Kim has, and those that Acme did not let in. */
function carolNotices(world: World): { arrived: Message[]; lost: Message[] } {
  const notices = noticesBy(world, globex, 'learner');
  return {
    arrived: notices.filter((notice) => delivered(notice, acme, kim)),
    lost: notices.filter((notice) => outcomes(notice, { kind: 'bounced', host: globex, nextHop: acme }).length > 0),
  };
}

/** Letters to Dave that came to an end because they went round. */
function circled(world: World): Message[] {
  return lettersTo(world, dave).filter((letter) =>
    outcomes(letter, { kind: 'bounced' }).some(({ status }) => status === '5.4.6'),
  );
}

/** Stamps on a letter at its last stop. */
function stamps({ hops }: Message): number {
  return (
    hops
      .at(-1)
      ?.raw.split('\r\n\r\n', 1)[0]
      ?.match(/^received:/gim)?.length ?? 0
  );
}

function circleNotices(world: World): Message[] {
  const about = circled(world).flatMap(({ hops }) => hops.map(({ queueId }) => queueId));
  return Object.values(world.messages.byId).filter(
    (message) => message.notice && about.includes(message.notice.of) && delivered(message, acme, kim),
  );
}

/** Views in which the header of the returned letter is to be seen. */
const closeLooks = ['source', 'parts'];

function hasReachedDave(world: World): boolean {
  return lettersTo(world, '@globex.example')
    .concat(lettersTo(world, '@initech.example'))
    .some((letter) => delivered(letter, globex, dave) || delivered(letter, initech, 'dave@initech.example'));
}

/** First stops of what robots wrote, after that place in the log. */
function robotsWrote(world: World, since = 0, mailbox?: string): Hop[] {
  return Object.values(world.messages.byId).flatMap(({ autoReply, hops: [first] }) =>
    autoReply && first && first.seq > since && (!mailbox || sameAddress(autoReply.mailbox, mailbox)) ? [first] : [],
  );
}

const robots = [
  { host: acme, name: 'Kim' },
  { host: initech, name: 'Nina' },
];

function naiveRobots(world: World): typeof robots {
  return robots.filter(({ host }) => setting(world, host, 'lab_vacation_style') === 'naive');
}

/** Letters of the learner to Nina since both robots are safe. */
function lettersSinceTamed(world: World): Message[] {
  if (naiveRobots(world).length > 0) return [];
  const since = Math.max(...robots.map(({ host }) => changedAt(world, host, 'lab_vacation_style') ?? 0));
  return lettersTo(world, nina).filter((letter) => takenAt(letter) > since);
}

export default defineLesson({
  title: 'Mail that answers mail',
  audience: 'Sysadmins; also whoever writes programs that answer mail.',
  minutes: 20,
  after: ['bounces-and-dsn'],
  summary:
    'A stranger writes in Kim’s name and the notices come to her; two servers forward in a circle; two robots answer each other. Stop all three.',
  steps: [
    {
      id: 'flood',
      text: 'Let an hour pass, and see what has come to **kim@acme.example**: open one of the notices.',
      done: 'mx.initech.example sent Kim notices about letters that she never wrote.',
      hints: [
        'The clock is in the tab Queues: +1 h. Then look into Kim’s mailbox.',
        'In Queues press +1 h; in Mailboxes open any “Undelivered Mail” of kim@acme.example, or type `mail 1`.',
      ],
      reached: (world) => {
        const came = backscatter(world);
        return (
          came.length >= flood &&
          views(world, { mailbox: kim }).some((one) => came.some(({ id }) => id === one.message))
        );
      },
      instead: (world) => {
        const came = backscatter(world).length;
        if (came >= flood) return `${came} notices lie in Kim’s mailbox. Open one of them.`;
        return looksFirstSince(world) === undefined
          ? undefined
          : 'You have mended Initech already. Set `lab_accept_then_bounce = yes` again and let an hour pass, to see what it does.';
      },
    },
    {
      id: 'refuse-at-the-door',
      text: 'Be Initech’s postmaster: let **mx.initech.example** refuse unknown names while it is asked (550 5.1.1). Let another hour pass. Then be an honest sender: write to **ghost@initech.example** through **mail.acme.example**; you must still be told.',
      done: 'The forger hears 550 5.1.1 and Kim hears nothing; who writes honestly is told by his own server.',
      hints: [
        'Which parameter of mx.initech.example lets it say yes to every name? Log in there, or use the tab Configuration.',
        "Type `ssh mx.initech.example`, `postconf -e 'lab_accept_then_bounce = no'`, `exit`. In Queues press +1 h. Then `swaks --server mail.acme.example --from kim@acme.example --to ghost@initech.example`.",
      ],
      reached: (world) => {
        const since = looksFirstSince(world);
        return (
          since !== undefined &&
          refusals(world, since, 'user-unknown') >= flood &&
          backscatter(world, since).length === 0 &&
          honestIsTold(world, since)
        );
      },
      instead: (world) => {
        if (refusals(world, 0, 'sender-refused') > 0 && refusesSender(world, initech, /acme\.example=REJECT/i)) {
          return 'Initech refuses Kim’s address, whoever writes it: her own letters, too. The names are unknown, not the sender.';
        }
        if (setting(world, initech, 'lab_bounce_notices') === 'no') {
          return 'Initech takes the letters and throws its notices away: Kim has peace, and whoever mistypes a name never hears of it.';
        }
        if (catchesAll(world))
          return 'Initech takes every name now and keeps all the letters: an honest typo is told to nobody.';
        const since = looksFirstSince(world);
        if (since === undefined) return undefined;
        if (refusals(world, since, 'user-unknown') < flood)
          return 'Initech looks first now. Let another hour pass: what does the forger hear?';
        return honestIsTold(world, since)
          ? undefined
          : 'The forger is refused, and Kim has peace. Now write to ghost@initech.example yourself, through mail.acme.example.';
      },
    },
    {
      id: 'refuse-empty',
      text: 'Try a piece of bad advice. At **mail.acme.example** set `smtpd_sender_restrictions = check_sender_access inline:{<>=REJECT}`. Then write to **carol@globex.example**, who moved to Initech and has left, through **mail.acme.example**.',
      done: 'mx.globex.example had a notice for Kim, and Acme refused it: now nobody knows.',
      hints: [
        'Set it, write to Carol, and see on the map what becomes of the notice that Globex writes.',
        "Type `ssh mail.acme.example`, `postconf -e 'smtpd_sender_restrictions = check_sender_access inline:{<>=REJECT}'`, `exit`, then `swaks --server mail.acme.example --from kim@acme.example --to carol@globex.example`.",
      ],
      reached: (world) => carolNotices(world).lost.length > 0,
      instead: (world) => {
        const { arrived } = carolNotices(world);
        const since = changedAt(world, acme, 'smtpd_sender_restrictions') ?? 0;
        if (!refusesNotices(world)) {
          return arrived.length > 0 ? 'Kim got the notice about Carol: mail.acme.example lets notices in.' : undefined;
        }
        return noticesBy(world, acme, 'learner').some((notice) => takenAt(notice) > since)
          ? 'That notice was written by mail.acme.example itself, so it never came to its door. Write to carol@globex.example.'
          : 'The rule is in force. Now write to carol@globex.example.';
      },
    },
    {
      id: 'take-it-back',
      text: 'Take the rule out again, and write to **carol@globex.example** once more, through **mail.acme.example**: this time Kim must hear of it.',
      done: 'Kim knows that Carol has left: notices come in again.',
      hints: [
        'An empty value takes the rule out.',
        "On mail.acme.example `postconf -e 'smtpd_sender_restrictions ='`; then `swaks --server mail.acme.example --from kim@acme.example --to carol@globex.example`.",
      ],
      reached: (world) => {
        const since = reachedAt(world, 'refuse-empty') ?? Number.POSITIVE_INFINITY;
        return !refusesNotices(world) && carolNotices(world).arrived.some((notice) => takenAt(notice) > since);
      },
      instead: (world) => {
        if (!refusesNotices(world)) return 'The rule is gone. Now write to Carol once more.';
        return carolNotices(world).lost.length > 1
          ? 'Refused again: the rule is still there, and Kim knows nothing.'
          : undefined;
      },
    },
    {
      id: 'count-the-stamps',
      text: 'Write to **dave@globex.example** through **mail.acme.example**: Globex forwards him to Initech, and Initech back. Open the notice, tab **Source** or **Parts**, and count the **Received** lines of your letter.',
      done: 'Round and round, until the next stamp would have been the twentieth: 554 5.4.6.',
      hints: [
        'Watch the map. Then open the newest notice in Kim’s mailbox.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to dave@globex.example`, then `mail`, and `mail` with the number of the last letter.',
      ],
      reached: (world) => {
        const notices = circleNotices(world);
        return views(world, { mailbox: kim }).some(
          ({ view, message }) => closeLooks.includes(view) && notices.some(({ id }) => id === message),
        );
      },
      instead: (world) => {
        if (circleNotices(world).length > 0) return 'The notice is in Kim’s mailbox. Look at its source, and count.';
        if (circled(world).length > 0)
          return 'The letter went round, but its notice did not come in: mail.acme.example refuses it.';
        return hasReachedDave(world)
          ? 'Dave has that letter: the circle is broken already. Put his line back into virtual_alias_maps to see it.'
          : undefined;
      },
    },
    {
      id: 'break-the-circle',
      text: 'Break the circle: one of the two, **mx.globex.example** or **mx.initech.example**, must keep Dave’s mail, as **dave@globex.example** or as **dave@initech.example**. Then write to him again.',
      done: 'Dave has his letter.',
      hints: [
        'Which table sends Dave’s mail back? It has one entry too many.',
        "Type `ssh mx.initech.example`, `postconf -e 'virtual_alias_maps ='`, `exit`, then `swaks --server mail.acme.example --from kim@acme.example --to dave@globex.example`.",
      ],
      reached: hasReachedDave,
      instead: (world) => {
        const last = circled(world).at(-1);
        const since = reachedAt(world, 'count-the-stamps') ?? Number.POSITIVE_INFINITY;
        return last && takenAt(last) > since
          ? `It went round again, until there were ${stamps(last)} stamps. Dave has nothing.`
          : undefined;
      },
      afterwards: [
        { type: 'config.changed', host: acme, parameter: 'lab_vacation_style', value: 'naive', by: 'lesson' },
        {
          type: 'config.changed',
          host: acme,
          parameter: 'lab_vacation',
          value: 'kim: In the mountains. Kim',
          by: 'lesson',
        },
        { type: 'config.changed', host: initech, parameter: 'lab_vacation_style', value: 'naive', by: 'lesson' },
        {
          type: 'config.changed',
          host: initech,
          parameter: 'lab_vacation',
          value: 'nina: By the sea until Monday. Nina',
          by: 'lesson',
        },
      ],
    },
    {
      id: 'ping-pong',
      text: 'Kim and Nina are on holiday now, and each has a robot that answers. Write **one** letter from **kim@acme.example** to **nina@initech.example**, through **mail.acme.example**.',
      done: 'One letter, and the robots wrote twenty: only the lab stopped them.',
      hints: [
        'One letter is enough. Look into Kim’s mailbox afterwards.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to nina@initech.example`.',
      ],
      reached: (world) => robotsWrote(world, 0, kim).length >= 2 && robotsWrote(world, 0, nina).length >= 2,
      instead: (world) => {
        const { length } = robotsWrote(world);
        if (length === 0 || length > 3) return undefined;
        return 'Only one robot had something to answer: the letter must be between Kim and Nina.';
      },
    },
    {
      id: 'tame',
      text: 'Tame both robots (`lab_vacation_style = safe`, on **mail.acme.example** and on **mx.initech.example**), and write to **nina@initech.example** again: exactly one answer, from `<>`, with `Auto-Submitted`.',
      done: 'One answer, to the envelope sender, from nobody: and nothing answered it.',
      hints: [
        'A robot must not answer robots, lists or notices. One setting, on both servers.',
        "On both servers `postconf -e 'lab_vacation_style = safe'`; then `swaks --server mail.acme.example --from kim@acme.example --to nina@initech.example`.",
      ],
      reached: (world) =>
        lettersSinceTamed(world).some((letter) => {
          const [answer, ...more] = robotsWrote(world, takenAt(letter));
          return (
            answer?.envelope.reversePath === '' &&
            /^auto-submitted: auto-replied/im.test(answer.raw) &&
            more.length === 0
          );
        }),
      instead: (world) => {
        if (refusesSender(world, acme, /(nina@)?initech\.example=REJECT/i)) {
          return 'Acme refuses Nina now, also when she writes herself. And her robot has not learnt anything.';
        }
        if (setting(world, initech, 'lab_vacation') === '')
          return 'Nobody hears any more that Nina is away. One answer is right, none is too few.';
        const naive = naiveRobots(world);
        const [one] = naive;
        if (one && naive.length === 1) return `${one.name}’s robot still answers everything.`;
        if (one) return undefined;
        const unanswered = lettersSinceTamed(world).find((letter) => delivered(letter, initech, nina));
        return unanswered
          ? 'Nina’s robot has told this sender within the last week, and keeps silent: that is right. Write as bob@acme.example.'
          : 'Both robots are safe. Now write to Nina again.';
      },
    },
  ],
  questions: [
    {
      id: 'hacked',
      kind: 'choice',
      text: 'Kim finds a dozen notices about letters that she never wrote. What has happened?',
      choices: [
        {
          id: 'password',
          label: 'Somebody has her password; she must change it',
          feedback:
            'Look at the bottom Received line of a returned letter: it never touched Acme’s server. Nobody logged in.',
        },
        { id: 'name', label: 'Somebody wrote her address on envelopes of his own' },
        {
          id: 'virus',
          label: 'Her computer sends spam',
          feedback: 'Then the returned letter would carry her computer’s address. It says 203.0.113.66.',
        },
      ],
      right: ['name'],
      explanation:
        'Anybody can write any address into MAIL FROM. A new password changes nothing; the cure lies with servers that answer to forged addresses.',
    },
    {
      id: 'who-is-told',
      kind: 'choice',
      text: 'Acme’s server is about to refuse all mail from `<>`. Globex cannot deliver a letter of Kim’s and writes her a notice, which Acme refuses. What does Globex send next?',
      choices: [
        {
          id: 'again',
          label: 'The same notice again, for five days',
          feedback: 'Acme’s answer begins with 5: for good. A queue does not try such a thing again.',
        },
        {
          id: 'about',
          label: 'A notice about the notice',
          feedback: 'To whom? The notice itself has no return address. That is what <> is for.',
        },
        { id: 'nothing', label: 'Nothing' },
      ],
      right: ['nothing'],
      explanation:
        'The empty sender ends the chain: no notice about a notice (RFC 5321 §6.1). Whoever refuses <> therefore loses the only word of it.',
      provenBy: 'refuse-empty',
    },
    {
      id: 'may-refuse-empty',
      kind: 'choice',
      text: 'May a mail server refuse all mail with `MAIL FROM:<>`?',
      choices: [
        {
          id: 'yes',
          label: 'Yes, most of it is spam',
          feedback:
            'Then refuse what is wrong with it: unknown recipients, listed clients. The empty sender itself is not wrong.',
        },
        { id: 'no', label: 'No: notices and automatic answers need it' },
        {
          id: 'after-data',
          label: 'Yes, if it does so after DATA',
          feedback: 'The place changes nothing: the notice is lost.',
        },
      ],
      right: ['no'],
      explanation:
        'Notices must come from <> (RFC 5321 §6.1), so a server that refuses it cuts its users off from all of them.',
    },
    {
      id: 'how-many-stamps',
      kind: 'choice',
      text: 'At how many **Received** lines should a server call it a circle, says RFC 5321?',
      choices: [
        { id: 'ten', label: '10', feedback: 'Honest letters through lists, filters and forwardings have that many.' },
        { id: 'fifty', label: '50', feedback: 'That is what Postfix does by default. The RFC is more patient.' },
        { id: 'hundred', label: 'At least 100' },
      ],
      right: ['hundred'],
      explanation:
        'RFC 5321 §6.3 wants a large number, normally at least 100. Postfix has 50 (hopcount_limit); 20 in this lab is to see the end sooner.',
    },
    {
      id: 'how-many-answers',
      kind: 'choice',
      text: 'Kim’s robot and Nina’s answer everything that comes. Kim writes one letter. How many answers will the robots write?',
      choices: [
        { id: 'one', label: 'One: Nina’s', feedback: 'And that one comes to Kim, who has a robot, too.' },
        {
          id: 'two',
          label: 'Two: one each',
          feedback: 'Kim’s answer is a letter to Nina. What does her robot do with it?',
        },
        { id: 'no-end', label: 'There is no end' },
      ],
      right: ['no-end'],
      explanation:
        'Each answer is a new letter with no stamps on it, so the hop limit never strikes. This lab stops a robot after ten answers within an hour; a real one stops when a disk is full.',
      provenBy: 'ping-pong',
    },
    {
      id: 'whom-to-answer',
      kind: 'several',
      text: 'Which of these letters may a robot answer?',
      choices: [
        { id: 'person', label: 'The first letter of a customer' },
        { id: 'not-auto', label: 'One with `Auto-Submitted: no`' },
        { id: 'notice', label: 'A notice from `<>`', feedback: 'There is nobody to answer.' },
        {
          id: 'list',
          label: 'One with `List-Id`',
          feedback: 'The answer would go to the list, or to somebody who wrote to hundreds.',
        },
        {
          id: 'generated',
          label: 'One with `Auto-Submitted: auto-generated`',
          feedback: 'A machine wrote it, and says so.',
        },
      ],
      right: ['person', 'not-auto'],
      explanation: '`no` is the one value that says: a person wrote this (RFC 3834 §5).',
    },
  ],
  coach: [
    {
      id: 'only-your-name',
      say: 'Nobody logged in as Kim; somebody only wrote her name. A new password does not stop that.',
      notices: (event) =>
        (event.type === 'answer.given' && event.question === 'hacked' && !event.correct) ||
        (event.type === 'password.changed' && event.host === acme),
    },
    {
      id: 'nobody-is-told',
      say: 'Silence for Kim, and silence for everybody who mistypes a name. Refuse at the door instead: then the sender’s own server tells him, and only him.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.by === 'learner' &&
        event.host === initech &&
        (event.parameter === 'lab_bounce_notices'
          ? event.value === 'no'
          : event.parameter === 'virtual_alias_maps' && catchesAll(world)),
    },
    {
      id: 'kim-is-not-the-forger',
      say: 'That refuses Kim, who has done nothing. Tomorrow the forger writes another name; the unknown recipients stay the same.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.host === initech &&
        refusesSender(world, initech, /acme\.example=REJECT/i),
    },
    {
      id: 'keeps-refusing',
      say: 'Now Kim never learns about typos, and servers that ask yours whether an address exists, from <>, hear a no as well.',
      notices: (event, world) =>
        event.type === 'message.bounced' &&
        event.host === globex &&
        event.nextHop === acme &&
        isAt(world, 'refuse-empty', 'take-it-back'),
    },
    {
      id: 'one-more-round',
      say: 'Nothing has changed on the way, so it goes the same way: one more circle, and one more notice.',
      notices: (event, world) =>
        event.type === 'message.bounced' &&
        event.status === '5.4.6' &&
        isOpen(world, 'break-the-circle') &&
        circled(world).length > 1,
    },
    {
      id: 'longer-circle',
      say: 'The limit only says when to give up. A higher one makes the circle longer; Dave gets nothing sooner.',
      notices: (event) =>
        event.type === 'config.changed' && event.by === 'learner' && event.parameter === 'hopcount_limit',
    },
    {
      id: 'robots-not-people',
      say: 'Do not shut Nina out for what her robot does. A robot must not answer robots or notices: that is a setting of the robots.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.host === acme &&
        refusesSender(world, acme, /(nina@)?initech\.example=REJECT/i),
    },
  ],
  elsewhere: ['ghost@initech.example'],
});
