import { classified } from '#protocol/bounce-classification.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { Hop, Message } from '#protocol/projections/messages.ts';
import { type LetterState, letterKey } from '#protocol/projections/readers.ts';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import { answeredRightly, isOpen, learnerMessages, reachedAt, serviceEvents, views } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';
import { rawAnswers } from '../../reference/raw-answers.ts';

const service = 'postly';
const submission = 'smtp.postly.example';
const tracker = 'track.postly.example';
const [ann, dave, zoe] = ['ann@globex.example', 'dave@globex.example', 'zoe@freemail.example'];
const [omar, leo, ghost] = ['omar@initech.example', 'leo@freemail.example', 'ghost@initech.example'];

type EventName = ServiceEvent['event'];

/** What Postly has noted about somebody's copies, oldest first. */
function noted(world: World, recipient: string, event: EventName): ServiceEvent[] {
  return serviceEvents(world, { service, recipient, event });
}

/** What the reader, and machines for him, did with a letter: the truth. */
function truth({ readers }: World, mailbox: string, message: string): LetterState {
  return readers.byLetter[letterKey(mailbox, message)] ?? { inspected: {}, clicked: [] };
}

/** The learner's letters that went in at Postly. */
function throughPostly(world: World): Message[] {
  return learnerMessages(world).filter(({ hops }) => hops[0]?.host === submission);
}

/** The letter of this message in a mailbox, as it arrived. */
function arrived(world: World, mailbox: string, message: string): string {
  return world.mailboxes.byAddress[mailbox]?.find((stored) => stored.message === message)?.raw ?? '';
}

/** Links by way of the tracker and its picture are in what arrived; neither was in what was handed in. */
function isMarked(world: World, { id, hops }: Message): boolean {
  const raw = arrived(world, ann, id);
  return (
    [`//${tracker}/c/`, `//${tracker}/o/`].every((mark) => raw.includes(mark)) &&
    !hops[0]?.raw.includes(`//${tracker}/`)
  );
}

/** The three lies of the event stream, each seen with a letter of the learner's. */
function lies(world: World): Record<'dave' | 'zoe' | 'omar', boolean> {
  const letters = throughPostly(world).map(({ id }) => id);
  const tells = (recipient: string, event: EventName, id: string) =>
    noted(world, recipient, event).some(({ message }) => message === id);
  return {
    dave: letters.some((id) => truth(world, dave, id).read && !tells(dave, 'opened', id)),
    zoe: letters.some((id) => !truth(world, zoe, id).read && tells(zoe, 'opened', id)),
    omar: letters.some((id) => truth(world, omar, id).clicked.length === 0 && tells(omar, 'clicked', id)),
  };
}

function missingLies(world: World): string[] {
  const seen = lies(world);
  return (['dave', 'zoe', 'omar'] as const).filter((name) => !seen[name]);
}

/** Where a provider took the learner's letters after a step, oldest first. */
function arrivals(world: World, step: string): Hop[] {
  const since = reachedAt(world, step) ?? Number.POSITIVE_INFINITY;
  return throughPostly(world)
    .flatMap(({ hops }) => hops.filter(({ host, seq }) => host.startsWith('mx.') && seq > since))
    .sort((one, other) => one.seq - other.seq);
}

function acmesSeal({ authentication }: Hop) {
  return authentication?.dkim.find(({ domain }) => domain === 'acme.example');
}

function isBroken(hop: Hop): boolean {
  const seal = acmesSeal(hop);
  return seal?.result === 'fail' && seal.bodyHashMatches === false;
}

/** `seq` of the notice that took a delivery to the ghost back. */
function takenBack(world: World): number | undefined {
  const delivered = noted(world, ghost, 'delivered').map(({ message }) => message);
  return noted(world, ghost, 'bounced').find(({ by, message }) => by === 'report' && delivered.includes(message))?.seq;
}

function lookedAtConsole(world: World, since: number): boolean {
  return views(world, { view: 'service', host: submission }).some(({ seq }) => seq > since);
}

export default defineLesson({
  title: 'What the numbers really mean',
  audience: 'Marketers, sysadmins.',
  minutes: 22,
  after: ['relay-service'],
  elsewhere: ['news@acme.example', 'ghost@initech.example'],
  summary:
    'See what a relay service does to a letter to measure it, who is counted that never read it, and how raw answers become one word.',
  steps: [
    {
      id: 'marks',
      text: 'Send the HTML letter above through **smtp.postly.example** to **ann@globex.example** and the four others. Then open what Ann got, in **Mailboxes**, and look at its tab **Source** or **Compare**: find what Postly changed.',
      done: 'Ann’s letter leads by way of track.postly.example, and has a picture that you did not send.',
      hints: [
        'What Ann sees looks untouched. Look at the letter’s source instead, and compare it with what you sent.',
        'Click the swaks line. In Mailboxes choose ann@globex.example and the tab Compare, which begins with what you handed in (“as it came to smtp.postly.example”): links lead to track.postly.example/c/…, and a picture track.postly.example/o/… stands at the end.',
      ],
      reached: (world) =>
        throughPostly(world).some(
          (message) =>
            isMarked(world, message) &&
            (['source', 'compare'] as const).some(
              (view) => views(world, { view, mailbox: ann, message: message.id }).length > 0,
            ),
        ),
      instead: (world) => {
        const letters = throughPostly(world);
        if (letters.some((message) => isMarked(world, message))) {
          return views(world, { view: 'message', mailbox: ann }).length > 0
            ? 'You have seen the letter as Ann sees it. What changed is not to be seen there: open Source, or Compare.'
            : 'Ann has the letter. Open it in Mailboxes, and there Source, or Compare.';
        }
        const newest = letters.at(-1);
        if (newest && arrived(world, ann, newest.id) !== '') {
          return 'Ann’s letter came without marks. Only HTML letters have room for a picture and links.';
        }
        return learnerMessages(world).some(({ hops }) => hops[0]?.host !== submission)
          ? 'That letter did not go in at smtp.postly.example, so nobody has marked it.'
          : undefined;
      },
    },
    {
      id: 'open-and-click',
      text: 'Be Ann. In her letter, tab **Message**, press **Show pictures**, and then follow the link. Postly must note an open and a click.',
      done: 'Ann’s mail program asked for the picture, then for the link: opened, clicked.',
      hints: [
        'An open is the request for a picture. So first the pictures, then the link.',
        'In Mailboxes open Ann’s letter. Above its text press “Show pictures”, then “Follow” beside the link.',
      ],
      reached: (world) =>
        throughPostly(world).some(({ id }) => {
          const { read, clicked } = truth(world, ann, id);
          const opened = noted(world, ann, 'opened').find(({ message }) => message === id);
          const followed = noted(world, ann, 'clicked').findLast(({ message }) => message === id);
          return read && clicked.length > 0 && opened && followed && opened.seq < followed.seq;
        }),
      instead: (world) => {
        const [opened, clicked] = [noted(world, ann, 'opened').length, noted(world, ann, 'clicked').length];
        if (opened > 0) return 'Postly has noted the open. Now follow the link in Ann’s letter.';
        return clicked > 0
          ? 'A click without an open: the pictures were not shown. Show them, then follow the link again.'
          : undefined;
      },
    },
    {
      id: 'three-lies',
      text: 'Let two hours pass. Then compare what Postly has noted about Ann, **dave@globex.example**, **zoe@freemail.example** and **omar@initech.example** (tab **Service**) with what these people did (their letters in **Mailboxes**), and answer the question.',
      done: 'Dave read unseen, a proxy “opened” Zoe’s letter, a scanner “clicked” in Omar’s.',
      hints: [
        'Compare times and agents in the event stream with what stands above each letter’s text: who asked, and when?',
        'In Queues press +1 h twice. Dave reads text only; Freemail’s proxy fetches Zoe’s pictures at delivery; Initech’s scanner follows Omar’s link within two seconds.',
      ],
      reached: (world) => missingLies(world).length === 0 && answeredRightly(world, 'who-was-there'),
      instead: (world) => {
        const missing = missingLies(world);
        if (!answeredRightly(world, 'who-was-there')) return undefined;
        if (truth(world, zoe, throughPostly(world)[0]?.id ?? '').read && missing.includes('zoe')) {
          return 'You have opened Zoe’s letter yourself. Send another one, and leave hers to the proxy.';
        }
        return `Rightly answered, but not seen yet here: ${missing.join(', ')}. Send them the letter, and let time pass.`;
      },
    },
    {
      id: 'seal',
      text: 'At **smtp.postly.example** set **lab_track_order** to **after-sign**, send to Ann again and see her provider find a broken seal. Then set it back to **before-sign**, send, and see the seal hold.',
      done: 'Marked after signing: the body hash is wrong. Marked before: DKIM pass.',
      hints: [
        'The seal covers the body. What happens to it when somebody writes into the body afterwards?',
        'Type `ssh smtp.postly.example postconf -e lab_track_order=after-sign`, send, look at Authentication of Ann’s letter; then the same with before-sign.',
      ],
      reached: (world) => {
        const hops = arrivals(world, 'three-lies');
        const broken = hops.find(isBroken);
        return broken !== undefined && hops.some((hop) => hop.seq > broken.seq && acmesSeal(hop)?.result === 'pass');
      },
      instead: (world) => {
        const newest = arrivals(world, 'three-lies').at(-1);
        if (!newest) return undefined;
        if (isBroken(newest)) {
          return 'The seal of acme.example is broken: the body hash differs. Set lab_track_order back, and send once more.';
        }
        return acmesSeal(newest)?.result === 'pass'
          ? 'That seal holds. This step wants to see one break first: lab_track_order = after-sign.'
          : 'That letter has no usable seal of acme.example. Is p1._domainkey.acme.example still in the DNS as it was?';
      },
    },
    {
      id: 'normalise',
      text: 'Give each of the eight raw answers below its class.',
      done: 'Eight answers, four words: bad address, not now, about us, unclear.',
      hints: [
        'First the digit: now or for good. Then the enhanced code, then the words: address, mailbox, or us?',
        '5.1.1 and “doesn’t have an account” are bad addresses; out of storage and greylisted mean not now; whatever begins with 5.7, and complaints, is about you; “mailbox unavailable” alone says nothing.',
      ],
      reached: (world) => answeredRightly(world, 'raw-answers'),
      instead: (world) => {
        const given = world.progress.answers['raw-answers']?.choices;
        const right = given?.filter((pair) => rightClasses.includes(pair)).length;
        return given && `${right} of 8 are right.`;
      },
    },
    {
      id: 'late-notice',
      text: 'Send the letter to **ghost@initech.example** through Postly, and look at the numbers in the tab **Service**. Let an hour pass, look again, and answer the question.',
      done: 'Delivered for some minutes, then bounced: the notice took the delivery back.',
      hints: [
        'Initech says 250 to everybody and thinks later. Look before and after.',
        'Send with swaks to ghost@initech.example, open the tab Service, press +1 h in Queues, and open Service again: delivered is one less, bounced one more.',
      ],
      reached: (world) => {
        const at = takenBack(world);
        return at !== undefined && lookedAtConsole(world, at) && answeredRightly(world, 'last-word');
      },
      instead: (world) => {
        const at = takenBack(world);
        if (at !== undefined) {
          return lookedAtConsole(world, at)
            ? 'You have seen the notice come. Now answer the question.'
            : 'The notice has come. Open the tab Service again: what do the numbers say now?';
        }
        return noted(world, ghost, 'delivered').length > 0
          ? 'Postly counts the letter to the ghost as delivered. Initech’s notice is still on its way.'
          : undefined;
      },
    },
    {
      id: 'complaint',
      text: 'Be **leo@freemail.example**: open his letter and press **Spam**. Let ten minutes pass: Freemail reports it to Postly. Then send the newsletter again, to Ann and to Leo, through Postly. Leo must get nothing.',
      done: 'Leo complained, Postly heard of it, and the next letter for him was not sent.',
      hints: [
        'Freemail tells Postly about complaints. Press the button, let ten minutes pass, then run the campaign again.',
        'In Mailboxes open Leo’s letter and press “Spam”. In Queues press +1 h. Then send with swaks to ann@globex.example,leo@freemail.example: Postly notes “suppressed” for Leo.',
      ],
      reached: (world) => {
        const complained = noted(world, leo, 'complained')[0]?.seq;
        return complained !== undefined && noted(world, leo, 'suppressed').some(({ seq }) => seq > complained);
      },
      instead: (world) => {
        const complaint = noted(world, leo, 'complained')[0];
        const wasPressed = throughPostly(world).some(({ id }) => truth(world, leo, id).reported);
        if (!complaint && wasPressed) {
          return 'Leo has pressed “Spam”. Freemail’s report to Postly is on its way: let some minutes pass.';
        }
        if (complaint) return 'Postly has heard Leo’s complaint. Now send the newsletter again, Leo among the readers.';
        const others = throughPostly(world).some(({ id }) =>
          [ann, dave, zoe, omar].some((mailbox) => truth(world, mailbox, id).reported),
        );
        if (others) return 'Somebody pressed “Spam”, but it was not Leo. Open a letter of leo@freemail.example.';
        const letters = noted(world, leo, 'delivered').filter(
          ({ seq }) => seq > (reachedAt(world, 'late-notice') ?? Number.POSITIVE_INFINITY),
        );
        return letters.length > 0 ? 'Leo has got another letter: he has not pressed “Spam” yet.' : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'who-tells',
      kind: 'choice',
      text: 'Ann will open the letter. How does Postly hear of it?',
      choices: [
        {
          id: 'smtp',
          label: 'mx.globex.example says so, with an SMTP reply code',
          feedback: 'SMTP ended with the 250 after the dot. No reply code knows of a reader.',
        },
        {
          id: 'receipt',
          label: 'Her mail program sends a receipt to news@acme.example',
          feedback: 'That would be an MDN, which the sender must ask for and the reader may refuse. Nobody asked here.',
        },
        { id: 'picture', label: 'Her mail program fetches a picture from Postly’s web server' },
      ],
      right: ['picture'],
      explanation: 'An open is a web request for a picture whose address belongs to one copy of one letter.',
      provenBy: 'open-and-click',
    },
    {
      id: 'who-was-there',
      kind: 'match',
      text: 'What do Postly’s events tell about each of the four, beside what happened?',
      choices: [
        { id: 'counted', label: 'Counted as it was' },
        { id: 'unseen', label: 'Read, no open noted' },
        { id: 'machine-open', label: 'Open noted, nobody read' },
        { id: 'machine-click', label: 'Click noted, nobody clicked' },
      ],
      items: [
        { id: 'ann', label: 'ann@globex.example', feedback: 'You were Ann: you opened it, and you clicked.' },
        {
          id: 'dave',
          label: 'dave@globex.example',
          feedback:
            'Look at Dave’s letter, under “What happened here”: he read its text. Text has no pictures, so nothing was fetched.',
        },
        {
          id: 'zoe',
          label: 'zoe@freemail.example',
          feedback: 'The open came seconds after delivery, from FreemailImageProxy. Zoe has not been there at all.',
        },
        {
          id: 'omar',
          label: 'omar@initech.example',
          feedback: 'The click came within two seconds, from InitechSafeLinks. No human is that fast.',
        },
      ],
      right: ['ann=counted', 'dave=unseen', 'zoe=machine-open', 'omar=machine-click'],
      explanation: 'Opens miss readers and invent others; clicks count scanners. Both are estimates.',
    },
    {
      id: 'sign-first',
      kind: 'choice',
      text: 'Postly will sign first, and put its links and picture in afterwards. What will Globex find?',
      choices: [
        {
          id: 'holds',
          label: 'The seal holds: Postly itself made the change',
          feedback: 'The seal does not ask who changed the body, only whether it is the same.',
        },
        { id: 'body', label: 'The seal is broken: the body is another one' },
        {
          id: 'no-key',
          label: 'No key in the DNS',
          feedback: 'The key has not moved. Only the order of two things at Postly has.',
        },
      ],
      right: ['body'],
      explanation:
        'Whoever changes a letter signs afterwards. DMARC still passed here by SPF alone: one leg, where bulk rules want two.',
      provenBy: 'seal',
    },
    {
      id: 'raw-answers',
      kind: 'match',
      text: 'Which class has each answer? `hard`: stop writing to this address. `soft`: wait, nothing is wrong with you or the address. `block`: mend your sending, keep the address; the queue may try again, or not. `unclear`: count, and stop when it happens again and again.',
      choices: [
        { id: 'hard', label: 'hard: bad address' },
        { id: 'soft', label: 'soft: not now' },
        { id: 'block', label: 'block: about us' },
        { id: 'unclear', label: 'unclear' },
      ],
      items: rawAnswers.map(({ id, words, feedback }) => ({ id, label: `\`${words}\``, feedback })),
      right: rawAnswers.map(({ id, words }) => `${id}=${classified(words).class}`),
      explanation: 'A 5 in front is not “bad address”: three of these five mean you, or nothing certain.',
    },
    {
      id: 'last-word',
      kind: 'choice',
      text: 'Postly first said delivered, then a notice came. How must a report count this letter?',
      choices: [
        {
          id: 'both',
          label: 'As delivered and as bounced',
          feedback: 'Then more came of the letters than were sent. The last word counts.',
        },
        { id: 'moves', label: 'As bounced only: one less delivered, one more bounced' },
        {
          id: 'delivered',
          label: 'As delivered: 250 is 250',
          feedback: 'It was, until the notice came. Nobody has that letter.',
        },
      ],
      right: ['moves'],
      explanation: 'Each copy has one fate. A report of yesterday can be right then, and wrong today.',
    },
    {
      id: 'rates',
      kind: 'choice',
      text: 'Sent 60, delivered 51, opened 30, clicked 6. Delivery rate and click rate?',
      choices: [
        {
          id: 'of-sent',
          label: '85 % and 10 %',
          feedback: '6 of 60 mixes in the nine that nobody could have clicked. Divide by delivered.',
        },
        { id: 'of-delivered', label: '85 % and 11.8 %' },
        {
          id: 'of-opened',
          label: '85 % and 20 %',
          feedback: '6 of 30 is click-to-open: its denominator has proxies in it.',
        },
      ],
      right: ['of-delivered'],
      explanation: '51 of 60 delivered; 6 of the 51 clicked. A rate without its denominator says nothing.',
    },
  ],
  coach: [
    {
      id: 'not-in-smtp',
      say: 'You will find no open on port 25: it is a web request, to track.postly.example. Look for HTTPS, port 443, on the wire.',
      notices: (event, world) =>
        event.type === 'view.opened' &&
        (event.view === 'queue' || event.view === 'overheard') &&
        !isOpen(world, 'marks') &&
        isOpen(world, 'open-and-click'),
    },
    {
      id: 'zoe-loves-us',
      say: 'Zoe’s open came from FreemailImageProxy, seconds after delivery. What did Zoe do?',
      notices: (event, world) =>
        event.type === 'answer.given' &&
        event.question === 'who-was-there' &&
        event.choices.includes('zoe=counted') &&
        isOpen(world, 'three-lies'),
    },
    {
      id: 'not-the-dns',
      say: 'The key was found, and it fits; the body does not. The cause stands in Postly’s configuration, not in the DNS.',
      notices: (event, world) =>
        event.type === 'zone.changed' &&
        event.by === 'learner' &&
        arrivals(world, 'three-lies').some(isBroken) &&
        isOpen(world, 'seal'),
    },
    {
      id: 'five-is-not-dead',
      say: 'A 5 means “not this letter, not like that”. 5.7 is about you: whoever suppresses these loses readers who are there.',
      notices: (event) =>
        event.type === 'answer.given' &&
        event.question === 'raw-answers' &&
        event.choices.some((pair) => pair === 'r7=hard' || pair === 'r8=hard'),
    },
    {
      id: 'one-fate',
      say: 'Delivered and bounced together would be more letters than you sent: one copy, one fate.',
      notices: (event) =>
        event.type === 'answer.given' && event.question === 'last-word' && event.choices.includes('both'),
    },
    {
      id: 'around-the-list',
      say: 'That letter went around Postly and its list, so nothing kept it from Leo. He has complained: stop writing to him.',
      notices: (event, world) =>
        event.type === 'message.delivered' &&
        event.mailbox === 'leo@freemail.example' &&
        noted(world, leo, 'complained').length > 0 &&
        world.messages.byId[event.message]?.hops[0]?.host !== submission,
    },
  ],
});

const rightClasses: readonly string[] = rawAnswers.map(({ id, words }) => `${id}=${classified(words).class}`);
