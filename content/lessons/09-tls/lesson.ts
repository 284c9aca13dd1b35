import { defineLesson } from '#protocol/lesson.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Message, Outcome } from '#protocol/projections/messages.ts';
import { connections, learnerMessages, outcomes, reachedAt, reply, views } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const cafe = 'wifi.cafe.test';
const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const initech = 'mx.initech.example';
const ann = 'ann@globex.example';
const nina = 'nina@initech.example';

/** A letter of the learner that Acme's server took, and the conversation in which it did. */
interface HandedIn {
  seq: number;
  connection: Connection;
}

function handedIn(world: World): HandedIn[] {
  return learnerMessages(world).flatMap(({ hops: [first] }) => {
    const connection = world.connections.byId[first?.connection ?? ''];
    return first?.host === acme && connection ? [{ seq: first.seq, connection }] : [];
  });
}

function isInTheClear({ connection: { tls } }: HandedIn): boolean {
  return tls === undefined;
}

/** In the wire view or on the map, with the eyes of somebody on the way, after that place in the log. */
function overheard(world: World, { id, via }: Connection, since: number): boolean {
  return views(world, { view: 'overheard' }).some(
    ({ seq, connection, host }) =>
      seq > since && (connection === id || (host !== undefined && via?.includes(host) === true)),
  );
}

function intercept(world: World): string | undefined {
  return world.config.current[cafe]?.lab_intercept;
}

function setting(world: World, parameter: string): string | undefined {
  return world.config.current[acme]?.[parameter];
}

/** The café's Wi-Fi took the offer of TLS out of what the server said. */
function isStripped({ altered }: Connection): boolean {
  return altered.some(({ by, host }) => by === 'server' && host === cafe);
}

/** Conversations of the learner with Acme's server, newest last. */
function withAcme(world: World): Connection[] {
  return connections(world, { to: acme, driver: 'learner' });
}

/** The client heard no offer of TLS and left, before a name or a password was said. */
function gaveUp(connection: Connection): boolean {
  const said = connection.exchanges.flatMap((exchange) => (exchange.kind === 'command' ? [exchange.verb] : []));
  return (
    isStripped(connection) &&
    reply(connection, 'EHLO', 250) !== undefined &&
    (connection.closedBy === 'client' || said.includes('QUIT')) &&
    !said.some((verb) => ['AUTH', 'MAIL'].includes(verb))
  );
}

/** In spite of the attack: TLS from the first octet on, with a server that proved its name. */
function cameThrough465(world: World): boolean {
  const since = reachedAt(world, 'stripped') ?? Number.POSITIVE_INFINITY;
  return (
    intercept(world) === 'strip' &&
    handedIn(world).some(
      ({ seq, connection: { tls } }) => seq > since && tls?.mode === 'implicit' && tls.trusted === true,
    )
  );
}

/** Whether EHLO offered a login before TLS began, and inside it; undefined where EHLO was not said. */
function loginOffers({ exchanges, tls }: Connection): { outside?: boolean; inside?: boolean } {
  const offers: { outside?: boolean; inside?: boolean } = {};
  for (const exchange of exchanges) {
    if (exchange.kind !== 'reply' || exchange.verb !== 'EHLO' || exchange.code !== 250) continue;
    const place = tls && exchange.seq > tls.seq ? 'inside' : 'outside';
    offers[place] = exchange.lines.some((line) => line.startsWith('AUTH '));
  }
  return offers;
}

/** What Acme's server handed on to Globex for Ann, with the conversation. */
function handedOn(world: World): { message: Message; outcome: Outcome; connection: Connection }[] {
  return learnerMessages(world).flatMap((message) =>
    outcomes(message, { kind: 'relayed', host: acme, recipient: ann, nextHop: globex }).flatMap((outcome) => {
      const connection = world.connections.byId[outcome.connection ?? ''];
      return connection ? [{ message, outcome, connection }] : [];
    }),
  );
}

/** It waits at Acme because nothing but TLS will do: RFC 3463's 4.7.4 and 4.7.5 are about security. */
function keptBack(message: Message): boolean {
  return outcomes(message, { kind: 'deferred', host: acme, recipient: ann }).some(({ status }) => status === '4.7.4');
}

/** TLS is a must for all servers of the world, not only where its owner says so. */
function demandsTlsOfAll(world: World): boolean {
  return ['encrypt', 'verify', 'secure'].includes(setting(world, 'smtp_tls_security_level') ?? '');
}

function obeysPolicies(world: World): boolean {
  return setting(world, 'lab_mta_sts') === 'yes' && !demandsTlsOfAll(world);
}

function arrivedSealed(world: World): boolean {
  return handedOn(world).some(({ message, connection }) => keptBack(message) && connection.tls?.trusted === true);
}

/** The good thing still works: Initech's server has no TLS, and Nina gets her mail. */
function stillReachesNina(world: World): boolean {
  const since = reachedAt(world, 'mta-sts') ?? Number.POSITIVE_INFINITY;
  return learnerMessages(world).some((message) =>
    outcomes(message, { kind: 'relayed', host: acme, recipient: nina, nextHop: initech }).some(
      ({ seq }) => seq > since,
    ),
  );
}

export default defineLesson({
  title: 'Closed envelopes',
  audience: 'Developers, sysadmins, students.',
  minutes: 25,
  after: ['local-or-relay'],
  summary:
    'Read other people’s mail as the person on the Wi-Fi, close it with TLS, see how an attacker takes the lock away, and make your client and your server insist.',
  steps: [
    {
      id: 'in-the-clear',
      text: 'Log in to **mail.acme.example**, port **587**, as kim with the password **sardine**, and send a message to **bob@acme.example** without TLS. Then open the conversation in **Wire** and switch on **Eavesdropper**.',
      done: 'The person on the Wi-Fi has read Kim’s letter, and has her password.',
      hints: [
        'Use no TLS option at all. Then open the tab Wire and press Eavesdropper.',
        'Type `swaks --server mail.acme.example --port 587 --auth-user kim --auth-password sardine --from kim@acme.example --to bob@acme.example`, then Wire, then Eavesdropper.',
      ],
      reached: (world) =>
        handedIn(world).some(
          (letter) =>
            isInTheClear(letter) &&
            letter.connection.user !== undefined &&
            overheard(world, letter.connection, letter.seq),
        ),
      instead: (world) => {
        const last = handedIn(world).at(-1);
        if (!last) return undefined;
        if (!isInTheClear(last))
          return 'The letter went inside TLS, where there is nothing to read; this step wants none.';
        if (last.connection.user === undefined) return 'The letter came without a login; this step wants one, on 587.';
        return 'The letter went in the clear. Now read it with the eyes of the person on the Wi-Fi.';
      },
    },
    {
      id: 'starttls',
      text: 'Send to **bob@acme.example** once more through **mail.acme.example**, port **587**, logged in as kim, but say **STARTTLS** first. Look at that conversation with the **Eavesdropper** again.',
      done: 'After STARTTLS the person on the Wi-Fi sees that something is said, and not what.',
      hints: [
        'openssl can speak SMTP up to STARTTLS for you: `-starttls smtp`. Inside TLS, begin with EHLO again.',
        'Type `openssl s_client -starttls smtp -connect mail.acme.example:587 -quiet -crlf`, then EHLO, `AUTH PLAIN AGtpbQBzYXJkaW5l`, MAIL, RCPT, DATA. `swaks` with `--tls` does all of it.',
      ],
      reached: (world) =>
        handedIn(world).some(
          ({ seq, connection }) => connection.tls?.mode === 'starttls' && overheard(world, connection, seq),
        ),
      instead: (world) => {
        const since = reachedAt(world, 'in-the-clear') ?? Number.POSITIVE_INFINITY;
        const last = handedIn(world).findLast(({ seq }) => seq > since);
        if (!last) return undefined;
        if (isInTheClear(last)) return 'That letter went in the clear again: nobody said STARTTLS.';
        if (last.connection.tls?.mode === 'implicit')
          return 'That was TLS from the first octet on; say STARTTLS on 587.';
        return 'The letter went inside TLS. Now see what the Eavesdropper gets of it.';
      },
    },
    {
      id: 'stripped',
      text: 'Take the attacker’s chair: log in to **wifi.cafe.test** and say `intercept strip`. Then be Kim again, who has told her client “TLS, if available”, and send to **bob@acme.example** through **mail.acme.example**, port **587**.',
      done: 'The offer of STARTTLS never reached the client, so it sent the password in the clear.',
      hints: [
        'Log in with `ssh wifi.cafe.test`. swaks has an option for “TLS, if you can”.',
        'Type `ssh wifi.cafe.test`, `intercept strip`, `exit`. Then the swaks line of the first step with `--tls-optional`.',
      ],
      reached: (world) => handedIn(world).some((letter) => isInTheClear(letter) && isStripped(letter.connection)),
      instead: (world) => {
        const since = reachedAt(world, 'starttls') ?? Number.POSITIVE_INFINITY;
        const last = withAcme(world).findLast(({ openedSeq }) => openedSeq > since);
        if (last && gaveUp(last)) return 'The client missed the offer and gave up; this step wants one that goes on.';
        if (last?.tls?.mode === 'implicit') return 'Port 465 has no offer that could be taken away; use 587.';
        if (!last || isStripped(last) || last.state === 'open') return undefined;
        return 'The Wi-Fi still only listens: the offer of STARTTLS came through.';
      },
    },
    {
      id: 'insist',
      text: 'Same attack, two careful clients. On **587**, one that requires TLS must stop before the password; on **465**, one that begins with TLS must come through to **bob@acme.example** with a certificate that is right.',
      done: 'Required TLS failed closed, and TLS from the first octet on came through.',
      hints: [
        'swaks: `--tls` requires STARTTLS. `--tls-on-connect` begins with TLS, for port 465.',
        'The same line twice: once with `--port 587 --tls`, once with `--port 465 --tls-on-connect --tls-verify`.',
      ],
      reached: (world) => withAcme(world).some(gaveUp) && cameThrough465(world),
      instead: (world) => {
        if (intercept(world) !== 'strip') return 'The attack is off: say intercept strip on the Wi-Fi again.';
        if (withAcme(world).some(gaveUp))
          return 'One client has stopped in time. The other one, on 465, is still missing.';
        if (cameThrough465(world)) return '465 came through. Now the client that requires STARTTLS on 587, and stops.';
        return undefined;
      },
    },
    {
      id: 'only-inside',
      text: 'End the attack (`intercept listen` on **wifi.cafe.test**). Then make **mail.acme.example** take passwords only inside TLS: `smtpd_tls_auth_only = yes`. Prove it in one conversation on port **587**: EHLO lists no AUTH before STARTTLS, and lists it after.',
      done: 'mail.acme.example offers a login inside TLS only.',
      hints: [
        'Two hosts, one parameter each: `ssh wifi.cafe.test` and `ssh mail.acme.example`, and `postconf -e`. Then a swaks line with `--tls`, and compare its two EHLO lists.',
        "On mail.acme.example: `postconf -e 'smtpd_tls_auth_only = yes'`, `exit`, then `swaks --server mail.acme.example --port 587 --tls --auth-user kim --auth-password sardine --from kim@acme.example --to bob@acme.example`.",
      ],
      reached: (world) =>
        withAcme(world)
          .map(loginOffers)
          .some(({ outside, inside }) => outside === false && inside),
      instead: (world) => {
        const since = reachedAt(world, 'insist') ?? Number.POSITIVE_INFINITY;
        const last = withAcme(world).findLast(({ openedSeq }) => openedSeq > since);
        if (!last) return undefined;
        if (isStripped(last)) return 'The Wi-Fi still takes the offer of STARTTLS away.';
        const { outside, inside } = loginOffers(last);
        if (outside === true) return 'EHLO offered a login in the clear: the server still takes passwords there.';
        if (outside === undefined && inside) return 'On 465 all is inside; use 587, which has a before and an after.';
        return outside === false
          ? 'No login outside: good. Now say STARTTLS and EHLO in the same conversation.'
          : undefined;
      },
      afterwards: [
        { type: 'config.changed', host: 'ix.lab.test', parameter: 'lab_intercept', value: 'strip', by: 'lesson' },
      ],
    },
    {
      id: 'on-the-road',
      text: 'Send to **ann@globex.example** through **mail.acme.example**, with a client that insists. Then look at the second conversation, the one between the two servers, as **Eavesdropper**.',
      done: 'mail.acme.example handed Ann’s letter to mx.globex.example in the clear, and nobody was told.',
      hints: [
        'After your 250 Acme’s server calls mx.globex.example. Find that conversation in Wire.',
        'Send with `--port 465 --tls-on-connect` and `--to ann@globex.example`. In Wire choose mail.acme to mx.globex, and press Eavesdropper.',
      ],
      reached: (world) =>
        handedOn(world).some(({ outcome, connection }) => !connection.tls && overheard(world, connection, outcome.seq)),
      instead: (world) => {
        if (handedOn(world).some(({ connection }) => !connection.tls)) {
          return 'Ann’s letter is there. Now see what somebody between the two servers could read of it.';
        }
        if (learnerMessages(world).some(keptBack)) {
          return 'Acme’s server kept Ann’s letter back, as it should. This step wants to see what happens without a policy.';
        }
        const isDirect = learnerMessages(world).some(({ hops: [first] }) => first?.host === globex);
        return isDirect ? 'You handed that to Globex yourself; let mail.acme.example carry it.' : undefined;
      },
    },
    {
      id: 'mta-sts',
      text: 'Globex publishes that its mail must come inside TLS. Let **mail.acme.example** read such policies, `lab_mta_sts = yes`, and send to **ann@globex.example** again: it must wait rather than leave in the clear.',
      done: 'Acme’s server keeps Ann’s letter: TLS is required, but was not offered (4.7.4).',
      hints: [
        'The rule comes from the recipient’s domain; your server only has to ask for it. `dig TXT _mta-sts.globex.example` shows that there is one.',
        "On mail.acme.example: `postconf -e 'lab_mta_sts = yes'`, `exit`, and send to Ann as before.",
      ],
      reached: (world) => obeysPolicies(world) && learnerMessages(world).some(keptBack),
      instead: (world) => {
        if (demandsTlsOfAll(world)) {
          return 'smtp_tls_security_level now demands TLS of every server in the world; only Globex has asked for it.';
        }
        if (learnerMessages(world).some(keptBack)) return 'The letter waits, but not because of Globex’s policy.';
        return obeysPolicies(world) ? 'Acme’s server reads policies now. Send to Ann again.' : undefined;
      },
      afterwards: [
        { type: 'config.changed', host: 'ix.lab.test', parameter: 'lab_intercept', value: 'off', by: 'lesson' },
      ],
    },
    {
      id: 'arrives',
      text: 'Globex has found a strange device at **ix.lab.test**, on the way to **mx.globex.example**, and removed it. Let the waiting letter go: `postqueue -f` on **mail.acme.example**. And prove that a letter for **nina@initech.example**, whose server has no TLS at all, still travels.',
      done: 'Ann’s letter went inside TLS to a server that proved its name, and Nina gets hers too.',
      hints: [
        'Two letters: the one in the queue, and a new one for Nina.',
        'Send to nina@initech.example as before. Then `ssh mail.acme.example` and `postqueue -f`.',
      ],
      reached: (world) => arrivedSealed(world) && stillReachesNina(world),
      instead: (world) => {
        if (demandsTlsOfAll(world))
          return 'Nina’s letter waits: her server has no TLS, and yours demands it of everybody.';
        if (arrivedSealed(world)) return 'Ann’s letter has arrived, sealed. Nina’s is still missing.';
        return stillReachesNina(world) ? 'Nina has hers. Ann’s letter still waits in the queue.' : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'predict-after-tls',
      kind: 'choice',
      text: 'You have said EHLO and STARTTLS, and the handshake is done. Now you type MAIL FROM at once. What will the server say?',
      choices: [
        {
          id: '250',
          label: '250 2.1.0 Ok',
          feedback: 'Then it would believe what was said in the clear, and anybody could have changed that.',
        },
        { id: '503', label: '503 5.5.1 send HELO/EHLO first' },
        {
          id: '530',
          label: '530 5.7.0 Must issue a STARTTLS command first',
          feedback: 'That is behind you: the connection is inside TLS.',
        },
      ],
      right: ['503'],
      explanation:
        'Once TLS has begun, both sides forget all that was said before it (RFC 3207 §4.2): somebody on the way could have altered it.',
      provenBy: 'starttls',
    },
    {
      id: 'predict-optional',
      kind: 'choice',
      text: 'The attacker overwrites STARTTLS in the server’s EHLO list. Kim’s client has orders to use TLS “if available”. What will it do?',
      choices: [
        {
          id: 'stops',
          label: 'It notices, and stops',
          feedback: 'How could it? A server without TLS looks just the same.',
        },
        { id: 'goes-on', label: 'It goes on in the clear, password and all' },
        {
          id: 'tls-anyway',
          label: 'It says STARTTLS anyway',
          feedback: 'It was told to use TLS if it is offered, and nobody offers it.',
        },
      ],
      right: ['goes-on'],
      explanation: 'The offer travels in the clear, so it can be taken away. “If available” then means: not at all.',
      provenBy: 'stripped',
    },
    {
      id: 'why-465',
      kind: 'choice',
      text: 'Why could the attacker not do the same on port 465?',
      choices: [
        {
          id: 'luck',
          label: 'He only watches 587',
          feedback: 'He sees every octet of both. On 465 he can break the connection, and nothing else.',
        },
        { id: 'no-clear-phase', label: 'There is no phase in the clear in which something could be taken away' },
        {
          id: 'stronger',
          label: '465 uses a stronger cipher',
          feedback: 'It is the same TLS; only its beginning differs.',
        },
      ],
      right: ['no-clear-phase'],
      explanation:
        'On 465 the first octet is TLS already. He can cut the line, but he cannot talk the client out of TLS.',
    },
    {
      id: 'public-mx',
      kind: 'choice',
      text: 'Globex could set its own MX, port 25, to refuse everybody who does not say STARTTLS. Why should it not?',
      choices: [
        {
          id: 'slow',
          label: 'TLS would slow the server down',
          feedback: 'The cost is small today; most mail between servers is encrypted.',
        },
        { id: 'rfc', label: 'A public MX must take mail from servers without TLS, too' },
        {
          id: 'useless',
          label: 'Certificates do not work on port 25',
          feedback: 'They do. But most senders do not check them unless the recipient’s domain says how.',
        },
      ],
      right: ['rfc'],
      explanation:
        'RFC 3207 §4 forbids it: mail from servers without TLS would be lost. The other way round works: the recipient publishes a policy, and senders who read it insist.',
    },
    {
      id: 'who-reads',
      kind: 'choice',
      text: 'The letter went inside TLS on every stretch, from Kim’s laptop to Globex. Who, beside Kim and Ann, can read it?',
      choices: [
        {
          id: 'nobody',
          label: 'Nobody',
          feedback: 'TLS ends at each server, which must read the envelope and holds the letter as plain text.',
        },
        { id: 'servers', label: 'Acme’s server and Globex’s server' },
        {
          id: 'wifi',
          label: 'The Wi-Fi, if it stores everything',
          feedback: 'Without the keys, which were made for this one connection, what it stored stays noise.',
        },
      ],
      right: ['servers'],
      explanation: 'TLS protects hop by hop, not from end to end. On each server the letter lies open.',
    },
  ],
  coach: [
    {
      id: 'nothing-to-read',
      say: 'That one went inside TLS: nothing to read for the person on the Wi-Fi. Send one first without any TLS option.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === acme &&
        reachedAt(world, 'in-the-clear') === undefined &&
        world.connections.byId[event.connection ?? '']?.tls !== undefined,
    },
    {
      id: 'log-in-first',
      say: 'On 587 users log in before they send: give swaks --auth-user kim --auth-password sardine.',
      notices: (event) =>
        event.type === 'smtp.reply' && event.host === acme && event.because.reason === 'authentication-first',
    },
    {
      id: 'hello-first',
      say: 'EHLO comes first, and after STARTTLS once more: everything said before TLS is forgotten.',
      notices: (event) => event.type === 'smtp.reply' && event.because.reason === 'hello-first',
    },
    {
      id: 'openssl-tries-anyway',
      say: 'openssl tries STARTTLS even where it is not offered, and fails. Mail programs set to “if available” just go on: try swaks --tls-optional.',
      // Said all the same, and overwritten as well.
      notices: (event, world) =>
        event.type === 'bytes.altered' &&
        event.by === 'client' &&
        world.connections.byId[event.connection]?.driver === 'learner',
    },
    {
      id: 'not-all-the-world',
      say: 'That works here, but now mail to every server without TLS stops, Initech’s too. Let the domains that want TLS say so: MTA-STS.',
      notices: (event, world) =>
        event.type === 'config.changed' && event.by === 'learner' && event.host === acme && demandsTlsOfAll(world),
    },
    {
      id: 'public-door',
      say: 'Now port 25 refuses every server without TLS, which a public MX may not do (RFC 3207). It is enough to keep passwords inside: smtpd_tls_auth_only.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.by === 'learner' &&
        event.host === acme &&
        setting(world, 'smtpd_tls_security_level') === 'encrypt',
    },
    {
      id: 'send-again',
      say: 'That looks right. exit brings you back to your laptop; send to Ann again to see it work.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.by === 'learner' &&
        event.host === acme &&
        event.parameter === 'lab_mta_sts' &&
        obeysPolicies(world),
    },
  ],
});
