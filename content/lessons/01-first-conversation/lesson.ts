import { defineLesson } from '#protocol/lesson.ts';
import type { Connection, Decision } from '#protocol/projections/connections.ts';
import {
  accepted,
  answeredRightly,
  connections,
  decisions,
  learnerMessages,
  reply,
  sameAddress,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const globex = 'mx.globex.example';
const kim = 'kim@acme.example';
const ann = 'ann@globex.example';

/** Conversations of the learner with Globex's mail server. */
function conversations(world: World): Connection[] {
  return connections(world, { to: globex, port: 25, driver: 'learner' });
}

/** What was decided last about a recipient whom the learner named. */
function lastDecision(world: World): Decision | undefined {
  return conversations(world)
    .flatMap(({ decisions: all }) => all)
    .toSorted((one, other) => one.seq - other.seq)
    .at(-1);
}

/** The last conversation was ended by the learner's side. */
function hungUp(world: World): Connection | undefined {
  const last = conversations(world).at(-1);
  return last?.closedBy === 'client' ? last : undefined;
}

function lastReply({ exchanges }: Connection): number | undefined {
  return exchanges.findLast((exchange) => exchange.kind === 'reply')?.code;
}

export default defineLesson({
  title: 'Talk to a mail server',
  audience: 'Everyone. No terminal experience needed.',
  minutes: 10,
  after: [],
  summary: 'Open a connection, speak SMTP by hand, and find your letter in Ann’s mailbox.',
  steps: [
    {
      id: 'connect',
      text: 'Connect to Globex’s mail server, **mx.globex.example**, on port **25**.',
      done: 'You connected to mx.globex.example and heard its 220.',
      hints: [
        'The tool is called telnet. It wants the name of a host, mx.globex.example, and a port, 25.',
        'Type `telnet mx.globex.example 25` and press Enter.',
      ],
      reached: (world) => conversations(world).some((connection) => reply(connection, 'CONNECT', 220)),
      instead: (world) => {
        const last = connections(world, { driver: 'learner' }).at(-1);
        return last && (last.to.host !== globex || last.to.port !== 25)
          ? `You called ${last.to.host} on port ${last.to.port}; this step wants mx.globex.example on port 25.`
          : undefined;
      },
    },
    {
      id: 'introduce',
      text: 'Introduce yourself with `EHLO` and the name of your laptop, and read what the server can do.',
      done: 'You introduced yourself and the server listed what it can do.',
      hints: ['Greet with the name of your host: laptop.acme.example.', 'Type `EHLO laptop.acme.example`.'],
      reached: (world) => conversations(world).some((connection) => reply(connection, 'EHLO', 250)),
      instead: (world) =>
        conversations(world).some((connection) => reply(connection, 'HELO', 250))
          ? 'You said HELO, and the server answered with its name only; this step wants the list that answers EHLO.'
          : undefined,
    },
    {
      id: 'envelope',
      text: 'Write the envelope: from **kim@acme.example**, to **ann@globex.example**.',
      done: 'The envelope has a sender and a recipient.',
      hints: [
        'First who it is from, then who it is for. One command each.',
        'Type `MAIL FROM:<kim@acme.example>`, then `RCPT TO:<ann@globex.example>`.',
      ],
      reached: (world) => decisions(world, { by: globex, sender: kim, recipient: ann, verdict: 'local' }).length > 0,
      instead: (world) => {
        const last = lastDecision(world);
        if (!last) return undefined;
        if (last.verdict !== 'local')
          return `The server refused ${last.recipient}; this step wants ann@globex.example.`;
        return sameAddress(last.recipient, ann)
          ? `That envelope is from ${last.reversePath || 'nobody'}; this step wants one from kim@acme.example.`
          : `That envelope is for ${last.recipient}; this step wants one for ann@globex.example.`;
      },
    },
    {
      id: 'letter',
      text: 'Hand over the letter: `DATA`, some headers, an empty line, your text, and a line with nothing but a dot.',
      done: 'mx.globex.example said 250 after the dot: your letter is its responsibility now.',
      hints: [
        'Say DATA first and wait for 354. Headers, an empty line, the text; then a line with only a dot.',
        'Type `DATA`, then `Subject: Hello`, press Enter on an empty line, type a sentence, and then `.` alone on a line.',
      ],
      reached: (world) => learnerMessages(world).some((message) => accepted(message, globex, ann)),
      instead: (world) => {
        const dropped = hungUp(world);
        if (dropped && lastReply(dropped) === 354)
          return 'You hung up before the dot, so the server threw the letter away.';
        const recipients = learnerMessages(world).at(-1)?.hops[0]?.envelope.recipients;
        return recipients && `That letter went to ${recipients.join(' and ')}; this step wants one for Ann.`;
      },
    },
    {
      id: 'goodbye',
      text: 'Leave politely: say `QUIT`, and let the server hang up.',
      done: 'You said goodbye, and the server closed the connection.',
      hints: ['There is a verb for goodbye.', 'Type `QUIT`.'],
      reached: (world) =>
        conversations(world).some((connection) => reply(connection, 'QUIT', 221) && connection.state === 'closed'),
      instead: (world) =>
        hungUp(world) && 'The connection is gone, but nobody said QUIT. Call once more, and leave politely.',
    },
    {
      id: 'mailbox',
      text: 'Open **ann@globex.example** in Mailboxes, look at the **Source** of your letter, and answer the question below.',
      done: 'You found what the server wrote on top of your letter.',
      hints: [
        'Compare the source with what you typed. Look at the top.',
        'Open the mailbox, then the tab Source. Return-Path and Received stand on top, and neither is yours.',
      ],
      reached: (world) =>
        views(world, { view: 'source', mailbox: ann }).length > 0 && answeredRightly(world, 'added-lines'),
      instead: (world) => {
        if (views(world, { view: 'source', mailbox: ann }).length > 0) return undefined;
        if (answeredRightly(world, 'added-lines'))
          return 'Right, but not seen yet: the source of the letter in Ann’s mailbox.';
        return views(world, { mailbox: ann }).length > 0
          ? 'That is the letter as a mail program shows it; this step wants its Source.'
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'who-speaks-first',
      kind: 'choice',
      text: 'The connection is open. Who spoke first?',
      choices: [
        { id: 'client', label: 'I did, the client', feedback: 'So it is on the web. In SMTP the client waits.' },
        { id: 'server', label: 'The server' },
      ],
      right: ['server'],
      explanation:
        'The server greets with a line that begins with 220. A client that talks before it looks like a spammer.',
    },
    {
      id: 'reply-to-data',
      kind: 'choice',
      text: 'You will say DATA. Which reply will the server give?',
      choices: [
        { id: '220', label: '220', feedback: '220 is “ready”: the greeting.' },
        { id: '250', label: '250', feedback: '250 is “done”. But nothing is done yet: the letter is still to come.' },
        { id: '354', label: '354' },
      ],
      right: ['354'],
      explanation: 'The server says 354. A reply that begins with 3 means: go on, I am waiting for more.',
      provenBy: 'letter',
    },
    {
      id: 'promise',
      kind: 'choice',
      text: 'The server said 250 after your dot. What has it promised?',
      choices: [
        { id: 'read', label: 'Ann has read the letter', feedback: 'No server knows that.' },
        {
          id: 'inbox',
          label: 'The letter is in her inbox',
          feedback: 'It may still be filed elsewhere, or fail later.',
        },
        { id: 'responsibility', label: 'It takes responsibility: deliver, or report the failure' },
      ],
      right: ['responsibility'],
      explanation:
        '250 after the dot moves responsibility from the client to the server. It says nothing about reading or folders.',
    },
    {
      id: 'added-lines',
      kind: 'several',
      text: 'Which two header fields in the source did you not type yourself?',
      choices: [
        { id: 'return-path', label: 'Return-Path' },
        { id: 'received', label: 'Received' },
        { id: 'from', label: 'From', feedback: 'If it is there, you typed it yourself after DATA.' },
        { id: 'subject', label: 'Subject', feedback: 'That one you typed yourself after DATA.' },
      ],
      right: ['return-path', 'received'],
      explanation:
        'Return-Path is what you said in MAIL FROM. Received is the postmark: who handed it in, to whom, when.',
    },
  ],
  coach: [
    {
      id: 'web-site-is-not-mail-server',
      say: 'That name is the web site. A domain’s mail server has its own name: here mx.globex.example. You will look such names up in lesson 6.',
      notices: (event) =>
        event.type === 'connection.refused' && event.driver === 'learner' && event.to.host === 'www.globex.example',
    },
    {
      id: 'helo-lists-nothing',
      say: 'HELO is the greeting of 1982. EHLO also asks what the server can do; just send it now.',
      notices: (event) => event.type === 'smtp.reply' && event.verb === 'HELO' && event.code === 250,
    },
    {
      id: 'nobody-of-that-name',
      say: 'Nobody of that name has a mailbox there. The letter is for ann@globex.example; the envelope is still open, so just try again.',
      notices: (event) => event.type === 'policy.decided' && event.because.reason === 'user-unknown',
    },
    {
      id: 'other-sender',
      say: 'The envelope works, but it is not from kim@acme.example. RSET throws it away; then begin again with MAIL FROM.',
      notices: (event) =>
        event.type === 'policy.decided' && event.verdict === 'local' && !sameAddress(event.reversePath, kim),
    },
    {
      id: 'other-recipient',
      say: 'That letter was accepted, but not for Ann. Write a new envelope, with RCPT TO:<ann@globex.example>.',
      notices: (event) =>
        event.type === 'message.accepted' &&
        !event.envelope.recipients.some((recipient) => sameAddress(recipient, ann)),
    },
    {
      id: 'hung-up',
      say: 'You hung up without a word: what the server said 250 to is safe, but its log now speaks of a lost connection. QUIT is the polite way.',
      notices: (event, world) => {
        if (event.type !== 'connection.closed' || event.by !== 'client') return false;
        const conversation = conversations(world).find(({ id }) => id === event.connection);
        return conversation !== undefined && reply(conversation, 'QUIT', 221) === undefined;
      },
    },
    {
      id: 'lines-you-typed',
      say: 'Look again: some of those lines you typed yourself after DATA. Which ones stand above them?',
      notices: (event) => event.type === 'answer.given' && event.question === 'added-lines' && !event.correct,
    },
  ],
});
