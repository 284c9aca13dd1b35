import { defineLesson } from '#protocol/lesson.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Hop } from '#protocol/projections/messages.ts';
import { connections, learnerMessages, reachedAt, reply } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const globex = 'mx.globex.example';
const acme = 'mail.acme.example';
const laptop = 'laptop.acme.example';
const shop = 'web.acme.example';
const postly = 'smtp.postly.example';
/** Doors of our providers that a hotel leaves open. */
const waysOut = [`${acme}:465`, `${postly}:465`, `${postly}:2525`];

/** Calls of the learner to a door, oldest first; without arguments all of them. */
function calls(world: World, to?: string, port?: number): Connection[] {
  return connections(world, { ...(to ? { to } : {}), ...(port ? { port } : {}), driver: 'learner' });
}

const words: Record<Connection['state'], string> = {
  calling: 'nobody has answered yet',
  'given-up': 'nobody had answered when you gave up',
  'timed-out': 'nobody answered',
  refused: 'the call was refused',
  open: 'you were let in',
  closed: 'you were let in',
};

interface Door {
  host: string;
  port: number;
  from?: string;
}

/** The last call since the step before, as a sentence; undefined when there was none, or when it was the wanted one. */
function lastCall(world: World, since: string | undefined, { host, port, from = laptop }: Door): string | undefined {
  const start = since === undefined ? 0 : (reachedAt(world, since) ?? 0);
  const last = calls(world).findLast(({ openedSeq }) => openedSeq > start);
  if (!last || isCallTo(last, { host, port, from })) return undefined;
  const place = (name: string) => (name === shop ? `from ${shop}` : 'from your laptop');
  return `You called ${last.to.host}, port ${last.to.port}, ${place(last.from.host)}, and ${words[last.state]}; this step wants ${host}, port ${port}, ${place(from)}.`;
}

function isCallTo(call: Connection, { host, port, from }: Required<Door>): boolean {
  return call.to.host === host && call.to.port === port && call.from.host === from;
}

/** telnet has called, and hears nothing. */
function isStillTrying({ terminals }: World): boolean {
  return Object.values(terminals.byName).some(({ entries }) => {
    const last = entries.at(-1);
    return last?.kind === 'printed' && last.text.startsWith('Trying ');
  });
}

/** The server said in the clear, before anything else, that it can do TLS. */
function offersStartTls({ exchanges }: Connection): boolean {
  return exchanges.some(
    (exchange) =>
      exchange.kind === 'reply' &&
      exchange.verb === 'EHLO' &&
      exchange.lines.some((line) => line.toUpperCase().endsWith('STARTTLS')),
  );
}

/** Somebody waited in vain for a greeting, because he had not begun with TLS. */
function wasSilent({ state, tls, exchanges }: Connection): boolean {
  return state === 'closed' && tls === undefined && exchanges.length === 0;
}

function wasGreetedInTls(connection: Connection): boolean {
  return connection.tls?.mode === 'implicit' && reply(connection, 'CONNECT', 220) !== undefined;
}

/** Where a letter of the learner came into the world, after the hotel. */
function handedIn(world: World): { hop: Hop; call: Connection }[] {
  const since = reachedAt(world, 'silent') ?? Number.POSITIVE_INFINITY;
  return learnerMessages(world).flatMap(({ hops: [hop] }) => {
    const call = world.connections.byId[hop?.connection ?? ''];
    return hop && call && hop.seq > since && call.from.host === laptop ? [{ hop, call }] : [];
  });
}

function isSafe({ hop, call }: { hop: Hop; call: Connection }): boolean {
  return hop.user !== undefined && call.tls !== undefined && waysOut.includes(`${call.to.host}:${call.to.port}`);
}

export default defineLesson({
  title: 'Four doors: 25, 465, 587, 2525',
  audience: 'Developers, sysadmins, students.',
  minutes: 18,
  after: ['local-or-relay'],
  summary:
    'Knock at each port of a mail server, tell a blocked one from a closed one and a silent one, and send from a hotel that blocks half of them.',
  steps: [
    {
      id: 'blocked',
      text: 'From your laptop, knock at port **25** of **mx.globex.example**, as in lesson 1, and wait for what happens.',
      done: 'Nobody answered, not even with a no: the border of your Wi-Fi drops port 25.',
      hints: [
        'The same command as in lesson 1. Then have half a minute of patience.',
        'Type `telnet mx.globex.example 25` and wait until it gives up; “Skip the wait” below the terminal spares you that.',
      ],
      reached: (world) => calls(world, globex, 25).some(({ state }) => state === 'timed-out'),
      instead: (world) => lastCall(world, undefined, { host: globex, port: 25 }),
    },
    {
      id: 'from-a-data-centre',
      text: 'Now do the same from a machine that may: log in to **web.acme.example** with ssh, and knock at port **25** of **mx.globex.example** from there.',
      done: 'The same door, another network: from the data centre it opens.',
      hints: [
        'Two commands: the first brings you to the other machine, the second is the knock.',
        'Type `ssh web.acme.example`, then `telnet mx.globex.example 25`. `QUIT` ends the conversation, `exit` brings you home.',
      ],
      reached: (world) =>
        calls(world, globex, 25).some(({ from, exchanges }) => from.host === shop && exchanges.length > 0),
      instead: (world) => lastCall(world, 'blocked', { host: globex, port: 25, from: shop }),
    },
    {
      id: 'refused',
      text: 'Back on your laptop, try another door of **mx.globex.example**: port **587**. Compare what telnet says now.',
      done: '“Connection refused”, at once: the host is there, and behind that door is nobody.',
      hints: [
        'Are you still on the web server? `exit` brings you home. Then the same command with another number.',
        'Type `telnet mx.globex.example 587`.',
      ],
      reached: (world) =>
        calls(world, globex, 587).some(({ state, from }) => state === 'refused' && from.host !== shop),
      instead: (world) => lastCall(world, 'from-a-data-centre', { host: globex, port: 587 }),
    },
    {
      id: 'submission',
      text: 'Knock at port **587** of your own provider, **mail.acme.example**, say EHLO, and look for **STARTTLS** in the answer.',
      done: 'Port 587 of mail.acme.example is open to you, and offers STARTTLS.',
      hints: [
        'Your provider is mail.acme.example. It speaks first; then it is your turn to say EHLO.',
        'Type `telnet mail.acme.example 587`, and after the greeting `EHLO laptop.acme.example`.',
      ],
      reached: (world) => calls(world, acme, 587).some(offersStartTls),
      instead: (world) => {
        const last = calls(world, acme, 587).at(-1);
        if (last?.state === 'closed') {
          return 'You hung up without EHLO; only its answer tells what the server can do.';
        }
        return lastCall(world, 'refused', { host: acme, port: 587 });
      },
    },
    {
      id: 'without-login',
      text: 'Try to send without logging in: go on with `MAIL FROM:<kim@acme.example>` on port **587** of **mail.acme.example**.',
      done: 'mail.acme.example said 530: on this door it wants to know who you are.',
      hints: [
        'Right after EHLO comes MAIL FROM, as in lesson 1. This time the answer is another.',
        'Type `MAIL FROM:<kim@acme.example>`. If you have hung up: `telnet mail.acme.example 587` and EHLO first.',
      ],
      reached: (world) => calls(world, acme, 587).some((connection) => reply(connection, 'MAIL', 530) !== undefined),
      instead: (world) => {
        const last = calls(world).findLast((connection) => reply(connection, 'MAIL', 250));
        if (!last) return undefined;
        if (last.user)
          return 'You had logged in, so MAIL FROM was answered with 250; this step wants to see it refused.';
        return `Port ${last.to.port} of ${last.to.host} said 250 to MAIL FROM; this step wants to hear ${acme}, port 587.`;
      },
    },
    {
      id: 'silent',
      text: 'Knock at port **465** of **mail.acme.example** twice: first with telnet (wait a little, then leave with Ctrl-] and `quit`), then with a tool that begins with **TLS**, until you see the 220.',
      done: 'In the clear port 465 is silent; inside TLS it greets like any other.',
      hints: [
        'telnet cannot do TLS, and this door expects it from the first octet. openssl s_client can.',
        'Type `telnet mail.acme.example 465`, then Ctrl-] and `quit`; then `openssl s_client -connect mail.acme.example:465 -quiet -crlf`. `QUIT` ends it.',
      ],
      reached: (world) => calls(world, acme, 465).some(wasSilent) && calls(world, acme, 465).some(wasGreetedInTls),
      instead: (world) => {
        const knocks = calls(world, acme, 465);
        if (knocks.some(wasSilent))
          return 'You met the silence of port 465. Now call it with a tool that begins with TLS.';
        if (knocks.some(wasGreetedInTls)) {
          return 'You were greeted inside TLS. This step wants to see the silence as well: call port 465 with telnet, and leave.';
        }
        return undefined;
      },
      afterwards: [{ type: 'fault.switched', fault: 'hotel', on: true }],
    },
    {
      id: 'hotel',
      text: 'You travel: the Wi-Fi is a hotel’s now. Send a letter to **ann@globex.example** from your laptop all the same, logged in and inside TLS, through **mail.acme.example** or Acme’s relay service **smtp.postly.example**.',
      done: 'Your letter left the hotel: logged in, inside TLS, by a door that was open.',
      hints: [
        'Try 587 first, and see. Then think of the doors that are left: 465 at Acme, 465 or 2525 at Postly.',
        'Type `swaks --server mail.acme.example --port 465 --tls-on-connect --auth PLAIN --auth-user kim --auth-password sardine --from kim@acme.example --to ann@globex.example`.',
      ],
      reached: (world) => handedIn(world).some(isSafe),
      instead: (world) => {
        const last = handedIn(world).at(-1);
        if (last && !last.call.tls) {
          return `Your letter left by port ${last.call.to.port}, but without TLS: whoever sits in this Wi-Fi has read it, and your password.`;
        }
        if (last) return `Your letter left by port ${last.call.to.port}; this step wants 465 or 2525.`;
        const since = reachedAt(world, 'silent') ?? 0;
        const blocked = calls(world).findLast(({ openedSeq, state }) => openedSeq > since && state === 'timed-out');
        return blocked && `Nobody answered at port ${blocked.to.port} of ${blocked.to.host}: this Wi-Fi drops it.`;
      },
    },
  ],
  questions: [
    {
      id: 'knock-from-home',
      kind: 'choice',
      text: 'You will knock at port 25 of mx.globex.example, from a private Wi-Fi. What will telnet show?',
      choices: [
        {
          id: 'greeting',
          label: '220, as in lesson 1',
          feedback: 'Then you sat in Acme’s network. Private lines are another matter.',
        },
        {
          id: 'refused',
          label: 'Connection refused',
          feedback: 'That would be an answer, from the host. Somebody on the way sees to it that there is none.',
        },
        { id: 'nothing', label: 'Nothing for a while, then “Connection timed out”' },
      ],
      right: ['nothing'],
      explanation:
        'Most access networks and many clouds drop calls to port 25, so that infected machines cannot send spam straight to the world.',
      provenBy: 'blocked',
    },
    {
      id: 'symptoms',
      kind: 'choice',
      text: 'What is the difference between “Connection refused” and “Connection timed out”?',
      choices: [
        {
          id: 'login',
          label: 'Refused: I have no account. Timed out: the server is busy',
          feedback: 'Nobody has asked for your name yet: this happens before the first word of SMTP.',
        },
        { id: 'listener', label: 'Refused: the host answers, nothing listens there. Timed out: nothing comes back' },
        {
          id: 'same',
          label: 'None: both mean that the port is blocked',
          feedback: 'A firewall can refuse as well, but a refusal is an answer, and most firewalls give none.',
        },
      ],
      right: ['listener'],
      explanation:
        'A refusal is a packet that says no (RST), nearly always from the host itself. A time-out means that packets are dropped, or that the host is off.',
    },
    {
      id: 'what-to-mail',
      kind: 'choice',
      text: 'You will say MAIL FROM on port 587 without having logged in. What will the server answer?',
      choices: [
        {
          id: '250',
          label: '250 2.1.0 Ok',
          feedback: 'So it would on port 25, where strangers bring mail for Acme. This door is for Acme’s own people.',
        },
        { id: '530', label: '530: not without a login' },
        {
          id: '554',
          label: '554 5.7.1 Relay access denied',
          feedback: 'That comes later, at RCPT TO, and on port 25. Here the question is who you are.',
        },
      ],
      right: ['530'],
      explanation: 'A submission server must know its user before it takes anything (RFC 6409 §4.3).',
      provenBy: 'without-login',
    },
    {
      id: 'server-to-server',
      kind: 'choice',
      text: 'mail.acme.example passes your letter on to mx.globex.example. Which port does it call?',
      choices: [
        { id: '25', label: '25, always' },
        {
          id: '587',
          label: '587, because that is the secure one',
          feedback: 'It has no account there. And 25 can do TLS as well: STARTTLS.',
        },
        {
          id: 'first-open',
          label: 'Whichever is open: 25, else 2525',
          feedback: 'An MX record has no port. Nobody would look for an MX at 2525.',
        },
      ],
      right: ['25'],
      explanation:
        'Between servers it is 25 and nothing else. Most of that traffic is in TLS today, begun with STARTTLS.',
    },
    {
      id: 'web-app',
      kind: 'choice',
      text: 'You write a web shop that sends its receipts through your mail provider. Which port do you configure?',
      choices: [
        {
          id: '25',
          label: '25: it is SMTP’s own port',
          feedback: 'For servers among themselves, and blocked in most clouds.',
        },
        { id: '465', label: '465 (or 587, with STARTTLS required)' },
        {
          id: '587-plain',
          label: '587 with TLS switched off, if the library complains',
          feedback: 'Then the password crosses the net in the clear. Mend the certificate problem instead.',
        },
        {
          id: '2525',
          label: '2525: it is never blocked',
          feedback: 'It is in no standard, and your provider may not have it. For the day when nothing else is open.',
        },
      ],
      right: ['465'],
      explanation: 'RFC 8314 prefers TLS from the first octet, 465. On 587 the client must insist on STARTTLS.',
    },
    {
      id: 'myths',
      kind: 'several',
      text: 'You read these on the web. Which are right?',
      choices: [
        {
          id: 'plain-25',
          label: 'Port 25 is for unencrypted mail',
          feedback: 'Port 25 is for servers among themselves, and they use STARTTLS on it.',
        },
        {
          id: 'old-465',
          label: 'Port 465 is deprecated',
          feedback: 'It was withdrawn in 1998 and came back in 2018 (RFC 8314): today it is the preferred one.',
        },
        { id: 'starts-clear', label: 'Port 587 begins in the clear' },
        {
          id: 'secure-587',
          label: 'Port 587 is always encrypted',
          feedback: 'Only when STARTTLS is used; a client that does not insist can be talked out of it.',
        },
        { id: 'custom', label: 'Port 2525 is in no standard' },
      ],
      right: ['starts-clear', 'custom'],
      explanation:
        'A number says who is expected at a door: servers at 25, users at 465 and 587. How safe it is, TLS decides.',
    },
  ],
  coach: [
    {
      id: 'nothing-listens',
      say: 'Submission doors exist only at your own provider: for Globex you are a stranger, and strangers come to 25.',
      notices: (event, world) =>
        event.type === 'connection.refused' &&
        event.driver === 'learner' &&
        event.to.host === globex &&
        event.to.port !== 25 &&
        reachedAt(world, 'refused') !== undefined,
    },
    {
      id: 'still-on-the-laptop',
      say: 'That came from your laptop again. First ssh web.acme.example, and when its prompt is there, telnet.',
      notices: (event, world) =>
        event.type === 'connection.timed-out' &&
        event.driver === 'learner' &&
        event.from.host !== shop &&
        event.to.port === 25 &&
        reachedAt(world, 'blocked') !== undefined &&
        reachedAt(world, 'from-a-data-centre') === undefined,
    },
    {
      id: 'still-on-the-web-server',
      say: 'You are still on web.acme.example, as its prompt says. exit brings you back to your laptop.',
      notices: (event, world) =>
        (event.type === 'connection.opened' || event.type === 'connection.refused') &&
        event.driver === 'learner' &&
        event.from.host === shop &&
        event.to.port !== 25 &&
        reachedAt(world, 'from-a-data-centre') !== undefined,
    },
    {
      id: 'still-trying',
      say: 'It is still trying: nobody says no, and so it waits. Half a minute is enough; “Skip the wait” spares you that.',
      afterQuiet: { ms: 8000, when: isStillTrying },
    },
    {
      id: 'tls-from-the-first-octet',
      say: 'You wait for a greeting, and the server for TLS: port 465 expects it from the very first octet. Leave with Ctrl-] and quit, then openssl s_client -connect.',
      afterQuiet: {
        ms: 10_000,
        when: (world) => calls(world, undefined, 465).some(({ state, tls }) => state === 'open' && tls === undefined),
      },
    },
    {
      id: 'password-in-the-clear',
      say: 'It arrived, and everybody in this Wi-Fi could read your password. Require TLS: --tls, or --tls-on-connect for 465.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        event.user !== undefined &&
        event.connection !== undefined &&
        world.connections.byId[event.connection]?.tls === undefined,
    },
    {
      id: 'nobody-answers',
      say: 'The hotel drops 587 as it drops 25. Which other doors do your providers have?',
      notices: (event, world) =>
        event.type === 'connection.timed-out' &&
        event.driver === 'learner' &&
        event.to.port === 587 &&
        reachedAt(world, 'silent') !== undefined,
    },
    {
      id: 'log-in-for-this',
      say: 'The door is right, but it wants to know who you are: --auth PLAIN with --auth-user kim and --auth-password sardine.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.code === 530 &&
        event.verb === 'MAIL' &&
        reachedAt(world, 'silent') !== undefined &&
        reachedAt(world, 'hotel') === undefined,
    },
  ],
});
