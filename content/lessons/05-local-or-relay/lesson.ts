import { defineLesson } from '#protocol/lesson.ts';
import type { Message } from '#protocol/projections/messages.ts';
import {
  accepted,
  answeredRightly,
  decisions,
  delivered,
  learnerMessages,
  listParameter,
  outcomes,
  reachedAt,
  relayed,
  sameAddress,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const ours = 'acme.example';
const theirs = 'globex.example';
const bob = 'bob@acme.example';
const ann = 'ann@globex.example';

/** Whoever else is on the envelope lives at Acme, too: no copy of it had to travel. */
function stayedInside({ hops }: Message): boolean {
  return hops.every(({ envelope }) => envelope.recipients.every(isColleague));
}

function isColleague(recipient: string): boolean {
  return recipient.toLowerCase().endsWith(`@${ours}`);
}

/** mail.acme is the final stop for Acme, and not for Globex. */
function knowsItsOwnDomains(world: World): boolean {
  const domains = listParameter(world, acme, 'mydestination');
  return domains.includes(ours) && !domains.includes(theirs);
}

/** Ann's mail left Acme's server again after the fault began. */
function relayedAfterFault(world: World): boolean {
  const since = reachedAt(world, 'be-refused') ?? Number.POSITIVE_INFINITY;
  return learnerMessages(world).some((message) =>
    message.outcomes.some(
      ({ kind, host, recipient, seq }) =>
        kind === 'relayed' && host === acme && sameAddress(recipient, ann) && seq > since,
    ),
  );
}

/** For whom the last message was that mail.acme took from the learner since a step; undefined when it took none. */
function lastTakenSince(world: World, step?: string): string[] | undefined {
  const since = step === undefined ? 0 : (reachedAt(world, step) ?? Number.POSITIVE_INFINITY);
  return learnerMessages(world)
    .flatMap(({ hops }) => hops.filter(({ host, seq }) => host === acme && seq > since))
    .at(-1)?.envelope.recipients;
}

/** Ann got a message that Acme's server never had. */
function deliveredWithoutRelay(world: World): boolean {
  return learnerMessages(world).some((message) => delivered(message, globex, ann) && !accepted(message, acme));
}

/** mail.acme gave to somebody here what was for Ann. */
function annMovedIn(world: World): boolean {
  return learnerMessages(world).some((message) => outcomes(message, { kind: 'redirected', host: acme }).length > 0);
}

function somethingElseChanged({ config }: World): boolean {
  const [atStart = {}, current = {}] = [config.atStart[acme], config.current[acme]];
  return Object.keys(current).some((name) => name !== 'mydestination' && current[name] !== atStart[name]);
}

function looked(world: World, mailbox: string): boolean {
  return views(world, { view: 'hops', mailbox }).length > 0 || views(world, { view: 'source', mailbox }).length > 0;
}

export default defineLesson({
  title: 'Keep it or pass it on?',
  audience: 'Everyone.',
  minutes: 15,
  after: ['first-conversation'],
  summary:
    'Watch a server decide for each recipient: deliver, relay or refuse. Then find out why it keeps mail that is not its own.',
  steps: [
    {
      id: 'to-a-colleague',
      text: 'Send a message to your colleague **bob@acme.example**, and to nobody else, through Acme’s own server, **mail.acme.example**.',
      done: 'mail.acme.example kept Bob’s message: delivered locally, no relay.',
      hints: [
        'Talk to mail.acme.example on port 25, by hand or with swaks, which types the whole conversation for you.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to bob@acme.example`.',
      ],
      reached: (world) =>
        learnerMessages(world).some((message) => delivered(message, acme, bob) && stayedInside(message)),
      instead: (world) => {
        const last = lastTakenSince(world);
        if (last) return `mail.acme.example took one for ${last.join(' and ')}; this step wants one for Bob alone.`;
        return decisions(world, { by: globex, recipient: '@acme.example', verdict: 'reject' }).length > 0
          ? 'mx.globex.example refused it: acme.example is not its domain. This step wants Acme’s own server.'
          : undefined;
      },
    },
    {
      id: 'to-ann',
      text: 'Now send one to **ann@globex.example** through the same server, **mail.acme.example**.',
      done: 'mail.acme.example passed Ann’s message on to mx.globex.example: that is relaying.',
      hints: [
        'The same server as before, another recipient.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example`.',
      ],
      reached: (world) =>
        learnerMessages(world).some(
          (message) => relayed(message, acme, ann, globex) && delivered(message, globex, ann),
        ),
      instead: (world) => {
        if (deliveredWithoutRelay(world)) return 'Ann has it, but mail.acme.example never had it: nobody relayed.';
        const last = lastTakenSince(world, 'to-a-colleague');
        return last && !last.some((recipient) => sameAddress(recipient, ann))
          ? `That one was for ${last.join(' and ')}; this step wants one for Ann.`
          : undefined;
      },
    },
    {
      id: 'split',
      text: 'Send **one** message to both: one envelope with **bob@acme.example** and **ann@globex.example**.',
      done: 'One message, two recipients: one copy stayed, one travelled on.',
      hints: [
        'One envelope may have several recipients: RCPT TO twice, or a comma in swaks’ --to.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to bob@acme.example,ann@globex.example`.',
      ],
      reached: (world) =>
        learnerMessages(world).some((message) => delivered(message, acme, bob) && relayed(message, acme, ann)),
      instead: (world) => {
        const last = lastTakenSince(world, 'to-ann');
        return last?.length === 1
          ? `That envelope named only ${last[0]}; this step wants one that names both.`
          : undefined;
      },
    },
    {
      id: 'compare',
      text: 'Open both copies in Mailboxes (**bob@acme.example** and **ann@globex.example**), look at their **Hops**, and answer the question below.',
      done: 'Bob’s copy has one stamp, Ann’s has two: each server stamps once.',
      hints: [
        'Open both copies and look at the tab Hops.',
        'Bob’s: 1, from mail.acme. Ann’s: 2, mail.acme and mx.globex.',
      ],
      reached: (world) => [bob, ann].every((mailbox) => looked(world, mailbox)) && answeredRightly(world, 'stamps'),
      instead: (world) => {
        const unread = [bob, ann].filter((mailbox) => !looked(world, mailbox));
        if (answeredRightly(world, 'stamps')) return `Right, but not seen yet: the hops of ${unread.join(' and ')}.`;
        return unread.length === 1 ? `That is one copy. The other lies with ${unread[0]}.` : undefined;
      },
    },
    {
      id: 'be-refused',
      text: 'Ask Globex’s server, **mx.globex.example**, to carry a message to **nina@initech.example**. It must refuse.',
      done: 'mx.globex.example refused to relay: 554 5.7.1.',
      hints: [
        'Which domain is mx.globex.example responsible for? Connect to it with telnet and name a recipient elsewhere.',
        'Type `telnet mx.globex.example 25`, EHLO, MAIL FROM, and then `RCPT TO:<nina@initech.example>`.',
      ],
      reached: (world) => decisions(world, { by: globex, recipient: '@initech.example', verdict: 'reject' }).length > 0,
      instead: (world) => {
        if (decisions(world, { by: acme, recipient: '@initech.example', verdict: 'relay' }).length > 0) {
          return 'mail.acme.example agreed to carry it; this step asks mx.globex.example.';
        }
        return decisions(world, { by: globex, recipient: '@globex.example', verdict: 'reject' }).length > 0
          ? 'mx.globex.example refused a name in its own domain; this step wants a domain that is not its own.'
          : undefined;
      },
      afterwards: [
        {
          type: 'config.changed',
          host: acme,
          parameter: 'mydestination',
          value: 'acme.example, globex.example',
          by: 'lesson',
        },
      ],
    },
    {
      id: 'repair',
      text: 'Send to **ann@globex.example** through **mail.acme.example** again. Something has become wrong. Find out which server says no, and why; repair it so that mail for **acme.example** still stays and mail for **globex.example** travels on; then send once more.',
      done: 'globex.example is not ours any more, and Ann gets her mail again.',
      hints: [
        'Who said “User unknown”: Globex, or we? Log in with `ssh mail.acme.example` and see what it believes to be its own: `postconf mydestination`.',
        "On mail.acme.example type `postconf -e 'mydestination = acme.example'`, then `exit`, and send to Ann again.",
      ],
      reached: (world) => knowsItsOwnDomains(world) && relayedAfterFault(world),
      instead: (world) => {
        if (knowsItsOwnDomains(world)) return 'mail.acme.example knows its own domains. No mail has gone to Ann since.';
        if (annMovedIn(world)) return 'Ann’s mail is kept at mail.acme.example now. She reads hers at Globex.';
        if (!listParameter(world, acme, 'mydestination').includes(ours)) {
          return 'acme.example is nobody’s now: mydestination does not name it, and Bob gets no mail.';
        }
        return somethingElseChanged(world)
          ? 'Something else was changed. mail.acme.example still believes that globex.example is its own.'
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'mx-for-strangers',
      kind: 'choice',
      text: 'A stranger on the internet connects to mail.acme.example and names bob@acme.example. Will the server take the mail without a login?',
      choices: [
        { id: 'no', label: 'No, strangers must log in', feedback: 'Then nobody outside could ever write to Bob.' },
        { id: 'yes', label: 'Yes: it is Acme’s mail server, and Bob lives there' },
      ],
      right: ['yes'],
      explanation:
        'A server must take mail for its own people from anybody. Login and trusted networks only matter for mail that has to travel on.',
    },
    {
      id: 'stamps',
      kind: 'choice',
      text: 'How many Received lines do the two copies have?',
      choices: [
        {
          id: 'equal',
          label: 'Both have the same number',
          feedback: 'Each server stamps once, and Ann’s copy passed two.',
        },
        { id: 'one-two', label: 'Bob’s has 1, Ann’s has 2' },
        {
          id: 'two-one',
          label: 'Bob’s has 2, Ann’s has 1',
          feedback: 'It is the other way round: Bob’s copy never left the building.',
        },
      ],
      right: ['one-two'],
      explanation:
        'Every server that takes responsibility writes one Received line on top. Bob’s copy met one server, Ann’s two.',
    },
    {
      id: 'predict-relay',
      kind: 'choice',
      text: 'You will ask mx.globex.example to carry a letter to Initech. What will it say to RCPT TO?',
      choices: [
        { id: '250', label: '250 2.1.5 Ok', feedback: 'Then it would carry mail between strangers: an open relay.' },
        {
          id: '550',
          label: '550 5.1.1 User unknown',
          feedback: 'It cannot know Initech’s users: the domain is not its own.',
        },
        { id: '554', label: '554 5.7.1 Relay access denied' },
      ],
      right: ['554'],
      explanation: '554 5.7.1, relay access denied: not my domain, and you are not my client.',
      provenBy: 'be-refused',
    },
    {
      id: 'forgotten-server',
      kind: 'choice',
      text: 'A company moves its mailboxes to a provider and changes its MX records. On the web shop’s server, mydestination still names the company’s domain. What happens to the shop’s mail for colleagues?',
      choices: [
        {
          id: 'follows-mx',
          label: 'It goes to the provider: the MX record says so',
          feedback: 'A server that believes a domain to be its own never looks for its MX.',
        },
        { id: 'stays', label: 'The shop’s server keeps or refuses it itself' },
        {
          id: 'refused-there',
          label: 'The provider refuses it',
          feedback: 'The provider never sees it: the shop’s server does not call.',
        },
      ],
      right: ['stays'],
      explanation: 'What is mine stands in the configuration. DNS is only asked about domains that are not mine.',
    },
    {
      id: 'inside-one-company',
      kind: 'choice',
      text: 'Mail between two people of the same company is never relayed. Is that so?',
      choices: [
        { id: 'never', label: 'Yes, it stays inside', feedback: 'Inside the company, yes. But inside one server?' },
        { id: 'depends', label: 'It depends on which server keeps the mailboxes' },
      ],
      right: ['depends'],
      explanation:
        'Only the server that is the final stop delivers. A branch office, a gateway or a provider in between must relay, even to the next desk.',
    },
  ],
  coach: [
    {
      id: 'one-at-a-time',
      say: 'A copy of that one also travels. Send one to Bob alone first, and see a message that nobody has to relay.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === acme &&
        reachedAt(world, 'to-a-colleague') === undefined &&
        event.envelope.recipients.some(isColleague) &&
        !event.envelope.recipients.every(isColleague),
    },
    {
      id: 'delivered-without-relay',
      say: 'That reached Ann, but you gave it to Globex yourself: delivery without relay. Hand it to mail.acme.example and watch it travel.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === globex &&
        event.upstream === undefined &&
        reachedAt(world, 'to-ann') === undefined,
    },
    {
      id: 'not-my-domain',
      say: 'mx.globex.example is responsible for globex.example only. Mail for Acme goes to mail.acme.example.',
      notices: (event) =>
        event.type === 'policy.decided' &&
        event.host === globex &&
        event.verdict === 'reject' &&
        isColleague(event.recipient),
    },
    {
      id: 'two-messages',
      say: 'Two messages work, too, but the point is the split inside one: put both recipients into one envelope.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === acme &&
        event.upstream === undefined &&
        event.envelope.recipients.length === 1 &&
        reachedAt(world, 'to-ann') !== undefined &&
        reachedAt(world, 'split') === undefined,
    },
    {
      id: 'each-server-stamps-once',
      say: 'Count again: each server stamps once, and Ann’s copy has passed two of them.',
      notices: (event) => event.type === 'answer.given' && event.question === 'stamps' && !event.correct,
    },
    {
      id: 'unknown-there',
      say: '“User unknown” means: my domain, but nobody of that name. To be refused as a relay, name somebody in a domain that is not Globex’s: nina@initech.example.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.host === globex &&
        event.because.reason === 'user-unknown' &&
        reachedAt(world, 'compare') !== undefined &&
        reachedAt(world, 'be-refused') === undefined,
    },
    {
      id: 'our-own-server-carries-it',
      say: 'Our own server carries your mail anywhere: you sit in its network. Ask Globex’s server, mx.globex.example, to do the same.',
      notices: (event, world) =>
        event.type === 'policy.decided' &&
        event.host === acme &&
        event.verdict === 'relay' &&
        event.recipient.toLowerCase().endsWith('@initech.example') &&
        reachedAt(world, 'be-refused') === undefined,
    },
    {
      id: 'our-own-server-refused',
      say: 'Look who said “User unknown”: not Globex, but our own server. It believes that globex.example is its own domain. What tells it so?',
      notices: (event) =>
        event.type === 'policy.decided' &&
        event.host === acme &&
        sameAddress(event.recipient, ann) &&
        event.because.reason === 'user-unknown',
    },
    {
      id: 'cause-not-removed',
      say: 'That changes something else. The cause is a domain in mydestination that does not belong to Acme.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.by === 'learner' &&
        event.host === acme &&
        listParameter(world, acme, 'mydestination').includes(theirs),
    },
    {
      id: 'ann-moves-in',
      say: 'Now her mail never leaves your building, and Ann reads hers at Globex. Undo that, and look for what makes our server think that globex.example is its own.',
      notices: (event) =>
        event.type === 'message.redirected' && event.host === acme && sameAddress(event.recipient, ann),
    },
    {
      id: 'removed-too-much',
      say: 'Now mail for our own people has no home any more: mydestination must still name acme.example.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.by === 'learner' &&
        event.host === acme &&
        !listParameter(world, acme, 'mydestination').includes(ours),
    },
    {
      id: 'now-send-again',
      say: 'That looks right. exit brings you back to your laptop; send to Ann once more to prove it.',
      notices: (event, world) =>
        event.type === 'config.changed' && event.by === 'learner' && event.host === acme && knowsItsOwnDomains(world),
    },
  ],
  elsewhere: ['nina@initech.example'],
});
