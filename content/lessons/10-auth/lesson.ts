import { defineLesson } from '#protocol/lesson.ts';
import type { Connection, Login } from '#protocol/projections/connections.ts';
import type { Message } from '#protocol/projections/messages.ts';
import { connections, delivered, learnerMessages, reachedAt, reply, sameAddress, views } from '#protocol/questions.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';

const acme = 'mail.acme.example';
const kim = 'kim@acme.example';
const bob = 'bob@acme.example';

/** Conversations of the learner with Acme's server, newest last. */
function withAcme(world: World): Connection[] {
  return connections(world, { to: acme, driver: 'learner' });
}

/** The first reply with that verb and code, if it came inside TLS or outside, as wanted. */
function refused(connection: Connection, verb: string, code: number, place: 'inside' | 'outside'): boolean {
  const seq = reply(connection, verb, code)?.seq;
  if (seq === undefined) return false;
  return place === 'inside' ? seq > (connection.tls?.seq ?? Number.POSITIVE_INFINITY) : connection.tls === undefined;
}

/** Kim's, by that mechanism, inside TLS. */
function loggedIn(world: World, mechanism: string): boolean {
  return withAcme(world).some(
    ({ tls, logins }) => tls && logins.some((login) => login.ok && login.mechanism === mechanism && isKim(login)),
  );
}

function isKim({ user }: Login): boolean {
  return ['kim', kim].includes(user.toLowerCase());
}

/** What came of the learner's newest attempt to log in since a step, when it is not what that step wants. */
function lastAttempt(world: World, after: string, wanted: string): string | undefined {
  const since = reachedAt(world, after) ?? Number.POSITIVE_INFINITY;
  const last = withAcme(world)
    .flatMap(({ logins }) => logins)
    .findLast(({ seq }) => seq > since);
  if (!last) return undefined;
  const { mechanism, user, ok } = last;
  if (mechanism !== wanted) return `That was a login with ${mechanism}; this step wants ${wanted}.`;
  if (ok) return isKim(last) ? undefined : `${user} has logged in; this step wants kim.`;
  const who =
    user === ''
      ? 'in which the server found no user'
      : `for the user \`${visibleText(user.slice(0, 40)).replaceAll('`', '´')}\``;
  return `The server has refused a login with ${mechanism} ${who}.`;
}

/** To Bob, as Kim: whoever reads the stamp sees that she had logged in, and inside TLS. */
function isStampedForBob(message: Message): boolean {
  const [first] = message.hops;
  return (
    first?.host === acme &&
    first.user === 'kim' &&
    delivered(message, acme, bob) &&
    /\bwith \w*ESMTPSA\b/.test(first.raw)
  );
}

function readStamp(world: World, { id }: Message): boolean {
  return views(world, { message: id }).some(({ view }) => ['hops', 'source', 'headers'].includes(view));
}

/** Kim is logged in, and gives another's address as the sender; RCPT is where Postfix says no. */
function triedAsBob({ user, exchanges, decisions }: Connection): boolean {
  return (
    user === 'kim' &&
    decisions.some(({ reversePath, verdict }) => sameAddress(reversePath, bob) && verdict === 'reject') &&
    exchanges.some((said) => said.kind === 'reply' && said.code === 553 && said.enhanced === '5.7.1')
  );
}

export default defineLesson({
  title: 'Prove who you are to your own server',
  audience: 'Developers, sysadmins.',
  minutes: 18,
  after: ['tls'],
  summary:
    'Log in by hand in three ways, see through base64 and its three usual mistakes, and find out what a login proves and what it does not.',
  steps: [
    {
      id: 'outside',
      text: 'Connect to **mail.acme.example**, port **587**, without TLS, say EHLO, and try to log in all the same: `AUTH PLAIN AGtpbQBzYXJkaW5l`.',
      done: 'mail.acme.example would not hear a password outside TLS: 538 5.7.11.',
      hints: [
        'telnet knows no TLS. Say EHLO first; AUTH is not in its list, but you can say it.',
        'Type `telnet mail.acme.example 587`, `EHLO laptop.acme.example`, `AUTH PLAIN AGtpbQBzYXJkaW5l`.',
      ],
      reached: (world) => withAcme(world).some((connection) => refused(connection, 'AUTH', 538, 'outside')),
      instead: (world) => {
        const last = withAcme(world).findLast(({ logins, tls }) => logins.length > 0 || tls);
        return last?.tls ? 'That was inside TLS; this step wants to see what happens without.' : undefined;
      },
    },
    {
      id: 'without-login',
      text: 'Now inside TLS on port **587** of **mail.acme.example**, try to send without a login: EHLO, then MAIL FROM **kim@acme.example**.',
      done: 'Inside TLS, but unknown: 530 5.7.0, authentication required.',
      hints: [
        'openssl with `-starttls smtp`. Send MAIL right after EHLO.',
        'Type `openssl s_client -starttls smtp -connect mail.acme.example:587 -quiet -crlf`, EHLO, and `MAIL FROM:<kim@acme.example>`.',
      ],
      reached: (world) => withAcme(world).some((connection) => refused(connection, 'MAIL', 530, 'inside')),
      instead: (world) => {
        const all = withAcme(world);
        if (all.at(-1)?.user) return 'You had logged in already. Hang up, and see what MAIL FROM says without.';
        const isOutside = all.some((connection) => refused(connection, 'MAIL', 530, 'outside'));
        return isOutside
          ? 'Right reply, but outside TLS. Use openssl, and see whether TLS alone is enough.'
          : undefined;
      },
    },
    {
      id: 'login',
      text: 'Log in as **kim** with the password **sardine**, by `AUTH LOGIN`, inside TLS: decode the server’s two questions and answer each in base64.',
      done: 'kim has logged in with LOGIN: 235 2.7.0.',
      hints: [
        'The server asks in base64: `printf VXNlcm5hbWU6 | base64 -d`. Answer in base64: `printf kim | base64`. A second terminal helps.',
        'After `AUTH LOGIN` answer `a2lt`, then `c2FyZGluZQ==`.',
      ],
      reached: (world) => loggedIn(world, 'LOGIN'),
      instead: (world) => lastAttempt(world, 'without-login', 'LOGIN'),
    },
    {
      id: 'plain',
      text: 'Log in as **kim** once more, in a new session, with `AUTH PLAIN`: one line of base64, made of NUL, **kim**, NUL, **sardine**.',
      done: 'kim has logged in with PLAIN, in one line.',
      hints: [
        'A NUL is an octet of value zero; printf writes it as `\\0`. There is one before the user and one before the password.',
        "Type `printf '\\0kim\\0sardine' | base64`; it gives `AGtpbQBzYXJkaW5l`. Then `AUTH PLAIN AGtpbQBzYXJkaW5l`.",
      ],
      reached: (world) => loggedIn(world, 'PLAIN'),
      instead: (world) => lastAttempt(world, 'login', 'PLAIN'),
    },
    {
      id: 'cram-md5',
      text: 'Log in as **kim** with `AUTH CRAM-MD5`: answer the server’s riddle without sending the password.',
      done: 'kim has logged in with CRAM-MD5; the password stayed at home.',
      hints: [
        'Decode the riddle. HMAC-MD5 of it, with the password as the key; then `kim`, a space and the hexadecimal digits, in base64.',
        "In a second terminal: `printf '%s' '<the riddle>' | openssl dgst -md5 -hmac sardine`. Or let swaks do it: `--auth CRAM-MD5`.",
      ],
      reached: (world) => loggedIn(world, 'CRAM-MD5'),
      instead: (world) => lastAttempt(world, 'plain', 'CRAM-MD5'),
    },
    {
      id: 'send',
      text: 'Logged in as **kim**, inside TLS, send from **kim@acme.example** to **bob@acme.example**. Then open it in Bob’s mailbox, tab **Hops**, and find the login in the stamp.',
      done: 'The stamp says “with ESMTPSA”: ESMTP, S for TLS, A for a login.',
      hints: [
        'Deliver to Bob and look at the word after “with” in Hops.',
        'Type `swaks --server mail.acme.example --port 587 --tls --auth-user kim --auth-password sardine --from kim@acme.example --to bob@acme.example`, then Mailboxes, bob, Hops.',
      ],
      reached: (world) =>
        learnerMessages(world).some((message) => isStampedForBob(message) && readStamp(world, message)),
      instead: (world) => {
        if (learnerMessages(world).some(isStampedForBob)) return 'Bob has it. Now read the stamp in his mailbox: Hops.';
        const others = learnerMessages(world).filter((message) => message.hops[0]?.host === acme);
        if (others.some(({ hops: [first] }) => first?.user === undefined)) {
          return 'That letter came without a login, by the door for other servers. Its stamp has no A.';
        }
        return others.length > 0 ? 'That letter went to somebody else; this step wants Bob’s mailbox.' : undefined;
      },
    },
    {
      id: 'as-bob',
      text: 'Log in as **kim** again, but say `MAIL FROM:<bob@acme.example>`, and name a recipient.',
      done: 'kim may not write as Bob: 553 5.7.1, the address is not hers.',
      hints: [
        'Change nothing but MAIL FROM. Postfix gives its answer after RCPT TO.',
        'After AUTH type `MAIL FROM:<bob@acme.example>` and `RCPT TO:<ann@globex.example>`.',
      ],
      reached: (world) => withAcme(world).some(triedAsBob),
      instead: (world) => {
        const since = reachedAt(world, 'send') ?? Number.POSITIVE_INFINITY;
        const last = withAcme(world).findLast(({ openedSeq }) => openedSeq > since);
        if (!last) return undefined;
        if (last.user === 'bob') return 'Bob has logged in, and may of course write as Bob. Log in as kim.';
        const asBob = last.exchanges.some((said) => said.kind === 'command' && /^MAIL FROM:.*bob@/i.test(said.line));
        if (asBob && last.user === 'kim') return 'Not refused yet: the answer comes when you name a recipient.';
        return last.user === 'kim' && last.decisions.length > 0
          ? 'That was Kim writing as Kim. Only MAIL FROM changes: bob@acme.example.'
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'predict-outside',
      kind: 'choice',
      text: 'You connect to port 587 with telnet, without TLS, and say AUTH PLAIN with the right password. What will the server say?',
      choices: [
        {
          id: '235',
          label: '235 Authentication successful',
          feedback: 'Then everybody on the Wi-Fi would have the password, too.',
        },
        {
          id: '535',
          label: '535 Authentication failed',
          feedback: 'That would mean that it looked at the password. It does not even want to see it.',
        },
        { id: '538', label: '538 Encryption required for this mechanism' },
      ],
      right: ['538'],
      explanation: 'This server hears no password outside TLS. It does not look whether it was right.',
      provenBy: 'outside',
    },
    {
      id: 'a-lock',
      kind: 'choice',
      text: 'Is base64 a kind of encryption?',
      choices: [
        {
          id: 'weak',
          label: 'Yes, a weak one',
          feedback: 'Encryption needs a key. What key did you use?',
        },
        { id: 'no', label: 'No: anybody can decode it' },
        {
          id: 'with-login',
          label: 'Yes, as part of AUTH LOGIN',
          feedback: 'LOGIN only writes in base64 what it sends. TLS around it is what protects you.',
        },
      ],
      right: ['no'],
      explanation:
        'It is an alphabet: three octets become four harmless characters, so that a NUL or a line end gets through a text protocol. Nothing is secret about it.',
    },
    {
      id: 'plain-shapes',
      kind: 'several',
      text: 'NUL is written as its symbol here. Which of these does RFC 4616 allow as Kim’s login with PLAIN? Two are right.',
      choices: [
        { id: 'empty-first', label: '`<NUL>kim<NUL>sardine`' },
        { id: 'act-as', label: '`kim<NUL>kim<NUL>sardine`' },
        {
          id: 'two-parts',
          label: '`kim<NUL>sardine`',
          feedback: 'The first field, in front of the first NUL, is missing.',
        },
        { id: 'colon', label: '`kim:sardine`', feedback: 'The colon belongs to HTTP, not to PLAIN.' },
      ],
      right: ['empty-first', 'act-as'],
      explanation:
        'Three fields: act as, user, password. An empty first field means: as myself. Naming yourself there is allowed, too.',
    },
    {
      id: 'cram-cost',
      kind: 'choice',
      text: 'CRAM-MD5 never sends the password. Why is it called legacy all the same?',
      choices: [
        { id: 'stored', label: 'The server must keep the password so that it can be read' },
        {
          id: 'slow',
          label: 'It takes one line more',
          feedback: 'So does LOGIN. What must the server know to check your answer?',
        },
        {
          id: 'broken',
          label: 'Anybody can turn MD5 back into the password',
          feedback: 'Not so directly, though a listener can try guesses. Think of the server’s side.',
        },
      ],
      right: ['stored'],
      explanation:
        'To compute the same HMAC it needs the password itself, or as good as it. With PLAIN inside TLS a salted hash is enough. SCRAM does both; providers use OAuth tokens.',
    },
    {
      id: 'what-globex-learns',
      kind: 'choice',
      text: 'Kim logs in at Acme and writes to Ann. What does Globex’s server learn from her login?',
      choices: [
        {
          id: 'name',
          label: 'Her user name, so that it can trust the From line',
          feedback: 'Acme checked her name. Globex only sees that Acme’s server calls.',
        },
        {
          id: 'spf-dkim',
          label: 'It adds SPF and DKIM to the letter',
          feedback: 'Those are two other things: the domain’s DNS, and a signature of the server. AUTH adds neither.',
        },
        { id: 'nothing', label: 'Nothing that it could verify' },
      ],
      right: ['nothing'],
      explanation:
        'AUTH is between you and your own server. At most a Received line says ESMTPSA, and a line is only a line.',
    },
  ],
  coach: [
    {
      id: 'logged-in-too-soon',
      say: 'That worked, because you had logged in. Hang up and see first what MAIL FROM says to a stranger.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.host === acme &&
        event.verb === 'MAIL' &&
        event.code === 250 &&
        reachedAt(world, 'outside') !== undefined &&
        reachedAt(world, 'without-login') === undefined &&
        world.connections.byId[event.connection]?.user !== undefined,
    },
    {
      id: 'inside-only',
      say: 'Passwords are heard inside TLS only: openssl s_client -starttls smtp, then EHLO again.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.because.reason === 'encryption-first' &&
        reachedAt(world, 'outside') !== undefined,
    },
    {
      id: 'one-login',
      say: 'One login a session: say QUIT, and call again for the next.',
      notices: (event) => event.type === 'smtp.reply' && event.because.reason === 'authenticated-already',
    },
    {
      id: 'key-and-text',
      say: 'The answer is an HMAC: the password is the key, the riddle with its <> is the text. openssl dgst -md5 -hmac sardine makes one.',
      notices: (event) =>
        event.type === 'login.attempted' && event.host === acme && event.mechanism === 'CRAM-MD5' && !event.ok,
    },
    {
      id: 'not-the-password',
      say: 'Kim’s login is still good. It is the sender’s address that belongs to somebody else.',
      notices: (event, world) =>
        event.type === 'login.attempted' &&
        event.host === acme &&
        event.mechanism !== 'CRAM-MD5' &&
        !event.ok &&
        withAcme(world).some(triedAsBob),
    },
    {
      id: 'bob-himself',
      say: 'Bob may write as Bob. Stay kim, and change nothing but MAIL FROM.',
      notices: (event) =>
        event.type === 'login.attempted' && event.host === acme && event.ok && event.user.startsWith('bob'),
    },
  ],
});
