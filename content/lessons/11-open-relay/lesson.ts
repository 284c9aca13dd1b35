import { isInNetwork } from '#protocol/border.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import { defineLesson } from '#protocol/lesson.ts';
import { type ParameterName, valueInForce } from '#protocol/parameters.ts';
import type { Connection, Decision } from '#protocol/projections/connections.ts';
import type { Hop, Message } from '#protocol/projections/messages.ts';
import {
  connections,
  decisions,
  delivered,
  isOpen,
  learnerMessages,
  outcomes,
  reachedAt,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const relay = 'relay.oldcorp.example';
const desk = 'pc.oldcorp.example';
const globex = 'mx.globex.example';
const iris = 'iris@oldcorp.example';
const ann = 'ann@globex.example';
const ours = '@oldcorp.example';
const zone = 'bl.lab.test';
const address = '192.0.2.100';
const listing = '100.2.0.192.bl.lab.test';
const notTurnedRound = `${address}.${zone}`;

function isOurs(mailbox: string): boolean {
  return mailbox.toLowerCase().endsWith(ours);
}

function isFromDesk({ connections: { byId } }: World, connection: string | undefined): boolean {
  return byId[connection ?? '']?.from.host === desk;
}

/** Where the learner handed a letter to Oldcorp's server, for somebody elsewhere. */
function handedIn({ hops }: Message): Hop | undefined {
  return hops.find(({ host, envelope }) => host === relay && !envelope.recipients.every(isOurs));
}

/** A letter between strangers, from outside and without a login: no server should have taken it. */
function isBetweenStrangers(world: World, message: Message): boolean {
  const hop = handedIn(message);
  return (
    hop !== undefined &&
    hop.user === undefined &&
    !isOurs(hop.envelope.reversePath) &&
    !hop.envelope.recipients.some(isOurs) &&
    !isFromDesk(world, hop.connection)
  );
}

function isListed({ blocklists }: World): boolean {
  return blocklists.byZone[zone]?.[address]?.listed === true;
}

/** The learner asked the list, and it said yes. */
function askedTheList({ names }: World): boolean {
  return names.lookups.some(
    ({ driver, question, answers }) =>
      driver === 'learner' && question.name.toLowerCase() === listing && answers.some(({ type }) => type === 'A'),
  );
}

/** What Iris wrote at her own desk to Ann. */
function lettersFromDesk(world: World): Message[] {
  return learnerMessages(world).filter((message) => {
    const hop = handedIn(message);
    return hop !== undefined && hop.envelope.reversePath.toLowerCase() === iris && isFromDesk(world, hop.connection);
  });
}

/** The notice about a letter of Iris's that Globex refused because of the list. */
function noticesToIris(world: World): Message[] {
  const refused = lettersFromDesk(world).flatMap((message) =>
    outcomes(message, { kind: 'bounced', host: relay }).filter(({ detail }) => detail.includes(zone)),
  );
  return world.messages.order
    .flatMap((id) => world.messages.byId[id] ?? [])
    .filter(({ notice }) => refused.some(({ queueId }) => queueId === notice?.of));
}

function hasReadNotice(world: World): boolean {
  const notices = noticesToIris(world);
  return views(world, { mailbox: iris }).some(({ message }) => notices.some(({ id }) => id === message));
}

type Flaw = 'no-inbound' | 'open-to-networks' | 'open-to-claims' | 'open-to-all' | 'desk-shut-out' | 'no-logins';

function inForce(world: World, parameter: ParameterName): string[] {
  const value = valueInForce(world.config.current[relay], relay, parameter);
  return value.split(/[\s,]+/).filter(Boolean);
}

/** What is wrong with who may have mail carried by Oldcorp's server, as it is configured now. */
function flawOf(world: World): Flaw | undefined {
  const rules = inForce(world, 'smtpd_relay_restrictions');
  const networks = inForce(world, 'mynetworks');
  const admits = (client: string) => networks.some((network) => isInNetwork(client, network));
  // The first rule that fits decides, so what stands behind the end never counts.
  const end = rules.findIndex((rule) =>
    /^(permit|reject|reject_unauth_destination|defer_unauth_destination)$/.test(rule),
  );
  const asked = rules.slice(0, end);
  if (rules[end] === 'permit' || inForce(world, 'relay_domains').length > 0) return 'open-to-all';
  if (asked.some((rule) => /^check_(helo|sender)_access$/.test(rule))) return 'open-to-claims';
  const strangers = Object.values(world.hosts.byName).filter(({ name }) => name !== relay && name !== desk);
  if (asked.includes('permit_mynetworks') && strangers.some((host) => admits(host.address))) return 'open-to-networks';
  const isDeaf = inForce(world, 'smtpd_client_restrictions').includes('reject');
  const isHome = inForce(world, 'mydestination').includes('oldcorp.example');
  if (isDeaf || !isHome || (rules[end] === 'reject' && !asked.includes('permit_auth_destination'))) return 'no-inbound';
  if (!asked.includes('permit_mynetworks') || !admits('192.0.2.101')) return 'desk-shut-out';
  return asked.includes('permit_sasl_authenticated') ? undefined : 'no-logins';
}

const wordsFor: Record<Flaw, string> = {
  'open-to-networks': 'It is still open: mynetworks lets clients in that are not Oldcorp’s.',
  'open-to-claims': 'It is still open: a rule believes what the client says of itself.',
  'open-to-all': 'It is still open: a rule lets mail of strangers through.',
  'no-inbound': 'It is closed, but now nobody outside can write to Iris either.',
  'desk-shut-out':
    'It is closed, but Iris’s PC, 192.0.2.101, is shut out, too: mynetworks must hold Oldcorp’s network.',
  'no-logins': 'It is closed, but who logs in is not let through any more: permit_sasl_authenticated is missing.',
};

/** Conversations from outside Oldcorp with its server, since it was closed. */
function trials(world: World): Connection[] {
  const since = reachedAt(world, 'close') ?? Number.POSITIVE_INFINITY;
  return connections(world, { to: relay, driver: 'learner' }).filter(
    ({ openedSeq, from }) => openedSeq > since && from.host !== desk && from.host !== relay,
  );
}

/** The three sides of a closed relay, each with whether the learner has seen it. */
function sides(world: World): [shown: boolean, words: string][] {
  const decided = trials(world).flatMap(({ decisions: made, user }) => made.map((decision) => ({ ...decision, user })));
  const saw = (wanted: (decision: Decision & { user: string | undefined }) => boolean) => decided.some(wanted);
  return [
    [
      saw(({ because, user }) => because.reason === 'relay-denied' && user === undefined),
      'a stranger’s letter to Ann is refused',
    ],
    [
      saw(
        ({ verdict, recipient, user }) => verdict === 'local' && recipient.toLowerCase() === iris && user === undefined,
      ),
      'a stranger’s letter to Iris is accepted',
    ],
    [
      saw(({ verdict, user }) => verdict === 'relay' && user === 'iris'),
      'Iris, logged in on port 587, gets a letter to Ann accepted',
    ],
  ];
}

/** Iris's letter reached Ann after the server was mended. */
function isReachedAgain(world: World): boolean {
  const since = reachedAt(world, 'close') ?? Number.POSITIVE_INFINITY;
  return lettersFromDesk(world).some(
    (message) => (handedIn(message)?.seq ?? 0) > since && delivered(message, globex, ann),
  );
}

/** The learner has just changed Oldcorp's server, and it is wrong in this way. */
function leaves(event: SandboxEvent, world: World, ...flaws: Flaw[]): boolean {
  const flaw = flawOf(world);
  return event.type === 'config.changed' && event.by === 'learner' && flaw !== undefined && flaws.includes(flaw);
}

export default defineLesson({
  title: 'The door anyone can use',
  audience: 'Sysadmins, students.',
  minutes: 20,
  after: ['local-or-relay', 'auth'],
  summary:
    'Find an open relay, watch what becomes of it and of those behind it, close it without shutting anybody out, and get it off a blocklist.',
  elsewhere: ['100.2.0.192.bl.lab.test', 'promo@bargains.example'],
  steps: [
    {
      id: 'show-it-is-open',
      text: 'Hand **relay.oldcorp.example** a letter from a stranger to a stranger: from **promo@bargains.example** to **ann@globex.example**, without a login.',
      done: 'relay.oldcorp.example carried mail between two strangers: an open relay.',
      hints: [
        'Neither the sender nor the recipient may belong to Oldcorp. A server that minds its own business would refuse at RCPT TO.',
        'Type `swaks --server relay.oldcorp.example --from promo@bargains.example --to ann@globex.example`.',
      ],
      reached: (world) => learnerMessages(world).some((message) => isBetweenStrangers(world, message)),
      instead: (world) => {
        const letters = learnerMessages(world).filter(({ hops }) => hops.some(({ host }) => host === relay));
        const envelope = letters.at(-1)?.hops[0]?.envelope;
        if (envelope?.recipients.every(isOurs)) {
          return `The letter went to ${envelope.recipients.join(' and ')}, who lives at Oldcorp; this step wants a recipient elsewhere.`;
        }
        if (envelope && isOurs(envelope.reversePath)) {
          return `The sender was ${envelope.reversePath}, an address of Oldcorp’s; this step wants a stranger’s.`;
        }
        const denied = decisions(world, { by: globex, recipient: ann, verdict: 'local' }).length > 0;
        return denied ? 'That went straight to mx.globex.example; this step wants relay.oldcorp.example.' : undefined;
      },
    },
    {
      id: 'look-it-up',
      text: 'Let time pass: in Queues, put the clock forward by four hours (**+4 h**). Then ask the blocklist **bl.lab.test** whether it lists **192.0.2.100**: look up **100.2.0.192.bl.lab.test**.',
      done: 'A spammer found the relay, and within minutes 192.0.2.100 was listed: 127.0.0.2.',
      hints: [
        'The list is asked by DNS. The address is written backwards, number by number, in front of the list’s name.',
        'In the tab Queues press +4 h. Then type `dig +short 100.2.0.192.bl.lab.test`.',
      ],
      reached: askedTheList,
      instead: (world) => {
        const asked = world.names.lookups.filter(
          ({ driver, question }) => driver === 'learner' && question.name.endsWith(zone),
        );
        const newest = asked.at(-1)?.question.name;
        if (isListed(world)) {
          return newest === notTurnedRound
            ? 'That asked for 192.0.2.100 as it is; the list wants the four numbers backwards.'
            : undefined;
        }
        if (flawOf(world)?.startsWith('open'))
          return newest && 'Not listed yet: no spammer has come by. Put the clock forward.';
        return 'The relay is closed already, so nobody abuses it, and nobody lists it. To see what would have happened, set mynetworks to 0.0.0.0/0 again.';
      },
    },
    {
      id: 'innocent',
      text: 'Sit down at Iris’s PC, **pc.oldcorp.example**, and send a letter from **iris@oldcorp.example** to **ann@globex.example** through **relay.oldcorp.example**. Then open what came back to **iris@oldcorp.example** in Mailboxes.',
      done: 'Globex refused Iris’s letter because of the list, and her own server told her.',
      hints: [
        'Log in to her PC with ssh, use swaks there, and then look into Iris’s mailbox: somebody has answered.',
        'Type `ssh pc.oldcorp.example swaks --server relay.oldcorp.example --from iris@oldcorp.example --to ann@globex.example`, then open the newest message of iris@oldcorp.example.',
      ],
      reached: hasReadNotice,
      instead: (world) => {
        if (noticesToIris(world).length > 0)
          return 'A notice has come to iris@oldcorp.example; it has not been opened yet.';
        if (lettersFromDesk(world).some((message) => delivered(message, globex, ann))) {
          return 'That letter reached Ann: it left before the server was listed. Send another one.';
        }
        const since = reachedAt(world, 'look-it-up') ?? Number.POSITIVE_INFINITY;
        const hop = learnerMessages(world)
          .flatMap((message) => handedIn(message) ?? [])
          .at(-1);
        if (!hop || hop.seq < since) return undefined;
        return isFromDesk(world, hop.connection)
          ? `The newest letter was from ${hop.envelope.reversePath || '<>'} to ${hop.envelope.recipients.join(', ')}.`
          : 'That letter was sent from your laptop; this step wants Iris’s PC, pc.oldcorp.example.';
      },
    },
    {
      id: 'close',
      text: 'Close the relay: on **relay.oldcorp.example**, let only this machine (**127.0.0.0/8**), Oldcorp’s network (**192.0.2.96/27**) and people who log in have mail carried. Mail for **oldcorp.example** must still come in.',
      done: 'The relay works for Oldcorp’s network and for those who log in, and for nobody else.',
      hints: [
        'Log in with `ssh relay.oldcorp.example` and look at what decides: `postconf mynetworks smtpd_relay_restrictions`. Which of the two lets everybody in?',
        "On relay.oldcorp.example type `postconf -e 'mynetworks = 127.0.0.0/8 192.0.2.96/27'`. The restrictions are fine as they are.",
      ],
      reached: (world) => flawOf(world) === undefined,
      instead: (world) => {
        const flaw = flawOf(world);
        const isTouched = world.config.changes.some(({ host, by }) => host === relay && by === 'learner');
        return isTouched && flaw ? wordsFor[flaw] : undefined;
      },
    },
    {
      id: 'verify',
      text: 'From your laptop, test **relay.oldcorp.example** from three sides. A stranger to **ann@globex.example**: refused. A stranger to **iris@oldcorp.example**: accepted. Iris, logged in on port **587** (user **iris**, password **lantern**), to Ann: accepted.',
      done: 'Closed to strangers, open for Oldcorp’s own mail and for its people.',
      hints: [
        'Three short tests with swaks: two on port 25 without a login, one on port 587 with --tls and --auth.',
        'Send the first letter of this lesson again; then one to iris@oldcorp.example; then `swaks --server relay.oldcorp.example --port 587 --tls --auth PLAIN --auth-user iris --auth-password lantern --from iris@oldcorp.example --to ann@globex.example`.',
      ],
      reached: (world) => sides(world).every(([shown]) => shown),
      instead: (world) => {
        const missing = sides(world).filter(([shown]) => !shown);
        if (trials(world).length === 0 || missing.length === 0) return undefined;
        return `Not seen yet: ${missing.map(([, words]) => words).join('; ')}.`;
      },
    },
    {
      id: 'delist',
      text: 'Ask the operator of the list to take **192.0.2.100** off. Then send from **pc.oldcorp.example** once more, from **iris@oldcorp.example** to **ann@globex.example**: Ann must get it.',
      done: 'The operator tried the server, found nothing, and took it off. Ann has Iris’s letter.',
      hints: [
        'On the web such lists have a form. Here it is a command: delist, and the address.',
        'Type `delist 192.0.2.100`, then `ssh pc.oldcorp.example swaks --server relay.oldcorp.example --from iris@oldcorp.example --to ann@globex.example`.',
      ],
      reached: isReachedAgain,
      instead: (world) => {
        const since = reachedAt(world, 'verify') ?? Number.POSITIVE_INFINITY;
        const isSent = lettersFromDesk(world).some((message) => (handedIn(message)?.seq ?? 0) > since);
        if (isListed(world))
          return isSent ? 'Iris’s letter came back again: 192.0.2.100 is still on the list.' : undefined;
        return '192.0.2.100 is off the list; now send from Iris’s PC.';
      },
    },
  ],
  questions: [
    {
      id: 'what-127-means',
      kind: 'choice',
      text: 'You will look up an address in the list’s zone. What does it mean if DNS answers 127.0.0.2?',
      choices: [
        {
          id: 'this-machine',
          label: 'The name stands for this very machine',
          feedback:
            '127.0.0.1 would. Addresses of 127.0.0.0/8 are used here because nobody could ever call them by mistake.',
        },
        { id: 'listed', label: 'The address is on the list' },
        {
          id: 'clean',
          label: 'The address is not on the list',
          feedback: 'For that DNS has a plainer word: no such name, NXDOMAIN.',
        },
      ],
      right: ['listed'],
      explanation:
        'A list answers with an address of 127.0.0.0/8 for those that are on it, and “no such name” for all others.',
      provenBy: 'look-it-up',
    },
    {
      id: 'what-becomes-of-iris',
      kind: 'choice',
      text: 'Iris has never sent spam. She writes to Ann as on any other day. What becomes of her letter?',
      choices: [
        {
          id: 'arrives',
          label: 'It arrives: she is not the spammer',
          feedback: 'Globex cannot know that. It sees the address of the server that calls, and that is the same.',
        },
        {
          id: 'own-server',
          label: 'Her own server refuses it',
          feedback: 'Her own server asks no list. It accepts her letter, and then has to find somebody who takes it.',
        },
        { id: 'refused', label: 'Globex refuses it, and she gets a notice' },
      ],
      right: ['refused'],
      explanation:
        'A listing hits everybody behind the address: 554 5.7.1 from Globex, and a notice from her own server.',
      provenBy: 'innocent',
    },
    {
      id: 'who-wrote-the-notice',
      kind: 'choice',
      text: 'Who refused Iris’s letter, and who wrote the notice?',
      choices: [
        {
          id: 'both-oldcorp',
          label: 'Oldcorp’s server did both',
          feedback: 'Look at the words that the notice quotes: they are those of mx.globex.example.',
        },
        {
          id: 'both-globex',
          label: 'Globex’s server did both',
          feedback: 'Globex never took the letter, so it owes nobody a notice.',
        },
        { id: 'globex-oldcorp', label: 'Globex refused; Oldcorp wrote the notice' },
      ],
      right: ['globex-oldcorp'],
      explanation:
        'Who has said 250 to Iris must deliver or report. Globex said no at once, so the duty stayed with Oldcorp.',
    },
    {
      id: 'by-sender',
      kind: 'choice',
      text: 'A colleague proposes: carry mail if MAIL FROM is an address of oldcorp.example. Why does that not close the relay?',
      choices: [
        { id: 'forgeable', label: 'Anybody can write that address' },
        {
          id: 'too-slow',
          label: 'It is too much work for the server',
          feedback: 'It is one comparison. The trouble is what it compares.',
        },
        {
          id: 'spf',
          label: 'It would do, if Oldcorp had an SPF record',
          feedback:
            'SPF lets others judge who may use a name. It does not make the name in MAIL FROM any truer for this rule.',
        },
      ],
      right: ['forgeable'],
      explanation:
        'MAIL FROM, the name in EHLO and the From header are claims. A network address and a login are not so easily had.',
    },
    {
      id: 'which-is-open',
      kind: 'several',
      text: 'Which of these servers are open relays?',
      choices: [
        {
          id: 'own-domain',
          label: 'Takes mail for its own domain from anybody, without a login',
          feedback: 'That is its duty: otherwise nobody could write to its people.',
        },
        { id: 'stranger', label: 'Takes mail from anybody to anybody' },
        { id: 'helo', label: 'Carries mail for whoever says EHLO relay.oldcorp.example' },
        {
          id: 'login',
          label: 'Carries mail to anybody for people who log in',
          feedback: 'It knows them. That is what a submission server is for.',
        },
      ],
      right: ['stranger', 'helo'],
      explanation:
        'Open is a server that carries mail between strangers, even if the stranger first has to say a magic word.',
    },
    {
      id: 'travelling-colleague',
      kind: 'choice',
      text: 'A colleague in a hotel gets “554 5.7.1 Relay access denied” from your server. What do you do?',
      choices: [
        {
          id: 'add-hotel',
          label: 'Add the hotel’s network to mynetworks',
          feedback: 'Then every guest of the hotel may use your server, and tomorrow it is another hotel.',
        },
        {
          id: 'add-all',
          label: 'Set mynetworks to 0.0.0.0/0',
          feedback: 'The refusal is gone, and so is the door. You have just seen where that ends.',
        },
        { id: 'log-in', label: 'Let the mail program log in, on port 465 or 587' },
      ],
      right: ['log-in'],
      explanation: 'Places change, people do not. A login says who it is, wherever it comes from.',
    },
  ],
  coach: [
    {
      id: 'that-is-inbound',
      say: 'That was mail for Oldcorp itself. Every server takes mail for its own people from anybody; to show an open relay, name a recipient who lives elsewhere.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        event.host === relay &&
        event.envelope.recipients.every(isOurs) &&
        isOpen(world, 'show-it-is-open'),
    },
    {
      id: 'looks-like-one-of-theirs',
      say: 'It took it, but with a sender at Oldcorp one could think that it knows you. Use an address that has nothing to do with Oldcorp: promo@bargains.example.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        event.host === relay &&
        isOurs(event.envelope.reversePath) &&
        !event.envelope.recipients.every(isOurs) &&
        isOpen(world, 'show-it-is-open'),
    },
    {
      id: 'write-it-backwards',
      say: 'Lists are asked with the address backwards: turn the four numbers round, 100.2.0.192.bl.lab.test.',
      notices: (event) =>
        event.type === 'dns.answered' &&
        event.driver === 'learner' &&
        event.question.name.toLowerCase() === notTurnedRound,
    },
    {
      id: 'not-listed-now',
      say: '“No such name” from a blocklist means: not listed. Has a spammer found the server yet? Put the clock forward.',
      notices: (event, world) =>
        event.type === 'dns.answered' &&
        event.driver === 'learner' &&
        event.question.name.toLowerCase() === listing &&
        event.rcode === 'NXDOMAIN' &&
        isOpen(world, 'look-it-up'),
    },
    {
      id: 'name-not-known',
      say: 'DNS knows no such name. Check its spelling, letter by letter.',
      notices: (event) =>
        event.type === 'dns.answered' &&
        event.driver === 'learner' &&
        event.rcode === 'NXDOMAIN' &&
        ![listing, notTurnedRound].includes(event.question.name.toLowerCase()),
    },
    {
      id: 'not-her-desk',
      say: 'You sent that from your own laptop. Go to Iris’s PC first: ssh pc.oldcorp.example.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.origin === 'learner' &&
        event.host === relay &&
        event.envelope.reversePath.toLowerCase() === iris &&
        !isFromDesk(world, event.connection) &&
        !isOpen(world, 'look-it-up') &&
        isOpen(world, 'innocent'),
    },
    {
      id: 'who-said-no',
      say: 'Nothing waits here: Globex said no for good, and Oldcorp’s server gave up and wrote a notice. It lies in the mailbox of iris@oldcorp.example.',
      notices: (event, world) =>
        event.type === 'view.opened' &&
        event.view === 'queue' &&
        event.host === relay &&
        noticesToIris(world).length > 0 &&
        isOpen(world, 'innocent'),
    },
    {
      id: 'who-is-known',
      say: 'Whom does that still let in? Your own clients are those in Oldcorp’s network, 192.0.2.96/27, and those who log in.',
      notices: (event, world) => leaves(event, world, 'open-to-networks', 'open-to-all'),
    },
    {
      id: 'anybody-can-say-that',
      say: 'Anybody can write that sender, or say that name in EHLO. Ask who the client is: its network, or its login.',
      notices: (event, world) => leaves(event, world, 'open-to-claims'),
    },
    {
      id: 'nobody-can-write-to-iris',
      say: 'Now the whole world is refused, those who write to Iris included. reject_unauth_destination refuses only what is not for your own domains.',
      notices: (event, world) => leaves(event, world, 'no-inbound'),
    },
    {
      id: 'own-people-shut-out',
      say: 'Closed to strangers, and to your own people, too. Oldcorp’s network, 192.0.2.96/27, and those who log in must still be let through.',
      notices: (event, world) => leaves(event, world, 'desk-shut-out', 'no-logins'),
    },
    {
      id: 'three-sides',
      say: 'Refused, as it must be. That is one side of three: what is allowed must still work, too.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.host === relay &&
        event.because.reason === 'relay-denied' &&
        !isOpen(world, 'close') &&
        isOpen(world, 'verify') &&
        sides(world).some(([shown]) => !shown),
    },
    {
      id: 'mend-it-first',
      say: 'The operator has tried your server, and it is still open. Read the conversation in Wire: it shows which letter would have been carried. Close that first.',
      notices: (event) => event.type === 'blocklist.refused' && event.reason.includes('still carries'),
    },
    {
      id: 'ask-for-the-right-one',
      say: 'That address is not on the list. Globex saw the address of Oldcorp’s server: 192.0.2.100.',
      notices: (event, world) => event.type === 'blocklist.refused' && event.address !== address && isListed(world),
    },
    {
      id: 'list-does-not-know',
      say: 'The server is mended, but the list does not know that yet. Ask its operator: delist 192.0.2.100.',
      notices: (event, world) =>
        event.type === 'message.bounced' &&
        event.host === relay &&
        event.diagnostic.includes(zone) &&
        !isOpen(world, 'verify'),
    },
  ],
});
