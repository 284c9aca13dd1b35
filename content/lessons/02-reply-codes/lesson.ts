import { defineLesson } from '#protocol/lesson.ts';
import type { Connection, Decision, Reply } from '#protocol/projections/connections.ts';
import { connections, decisions, isAt, learnerMessages, reachedAt, sameAddress } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const globex = 'mx.globex.example';
const ann = 'ann@globex.example';
const carol = 'carol@globex.example';

/** Conversations of the learner with Globex's mail server. */
function conversations(world: World): Connection[] {
  return connections(world, { to: globex, driver: 'learner' });
}

function repliesIn({ exchanges }: Connection): Reply[] {
  return exchanges.filter((exchange) => exchange.kind === 'reply');
}

/** What the server has answered the learner, oldest first. */
function replies(world: World): Reply[] {
  return conversations(world).flatMap(repliesIn);
}

/** Code and enhanced code, as one says them. */
function codesOf({ code, enhanced }: Pick<Reply, 'code' | 'enhanced'>): string {
  return enhanced === undefined ? `${code}` : `${code} ${enhanced}`;
}

/** The answer that came last, since the step before was reached. */
function newestAfter(world: World, step: string | undefined): Reply | undefined {
  const since = step === undefined ? 0 : (reachedAt(world, step) ?? Number.POSITIVE_INFINITY);
  const newest = replies(world)
    .toSorted((one, other) => one.seq - other.seq)
    .at(-1);
  return newest && newest.seq > since ? newest : undefined;
}

/** The command line that this answers. */
function lineBefore(world: World, { seq }: Reply): string {
  const commands = conversations(world).flatMap(({ exchanges }) =>
    exchanges.flatMap((exchange) => (exchange.kind === 'command' && exchange.seq < seq ? [exchange] : [])),
  );
  return commands.toSorted((one, other) => one.seq - other.seq).at(-1)?.line ?? '';
}

/** What was decided about the recipients that came after the newest MAIL FROM before this place in the log. */
function envelopeBefore(connection: Connection, seq: number): Decision[] {
  const begin = repliesIn(connection).findLast(
    ({ verb, code, seq: at }) => verb === 'MAIL' && code === 250 && at < seq,
  );
  return connection.decisions.filter((decision) => decision.seq < seq && decision.seq > (begin?.seq ?? seq));
}

interface Handed {
  seq: number;
  recipients: readonly string[];
  /** What was decided about everybody who was named. */
  decisions: Decision[];
}

/** Letters that the learner handed to the server, each with its envelope. */
function handedIn(world: World): Handed[] {
  return learnerMessages(world).flatMap(({ hops }) =>
    hops.flatMap(({ host, connection: id, seq, envelope }) => {
      const connection = world.connections.byId[id ?? ''];
      return host === globex && connection
        ? [{ seq, recipients: envelope.recipients, decisions: envelopeBefore(connection, seq) }]
        : [];
    }),
  );
}

function isRefused({ verdict }: Decision): boolean {
  return verdict === 'reject' || verdict === 'defer';
}

/** The open envelope of this conversation has a refused recipient. */
function hasRefused(world: World, connection: string, seq: number): boolean {
  const found = world.connections.byId[connection];
  return found !== undefined && envelopeBefore(found, seq).some(isRefused);
}

/** Ann alone was accepted, and somebody else in the same envelope was not. */
function isPartlyAccepted({ recipients, decisions: made }: Handed): boolean {
  const onlyAnn = recipients.length === 1 && recipients.every((one) => sameAddress(one, ann));
  return onlyAnn && made.some(isRefused);
}

export default defineLesson({
  title: 'Read what the server tells you',
  audience: 'Everyone. Marketers learn here where delivery numbers come from.',
  minutes: 15,
  after: ['first-conversation'],
  summary: 'Make a server say no in seven ways, and tell from three digits, and three more, what to do next.',
  steps: [
    {
      id: 'wrong-order',
      text: 'Connect to **mx.globex.example** on port **25**, and name a recipient before there is a sender. The server must answer **503**.',
      done: '503: the command was right, the moment was wrong.',
      hints: [
        'What if you say for whom a letter is before you say from whom it is?',
        'Type `telnet mx.globex.example 25`, `EHLO laptop.acme.example`, then `RCPT TO:<ann@globex.example>`.',
      ],
      reached: (world) => replies(world).some(({ code }) => code === 503),
      instead: (world) => {
        const newest = newestAfter(world, undefined);
        if (!newest || newest.code < 500) {
          return newest?.verb === 'RCPT'
            ? `Sender first, then the recipient: that was the right order, and the answer was ${codesOf(newest)}. Say RSET, and name the recipient first.`
            : undefined;
        }
        return `The server answered ${codesOf(newest)}; this step wants 503, the code for a wrong order.`;
      },
    },
    {
      id: 'unknown-word',
      text: 'Say a word that no mail server knows, in the same conversation or in a new one. The server must answer **500**.',
      done: '500: the server does not know that command.',
      hints: ['Any verb that you invent will do.', 'Type `HOWDY`.'],
      reached: (world) => replies(world).some(({ because }) => because.reason === 'unknown-command'),
      instead: (world) => {
        const newest = newestAfter(world, 'wrong-order');
        if (!newest || newest.verb === 'CONNECT' || newest.verb === 'EHLO') return undefined;
        return `The server knows the word ${newest.verb || 'that you said'}: it answered ${codesOf(newest)}. This step wants 500.`;
      },
    },
    {
      id: 'too-big',
      text: 'Announce a letter of fifty million octets: `MAIL FROM:<kim@acme.example> SIZE=50000000`. The server must refuse with **552 5.3.4**, before you have sent one octet of it.',
      done: '552 5.3.4: too big, said before anything was sent.',
      hints: [
        'The reply to EHLO told the limit. MAIL FROM can say the size of the letter after the address.',
        'Type `MAIL FROM:<kim@acme.example> SIZE=50000000`.',
      ],
      reached: (world) =>
        replies(world).some(({ verb, code, enhanced }) => verb === 'MAIL' && code === 552 && enhanced === '5.3.4'),
      instead: (world) => {
        const newest = newestAfter(world, 'unknown-word');
        if (newest?.verb === 'DATA-END' && newest.code === 552) {
          return 'The server said 552 5.3.4 only after the whole letter had come; this step wants it at MAIL FROM.';
        }
        if (newest?.verb !== 'MAIL') return undefined;
        if (newest.code === 250) {
          return /\bSIZE=/i.test(lineBefore(world, newest))
            ? 'The server has room for that size and said 250. Its limit stands behind SIZE in its list.'
            : 'You did not say how big the letter is, and the server answered 250. Say RSET, and announce the size.';
        }
        return `The server answered ${codesOf(newest)}: it did not come to the size. This step wants 552 5.3.4.`;
      },
    },
    {
      id: 'nobody',
      text: 'Begin an envelope from **kim@acme.example** and name a recipient at **globex.example** who does not exist. The server must answer **550 5.1.1**.',
      done: '550 5.1.1: no such mailbox. A no for good, for this one recipient.',
      hints: [
        'Write to somebody whom you invent, in Globex’s own domain.',
        'Type `MAIL FROM:<kim@acme.example>`, then `RCPT TO:<nobody@globex.example>`.',
      ],
      reached: (world) =>
        decisions(world, { by: globex, recipient: '@globex.example', verdict: 'reject' }).some(
          ({ because }) => because.reason === 'user-unknown',
        ),
      instead: (world) => {
        const newest = newestAfter(world, 'too-big');
        if (newest?.verb !== 'RCPT') return undefined;
        return `The server answered ${codesOf(newest)}; this step wants 550 5.1.1, somebody who does not exist at globex.example.`;
      },
    },
    {
      id: 'empty-envelope',
      text: 'Everybody whom you named has been refused. Say `DATA` all the same. The server must answer **554 5.5.1**.',
      done: '554 5.5.1: nobody is on the envelope, so there is nothing to send.',
      hints: [
        'Name somebody who is refused, nobody else, and go on as if nothing had happened.',
        'In an envelope with nobody@globex.example only, type `DATA`.',
      ],
      reached: (world) =>
        replies(world).some(({ verb, code, because }) => {
          return verb === 'DATA' && code === 554 && because.reason === 'no-valid-recipients';
        }),
      instead: (world) => {
        const newest = newestAfter(world, 'nobody');
        if (newest?.verb !== 'DATA') return undefined;
        return newest.code === 354
          ? 'Somebody on this envelope was accepted, so the server said 354. This step wants an envelope without anybody.'
          : `The server answered ${codesOf(newest)}: nobody had been named at all. Name somebody who is refused, then say DATA.`;
      },
    },
    {
      id: 'not-now',
      text: 'Name **carol@globex.example**. She exists, and never tidies up her mailbox. The server must answer **452 4.2.2**.',
      done: '452 4.2.2: Carol’s mailbox is full. Not now, perhaps later.',
      hints: [
        'Carol is a recipient like everybody else; the envelope from before may still be open.',
        'Type `RCPT TO:<carol@globex.example>`; if there is no envelope, `MAIL FROM:<kim@acme.example>` first.',
      ],
      reached: (world) =>
        decisions(world, { by: globex, recipient: carol, verdict: 'defer' }).some(
          ({ because }) => because.reason === 'mailbox-full',
        ),
      instead: (world) => {
        const newest = newestAfter(world, 'empty-envelope');
        if (newest?.verb !== 'RCPT') return undefined;
        return `The server answered ${codesOf(newest)}; this step wants 452 4.2.2, for carol@globex.example.`;
      },
    },
    {
      id: 'stranger',
      text: 'Ask **mx.globex.example** to pass a letter on to **nina@initech.example**, who is none of its people. It must answer **554 5.7.1**.',
      done: '554 5.7.1: a rule says no. Nothing is wrong with Nina’s address.',
      hints: [
        'Name a recipient whose domain is not Globex’s.',
        'Type `RCPT TO:<nina@initech.example>`; if there is no envelope, `MAIL FROM:<kim@acme.example>` first.',
      ],
      reached: (world) =>
        replies(world).some(({ verb, because }) => verb === 'RCPT' && because.reason === 'relay-denied'),
      instead: (world) => {
        const newest = newestAfter(world, 'not-now');
        if (newest?.verb !== 'RCPT') return undefined;
        return `The server answered ${codesOf(newest)}; this step wants 554 5.7.1, for a recipient whose domain is not Globex’s.`;
      },
    },
    {
      id: 'partly-accepted',
      text: 'Send one letter whose envelope names somebody who is refused **and** **ann@globex.example**. She must get it, she alone.',
      done: 'One was refused, Ann was accepted, and the letter went out: one envelope, several answers.',
      hints: [
        'A refused RCPT TO does not end the envelope. Name Ann, too, and send the letter.',
        'After a refused recipient type `RCPT TO:<ann@globex.example>`, `DATA`, a subject, an empty line, a text, and a dot.',
      ],
      reached: (world) => handedIn(world).some(isPartlyAccepted),
      instead: (world) => {
        const since = reachedAt(world, 'stranger') ?? Number.POSITIVE_INFINITY;
        const newest = handedIn(world).findLast(({ seq }) => seq > since);
        if (!newest) return undefined;
        return newest.decisions.some(isRefused)
          ? `The letter went to ${newest.recipients.join(' and ')}; this step wants that Ann alone gets it.`
          : 'Everybody on that envelope was accepted. This step wants a refused recipient in the same envelope.';
      },
    },
  ],
  questions: [
    {
      id: 'last-line',
      kind: 'choice',
      text: 'A client reads the line `250-DSN`. Has the server finished its reply?',
      choices: [
        {
          id: 'yes',
          label: 'Yes: a line with a code is a reply',
          feedback: 'Every line carries the code. Look at the sign between the code and the text.',
        },
        { id: 'no', label: 'No: the hyphen announces another line' },
        {
          id: 'same-code',
          label: 'Only if the next line has another code',
          feedback: 'All lines of a reply carry the same code, and the next reply may carry it, too.',
        },
      ],
      right: ['no'],
      explanation: 'A hyphen: more lines follow. A space: this was the last. RFC 5321 §4.2.1.',
    },
    {
      id: 'data-for-nobody',
      kind: 'choice',
      text: 'The only recipient was refused with 550. What will the server say to DATA now?',
      choices: [
        {
          id: '354',
          label: '354: send the letter',
          feedback: 'To whom? The server would have to throw the letter away.',
        },
        {
          id: '503',
          label: '503: wrong order',
          feedback: 'The order was right. 503 is for a DATA before any RCPT TO at all.',
        },
        { id: '554', label: '554: no valid recipients' },
      ],
      right: ['554'],
      explanation: 'Recipients were named, none was accepted: 554 5.5.1. The envelope stays open; name somebody else.',
      provenBy: 'empty-envelope',
    },
    {
      id: 'which-452',
      kind: 'choice',
      text: 'You read `452 4.2.2`. What is full?',
      choices: [
        { id: 'disk', label: 'The disk of the server', feedback: 'That would be 452 4.3.1: subject 3, the system.' },
        { id: 'mailbox', label: 'Carol’s mailbox' },
        {
          id: 'recipients',
          label: 'The envelope: too many recipients',
          feedback: 'That would be 452 4.5.3: subject 5, the protocol.',
        },
      ],
      right: ['mailbox'],
      explanation:
        '452 has three meanings. The enhanced code says which: 4.2.2 the mailbox, 4.3.1 the server’s disk, 4.5.3 too many recipients.',
    },
    {
      id: 'is-there-a-nina',
      kind: 'choice',
      text: 'Globex’s server refused nina@initech.example with 554 5.7.1. Does Nina exist?',
      choices: [
        {
          id: 'no',
          label: 'No: 5 means a bad address',
          feedback: '5 means a no for good. What kind of no, subject 7 says.',
        },
        {
          id: 'yes',
          label: 'Yes, but her mailbox is closed',
          feedback: 'That would be subject 2, said by Initech’s server.',
        },
        { id: 'unknown', label: 'This server does not know, and does not care' },
      ],
      right: ['unknown'],
      explanation: '5.7.1 is policy: Globex will not pass mail on for you. Only Initech’s own server knows its people.',
    },
    {
      id: 'code-471',
      kind: 'choice',
      text: 'A mail program meets the code 471, of which it has never heard. What should it do?',
      choices: [
        {
          id: 'give-up',
          label: 'Give up and tell the sender',
          feedback: 'That is the reaction to a first digit of 5.',
        },
        { id: 'later', label: 'Keep the letter and try again later' },
        {
          id: 'text',
          label: 'Look for known words in the text',
          feedback: 'The text is for people; every server words it as it likes.',
        },
      ],
      right: ['later'],
      explanation: 'The first digit decides: 4 is “not now”. A client that does not know a code obeys its first digit.',
    },
    {
      id: 'clean-the-list',
      kind: 'several',
      text: 'After a campaign the report lists these refusals. Which addresses belong off the list?',
      choices: [
        { id: '511', label: '550 5.1.1 User unknown' },
        { id: '422', label: '452 4.2.2 Mailbox full' },
        { id: '571', label: '554 5.7.1 Service unavailable; client host blocked' },
        { id: '521', label: '550 5.2.1 Mailbox disabled' },
      ],
      right: ['511', '521'],
      explanation:
        'No such mailbox, and a mailbox that is switched off: stop writing there. Full is “later”. 5.7.1 is about you, the sender; the address may be perfect.',
    },
  ],
  coach: [
    // These two mistakes are asked for: the coach speaks of them when the step that wants them is done.
    {
      id: 'sender-first',
      say: 'An envelope starts with MAIL FROM, then RCPT TO, then DATA.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        ['sender-first', 'recipient-first'].includes(event.because.reason) &&
        reachedAt(world, 'unknown-word') !== undefined,
    },
    {
      id: 'no-recipient-accepted',
      say: 'No recipient was accepted, so there is nobody to send to. Name somebody who exists.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.because.reason === 'no-valid-recipients' &&
        reachedAt(world, 'empty-envelope') !== undefined,
    },
    {
      id: 'verbs-in-any-case',
      say: 'Verbs may be written in capitals or not: the server knows this one. Invent a word, HOWDY for instance.',
      notices: (event, world) =>
        event.type === 'smtp.command' &&
        isAt(world, 'wrong-order', 'unknown-word') &&
        /^(ehlo|helo|mail|rcpt|noop|rset|vrfy|help)\b/.test(event.line),
    },
    {
      id: 'known-but-not-done',
      say: '502 means: I know this word, but I do not do it here. 500 is for a word that does not exist.',
      notices: (event) => event.type === 'smtp.reply' && event.code === 502,
    },
    {
      id: 'small-enough',
      say: 'That size is within the limit. It stands behind SIZE in the reply to EHLO; say RSET and announce more.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.verb === 'MAIL' &&
        event.code === 250 &&
        isAt(world, 'unknown-word', 'too-big') &&
        /\bSIZE=/i.test(lineBefore(world, { ...event, kind: 'reply' })),
    },
    {
      id: 'how-to-announce',
      say: 'The size is a parameter: behind the closing bracket comes a space, then SIZE= and a number of octets.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.verb === 'MAIL' &&
        (event.code === 501 || event.code === 555) &&
        /SIZE/i.test(lineBefore(world, { ...event, kind: 'reply' })),
    },
    {
      id: 'wasted-upload',
      say: 'Refused as well, but you have sent all of it for nothing. Announce the size with MAIL FROM, and you save the way.',
      notices: (event) => event.type === 'smtp.reply' && event.verb === 'DATA-END' && event.code === 552,
    },
    {
      id: 'she-exists',
      say: 'That one exists. Invent somebody at Globex, nobody@globex.example for instance.',
      notices: (event, world) =>
        event.type === 'policy.decided' && event.verdict === 'local' && isAt(world, 'too-big', 'nobody'),
    },
    {
      id: 'switched-off',
      say: 'Frank’s mailbox exists and was switched off: 5.2.1, subject 2, the mailbox. 5.1.1 is for somebody who never had one.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.because.reason === 'mailbox-disabled' &&
        isAt(world, 'too-big', 'nobody'),
    },
    {
      id: 'not-their-domain',
      say: 'That domain is not Globex’s, so the server did not even look for the name. Invent somebody at globex.example.',
      notices: (event, world) =>
        event.type === 'policy.decided' && event.because.reason === 'relay-denied' && isAt(world, 'too-big', 'nobody'),
    },
    {
      id: 'neither-yes-nor-no',
      say: '252 is neither yes nor no: servers do not tell strangers who lives there. Only RCPT TO in an envelope gets an answer.',
      notices: (event) => event.type === 'smtp.reply' && event.code === 252,
    },
    {
      id: 'three-meanings',
      say: '452 has three meanings, and the enhanced code says which: 4.2.2 mailbox, 4.3.1 server, 4.5.3 too many recipients.',
      notices: (event) => event.type === 'answer.given' && event.question === 'which-452' && !event.correct,
    },
    {
      id: 'unknown-is-not-denied',
      say: '“User unknown” was about a name at Globex. To meet the rule against relaying, name somebody in another domain: nina@initech.example.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.because.reason === 'user-unknown' &&
        isAt(world, 'not-now', 'stranger'),
    },
    {
      id: 'a-rule-not-an-address',
      say: '5.7.1 is policy: the server will not pass mail on for you. Nina may well exist.',
      notices: (event) => event.type === 'answer.given' && event.question === 'is-there-a-nina' && !event.correct,
    },
    {
      id: 'still-open',
      say: 'A refused recipient does not end the envelope: the others count. Name Ann, too, and send the letter.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.verb === 'QUIT' &&
        isAt(world, 'stranger', 'partly-accepted') &&
        hasRefused(world, event.connection, event.seq),
    },
    {
      id: 'nobody-was-refused',
      say: 'Ann got it, and nobody was refused on the way. Put somebody into the same envelope whom the server refuses.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        isAt(world, 'stranger', 'partly-accepted') &&
        !handedIn(world).at(-1)?.decisions.some(isRefused),
    },
    {
      id: 'twenty-errors',
      say: 'Twenty errors in one conversation are enough for any server: it says 421 and hangs up. Connect again and go on.',
      notices: (event) => event.type === 'smtp.reply' && event.because.reason === 'too-many-errors',
    },
  ],
  elsewhere: ['nobody@globex.example', 'nina@initech.example'],
});
