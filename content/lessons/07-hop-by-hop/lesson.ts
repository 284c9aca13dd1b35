import { headerSection } from '#protocol/header-section.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { Message } from '#protocol/projections/messages.ts';
import {
  accepted,
  answeredRightly,
  delivered,
  learnerMessages,
  outcomes,
  reachedAt,
  sameAddress,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const entrance = 'mail.acme.example';
const edge = 'mx.globex.example';
const store = 'store.globex.example';
const ann = 'ann@globex.example';
/** In the order in which a message meets them. */
const stations = [entrance, 'gw.acme.example', edge, store];

function metAllStations(message: Message): boolean {
  return stations.every((host) => accepted(message, host, ann)) && delivered(message, store, ann);
}

/** The learner looked at the way of a message that had met all four. */
function sawAllStations(world: World): boolean {
  const complete = learnerMessages(world).filter(metAllStations);
  return views(world, { mailbox: ann }).some(
    ({ view, message }) => (view === 'hops' || view === 'source') && complete.some(({ id }) => id === message),
  );
}

/** A letter that lay there before. The mailbox names them so. */
function isPrepared(world: World, message: string | undefined, name: string): boolean {
  return (world.mailboxes.byAddress[ann] ?? []).some(
    ({ id, message: sent, raw }) => id === message && sent === undefined && raw.includes(`Subject: ${name}`),
  );
}

/** The learner looked at the stamps of late.eml. */
function sawLate(world: World): boolean {
  return views(world, { mailbox: ann }).some(
    ({ view, message }) => (view === 'hops' || view === 'source') && isPrepared(world, message, 'late.eml'),
  );
}

/** Ann got a message that began its way at Globex. */
function skippedEntrance(message: Message): boolean {
  return accepted(message, edge, ann) && !accepted(message, entrance);
}

/** A message that had to wait at mx.globex, and still does. */
function isWaiting(message: Message): boolean {
  return deferredAt(message) !== undefined && !delivered(message, store, ann);
}

/** When mx.globex first had to keep a message because the store did not answer, as `seq`; undefined if it never had. */
function deferredAt(message: Message): number | undefined {
  return outcomes(message, { kind: 'deferred', host: edge, recipient: ann }).find(({ status }) => status === '4.4.1')
    ?.seq;
}

/** mx.globex took it for Ann, and nobody after it. */
function isHeldByEdge(message: Message): boolean {
  return accepted(message, edge, ann) && !delivered(message, store, ann);
}

/** The learner asked mx.globex for its queue while a message had to wait there. */
function foundWaiting(world: World): boolean {
  const asked = views(world, { view: 'queue', host: edge });
  return learnerMessages(world).some((message) => {
    const since = deferredAt(message);
    return since !== undefined && asked.some(({ seq }) => seq > since);
  });
}

/** It came in with a Received line already in its header: below those of our servers stands one more. */
function hasForeignStamp({ hops }: Message): boolean {
  const header = headerSection(hops.at(-1)?.raw ?? '');
  return (header.match(/^received:/gim)?.length ?? 0) > hops.length;
}

export default defineLesson({
  title: 'Follow one message',
  audience: 'Sysadmins, students.',
  minutes: 16,
  after: ['local-or-relay'],
  summary: 'Read the stamps of a message, say who holds it at any moment, find a delay, and see through forged stamps.',
  steps: [
    {
      id: 'send',
      text: 'Hand a message for **ann@globex.example** to your own server, **mail.acme.example**, and watch it pass **gw.acme.example**, **mx.globex.example** and **store.globex.example**.',
      done: 'Your message met four servers, and each took responsibility in turn.',
      hints: [
        'Hand it to mail.acme.example, port 587 or 25. The rest happens by itself.',
        'Type `swaks --server mail.acme.example --port 587 --from kim@acme.example --to ann@globex.example --h-Subject hops`.',
      ],
      reached: (world) => learnerMessages(world).some(metAllStations),
      instead: (world) => {
        const last = learnerMessages(world).at(-1);
        if (last && skippedEntrance(last))
          return 'That one began at mx.globex.example; this step wants mail.acme.example.';
        const recipients = last?.hops[0]?.envelope.recipients ?? [];
        return last && !recipients.some((recipient) => sameAddress(recipient, ann))
          ? `That one was for ${recipients.join(' and ')}; this step wants one for Ann.`
          : undefined;
      },
    },
    {
      id: 'order',
      text: 'Open that message in Ann’s mailbox (**ann@globex.example**), tab **Hops**, and put the stations into travelling order below.',
      done: 'You read the stamps from the bottom up.',
      hints: ['The newest stamp is on top: start at the bottom.', 'mail.acme, gw.acme, mx.globex, store.globex.'],
      reached: (world) => sawAllStations(world) && answeredRightly(world, 'hop-order'),
      instead: (world) => {
        if (sawAllStations(world)) return undefined;
        const looked = views(world, { view: 'hops', mailbox: ann }).length > 0;
        if (looked)
          return 'That letter came another way, or before you; open the one that you sent by mail.acme.example.';
        return answeredRightly(world, 'hop-order')
          ? 'The order is right, but not seen yet: the hops of your message in Ann’s mailbox.'
          : undefined;
      },
    },
    {
      id: 'who-holds-it',
      text: 'Switch **store.globex.example** off (click it on the map), send to **ann@globex.example** again, and look into the queue of the server that holds the message now.',
      done: 'It waits in the queue of mx.globex.example: the last that said 250.',
      hints: [
        'Who said the last 250? Log in there with `ssh`, and ask with `mailq`. Or choose it in the tab Queues.',
        'Send again, then `ssh mx.globex.example` and, after a few seconds, `mailq`.',
      ],
      reached: foundWaiting,
      instead: (world) => {
        if (world.hosts.byName[store]?.up !== false) return undefined;
        const held = learnerMessages(world).filter(isHeldByEdge);
        if (held.length === 0) return 'store.globex.example is off. Now send, so that something has to wait.';
        const last = views(world, { view: 'queue' }).at(-1);
        const isElsewhere = last?.host !== edge && (last?.seq ?? 0) > (held[0]?.hops[0]?.seq ?? 0);
        return isElsewhere ? `${last?.host} holds nothing: the server after it said 250.` : undefined;
      },
    },
    {
      id: 'push',
      text: 'Switch **store.globex.example** on again, and let the server that holds the message try now.',
      done: 'The store is back, and the waiting message was delivered.',
      hints: [
        'It would be tried again by itself, in some minutes. The server that holds it can also be told to try now.',
        'Switch the store on, then on mx.globex.example: `postqueue -f`.',
      ],
      reached: (world) =>
        learnerMessages(world).some((message) => deferredAt(message) !== undefined && delivered(message, store, ann)),
      instead: (world) =>
        world.hosts.byName[store]?.up && learnerMessages(world).some(isWaiting)
          ? 'The store is back, and the message waits for its next try all the same.'
          : undefined,
    },
    {
      id: 'late',
      text: 'Open **late.eml**, the oldest letter in Ann’s mailbox (**ann@globex.example**), look at its **Hops** and answer below: which handover took 42 minutes?',
      done: 'Between gw.acme and mx.globex it stood still for 42 minutes.',
      hints: [
        'Subtract the times of neighbouring stamps, and mind the time zones.',
        'From gw.acme to mx.globex: 10:02 to 10:44, both +0000.',
      ],
      reached: (world) => sawLate(world) && answeredRightly(world, 'late-hop'),
      instead: (world) => {
        if (sawLate(world)) return undefined;
        if (answeredRightly(world, 'late-hop')) return 'Right, but not seen yet: the hops of late.eml.';
        const since = reachedAt(world, 'push') ?? Number.POSITIVE_INFINITY;
        return views(world, { view: 'hops', mailbox: ann }).some(({ seq }) => seq > since)
          ? 'That is another letter; late.eml is the lowest in the list, the oldest of all.'
          : undefined;
      },
    },
    {
      id: 'forge',
      text: 'Forge a stamp: send **ann@globex.example** a message, through **mail.acme.example**, that already has a `Received:` line of your own, and see where it lands.',
      done: 'Your stamp landed at the bottom: real servers write theirs above it.',
      hints: [
        'Put a Received: line into the header, before the subject. By hand after DATA, or with swaks --add-header.',
        "Type `swaks --server mail.acme.example --to ann@globex.example --add-header 'Received: from bank.example by trusted.bank.example; Mon, 5 Jan 2026 08:00:00 +0000'`.",
      ],
      reached: (world) => learnerMessages(world).some((message) => metAllStations(message) && hasForeignStamp(message)),
      instead: (world) =>
        learnerMessages(world).some((message) => skippedEntrance(message) && hasForeignStamp(message))
          ? 'Your stamp is in it, but you handed it to mx.globex.example; this step wants mail.acme.example.'
          : undefined,
    },
  ],
  questions: [
    {
      id: 'hop-order',
      kind: 'order',
      text: 'In which order did the message meet these servers?',
      choices: [
        { id: 'store', label: 'store.globex.example' },
        { id: 'mx', label: 'mx.globex.example' },
        { id: 'gw', label: 'gw.acme.example' },
        { id: 'mail', label: 'mail.acme.example' },
      ],
      right: ['mail', 'gw', 'mx', 'store'],
      explanation: 'Each server writes its stamp above the others, so the oldest stands at the bottom.',
    },
    {
      id: 'who-must-care',
      kind: 'choice',
      text: 'You will switch store.globex off and send again. In whose queue will the message wait?',
      choices: [
        {
          id: 'mail',
          label: 'mail.acme.example',
          feedback: 'It handed the message on and got a 250 for it: it is done.',
        },
        { id: 'gw', label: 'gw.acme.example', feedback: 'It handed the message on and got a 250 for it: it is done.' },
        { id: 'mx', label: 'mx.globex.example' },
      ],
      right: ['mx'],
      explanation: 'mx.globex: responsibility moves with each 250 after the dot, and it was the last that said it.',
      provenBy: 'who-holds-it',
    },
    {
      id: 'late-hop',
      kind: 'choice',
      text: 'late.eml: which handover took 42 minutes?',
      choices: [
        {
          id: 'laptop-mail',
          label: 'laptop → mail.acme',
          feedback: 'One second before: look at the letter’s own Date.',
        },
        { id: 'mail-gw', label: 'mail.acme → gw.acme', feedback: '10:02:10 to 10:02:12: two seconds.' },
        { id: 'gw-mx', label: 'gw.acme → mx.globex' },
        {
          id: 'mx-store',
          label: 'mx.globex → store.globex',
          feedback: '11:44 +0100 is 10:44 +0000: two seconds. Mind the time zone.',
        },
      ],
      right: ['gw-mx'],
      explanation: '10:02:12 to 10:44:29, both in +0000. The message stood in the queue of gw.acme.',
    },
    {
      id: 'skewed-clock',
      kind: 'choice',
      text: 'skew.eml: one handover seems to go back in time. Whose clock is wrong?',
      choices: [
        {
          id: 'gw',
          label: 'gw.acme.example',
          feedback: 'Its time fits those of mail.acme and store.globex.',
        },
        { id: 'mx', label: 'mx.globex.example' },
        {
          id: 'store',
          label: 'store.globex.example',
          feedback: 'Its time fits those of mail.acme and gw.acme. Which one fits none of the others?',
        },
      ],
      right: ['mx'],
      explanation: 'Three clocks agree within seconds; that of mx.globex is seven minutes fast.',
    },
    {
      id: 'what-client-claims',
      kind: 'choice',
      text: 'from mail.bank.example (vps66.bargains.example [203.0.113.66]): which part of this can the client simply invent?',
      choices: [
        { id: 'first-name', label: 'mail.bank.example' },
        {
          id: 'address',
          label: '203.0.113.66',
          feedback: 'To that address the server sent its answers: a client that invents it never hears them.',
        },
        { id: 'all', label: 'All of it', feedback: 'What stands in parentheses the server found out by itself.' },
      ],
      right: ['first-name'],
      explanation: 'The first name is what the client said in EHLO. The address is where the connection came from.',
    },
    {
      id: 'what-can-be-forged',
      kind: 'choice',
      text: 'Look at forged.eml. Which stamp may Ann’s administrator trust?',
      choices: [
        {
          id: 'lowest',
          label: 'The lowest: it shows the true origin',
          feedback: 'That one was typed by the sender, like any other line of the letter.',
        },
        { id: 'own', label: 'Those that Globex’s own servers wrote: the two on top' },
        { id: 'none', label: 'None', feedback: 'Her own servers do not lie to her.' },
      ],
      right: ['own'],
      explanation:
        'Read from the top until the first server you do not trust. mx.globex wrote down the address that really called: 203.0.113.66. A name is claimed, the address in brackets is seen.',
    },
  ],
  coach: [
    {
      id: 'skipped-your-own-server',
      say: 'You gave it to Globex yourself, so it has only two stamps. Hand it to your own server, mail.acme.example, and let it travel.',
      notices: (event) => event.type === 'message.accepted' && event.host === edge && event.upstream === undefined,
    },
    {
      id: 'newest-on-top',
      say: 'The newest stamp is on top. Start at the bottom and go up.',
      notices: (event) => event.type === 'answer.given' && event.question === 'hop-order' && !event.correct,
    },
    {
      id: 'theirs-now',
      say: 'This queue is empty: the next server said 250, so the message is theirs now. Who said the last 250?',
      notices: (event, world) =>
        event.type === 'view.opened' &&
        event.view === 'queue' &&
        event.host !== edge &&
        reachedAt(world, 'who-holds-it') === undefined &&
        learnerMessages(world).some(isHeldByEdge),
    },
    {
      id: 'still-trying',
      say: 'Right server, but it is still trying: that is the * beside the queue id. Look again in a few seconds.',
      notices: (event, world) =>
        event.type === 'view.opened' &&
        event.view === 'queue' &&
        event.host === edge &&
        reachedAt(world, 'who-holds-it') === undefined &&
        learnerMessages(world).some((message) => isHeldByEdge(message) && deferredAt(message) === undefined),
    },
    {
      id: 'still-switched-off',
      say: 'It tries, but store.globex.example is still off. Switch it on first, then flush again.',
      notices: (event, world) =>
        event.type === 'queue.flushed' && event.host === edge && world.hosts.byName[store]?.up === false,
    },
    {
      id: 'flush-where-it-waits',
      say: 'Nothing waits in this queue. Only the server that holds the message can try again: mx.globex.example.',
      notices: (event, world) =>
        event.type === 'queue.flushed' && event.host !== edge && learnerMessages(world).some(isHeldByEdge),
    },
    {
      id: 'clock-differs',
      say: 'Subtract neighbouring times in late.eml, and mind the time zones: 11:44 +0100 and 10:44 +0000 are the same moment.',
      notices: (event) => event.type === 'answer.given' && event.question === 'late-hop' && !event.correct,
    },
    {
      id: 'stamp-in-the-text',
      say: 'Your Received line stands in the text, below the empty line. Put it above, among the headers.',
      notices: (event, world) =>
        event.type === 'message.accepted' &&
        event.host === entrance &&
        event.envelope.recipients.some((recipient) => sameAddress(recipient, ann)) &&
        reachedAt(world, 'forge') === undefined &&
        /^received:/im.test(event.raw.slice(headerSection(event.raw).length)),
    },
  ],
  elsewhere: ['trusted.bank.example'],
});
