import { defineLesson } from '#protocol/lesson.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Message, Outcome } from '#protocol/projections/messages.ts';
import {
  connections,
  delivered,
  learnerMessages,
  listParameter,
  outcomes,
  reachedAt,
  refusedWith,
  relayed,
  reply,
  sameAddress,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const initech = 'mx.initech.example';
const postly = 'smtp.postly.example';
const ann = 'ann@globex.example';
const script = 'script@acme.example';

/** Globex puts a first contact off for so long, in sandbox ms. */
const greylistMs = 300_000;
/** Connections that Initech allows one client at a time. */
const initechAtOnce = 3;
const partners = 20;

/** How often a host had to keep the message because Globex did not know its sender. */
function putOff(message: Message, host: string): Outcome[] {
  return outcomes(message, { kind: 'deferred', host }).filter(({ status }) => status === '4.7.1');
}

function passed(message: Message, host: string): boolean {
  return outcomes(message, { kind: 'relayed', host, nextHop: globex }).length > 0;
}

/** Messages of the learner that this host took first, oldest first. */
function through(world: World, host: string): Message[] {
  return learnerMessages(world).filter(({ hops: [first] }) => first?.host === host);
}

function takenAt({ hops: [first] }: Message): number {
  return first?.seq ?? 0;
}

function sender({ hops: [first] }: Message): string {
  return first?.envelope.reversePath ?? '';
}

/** It was put off, and the learner looked into the queue where it waits. */
function foundWaiting(world: World, message: Message): boolean {
  const [first] = putOff(message, acme);
  return first !== undefined && views(world, { view: 'queue', host: acme }).some(({ seq }) => seq > first.seq);
}

/** Tried again before the receiver's time was over, and put off again. */
function wasPushed(message: Message): boolean {
  const [first, second] = putOff(message, acme);
  return first !== undefined && second !== undefined && second.at - first.at < greylistMs;
}

/** Ann's letter that had to wait and then passed. */
function patient(world: World): Message | undefined {
  return through(world, acme).find(
    (message) => putOff(message, acme).length > 0 && relayed(message, acme, ann, globex),
  );
}

/** A later letter of the same three: same network, same sender, same recipient. It passed at its first try. */
function passedAtOnce(world: World): boolean {
  const first = patient(world);
  const since = first ? (outcomes(first, { kind: 'relayed', host: acme })[0]?.seq ?? 0) : Number.POSITIVE_INFINITY;
  return through(world, acme).some(
    (message) =>
      takenAt(message) > since &&
      first !== undefined &&
      sameAddress(sender(message), sender(first)) &&
      relayed(message, acme, ann, globex) &&
      putOff(message, acme).length === 0,
  );
}

/** Learner's own calls to Globex that were put off, and in which no letter was taken. */
function giveUps(world: World): Connection[] {
  return connections(world, { to: globex, driver: 'learner' }).filter(
    (connection) => reply(connection, 'RCPT', 451) !== undefined && reply(connection, 'DATA-END', 250) === undefined,
  );
}

/** From which addresses a host has tried to hand a message over, one for each try. */
function triedFrom(world: World, { hops }: Message, host: string): string[] {
  const queueId = hops.find((hop) => hop.host === host)?.queueId;
  return connections(world, { to: globex })
    .filter(({ carries }) => carries?.host === host && carries.queueId === queueId)
    .map(({ from }) => from.address);
}

function isPinned(world: World): boolean {
  return listParameter(world, postly, 'lab_source_addresses').length <= 1;
}

/** Initech hung up on Acme's server because too many of its calls were open: how often, between two places of the log. */
function hangUps(world: World, from = 0, to = Number.POSITIVE_INFINITY): number {
  return connections(world, { to: initech }).filter(
    (connection) =>
      connection.openedSeq > from && connection.openedSeq < to && reply(connection, 'CONNECT', 421) !== undefined,
  ).length;
}

/** When the learner set the limit that counts now, as `seq`; undefined while it is too high, or none. */
function limitedAt(world: World): number | undefined {
  const limit = Number(world.config.current[acme]?.smtp_destination_concurrency_limit ?? '20');
  if (limit === 0 || limit > initechAtOnce) return undefined;
  return world.config.changes.findLast(
    ({ host, parameter }) => host === acme && parameter === 'smtp_destination_concurrency_limit',
  )?.seq;
}

/** A letter to the partners, handed in after that place in the log: all have it, and nobody hung up on the way. */
function reachedAllAtEase(world: World, since: number): boolean {
  return through(world, acme)
    .filter((message) => takenAt(message) > since)
    .some((message) => {
      const arrivals = outcomes(message, { kind: 'delivered', host: initech });
      return arrivals.length === partners && hangUps(world, takenAt(message), arrivals.at(-1)?.seq) === 0;
    });
}

/** The newest letter to the partners since then met a 421. */
function stillHangsUp(world: World, since: number): boolean {
  const last = through(world, acme).at(-1);
  return last !== undefined && takenAt(last) > since && hangUps(world, takenAt(last)) > 0;
}

export default defineLesson({
  title: 'Try again later',
  audience: 'Sysadmins and developers; the first three steps for everybody.',
  minutes: 20,
  after: ['local-or-relay'],
  summary:
    'A receiver says “not now”. Learn to wait as a mail server does, and why a script that cannot wait loses mail.',
  steps: [
    {
      id: 'first-contact',
      text: 'Send to **ann@globex.example** through your own server, **mail.acme.example**, and find the letter in its queue.',
      done: 'mx.globex.example put the first contact off: 451 4.7.1. The letter waits at mail.acme.example.',
      hints: [
        'Send with swaks. Then look into the tab Queues, or log in there and ask for the queue.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example`, then `ssh mail.acme.example` and `mailq`.',
      ],
      reached: (world) => through(world, acme).some((message) => foundWaiting(world, message)),
      instead: (world) => {
        if (through(world, acme).some((message) => putOff(message, acme).length > 0)) {
          return 'The letter waits at mail.acme.example. See what its queue says about it.';
        }
        if (through(world, acme).some((message) => relayed(message, acme, ann, globex))) {
          return 'That passed at once: Globex has seen these three before. Write to carol@globex.example.';
        }
        return giveUps(world).length > 0 ? 'You called Globex yourself; let mail.acme.example do it.' : undefined;
      },
    },
    {
      id: 'too-eager',
      text: 'Insist: let **mail.acme.example** try again at once, before the five minutes are over.',
      done: 'Trying again too early changes nothing: 451 once more.',
      hints: ['The whole queue can be told to try now.', 'On mail.acme.example type `postqueue -f`.'],
      reached: (world) => through(world, acme).some(wasPushed),
      instead: (world) => {
        const isOver = through(world, acme).some((message) => passed(message, acme) && !wasPushed(message));
        return isOver
          ? 'That letter had waited long enough, and passed. Write to carol@globex.example, and insist at once.'
          : undefined;
      },
    },
    {
      id: 'patience',
      text: 'Now wait: put the clock forward until the letter for **ann@globex.example** has passed. Then send her a second one, same sender, through **mail.acme.example**.',
      done: 'The first letter passed after its wait, and the second one at once.',
      hints: [
        'In the tab Queues the clock can be put forward. The next try comes later each time, so give it a quarter of an hour.',
        'In Queues press +5 min three times, then type `swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example`.',
      ],
      reached: passedAtOnce,
      instead: (world) => {
        if (!patient(world)) return undefined;
        const last = through(world, acme).at(-1);
        const isStranger = last !== undefined && putOff(last, acme).length > 0 && !passed(last, acme);
        return isStranger
          ? 'The last letter has another sender or recipient, so it is a first contact again, and waits.'
          : 'The letter has passed. Now a second one, with the same sender and recipient.';
      },
    },
    {
      id: 'no-queue',
      text: 'A script without a queue: call **mx.globex.example** directly, from **script@acme.example** to **ann@globex.example**. Then hand the same to **mail.acme.example**, and see it arrive.',
      done: 'The script’s own call was put off and forgotten; mail.acme.example kept the letter and delivered it.',
      hints: [
        'Two swaks lines that differ only in the server. The second one may have to wait.',
        'Type `swaks --server mx.globex.example --from script@acme.example --to ann@globex.example`, then the same with `--server mail.acme.example`, and in Queues press +5 min until it has arrived.',
      ],
      reached: (world) =>
        giveUps(world).some(({ exchanges }) => saidFrom(exchanges, script)) &&
        through(world, acme).some((message) => sameAddress(sender(message), script) && delivered(message, globex, ann)),
      instead: (world) => {
        const isLost = giveUps(world).some(({ exchanges }) => saidFrom(exchanges, script));
        const isKept = through(world, acme).some((message) => sameAddress(sender(message), script));
        if (isLost && isKept)
          return 'mail.acme.example has the letter and keeps trying. Give it time, in the tab Queues.';
        if (isLost) return 'Put off, and nobody will try again: swaks has no queue. Now hand it to mail.acme.example.';
        return isKept
          ? 'That went through a queue. Now the way without one: straight to mx.globex.example.'
          : undefined;
      },
    },
    {
      id: 'many-addresses',
      text: 'Postly is a service that sends from several addresses. Log in to **smtp.postly.example**, port **587**, as **acme-prod** with the password **blue-Kettle-7**, send to **ann@globex.example**, and let time pass until it has tried twice.',
      done: 'Each try came from another address, and each was a first contact.',
      hints: [
        'Send, put the clock forward in Queues, and look in Wire from which address each try came.',
        'Type `swaks --server smtp.postly.example --port 587 --tls --auth-user acme-prod --auth-password blue-Kettle-7 --from kim@acme.example --to ann@globex.example`, then in Queues press +5 min until it has been tried twice.',
      ],
      reached: (world) =>
        through(world, postly).some(
          (message) => putOff(message, postly).length >= 2 && new Set(triedFrom(world, message, postly)).size >= 2,
        ),
      instead: (world) => {
        const last = through(world, postly).at(-1);
        if (!last) return undefined;
        const tries = putOff(last, postly).length;
        if (tries === 1 && !passed(last, postly))
          return 'It has been tried once. Put the clock forward, in the tab Queues.';
        if (!passed(last, postly) || tries >= 2) return undefined;
        return 'It passed, put off only once or not at all: it came from one address, or Globex knew it. Two addresses make two strangers.';
      },
    },
    {
      id: 'one-address',
      text: 'Be Postly’s support: let **smtp.postly.example** send from one address only (`lab_source_addresses = 203.0.113.10`). Prove it with a letter to somebody new, **carol@globex.example**: put off exactly once, then delivered.',
      done: 'From one address a first contact waits once, and passes.',
      hints: [
        'What does the receiver remember? Make Postly look the same each time.',
        "Type `ssh smtp.postly.example`, `postconf -e 'lab_source_addresses = 203.0.113.10'`, `exit`; send as before, to carol@globex.example, and in Queues press +5 min until it has passed.",
      ],
      reached: (world) => {
        const since = reachedAt(world, 'many-addresses') ?? Number.POSITIVE_INFINITY;
        return (
          isPinned(world) &&
          through(world, postly).some(
            (message) =>
              takenAt(message) > since &&
              putOff(message, postly).length === 1 &&
              passed(message, postly) &&
              new Set(triedFrom(world, message, postly)).size === 1,
          )
        );
      },
      instead: (world) => {
        const since = reachedAt(world, 'many-addresses') ?? Number.POSITIVE_INFINITY;
        const last = through(world, postly).findLast((message) => takenAt(message) > since);
        if (!isPinned(world)) return last ? 'Postly still takes turns with its addresses.' : undefined;
        if (!last) return 'One address it is. Now a letter to somebody new.';
        if (!passed(last, postly)) return 'It waits. Put the clock forward, in the tab Queues.';
        return putOff(last, postly).length === 0
          ? 'Globex knew sender and recipient from that network already. Take somebody new: carol@globex.example.'
          : 'That letter was put off more than once: it came from both addresses.';
      },
    },
    {
      id: 'not-so-many',
      text: 'Send one letter to **partners@acme.example** through **mail.acme.example**: it becomes 20 letters for Initech at once, and **mx.initech.example** hangs up with 421. Make Acme’s server call at most three times at once, and send to the partners again: all 20, without a 421.',
      done: '20 letters, never more than three calls at a time: no 421.',
      hints: [
        'Not more tries but fewer calls at a time. Which parameter of mail.acme.example is about concurrency?',
        "On mail.acme.example: `postconf -e 'smtp_destination_concurrency_limit = 2'`. Let the first letters drain (Queues, +1 h), then send to partners@acme.example again.",
      ],
      reached: (world) => {
        const since = limitedAt(world);
        return since !== undefined && hangUps(world) > 0 && reachedAllAtEase(world, since);
      },
      instead: (world) => {
        const since = limitedAt(world);
        if (hangUps(world) === 0) return undefined;
        if (since === undefined) return 'Initech hung up on Acme’s server: 421. It calls too often at a time.';
        if (stillHangsUp(world, since)) return 'Still a 421 after the change: three calls at a time are the most.';
        return 'The limit is right. Now send to the partners again, and see all 20 arrive.';
      },
    },
  ],
  questions: [
    {
      id: 'predict-where',
      kind: 'choice',
      text: 'Globex’s server puts unknown senders off. It looks at the client’s address, the sender and the recipient. To which command will it say “later”?',
      choices: [
        { id: 'mail', label: 'MAIL FROM', feedback: 'There it does not yet know for whom the letter is.' },
        { id: 'rcpt', label: 'RCPT TO' },
        { id: 'data', label: 'DATA', feedback: 'You do not get that far: no recipient has been accepted.' },
      ],
      right: ['rcpt'],
      explanation:
        'At RCPT TO all three are known. The letter itself has not been sent, so the “no” costs next to nothing.',
      provenBy: 'first-contact',
    },
    {
      id: 'blocked',
      kind: 'choice',
      text: '“451 4.7.1 Greylisted, try again in 300 seconds.” Is Acme on a blocklist?',
      choices: [
        {
          id: 'yes',
          label: 'Yes, and it must ask to be taken off',
          feedback: 'A blocklist says 554 or 550 and names itself.',
        },
        { id: 'no', label: 'No: this is only a first contact' },
        {
          id: 'half',
          label: 'Partly: it is watched',
          feedback: 'Everybody unknown hears this, the best senders, too.',
        },
      ],
      right: ['no'],
      explanation: 'Greylisting asks one thing: do you come back? Real mail servers do. Much spam software never does.',
    },
    {
      id: 'how-long',
      kind: 'choice',
      text: 'How long should a sender keep trying before it gives a letter back (RFC 5321)?',
      choices: [
        { id: 'hour', label: 'An hour', feedback: 'A server may be down for a night or a weekend.' },
        { id: 'days', label: 'Four to five days at least' },
        { id: 'ever', label: 'For ever', feedback: 'Then Kim would never learn that her letter does not arrive.' },
      ],
      right: ['days'],
      explanation:
        'The RFC advises at least 30 minutes between tries, and giving up after 4 to 5 days. Postfix begins with 5 minutes, waits longer each time, and gives up after 5 days.',
    },
    {
      id: 'then-five',
      kind: 'choice',
      text: 'After several 451 4.7.1 the server says 550 5.7.1. What does the queue do?',
      choices: [
        { id: 'on', label: 'It tries on', feedback: 'The first digit has changed: 5 means for good.' },
        { id: 'stop', label: 'It stops, and tells the sender' },
        {
          id: 'other',
          label: 'It tries from another address',
          feedback: 'That is what spammers do, and policy is not changed by it.',
        },
      ],
      right: ['stop'],
      explanation: '4 means “not now”, 5 means “no”. What counts is the last answer.',
    },
  ],
  coach: [
    {
      id: 'deferred-is-not-failed',
      say: 'Deferred is not failed: your first letter still waits in the queue of mail.acme.example, and will be tried again.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === acme &&
        reachedAt(world, 'too-eager') === undefined &&
        through(world, acme).some((message) => message.id !== event.message && putOff(message, acme).length > 0),
    },
    {
      id: 'a-new-stranger',
      say: 'Another sender is another stranger: Globex remembers network, sender and recipient together.',
      notices: (event, world) =>
        event.type === 'message.deferred' &&
        event.host === acme &&
        event.status === '4.7.1' &&
        event.attempts === 1 &&
        reachedAt(world, 'too-eager') !== undefined &&
        reachedAt(world, 'patience') === undefined,
    },
    {
      id: 'what-spammers-do',
      say: 'Calling again and again is what spammers do, and it changes nothing. Let a server with a queue do the waiting.',
      notices: (event, world) =>
        event.type === 'smtp.reply' &&
        event.host === globex &&
        event.because.reason === 'greylisted' &&
        world.connections.byId[event.connection]?.driver === 'learner' &&
        refusedWith(world, { by: globex, verb: 'RCPT', code: 451 }) &&
        giveUps(world).length >= 2,
    },
    {
      id: 'what-is-remembered',
      say: 'Waiting longer does not help: from each address Postly is a stranger. What does the receiver remember?',
      notices: (event, world) =>
        event.type === 'message.deferred' &&
        event.host === postly &&
        event.attempts === 2 &&
        reachedAt(world, 'many-addresses') !== undefined &&
        !isPinned(world),
    },
    {
      id: 'more-tries',
      say: 'Trying more often only makes more 421s. Fewer calls at a time: smtp_destination_concurrency_limit.',
      notices: (event) =>
        event.type === 'config.changed' &&
        event.by === 'learner' &&
        event.host === acme &&
        ['minimal_backoff_time', 'maximal_backoff_time'].includes(event.parameter),
    },
  ],
});

function saidFrom(exchanges: Connection['exchanges'], address: string): boolean {
  return exchanges.some(
    (said) => said.kind === 'command' && said.line.toLowerCase().startsWith(`mail from:<${address}>`),
  );
}
