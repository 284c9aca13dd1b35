import { decodedWords } from '#protocol/encoded-words.ts';
import { headerFields, headerSection, headerValue } from '#protocol/header-section.ts';
import { defineLesson } from '#protocol/lesson.ts';
import { bodyOf, type MimePart, mimeTree } from '#protocol/mime-tree.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Message } from '#protocol/projections/messages.ts';
import { connections, isAt, learnerMessages, outcomes, reachedAt, sameAddress, sentIn } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const ann = 'ann@globex.example';
const strict = 'mx.globex.example';
const legacy = 'legacy.globex.example';
const boss = 'ceo@globex.example';
const wantedSubject = 'Café';

/** Letters of the learner that Ann has got, oldest first. */
function lettersForAnn(world: World): Message[] {
  return learnerMessages(world).filter(
    (message) => outcomes(message, { kind: 'delivered', recipient: ann }).length > 0,
  );
}

/** The newest letter that Ann got since this step was reached. */
function newestForAnn(world: World, since?: string): Message | undefined {
  const from = since === undefined ? 0 : (reachedAt(world, since) ?? Number.POSITIVE_INFINITY);
  return lettersForAnn(world).findLast(({ hops }) => (hops[0]?.seq ?? 0) > from);
}

/** The letter as the last server stored it, in octets. */
function storedLetter({ hops }: Message): string {
  return hops.at(-1)?.raw ?? '';
}

/** Lines of the text as Ann gets them. */
function bodyLines(message: Message): string[] {
  return bodyOf(storedLetter(message)).split('\r\n');
}

function subject(message: Message): string {
  return headerValue(headerFields(storedLetter(message)), 'subject') ?? '';
}

/** Lines that went over the cable in the conversation in which this letter was handed in. */
function linesOnTheWire(world: World, { hops }: Message): string[] {
  return sentIn(world, hops[0]?.connection).split(/\r?\n/);
}

function isWellFormed(message: Message): boolean {
  const hasStrayText = headerFields(storedLetter(message)).some(({ name }) => name === '');
  return !hasStrayText && subject(message) !== '' && bodyLines(message).filter((line) => line !== '').length >= 2;
}

/** A line that began with one dot on the wire has none in the mailbox. */
function lostADot(world: World, message: Message): boolean {
  const arrived = bodyLines(message);
  return linesOnTheWire(world, message).some((line) => /^\.[^.]/.test(line) && arrived.includes(line.slice(1)));
}

/** A line begins with one dot in the mailbox, and something follows it there. */
function keptADot(message: Message): boolean {
  return bodyLines(message).some((line) => /^\.[^.]/.test(line));
}

function goesOnAfterLoneDot(message: Message): boolean {
  const lines = bodyLines(message);
  const at = lines.indexOf('.');
  return at >= 0 && lines.slice(at + 1).some((line) => line !== '');
}

/** The server said 250 to a dot and then 500 to what came next. */
function wentOnTooLong({ exchanges }: Connection): boolean {
  const replies = exchanges.filter((exchange) => exchange.kind === 'reply');
  return replies.some(
    ({ verb, code }, index) => verb === 'DATA-END' && code === 250 && replies[index + 1]?.code === 500,
  );
}

function goesOnTooLong(world: World, id: string): boolean {
  const connection = world.connections.byId[id];
  return connection !== undefined && wentOnTooLong(connection);
}

/** Why a letter is not text and HTML as mail programs want it; undefined when it is. */
function problemOfVersions(message: Message): string | undefined {
  const tree = mimeTree(storedLetter(message));
  if (tree.type !== 'multipart/alternative') return `is ${tree.type}; this step wants multipart/alternative`;
  if (tree.problem) return `says multipart/alternative, but ${tree.problem}`;
  if (headerValue(tree.fields, 'mime-version') === undefined) return 'has no MIME-Version line in its header';
  return problemOfTypes(tree.children);
}

function problemOfTypes(parts: MimePart[]): string | undefined {
  const types = parts.map(({ type }) => type).join(', ');
  if (types === 'text/plain, text/html') return undefined;
  if (types === 'text/html, text/plain') return 'has the HTML first; the richest version comes last';
  return `has the parts ${types}; this step wants text/plain and then text/html`;
}

function isAscii(octets: string): boolean {
  return !/[\u0080-\u00ff]/.test(octets);
}

function headerOf(message: Message): string {
  return headerSection(storedLetter(message));
}

function hasEncodedSubject(message: Message): boolean {
  return isAscii(headerOf(message)) && decodedWords(subject(message)) === wantedSubject;
}

/** A dot on a line that LF alone begins. */
const looseEnd = /(?<!\r)\n\.\r?\n/;

/** Conversations with this server in which something stood behind a loose end. */
function looselyEnded(world: World, host: string): Connection[] {
  return connections(world, { to: host, driver: 'learner' }).filter(({ id }) => looseEnd.test(sentIn(world, id)));
}

/** Letters that came out of this conversation, oldest first. */
function lettersOf(world: World, { id }: Connection): Message[] {
  return learnerMessages(world).filter(({ hops }) => hops[0]?.connection === id);
}

function isSmuggled(world: World, connection: Connection): boolean {
  const [, ...behind] = lettersOf(world, connection);
  return behind.some(({ hops }) => sameAddress(hops[0]?.envelope.reversePath ?? '', boss));
}

export default defineLesson({
  title: 'Blank lines, dots and MIME',
  audience: 'Developers, sysadmins, students. Others may stop before the last step.',
  minutes: 25,
  after: ['first-conversation'],
  summary:
    'Build a letter line by line: the empty line, the doubled dot, text and HTML, a subject with an accent, and the line end that became a hole.',
  steps: [
    {
      id: 'well-formed',
      text: 'Through **mx.globex.example**, port **25**, send **ann@globex.example** a letter with a `Subject:` line, an empty line, and two lines of text.',
      done: 'Header, empty line, text: a letter with all its parts.',
      hints: [
        'One empty line ends the header. What follows is the text.',
        'After DATA: `Subject: Lines`, Enter on an empty line, two lines of text, and a dot.',
      ],
      reached: (world) => lettersForAnn(world).some(isWellFormed),
      instead: (world) => {
        const newest = newestForAnn(world);
        if (!newest) return undefined;
        if (subject(newest) === '') return 'Ann got a letter without a Subject: line in its header.';
        const lines = bodyLines(newest).filter((line) => line !== '').length;
        return lines === 0
          ? 'Ann got a letter without any text: no empty line ended the header.'
          : `Ann got a letter with ${lines === 1 ? 'one line' : `${lines} lines`} of text; this step wants two, and no text in the header.`;
      },
    },
    {
      id: 'lose-a-dot',
      text: 'Send **ann@globex.example** a letter that has the line `.hidden` in its text, typed by hand.',
      done: 'A dot was lost: you sent .hidden, and Ann got hidden.',
      hints: [
        'With telnet, a line goes over the cable exactly as you type it.',
        'In the text of a letter, type `.hidden`. End the letter with a dot on a line of its own, as always.',
      ],
      reached: (world) => lettersForAnn(world).some((message) => lostADot(world, message)),
      instead: (world) => {
        const newest = newestForAnn(world, 'well-formed');
        if (!newest) return undefined;
        const kept = bodyLines(newest).find((line) => /^\.[^.]/.test(line));
        return kept === undefined
          ? 'No line of that letter began with a dot on the cable; this step wants `.hidden`.'
          : `Ann got ${kept}, with its dot, because .${kept} went over the cable; this step wants a dot to get lost.`;
      },
    },
    {
      id: 'keep-a-dot',
      text: 'Now let a dot arrive: send Ann (**ann@globex.example**) a line that begins with exactly one dot, `.css{}`.',
      done: 'You sent ..css{}, and Ann got .css{}: one dot more on the way.',
      hints: [
        'The rule: the sender adds one dot to a line that begins with a dot, the receiver takes one away.',
        'In the text of a letter, type `..css{}`.',
      ],
      reached: (world) => lettersForAnn(world).some(keptADot),
      instead: (world) => {
        const newest = newestForAnn(world, 'lose-a-dot');
        if (!newest) return undefined;
        const dotted = bodyLines(newest).find((line) => line.startsWith('..'));
        return dotted === undefined
          ? 'No line of the letter that Ann got begins with a dot; this step wants `.css{}` there.'
          : `Ann got ${dotted}: one dot too many. Exactly one is taken away on the way.`;
      },
    },
    {
      id: 'too-early',
      text: 'Make the classic accident: in the middle of your text, type a line with a single dot, and then write on. The server must answer **250**, and then **500**.',
      done: '250 to the dot, 500 to the rest: half a letter was sent.',
      hints: [
        'The server cannot know that you meant the dot as a part of your text.',
        'After DATA: `Subject: too early`, an empty line, `First half`, `.`, and then `Regards`.',
      ],
      reached: (world) => connections(world, { driver: 'learner' }).some(wentOnTooLong),
      instead: (world) => {
        const newest = newestForAnn(world, 'keep-a-dot');
        if (!newest) return undefined;
        return goesOnAfterLoneDot(newest)
          ? 'You doubled the dot, and the letter went on behind it. That is the next step; here the accident is wanted.'
          : 'Ann got the letter. Now write on behind its last dot, as if you had not noticed.';
      },
    },
    {
      id: 'lone-dot',
      text: 'Repair it: send **ann@globex.example** a letter whose text has a line with a single dot **and goes on** after it.',
      done: 'A line with a single dot arrived, and the letter went on behind it.',
      hints: [
        'It is the rule of the dots once more, for a line that is nothing but a dot.',
        'In the text, type `..`, and more text after it.',
      ],
      reached: (world) => lettersForAnn(world).some(goesOnAfterLoneDot),
      instead: (world) => {
        const newest = newestForAnn(world, 'too-early');
        if (!newest) return undefined;
        return bodyLines(newest).includes('.')
          ? 'The dot arrived, but nothing stands behind it; this step wants more text there.'
          : 'No line of the letter that Ann got is a single dot.';
      },
    },
    {
      id: 'two-versions',
      text: 'Send **ann@globex.example** one letter in two versions, **text/plain** and then **text/html**, in a **multipart/alternative**.',
      done: 'Text and HTML in one letter; her program shows the last one that it understands.',
      hints: [
        'Copy the frame below line by line: two lines in the header, then each part between boundaries.',
        'Header: `MIME-Version: 1.0` and `Content-Type: multipart/alternative; boundary="b1"`. Parts begin with `--b1`; the end is `--b1--`.',
      ],
      reached: (world) => lettersForAnn(world).some((message) => problemOfVersions(message) === undefined),
      instead: (world) => {
        const newest = newestForAnn(world, 'lone-dot');
        const problem = newest && problemOfVersions(newest);
        return problem && `The letter that Ann got ${problem}.`;
      },
    },
    {
      id: 'accent',
      text: 'Send **ann@globex.example** a letter whose subject reads **Café**, with nothing but ASCII on the wire.',
      done: 'The subject reads Café, and no octet above 127 was sent.',
      hints: [
        'An encoded word names its character set, its encoding (Q or B), and the octets: =?utf-8?Q?…?=.',
        'Type `Subject: =?utf-8?Q?Caf=C3=A9?=`.',
      ],
      reached: (world) => lettersForAnn(world).some(hasEncodedSubject),
      instead: (world) => {
        const newest = newestForAnn(world, 'two-versions');
        if (!newest) return undefined;
        return isAscii(headerOf(newest))
          ? `The subject reads “${decodedWords(subject(newest))}”; this step wants “${wantedSubject}”.`
          : 'The header has octets above 127; this step wants ASCII only.';
      },
    },
    {
      id: 'smuggle',
      text: 'Explorers: send **legacy.globex.example**, port **25**, the one letter below, in which a line feed, a dot and a line feed stand. A second letter must come out, from **ceo@globex.example**.',
      done: 'One letter went in, two came out. The second came “from the boss”.',
      hints: [
        'The end that the old server believes in is `\\n.\\n`: LF, dot, LF. What stands behind it is commands to it.',
        'Click the long line below, which begins with printf, press Enter, and wait a second.',
      ],
      reached: (world) => looselyEnded(world, legacy).some((connection) => isSmuggled(world, connection)),
      instead: (world) => {
        if (looselyEnded(world, strict).some((connection) => lettersOf(world, connection).length === 1)) {
          return `${strict} made one letter of it; this step wants it sent to ${legacy}.`;
        }
        return looselyEnded(world, legacy).some(({ state }) => state === 'closed')
          ? `Something was sent to ${legacy} behind LF . LF, but no second letter from ${boss} came of it.`
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'dot-hidden',
      kind: 'choice',
      text: 'You will type `.hidden` into a letter. What will Ann read?',
      choices: [
        { id: 'same', label: '.hidden', feedback: 'Then how could the server tell a dot of yours from the end?' },
        { id: 'hidden', label: 'hidden' },
        { id: 'end', label: 'Nothing: the dot ends the letter', feedback: 'Only a dot alone on its line does that.' },
      ],
      right: ['hidden'],
      explanation: 'The receiver takes one dot away from each line that begins with one. Telnet had added none.',
      provenBy: 'lose-a-dot',
    },
    {
      id: 'who-unstuffs',
      kind: 'choice',
      text: 'A letter passes three servers. Who takes the extra dots away?',
      choices: [
        {
          id: 'last',
          label: 'The last one, at the mailbox',
          feedback: 'Then every server on the way would store a letter with wrong dots.',
        },
        { id: 'each', label: 'Each one; and each adds them again for the next' },
        {
          id: 'reader',
          label: 'The mail program that shows it',
          feedback: 'It never sees SMTP. If it shows two dots, somebody doubled them twice.',
        },
      ],
      right: ['each'],
      explanation: 'The doubled dot belongs to one hop, to the conversation and not to the letter. RFC 5321 §4.5.2.',
    },
    {
      id: 'library-dots',
      kind: 'choice',
      text: 'In a newsletter some links are broken: `www..shop.example`. The program doubles each dot at the beginning of a line before it calls its mail library. What is wrong?',
      choices: [
        {
          id: 'receiver',
          label: 'The receiver forgot to take the dot away',
          feedback: 'It took one away, as it must. There were two.',
        },
        { id: 'twice', label: 'The library doubles it, too' },
        {
          id: 'never',
          label: 'Lines may not begin with a dot at all',
          feedback: 'They may, and after a wrapped line they often do.',
        },
      ],
      right: ['twice'],
      explanation:
        'A mail library does the dots itself; doing it twice leaves one behind. Quoted-printable wraps long lines, and so a dot of a link comes to stand at the beginning of one.',
    },
    {
      id: 'regards',
      kind: 'choice',
      text: 'By accident your text has a line with a single dot. You notice nothing and type `Regards`. What does the server say to the two lines?',
      choices: [
        {
          id: 'nothing',
          label: 'Nothing: it goes on reading',
          feedback: 'A dot alone is the end, whoever meant what.',
        },
        { id: '250-500', label: '250, then 500' },
        { id: '500-500', label: '500, then 500', feedback: 'The dot itself was a perfect end: the letter is taken.' },
      ],
      right: ['250-500'],
      explanation:
        'The first half is on its way already. “Regards” is taken for a command, and no such command exists.',
      provenBy: 'too-early',
    },
    {
      id: 'nc-hangs',
      kind: 'choice',
      text: 'Somebody types a letter with `nc mx.globex.example 25`, without -C. After the dot nothing happens. Why?',
      choices: [
        { id: 'slow', label: 'The server is checking the letter', feedback: 'It has not seen an end yet.' },
        { id: 'lf', label: 'nc sends LF, and the end is CR LF . CR LF' },
        { id: 'quit', label: 'QUIT is missing', feedback: 'QUIT would be a line of the letter.' },
      ],
      right: ['lf'],
      explanation: 'Without CR the server reads on. `nc -C`, telnet and `openssl s_client -crlf` send CR LF.',
    },
    {
      id: 'how-many-letters',
      kind: 'choice',
      text: 'The line below sends one letter by SMTP’s rules. How many will the old server make of it?',
      choices: [
        { id: 'one', label: 'One', feedback: 'That is what mx.globex.example makes of it.' },
        { id: 'two', label: 'Two' },
        { id: 'none', label: 'None: it refuses bare line feeds', feedback: 'It could, but it is an old server.' },
      ],
      right: ['two'],
      explanation: 'It takes LF . LF for the end. What stands behind it, it obeys.',
      provenBy: 'smuggle',
    },
  ],
  coach: [
    // This accident is asked for: the coach speaks of it when the step that wants it is done.
    {
      id: 'text-after-the-end',
      say: 'Your letter had a line with a single dot, so it ended there; the server took the rest for commands. Double that dot.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.code === 500 &&
        reachedAt(world, 'too-early') !== undefined &&
        goesOnTooLong(world, event.connection),
    },
    {
      id: 'dot-was-doubled',
      say: 'Two dots went over the cable, so one was left. A tool like swaks doubles it for you: type .hidden by hand, in telnet.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        isAt(world, 'well-formed', 'lose-a-dot') &&
        /\n\.\.[^.\r\n]/.test(sentIn(world, event.connection)),
    },
    {
      id: 'exactly-one-dot',
      say: 'Exactly one extra dot: the receiver takes away one, however many there are.',
      notices: (event, world) =>
        event.type === 'message.accepted' && isAt(world, 'lose-a-dot', 'keep-a-dot') && /\r\n\.\./.test(event.raw),
    },
    {
      id: 'mime-version-missing',
      say: 'Without MIME-Version: 1.0 in the header, a strict mail program shows all of it as one text, boundaries and all.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        isAt(world, 'lone-dot', 'two-versions') &&
        /^content-type:\s*multipart\//im.test(event.raw) &&
        headerValue(headerFields(event.raw), 'mime-version') === undefined,
    },
    {
      id: 'closing-boundary',
      say: 'The last boundary has two hyphens at its end, too: --b1--. Without it a program must think that the letter was cut off.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        isAt(world, 'lone-dot', 'two-versions') &&
        mimeTree(event.raw).type.startsWith('multipart/') &&
        mimeTree(event.raw).problem !== undefined,
    },
    {
      id: 'richest-last',
      say: 'Put the text first: a program shows the last version that it understands, so the richest one comes last.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        isAt(world, 'lone-dot', 'two-versions') &&
        mimeTree(event.raw)
          .children.map(({ type }) => type)
          .join() === 'text/html,text/plain',
    },
    {
      id: 'raw-octets',
      say: 'It arrived, but raw letters beyond ASCII in a header need SMTPUTF8 on every server of the way (RFC 6531). An encoded word always works.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        isAt(world, 'two-versions', 'accent') &&
        !isAscii(event.raw.split('\r\n\r\n', 1)[0] ?? ''),
    },
    {
      id: 'insists-on-crlf',
      say: 'This server insists on CR LF . CR LF: to it all of that was one letter. Send the same to legacy.globex.example.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === strict &&
        isAt(world, 'accent', 'smuggle') &&
        looseEnd.test(sentIn(world, event.connection)),
    },
  ],
  elsewhere: ['ceo@globex.example', 'www..shop.example'],
});
