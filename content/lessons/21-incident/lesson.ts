import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Message, Outcome } from '#protocol/projections/messages.ts';
import {
  answeredRightly,
  connections,
  decisions,
  delivered,
  isAt,
  isOpen,
  learnerMessages,
  listParameter,
  outcomes,
} from '#protocol/questions.ts';
import { isAllClear, latestRun, monitorOf, probeState, whyNotClear } from '#protocol/selftest.ts';
import { firstWeakening } from '#protocol/weakened.ts';
import type { World } from '#protocol/world.ts';

const web = 'web.acme.example';
const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const freemail = 'mx.freemail.example';
const ann = 'ann@globex.example';
const zoe = 'zoe@freemail.example';
const kim = 'kim@acme.example';

function all({ messages }: World): Message[] {
  return messages.order.flatMap((id) => messages.byId[id] ?? []);
}

/** One letter for each ticket was tried, whatever became of it. */
function untried(world: World): string[] {
  const mine = learnerMessages(world);
  const sentTo = (recipient: string) =>
    decisions(world, { by: acme, recipient, verdict: 'reject' }).length > 0 ||
    mine.some(({ hops: [first] }) => first?.host === acme && first.envelope.recipients.includes(recipient));
  const fromShop = mine.some(({ hops: [first] }) => first?.host === web);
  return [
    ...(fromShop ? [] : ['the shop to Ann']),
    ...(sentTo(ann) ? [] : ['Kim to Ann']),
    ...(sentTo(zoe) ? [] : ['Kim to Zoe']),
  ];
}

const refusers = ['shop-no', 'ann-no', 'zoe-no'];

/** Calls of the shop's server to the company's. */
function shopCalls(world: World): Connection[] {
  return connections(world, { to: acme, driver: 'mta' }).filter(({ from }) => from.host === web);
}

/** The shop has logged in, and its letter was heard to the recipient. */
function shopGotIn(world: World): boolean {
  return shopCalls(world).some(({ user, decisions: heard }) => user !== undefined && heard.length > 0);
}

/** What kept the shop's server out in this call. */
function whyOutside({ to, state, exchanges, logins, user }: Connection): string | undefined {
  if (state === 'refused') return `Nothing listens at mail.acme.example on port ${to.port}.`;
  if (state === 'calling' || state === 'given-up' || state === 'timed-out')
    return `The shop called mail.acme.example on port ${to.port}, and nobody answered: the cloud lets that port out no more. relayhost can name another one.`;
  if (exchanges.length === 0)
    return `On port ${to.port} both sides wait for the other: that port begins with TLS, and the shop’s server does not. On 587 the server speaks first. (This call takes five minutes to give up: put the clock forward.)`;
  if (logins.some(({ ok }) => !ok))
    return 'The shop came as far as the login, and heard 535: its stored password is not the one of today.';
  return user === undefined
    ? `The shop’s server called port ${to.port} without a login; mail.acme.example carries nothing for strangers.`
    : undefined;
}

function isOurOwn(world: World): boolean {
  return listParameter(world, acme, 'mydestination').includes('globex.example');
}

/** Globex was asked about a letter, and put it off. */
function putOff(message: Message): Outcome[] {
  return outcomes(message, { kind: 'deferred', host: acme }).filter(
    ({ status, nextHop }) => status === '4.7.1' && nextHop === globex,
  );
}

function changedBetween({ config, names }: World, from: number, to: number): boolean {
  return [...config.changes, ...names.changes].some(({ by, seq }) => by === 'learner' && seq > from && seq < to);
}

/** A letter was put off, and arrived later without anybody having changed anything. */
function arrivedByWaiting(world: World): boolean {
  return all(world).some((message) => {
    const [first] = putOff(message);
    const arrived = outcomes(message, { kind: 'delivered', host: globex })[0];
    return first !== undefined && arrived !== undefined && !changedBetween(world, first.seq, arrived.seq);
  });
}

function hasWrittenToCarol(world: World): boolean {
  return all(world).some((message) => outcomes(message, { host: acme, recipient: 'carol@globex.example' }).length > 0);
}

/** When the letter to Ann is tried again, as a clock shows it: told to whoever was there too early, or has all but this. */
function nextTry(world: World): string | undefined {
  const waiting = Object.values(world.queues.byHost[acme] ?? {}).find(
    ({ recipients, attempts }) => recipients[ann]?.status === '4.7.1' && (attempts > 1 || hasWrittenToCarol(world)),
  );
  return waiting && new Date(sandboxEpochMs + waiting.dueAt).toISOString().slice(11, 16);
}

/** The newest refusal of Freemail, with its code. */
function freemailSaid(world: World): Outcome | undefined {
  return all(world)
    .flatMap((message) => outcomes(message, { kind: 'bounced', host: acme, nextHop: freemail }))
    .at(-1);
}

function reachedFreemail(world: World): boolean {
  return all(world).some((message) => delivered(message, freemail, zoe));
}

/** Ann's letters to Kim, newest last. */
function answers(world: World): Message[] {
  return all(world).filter(
    ({ hops: [first] }) =>
      first?.host === globex && first.envelope.reversePath === ann && first.envelope.recipients.includes(kim),
  );
}

/** Letters of the newest selftest that are not where they belong, as "from to to". */
function notArrived(world: World): string[] {
  const probes = latestRun(world) ? (monitorOf(world)?.probes ?? []) : [];
  return probes
    .filter((probe) => probeState(world, probe).kind !== 'arrived')
    .map(({ from, to }) => `${from} to ${to}`);
}

export default defineLesson({
  title: 'Mail isn’t arriving: find out why',
  audience: 'Developers, sysadmins and students; well done in twos.',
  minutes: 25,
  after: ['smart-host', 'bounces-and-dsn', 'spf'],
  summary:
    'Five tickets, seven causes: find the host that said no, tell fix from wait from not ours, and repair without opening holes.',
  steps: [
    {
      id: 'reproduce',
      text: 'Change nothing yet. Send one letter for each ticket: from **web.acme.example** as **orders@acme.example** to **ann@globex.example**, and from the office through **mail.acme.example**, as **kim@acme.example**, to **ann@globex.example** and **zoe@freemail.example**.',
      done: 'One letter for each ticket: now you have seen it yourself.',
      hints: [
        'swaks from your laptop for Kim’s letters; for the shop’s letter it must run on the shop’s server.',
        'Type `ssh web.acme.example swaks --server localhost --from orders@acme.example --to ann@globex.example`, then `swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example`, and the same to zoe@freemail.example.',
      ],
      reached: (world) => untried(world).length === 0,
      instead: (world) => {
        const missing = untried(world);
        return missing.length > 0 && missing.length < 3 ? `Still to be tried: ${missing.join(' and ')}.` : undefined;
      },
    },
    {
      id: 'who-said-no',
      text: 'For each of the three letters: which host said no? Answer the three questions above.',
      done: 'Nobody answered the shop; our own server refused Ann; Freemail refused the letter to Zoe.',
      hints: [
        'Each server writes down what it refuses and what it hears. The shop’s letter waits in a queue; the other two are in the log of mail.acme.example.',
        'On web.acme.example: `mailq`. On mail.acme.example: `grep reject /var/log/mail.log` for Ann, and `grep status=bounced /var/log/mail.log` for Zoe.',
      ],
      reached: (world) => refusers.every((question) => answeredRightly(world, question)),
      instead: (world) => {
        const given = refusers.filter((question) => world.progress.answers[question]);
        const wrong = given.filter((question) => !answeredRightly(world, question));
        if (wrong.length > 0) {
          const count = wrong.length === 1 ? 'One of the answers is' : `${wrong.length} of the answers are`;
          return `${count} not what log and queue say. Who wrote the line, and whom does it quote?`;
        }
        return given.length > 0 ? `${given.length} of 3 answered.` : undefined;
      },
    },
    {
      id: 'shop',
      text: 'Let **web.acme.example** hand its mail to **mail.acme.example** on port **587**, with its own login **shop**, until the company’s server lets it in and hears its letter.',
      done: 'The shop gets in with its login, and nobody else does.',
      hints: [
        'Two faults in a row. First the port: which parameter names the one server that takes everything? Then read what that server says.',
        "On web.acme.example: `postconf -e 'relayhost = [mail.acme.example]:587'`, `postconf -e 'smtp_sasl_password_maps = [mail.acme.example]:587 shop:spring-Tulip-5'`, `postqueue -f`.",
      ],
      reached: (world) => shopGotIn(world),
      instead: (world) => {
        const last = shopCalls(world).at(-1);
        const turned = world.config.changes.findLast(
          ({ host, parameter }) => host === web && parameter === 'relayhost',
        );
        if (turned && (last?.openedSeq ?? 0) < turned.seq)
          return 'relayhost has changed, and the shop has not called since: postqueue -f tries what waits.';
        return last && whyOutside(last);
      },
    },
    {
      id: 'own-no',
      text: 'Make **mail.acme.example** pass letters for **ann@globex.example** on to **mx.globex.example**, whatever that one says then.',
      done: 'Mail for Globex goes to Globex. It says: not now.',
      hints: [
        'Our own server says that there is no Ann. Why does it think that it should know?',
        "On mail.acme.example: `postconf -e 'mydestination = acme.example, mail.acme.example'`, then write to Ann again.",
      ],
      reached: (world) =>
        !isOurOwn(world) &&
        all(world).some(
          (message) =>
            putOff(message).length > 0 ||
            outcomes(message, { kind: 'relayed', host: acme, nextHop: globex }).length > 0,
        ),
      instead: (world) => {
        const local = all(world).some(
          (message) => outcomes(message, { kind: 'redirected', host: acme, recipient: ann }).length > 0,
        );
        if (local) return 'Ann’s letter now ends in a mailbox of Acme: no refusal any more, and no Ann who reads it.';
        return isOurOwn(world)
          ? undefined
          : 'mail.acme.example no longer takes itself for Globex. Now a letter to Ann.';
      },
    },
    {
      id: 'wait',
      text: 'A letter for Globex waits at **mail.acme.example** with **451 4.7.1**. Get it delivered, and change nothing. Then write to **carol@globex.example**, too.',
      done: 'Put off, tried again, delivered. Carol’s letter waits for another reason.',
      hints: [
        'What does 451 ask for, and who gives it? The tab Queues has a clock.',
        'Put the clock forward by ten minutes. Then `swaks --server mail.acme.example --from kim@acme.example --to carol@globex.example`.',
      ],
      reached: (world) => arrivedByWaiting(world) && hasWrittenToCarol(world),
      instead: (world) => {
        if (arrivedByWaiting(world)) return 'Delivered, by waiting alone. Now the letter to Carol.';
        const touched = all(world).some((message) => putOff(message).length > 0 && delivered(message, globex, ann));
        if (touched)
          return 'It arrived, but you changed something meanwhile, so that you cannot know what helped. Write to dave@globex.example, and only wait.';
        const next = nextTry(world);
        return (
          next && `The letter to Ann still waits: mail.acme.example tries again at ${next}. Put the clock forward.`
        );
      },
    },
    {
      id: 'freemail',
      text: 'Get a letter from Kim to **zoe@freemail.example** delivered. What Freemail asks for stands in its refusals; what you promise to the world stays as strict as it is.',
      done: 'Freemail knows the new address: it has a name, and SPF allows it.',
      hints: [
        'The refusal has an enhanced code. Mend that, send again, and read the next one.',
        'In the zones: 26.2.0.192.in-addr.arpa PTR mail.acme.example, and ip4:192.0.2.26 in the SPF record of acme.example.',
      ],
      reached: (world) => reachedFreemail(world) && firstWeakening(world) === undefined,
      instead: (world) => {
        const weaker = firstWeakening(world);
        if (weaker) return reachedFreemail(world) ? `It arrived, but ${weaker}` : `Not so: ${weaker}`;
        const said = freemailSaid(world);
        if (said?.status === '5.7.25') return 'Freemail said 5.7.25: the address that calls has no name.';
        if (said?.status === '5.7.23') return 'Freemail said 5.7.23: SPF does not allow the address that calls.';
        return said?.status === '5.7.26'
          ? 'Freemail said 5.7.26: neither SPF nor DKIM passes for acme.example.'
          : undefined;
      },
    },
    {
      id: 'answers',
      text: 'Let Ann’s answer come in: **ann@globex.example** writes to **kim@acme.example** whenever you type `selftest`. It must lie in Kim’s mailbox.',
      done: 'The world finds the door again: answers come in.',
      hints: [
        'No log of ours mentions Ann’s letter: it never came. How does her server look for ours?',
        'In the zone of acme.example the MX record lacks its last dot. Take it out, add `acme.example MX 10 mail.acme.example.`, and type `selftest`.',
      ],
      reached: (world) => answers(world).some((message) => delivered(message, acme, kim)),
      instead: (world) => {
        const [last] = answers(world).slice(-1);
        const [bounced] = last ? outcomes(last, { kind: 'bounced' }) : [];
        if (!bounced) return undefined;
        if (changedBetween(world, bounced.seq, world.seq + 1))
          return 'You have changed something since Ann’s letter came back: type selftest, and she writes again.';
        return bounced.nextHop && bounced.nextHop !== acme && bounced.nextHop !== 'mail.acme.example.acme.example'
          ? `Ann’s server went to ${bounced.nextHop}, and was refused there.`
          : 'Ann’s letter came back to her: her server does not find ours.';
      },
    },
    {
      id: 'all-clear',
      text: 'Type `selftest`, read `selftest -l`, and do not stop before all is clear. Then close the tickets: answer the two questions above.',
      done: 'All clear: every stream flows, and nothing is weaker than at nine o’clock.',
      hints: [
        'All four letters of the monitor must arrive, and it must find no open door. If a letter is put off, give it time.',
        'Type `selftest`, let ten minutes pass, type `selftest -l`. Greylisting and the full mailbox needed no change; everything else did.',
      ],
      reached: (world) =>
        isAllClear(world) && answeredRightly(world, 'carols-ticket') && answeredRightly(world, 'needed-a-change'),
      instead: (world) => {
        const problem = whyNotClear(world);
        if (problem) return problem;
        if (isAllClear(world)) return 'All clear in the sandbox. Now the two questions.';
        const missing = notArrived(world);
        if (missing.length === 0) return undefined;
        return `Of the newest selftest ${missing.length === 1 ? 'one letter has' : `${missing.length} letters have`} not arrived: ${missing.join(', ')}. What does it wait for?`;
      },
    },
  ],
  questions: [
    {
      id: 'shop-no',
      kind: 'choice',
      text: 'The shop’s letter to Ann: which host said no?',
      choices: [
        {
          id: 'globex',
          label: 'mx.globex.example',
          feedback: 'It never heard of the letter: look at its side of the map.',
        },
        { id: 'acme', label: 'mail.acme.example', feedback: 'The shop has not called it at all.' },
        { id: 'nobody', label: 'None: nobody answered' },
      ],
      right: ['nobody'],
      explanation:
        'A time-out is no refusal. Something between the two swallows what goes to port 25; no code will tell what.',
    },
    {
      id: 'ann-no',
      kind: 'choice',
      text: 'Kim’s letter to Ann, “550 5.1.1 User unknown”: which host said no?',
      choices: [
        {
          id: 'globex',
          label: 'mx.globex.example',
          feedback: 'That is what everybody believes. Who greeted with 220 in that conversation?',
        },
        { id: 'acme', label: 'mail.acme.example' },
        { id: 'nobody', label: 'None: nobody answered', feedback: 'There was an answer, and a clear one.' },
      ],
      right: ['acme'],
      explanation: 'It was said in the conversation with our own server. Globex has not been asked.',
    },
    {
      id: 'zoe-no',
      kind: 'choice',
      text: 'Kim’s letter to Zoe: which host said no?',
      choices: [
        {
          id: 'acme',
          label: 'mail.acme.example',
          feedback: 'It took the letter, and wrote the notice. Whom does the notice quote?',
        },
        { id: 'freemail', label: 'mx.freemail.example' },
        { id: 'nobody', label: 'None: nobody answered', feedback: 'The notice has words that somebody said.' },
      ],
      right: ['freemail'],
      explanation: '“host mx.freemail.example said: 550 5.7.25 …”: our server wrote the notice, Freemail said no.',
    },
    {
      id: 'what-next',
      kind: 'choice',
      text: 'When mail.acme.example lets the shop in, what will the shop’s letter to Ann hear there?',
      choices: [
        {
          id: 'delivered',
          label: '250, and Ann has it',
          feedback: 'It takes the same way as Kim’s letter. What did that hear?',
        },
        { id: 'unknown', label: '550 5.1.1 User unknown' },
        { id: 'relay', label: '554 5.7.1 Relay access denied', feedback: 'Who has logged in may send on.' },
      ],
      right: ['unknown'],
      explanation: 'Faults lie in layers: behind the first the next one waits. The shop now meets what Kim met.',
      provenBy: 'shop',
    },
    {
      id: 'carols-ticket',
      kind: 'choice',
      text: '“Carol never answers.” Her letter waits with 452 4.2.2. What do you tell Kim?',
      choices: [
        {
          id: 'fix',
          label: 'We mend it today',
          feedback: 'With what? The full mailbox is on a server that is not yours.',
        },
        {
          id: 'wait',
          label: 'It will pass by itself',
          feedback: 'Only if somebody makes room. Our server keeps trying for five days.',
        },
        { id: 'theirs', label: 'Carol’s mailbox is full: only she, or Globex, can make room. Phone her' },
      ],
      right: ['theirs'],
      explanation: 'Not ours. The queue keeps the letter meanwhile, and Kim knows what to do.',
    },
    {
      id: 'needed-a-change',
      kind: 'several',
      text: 'For the post-mortem: which of these needed a change of ours?',
      choices: [
        { id: 'port', label: 'Port 25 closed by the cloud' },
        { id: 'password', label: 'The shop’s old password' },
        { id: 'mydestination', label: 'globex.example in mydestination' },
        { id: 'greylist', label: 'Greylisting at Globex', feedback: 'It passed by itself, when nothing was touched.' },
        { id: 'address', label: 'The new address, without PTR and SPF' },
        { id: 'full', label: 'Carol’s full mailbox', feedback: 'That one is Globex’s, or Carol’s.' },
        { id: 'dot', label: 'The MX record without its dot' },
      ],
      right: ['port', 'password', 'mydestination', 'address', 'dot'],
      explanation:
        'Five to fix, one to wait for, one that is not ours. A post-mortem names all seven, and what would have warned you.',
    },
  ],
  coach: [
    {
      id: 'not-yet-known',
      say: 'You have changed something before you have seen what is broken: send one letter for each ticket first, or you will never know what helped.',
      notices: (event, world) => isChange(event) && isOpen(world, 'reproduce'),
    },
    {
      id: 'let-it-log-in',
      say: 'A wider mynetworks trusts everybody in that network, and port 587 asks for a login all the same: let the shop log in, and leave mynetworks alone.',
      notices: (event) =>
        event.type === 'config.changed' &&
        event.host === acme &&
        event.parameter === 'mynetworks' &&
        /203\.0\.113|0\.0\.0\.0\/0/.test(event.value ?? ''),
    },
    {
      id: 'not-weaker',
      say: 'That helps one letter, and everybody who forges you: put the record back as strict as it was, and tell the world of the new address instead.',
      notices: (event, world) =>
        event.type === 'zone.changed' &&
        event.by === 'learner' &&
        event.add.length > 0 &&
        firstWeakening(world) !== undefined,
    },
    {
      id: 'only-time',
      say: 'A 451 asks for time and nothing else: leave the configuration as it is, and put the clock forward in the tab Queues.',
      notices: (event, world) => isChange(event) && isAt(world, 'own-no', 'wait') && !arrivedByWaiting(world),
    },
    {
      id: 'not-your-server',
      say: 'That server belongs to others: what you can do is ask it by SMTP, and tell its people.',
      notices: (event) =>
        event.type === 'terminal.entered' && /^\s*ssh\s+(?:\w+@)?mx\.(?:globex|freemail)\.example\b/.test(event.text),
    },
  ],
  elsewhere: ['mail.acme.example.acme.example'],
});

function isChange(event: SandboxEvent): boolean {
  return (event.type === 'config.changed' || event.type === 'zone.changed') && event.by === 'learner';
}
