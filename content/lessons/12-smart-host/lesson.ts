import { isInNetwork } from '#protocol/border.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import { defineLesson } from '#protocol/lesson.ts';
import { valueInForce } from '#protocol/parameters.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Message, Outcome } from '#protocol/projections/messages.ts';
import {
  answeredRightly,
  connections,
  delivered,
  isOpen,
  learnerMessages,
  listParameter,
  outcomes,
  reachedAt,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const tiny = 'mail.tinyshop.example';
const printer = 'printer.tinyshop.example';
const smart = 'smtp.isp.example';
const globex = 'mx.globex.example';
const ann = 'ann@globex.example';
const maya = 'maya@tinyshop.example';
const customer = 'u1807';
const nobodysDomain = '@nomail.example';

/** Why letters had to wait at Tinyshop, in the order in which it happened. */
function deferrals(world: World): Outcome[] {
  return learnerMessages(world)
    .flatMap((message) => outcomes(message, { kind: 'deferred', host: tiny }))
    .toSorted((one, other) => one.seq - other.seq);
}

/** Nobody answered: the border dropped the call. */
function isUnanswered({ detail }: Outcome): boolean {
  return detail.includes('Connection timed out');
}

/** The learner asked for the queue while a letter waited there because nobody answered. */
function foundStuck(world: World): boolean {
  const first = deferrals(world).find(isUnanswered);
  return first !== undefined && views(world, { view: 'queue', host: tiny }).some(({ seq }) => seq > first.seq);
}

/** The smart host said that it wants to know who is calling. */
function askedForLogin(world: World): boolean {
  return deferrals(world).some(({ nextHop, detail }) => nextHop === smart && detail.includes('said: 530'));
}

/** It went to the smart host, inside TLS and after a login, and on to Globex. */
function wentTheRightWay(world: World, message: Message): boolean {
  const handed = outcomes(message, { kind: 'relayed', host: tiny, nextHop: smart }).some(({ connection }) => {
    const conversation = world.connections.byId[connection ?? ''];
    return conversation?.tls !== undefined && conversation.user === customer;
  });
  return handed && delivered(message, globex, ann);
}

function arrived(world: World): Message[] {
  return learnerMessages(world).filter((message) => wentTheRightWay(world, message));
}

function cameFrom(world: World, { hops }: Message, host: string): boolean {
  return hops.some((hop) => hop.host === tiny && world.connections.byId[hop.connection ?? '']?.from.host === host);
}

function isInside({ from }: Connection): boolean {
  return isInNetwork(from.address, '192.0.2.160/28');
}

/** A stranger asked Tinyshop's server to carry a letter elsewhere; how it decided, since it can send at all. */
function strangersTrials(world: World): ('reject' | 'relay')[] {
  const since = reachedAt(world, 'log-in') ?? Number.POSITIVE_INFINITY;
  return connections(world, { to: tiny, driver: 'learner' })
    .filter((connection) => connection.openedSeq > since && !isInside(connection))
    .flatMap(({ decisions }) => decisions)
    .flatMap(({ verdict, because }) => {
      if (verdict === 'relay') return ['relay' as const];
      return because.reason === 'relay-denied' ? ['reject' as const] : [];
    });
}

/** Somebody outside would be let through by his address. */
function letsStrangersIn(world: World): boolean {
  const networks = listParameter(world, tiny, 'mynetworks');
  const outside = Object.values(world.hosts.byName).filter(({ address }) => !isInNetwork(address, '192.0.2.160/28'));
  return outside.some(({ address }) => networks.some((network) => isInNetwork(address, network)));
}

function printerServed(world: World): boolean {
  return arrived(world).some((message) => cameFrom(world, message, printer));
}

function sawTheWay(world: World): boolean {
  const there = arrived(world);
  return views(world, { mailbox: ann }).some(
    ({ view, message }) => (view === 'hops' || view === 'source') && there.some(({ id }) => id === message),
  );
}

function isSoft(world: World): boolean {
  return valueInForce(world.config.current[tiny], tiny, 'soft_bounce') === 'yes';
}

/** Letters to a domain that takes no mail. */
function hopeless(world: World): Message[] {
  return learnerMessages(world).filter(({ hops }) =>
    hops.some(({ host, envelope }) => host === tiny && envelope.recipients.some((one) => one.endsWith(nobodysDomain))),
  );
}

/** Tinyshop's server gave up on one and told Maya. */
function isReturned(world: World): boolean {
  const given = hopeless(world).flatMap((message) => outcomes(message, { kind: 'bounced', host: tiny }));
  return (world.mailboxes.byAddress[maya] ?? []).some(({ message }) =>
    given.some(({ queueId }) => queueId === world.messages.byId[message ?? '']?.notice?.of),
  );
}

/** The learner has just set this parameter at Tinyshop. */
function sets(event: SandboxEvent, parameter: string): boolean {
  return (
    event.type === 'config.changed' && event.by === 'learner' && event.host === tiny && event.parameter === parameter
  );
}

/** An attempt at Tinyshop has just failed, with these words. */
function failsWith(event: SandboxEvent, words: RegExp): boolean {
  return event.type === 'message.deferred' && event.host === tiny && words.test(event.diagnostic);
}

export default defineLesson({
  title: 'Send everything through one upstream',
  audience: 'Sysadmins.',
  minutes: 20,
  after: ['local-or-relay', 'auth'],
  summary: 'Find out why nothing leaves a small office, send it all through the ISP’s server, and keep the door shut.',
  elsewhere: ['info@nomail.example'],
  steps: [
    {
      id: 'why-stuck',
      text: 'On **mail.tinyshop.example**, send a letter from **maya@tinyshop.example** to **ann@globex.example** through that very server. Wait some seconds, look into its queue, and answer the question below.',
      done: 'The letter waits at Tinyshop: nobody answers on port 25, because the line drops it.',
      hints: [
        'Log in to the server with ssh and send from there. The queue shows a reason in parentheses.',
        'Type `ssh mail.tinyshop.example`, `swaks --server mail.tinyshop.example --from maya@tinyshop.example --to ann@globex.example`, and after some seconds `mailq`.',
      ],
      reached: (world) => foundStuck(world) && answeredRightly(world, 'stuck-because'),
      instead: (world) => {
        if (foundStuck(world)) return 'You have seen the reason in the queue; the question below is still open.';
        if (deferrals(world).some(isUnanswered)) return 'A letter waits at mail.tinyshop.example; look into its queue.';
        const waits = learnerMessages(world).some(({ hops }) => hops.some(({ host }) => host === tiny));
        if (waits) return 'The server has the letter and is still trying: give it some seconds.';
        const straight = learnerMessages(world).some((message) => delivered(message, globex, ann));
        return straight
          ? 'That letter went from your own laptop to Globex; this step wants one that Tinyshop’s server sends.'
          : undefined;
      },
    },
    {
      id: 'name-it',
      text: 'Make **smtp.isp.example**, port **587**, the smart host: set `relayhost` so that no MX is looked up. Flush the queue, and see what the smart host says.',
      done: 'Everything goes to smtp.isp.example now, and it wants to know who is calling.',
      hints: [
        'Brackets around the name mean: this very host. Behind them stand a colon and the port.',
        "On mail.tinyshop.example type `postconf -e 'relayhost = [smtp.isp.example]:587'`, then `postqueue -f`.",
      ],
      // Who has set up the login at once is not asked.
      reached: (world) => askedForLogin(world) || arrived(world).length > 0,
      instead: (world) => {
        const since = reachedAt(world, 'why-stuck') ?? Number.POSITIVE_INFINITY;
        const last = deferrals(world).findLast(({ seq }) => seq > since);
        if (last?.nextHop === 'mx.isp.example') {
          return 'It called mx.isp.example, port 25: the MX of isp.example. This step wants smtp.isp.example itself.';
        }
        if (last?.nextHop === smart) return `It called smtp.isp.example: ${last.detail}.`;
        const relayhost = listParameter(world, tiny, 'relayhost').join(' ');
        return relayhost === '' ? undefined : `relayhost is ${relayhost}; nothing has been tried with it yet.`;
      },
    },
    {
      id: 'log-in',
      text: 'Let **mail.tinyshop.example** use TLS and log in at **smtp.isp.example** as **u1807** with the password **harbor**. Flush the queue: Ann must get her letter.',
      done: 'Tinyshop’s server logged in inside TLS, the smart host took the mail, and Ann has it.',
      hints: [
        'Three parameters: smtp_tls_security_level, smtp_sasl_auth_enable and smtp_sasl_password_maps. It must be encrypted before it may be secret.',
        "Type `postconf -e 'smtp_tls_security_level = encrypt' 'smtp_sasl_auth_enable = yes' 'smtp_sasl_password_maps = [smtp.isp.example]:587 u1807:harbor'`, then `postqueue -f`.",
      ],
      reached: (world) => arrived(world).length > 0,
      instead: (world) => {
        const since = reachedAt(world, 'name-it') ?? Number.POSITIVE_INFINITY;
        const changed = world.config.changes.some(({ host, parameter }) => host === tiny && /^smtp_/.test(parameter));
        const last = deferrals(world).findLast(({ seq }) => seq > since);
        if (last) return `The last attempt ended so: ${last.detail}.`;
        return changed ? 'The configuration has changed; nothing has been tried with it yet.' : undefined;
      },
    },
    {
      id: 'printer',
      text: 'Let the printer, **printer.tinyshop.example**, send a scan from **scan@tinyshop.example** to **ann@globex.example** through **mail.tinyshop.example**. Then, from your own laptop, ask **mail.tinyshop.example** to carry a letter to **ann@globex.example**: it must refuse.',
      done: 'The printer is served because of where it stands; a stranger is refused.',
      hints: [
        'The printer cannot log in, but it stands in the office, and mynetworks holds the office. Your laptop stands at Acme.',
        'Type `ssh printer.tinyshop.example swaks --server mail.tinyshop.example --from scan@tinyshop.example --to ann@globex.example`; then on your laptop `swaks --server mail.tinyshop.example --from scan@tinyshop.example --to ann@globex.example`.',
      ],
      reached: (world) => printerServed(world) && strangersTrials(world).at(-1) === 'reject' && !letsStrangersIn(world),
      instead: (world) => {
        if (letsStrangersIn(world)) return 'mynetworks lets in clients that do not stand in Tinyshop’s office.';
        if (strangersTrials(world).at(-1) === 'relay')
          return 'A letter of a stranger was carried; that must be refused.';
        const isTested = strangersTrials(world).length > 0;
        if (printerServed(world)) return 'The printer’s letter arrived. Not seen yet: a stranger who is refused.';
        return isTested
          ? 'A stranger was refused. Not seen yet: a letter of the printer’s that reaches Ann.'
          : undefined;
      },
    },
    {
      id: 'whose-address',
      text: 'Open one of these letters in the mailbox **ann@globex.example**, tab **Hops**, and answer the question below.',
      done: 'Globex saw 203.0.113.40: to the world, the smart host is the sender.',
      hints: [
        'The topmost Received line was written by mx.globex.example. The address in brackets is that of the client it saw.',
        'It is 203.0.113.40, smtp.isp.example.',
      ],
      reached: (world) => sawTheWay(world) && answeredRightly(world, 'address-seen'),
      instead: (world) =>
        sawTheWay(world) ? 'You have the stamps in front of you; the question below is still open.' : undefined,
    },
    {
      id: 'for-good',
      text: 'Send from **mail.tinyshop.example** a letter of **maya@tinyshop.example** to **info@nomail.example**, a domain that takes no mail. See that it waits although the answer is a 5xx. Then set `soft_bounce = no` and flush: Maya must get a notice.',
      done: 'A no for good ends the matter now, and the sender hears of it at once.',
      hints: [
        'While soft_bounce is on, every 5xx counts as a 4xx. Take that testing aid away, and have the letter tried once more.',
        "On mail.tinyshop.example type `swaks --server mail.tinyshop.example --from maya@tinyshop.example --to info@nomail.example`, `mailq`, `postconf -e 'soft_bounce = no'`, `postqueue -f`.",
      ],
      reached: (world) => !isSoft(world) && isReturned(world),
      instead: (world) => {
        const waiting = hopeless(world).some(
          (message) => outcomes(message, { kind: 'bounced', host: tiny }).length === 0,
        );
        if (waiting && isSoft(world))
          return 'The letter to nomail.example waits in the queue; soft_bounce is still on.';
        if (waiting) return 'soft_bounce is off; the letter to nomail.example has not been tried again yet.';
        if (isSoft(world)) return undefined;
        return 'soft_bounce is off. Now send the letter to info@nomail.example.';
      },
    },
  ],
  questions: [
    {
      id: 'stuck-because',
      kind: 'choice',
      text: 'Why does the letter wait?',
      choices: [
        {
          id: 'globex-down',
          label: 'Globex’s server is down',
          feedback: 'Try it from your own laptop: nc -zv -w 5 mx.globex.example 25. Somebody answers there.',
        },
        {
          id: 'no-such-user',
          label: 'Ann’s address is wrong',
          feedback: 'To hear that, one must have talked to Globex. There was no conversation at all.',
        },
        { id: 'port-25', label: 'Something drops Tinyshop’s calls to port 25' },
        {
          id: 'refused',
          label: 'Globex refuses mail of Tinyshop’s',
          feedback: 'A refusal is a sentence with a code. This is silence: connection timed out.',
        },
      ],
      right: ['port-25'],
      explanation:
        'Silence from here and an answer from elsewhere: the call is lost on the way out. Lines for homes and small offices often drop port 25.',
    },
    {
      id: 'what-it-will-say',
      kind: 'choice',
      text: 'Tinyshop’s server will call smtp.isp.example on port 587, and will not log in. What does it hear after MAIL FROM?',
      choices: [
        {
          id: '250',
          label: '250: Tinyshop is a customer, and calls over the ISP’s line',
          feedback: 'Some ISPs do it so. On port 587 a server asks for a login, wherever you call from.',
        },
        { id: '530', label: '530: authentication required' },
        {
          id: '554',
          label: '554: relay access denied',
          feedback:
            'On port 25 it would be that, after RCPT TO. Port 587 asks who you are before it listens to anything.',
        },
      ],
      right: ['530'],
      explanation: 'Port 587 is for people and programs that log in. Who has not is told so at MAIL FROM.',
      provenBy: 'name-it',
    },
    {
      id: 'without-brackets',
      kind: 'choice',
      text: 'Somebody writes relayhost = isp.example, without brackets. Where does the mail go?',
      choices: [
        { id: 'mx', label: 'To the MX of isp.example, which is mx.isp.example, on port 25' },
        {
          id: 'smtp',
          label: 'To smtp.isp.example',
          feedback: 'Nothing leads from one name to the other. isp.example is a domain, and a domain has an MX.',
        },
        {
          id: 'nowhere',
          label: 'Nowhere: brackets are needed',
          feedback: 'It is a proper value, only with another meaning: a domain instead of a host.',
        },
      ],
      right: ['mx'],
      explanation:
        'A bare name is a domain, and its MX is where mail **for** the ISP goes. The server for customers is another one.',
    },
    {
      id: 'address-seen',
      kind: 'choice',
      text: 'From which address did mx.globex.example see the letter come?',
      choices: [
        {
          id: 'tinyshop',
          label: '192.0.2.161, mail.tinyshop.example',
          feedback: 'That stands in the line below, which smtp.isp.example wrote. Globex never talked to Tinyshop.',
        },
        {
          id: 'printer',
          label: '192.0.2.162, the printer',
          feedback: 'It handed its scan to Tinyshop’s server, and stands in the lowest line.',
        },
        { id: 'smart-host', label: '203.0.113.40, smtp.isp.example' },
      ],
      right: ['smart-host'],
      explanation:
        'Each server writes down who called it. To the world the smart host is the sender: its address, its name, its reputation.',
    },
    {
      id: 'spf-needs',
      kind: 'choice',
      text: 'tinyshop.example wants to say in the DNS which machines send its mail (SPF, lesson 16). Which address must be there?',
      choices: [
        {
          id: 'own',
          label: 'That of mail.tinyshop.example',
          feedback: 'No receiver ever sees it. It does no harm there, and no good.',
        },
        { id: 'smart-host', label: 'That from which the smart host sends' },
        {
          id: 'none',
          label: 'None: the smart host’s owner has a record of his own',
          feedback: 'His record speaks for his domain. The envelope says tinyshop.example.',
        },
      ],
      right: ['smart-host'],
      explanation: 'SPF compares the address that calls the receiver with the record of the domain in MAIL FROM.',
    },
    {
      id: 'relay-or-smart-host',
      kind: 'several',
      text: 'Which of these sentences are true?',
      choices: [
        {
          id: 'auth-makes-it',
          label: 'A smart host wants a login, a relay does not: that is the difference',
          feedback: 'One reads this often. A login is one way to be known, for any relay.',
        },
        { id: 'role', label: 'Relaying is what that server does; “smart host” is how you use it' },
        { id: 'known', label: 'It must know you somehow: by a login, your address or a certificate' },
        {
          id: 'nobody',
          label: 'It may carry mail for anybody, since the ISP pays for it',
          feedback: 'That would be an open relay, and it would be on every list by tomorrow.',
        },
      ],
      right: ['role', 'known'],
      explanation:
        'Any relay that knows you can be your smart host: all your mail goes there, instead of to the MX of each recipient.',
    },
  ],
  coach: [
    {
      id: 'you-are-a-stranger-there',
      say: 'To Tinyshop’s server your laptop is a stranger. Log in there first: ssh mail.tinyshop.example.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.host === tiny &&
        event.because.reason === 'relay-denied' &&
        isOpen(world, 'log-in'),
    },
    {
      id: 'silence-is-no-refusal',
      say: 'Nobody answered Tinyshop’s call. Does somebody answer yours? On your laptop: nc -zv -w 5 mx.globex.example 25.',
      notices: (event) => event.type === 'answer.given' && event.question === 'stuck-because' && !event.correct,
    },
    {
      id: 'brackets',
      say: 'Without brackets the name is a domain, and mail goes to its MX: mx.isp.example, on port 25, which is blocked. [smtp.isp.example] means this host.',
      notices: (event, world) =>
        event.type === 'message.deferred' &&
        event.host === tiny &&
        event.nextHop === 'mx.isp.example' &&
        isOpen(world, 'name-it'),
    },
    {
      id: 'another-port',
      say: 'That is port 25 again, and the line drops it, whoever is called. The door for customers is 587: [smtp.isp.example]:587.',
      notices: (event, world) => failsWith(event, /smtp\.isp\.example\S*:25: /) && isOpen(world, 'name-it'),
    },
    {
      id: 'set-it-moving',
      say: 'From now on mail goes there. What waits is tried in some minutes, or now: postqueue -f.',
      notices: (event, world) =>
        sets(event, 'relayhost') &&
        listParameter(world, tiny, 'relayhost').join() === '[smtp.isp.example]:587' &&
        isOpen(world, 'name-it'),
    },
    {
      id: 'closed-before-secret',
      say: 'It has a password, but the smart host takes none in the clear. TLS first: smtp_tls_security_level = encrypt.',
      notices: (event) => failsWith(event, /no compatible authentication mechanisms/),
    },
    {
      id: 'as-the-isp-wrote-it',
      say: 'The smart host does not know this user or password. The ISP’s letter says: u1807 and harbor, no address.',
      notices: (event) => failsWith(event, /said: 535/),
    },
    {
      id: 'still-nobody',
      say: 'It still does not log in. That needs two things: smtp_sasl_auth_enable = yes, and a line for [smtp.isp.example]:587 in smtp_sasl_password_maps.',
      notices: (event, world) => failsWith(event, /said: 530/) && !isOpen(world, 'name-it') && isOpen(world, 'log-in'),
    },
    {
      id: 'open-to-the-world',
      say: 'Now anybody may send through Tinyshop, and the ISP gets the blame, and you the bill. The printer stands in 192.0.2.160/28: that network is enough.',
      notices: (event, world) => sets(event, 'mynetworks') && letsStrangersIn(world),
    },
    {
      id: 'printer-left-out',
      say: 'The printer, 192.0.2.162, is not in mynetworks any more, and it cannot log in.',
      notices: (event, world) =>
        sets(event, 'mynetworks') &&
        !listParameter(world, tiny, 'mynetworks').some((network) => isInNetwork('192.0.2.162', network)),
    },
    {
      id: 'from-outside-too',
      say: 'The printer is served. Whether the door is shut you see only from outside: ask the same from your own laptop.',
      notices: (event, world) =>
        event.type === 'message.delivered' &&
        event.host === globex &&
        isOpen(world, 'printer') &&
        printerServed(world) &&
        strangersTrials(world).length === 0,
    },
    {
      id: 'top-line',
      say: 'Read the topmost line: mx.globex.example wrote it, and the address in brackets is the one it saw.',
      notices: (event) => event.type === 'answer.given' && event.question === 'address-seen' && !event.correct,
    },
    {
      id: 'smart-host-was-refused',
      say: 'Globex refused the smart host, which had taken the letter long before: so the smart host wrote the notice, and soft_bounce at Tinyshop had no say. Try info@nomail.example: that one the smart host refuses itself.',
      notices: (event, world) =>
        event.type === 'message.bounced' && event.host === smart && !isOpen(world, 'whose-address'),
    },
    {
      id: 'waits-for-nothing',
      say: 'The smart host said no for good, 556, and the letter waits all the same. For five days, unless soft_bounce is off.',
      notices: (event, world) => failsWith(event, /said: 556/) && isSoft(world),
    },
    {
      id: 'try-it-once-more',
      say: 'The aid is gone. The letter is tried again in some minutes, or now: postqueue -f.',
      notices: (event, world) => sets(event, 'soft_bounce') && !isSoft(world) && hopeless(world).length > 0,
    },
  ],
});
