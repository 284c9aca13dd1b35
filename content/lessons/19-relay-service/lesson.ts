import type { FactOf, SandboxEvent } from '#protocol/events.ts';
import { headerFields, headerValue } from '#protocol/header-section.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { Hop, Message } from '#protocol/projections/messages.ts';
import {
  accepted,
  answeredRightly,
  connections,
  isAt,
  isOpen,
  learnerMessages,
  reachedAt,
  refusedWith,
  serviceEvents,
  views,
} from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const postly = 'smtp.postly.example';
const webmail = 'smtp.freemail.example';
const ownServer = 'mail.acme.example';
const freemail = 'mx.freemail.example';
const account = 'acme-prod';
const domain = 'acme.example';
const service = 'postly';

const purposes = { ownership: 'proof', signing: 'signing key', 'return-path': 'return path' } as const;

/** What the DNS lacked when Postly looked last; undefined before it looked. */
function missingRecords(world: World): string[] | undefined {
  const check = world.services.byName[service]?.accounts[account]?.checked[domain];
  return check?.records.filter(({ found }) => !found).map(({ purpose }) => purposes[purpose]);
}

/** Where Freemail took the learner's letters by way of Postly, oldest first. */
function arrivals(world: World): Hop[] {
  return learnerMessages(world)
    .filter((message) => accepted(message, postly))
    .flatMap(({ hops }) => hops.filter(({ host }) => host === freemail))
    .sort((one, other) => one.seq - other.seq);
}

/** SPF and DKIM both passed, each for Acme's own name: key and return path were there when the letter was handed in. */
function speaksForAcme({ authentication }: Hop): boolean {
  if (!authentication) return false;
  const { spf, dkim, dmarc } = authentication;
  const isSealed = dkim.some((seal) => seal.domain === domain && seal.result === 'pass');
  return dmarc.result === 'pass' && spf.result === 'pass' && spf.aligned && isSealed;
}

/** Postly has refused the sender domain after a step. */
function isRefusedAgain(world: World, step: string): boolean {
  return connections(world, { to: postly, driver: 'learner' })
    .flatMap(({ exchanges }) => exchanges)
    .some(
      (said) => said.kind === 'reply' && said.code === 554 && said.verb === 'MAIL' && said.seq > since(world, step),
    );
}

/** The list's addresses of whose letters Postly has said what it did with them, after a step. */
function dealtWith(world: World, by: (message: Message) => boolean): Set<string> {
  const messages = new Set(
    learnerMessages(world)
      .filter((message) => accepted(message, postly) && by(message))
      .map(({ id }) => id),
  );
  const events = serviceEvents(world, { service }).filter(
    ({ event, message }) => (event === 'accepted' || event === 'suppressed') && messages.has(message),
  );
  return new Set(events.map(({ recipient }) => recipient));
}

function listLength({ hosts }: World): number {
  return hosts.newsletter?.recipients.length ?? Number.POSITIVE_INFINITY;
}

const byQueue = (message: Message) => accepted(message, ownServer);
const straight = (message: Message) => !accepted(message, ownServer);

function since(world: World, step: string): number {
  return reachedAt(world, step) ?? Number.POSITIVE_INFINITY;
}

/** Refusals of Freemail in the class "blocked", for want of a way out. */
function blocks(world: World, after = 0) {
  return serviceEvents(world, { service, event: 'bounced', class: 'block' }).filter(
    ({ seq, raw }) => seq > after && raw.includes('one-click unsubscribe missing'),
  );
}

type WayOut = 'one-click' | 'not-at-postly' | 'no-post' | 'mailto' | 'in-the-letter' | 'none';

/** What way out the writer of a letter offers. RFC 8058 §3.1. */
function wayOut(raw: string): WayOut {
  const fields = headerFields(raw);
  const offered = headerValue(fields, 'list-unsubscribe');
  if (offered === undefined) return /unsubscribe/i.test(raw.slice(raw.indexOf('\r\n\r\n'))) ? 'in-the-letter' : 'none';
  if (!/<(https:|%unsubscribe_url%)/i.test(offered)) return 'mailto';
  if (headerValue(fields, 'list-unsubscribe-post') === undefined) return 'no-post';
  return /%unsubscribe_url%|track\.postly\.example/.test(offered) ? 'one-click' : 'not-at-postly';
}

/** A letter of the learner, as it was handed in at the first server. */
function isHandedIn(event: SandboxEvent, world: World): event is SandboxEvent & FactOf<'message.accepted'> {
  return (
    event.type === 'message.accepted' &&
    (event.host === ownServer || event.host === postly) &&
    event.origin === 'learner' &&
    world.messages.byId[event.message]?.hops.length === 1
  );
}

/** A step of the second half is open, and a letter offers this way out. */
function offers(event: SandboxEvent, world: World, way: WayOut): boolean {
  return isAt(world, 'blocked', 'one-click') && isHandedIn(event, world) && wayOut(event.raw) === way;
}

export default defineLesson({
  title: 'Hire a post office: sending through an ESP',
  audience: 'Developers, sysadmins, marketers.',
  minutes: 22,
  after: ['smart-host', 'dmarc'],
  summary:
    'Send a newsletter from a webmail account, then through a relay service: prove the domain, keep to its pace, give readers a way out, and read what came of it.',
  elsewhere: ['_postly.acme.example', 'p1._domainkey.acme.example', 'bounce.acme.example'],
  steps: [
    {
      id: 'webmail-limit',
      text: 'Send the newsletter from Kim’s webmail account: `campaign --via freemail`. Its server, **smtp.freemail.example**, must stop you with **550 5.4.5**.',
      done: 'The webmail account stopped after ten recipients: 550 5.4.5, for the rest of the day.',
      hints: [
        'The newsletter program knows three ways to send; `campaign` alone shows them.',
        'Type `campaign --via freemail` and read what is said from the eleventh address on.',
      ],
      reached: (world) => refusedWith(world, { by: webmail, verb: 'RCPT', code: 550, enhanced: '5.4.5' }),
      instead: (world) =>
        learnerMessages(world).some((message) => accepted(message, webmail))
          ? 'Freemail still takes what you send. Let the newsletter program send to the whole list.'
          : undefined,
    },
    {
      id: 'not-verified',
      text: 'Log in at Postly, **smtp.postly.example** port **587**, as **acme-prod** with the password **blue-Kettle-7**, and send one letter from **news@acme.example** to **zoe@freemail.example**. Postly must refuse it with **554 5.7.1**.',
      done: 'Postly knows the account, and refuses the sender domain: not verified.',
      hints: [
        'It wants TLS and the SMTP user of the service, not the password of a mailbox.',
        'Type `swaks --server smtp.postly.example --port 587 --tls --auth-user acme-prod --auth-password blue-Kettle-7 --from news@acme.example --to zoe@freemail.example`.',
      ],
      // Who published the records before he was refused has understood it all the same.
      reached: (world) =>
        refusedWith(world, { by: postly, verb: 'MAIL', code: 554, enhanced: '5.7.1' }) || arrivals(world).length > 0,
      instead: (world) =>
        refusedWith(world, { by: postly, verb: 'AUTH', code: 535 })
          ? 'Postly did not know that login (535). It wants its own user, acme-prod, and no mailbox.'
          : undefined,
    },
    {
      id: 'verified',
      text: 'Publish the three records in the zone **acme.example**. Then send to **zoe@freemail.example** again: the letter must arrive, and Freemail’s server, **mx.freemail.example**, must find DMARC **pass**.',
      done: 'Postly sends in Acme’s name: proof, key and return path stand in the DNS, and DMARC passes.',
      hints: [
        'In the tab Service, under Sending domains, stand all three records and what the DNS says to each.',
        'In DNS open acme.example and add (names without acme.example, or with a final dot): `_postly` TXT `postly-verify=7f3c`; `p1._domainkey` CNAME `p1._domainkey.postly.example.`; `bounce` CNAME `bounces.postly.example.`. Then send as before.',
      ],
      reached: (world) => missingRecords(world)?.length === 0 && arrivals(world).some(speaksForAcme),
      instead: (world) => {
        const missing = missingRecords(world);
        if (!missing) return undefined;
        const newest = arrivals(world).at(-1);
        if (missing.length === 0) {
          return newest
            ? 'Postly finds all three records now. What Freemail has got went without them: send Zoe one more.'
            : 'Postly finds all three records. Now send the letter.';
        }
        if (missing.includes(purposes.ownership)) {
          return isRefusedAgain(world, 'not-verified')
            ? `Postly has looked again, and does not find: ${missing.join(', ')}. Compare names, values and final dots with its console.`
            : undefined;
        }
        if (!newest) return `Postly may send for acme.example now. Still missing: ${missing.join(' and ')}.`;
        const result = newest.authentication?.dmarc.result ?? 'none';
        return `The letter arrived, and Freemail says DMARC ${result}. Still missing: ${missing.join(' and ')}.`;
      },
    },
    {
      id: 'rate-limit',
      text: 'Now the whole list, straight from the newsletter program: `campaign --via postly`. Postly must slow you down with **451 4.7.0**.',
      done: 'Postly took twelve in a minute; the rest heard “later”, and the program forgot them.',
      hints: [
        'What does a program without a queue do when it is told “try later”?',
        'Type `campaign --via postly` and count the lines with 451.',
      ],
      reached: (world) =>
        refusedWith(world, { by: postly, verb: 'RCPT', code: 451, enhanced: '4.7.0' }) ||
        dealtWith(world, straight).size >= listLength(world),
      instead: (world) => {
        const hasBegun = dealtWith(world, straight).size > 2;
        return hasBegun ? 'Postly has taken all letters so far. More than twelve in a minute are too many.' : undefined;
      },
    },
    {
      id: 'queue',
      text: 'Put a queue in front. Let **mail.acme.example** send everything through Postly (`relayhost` **[smtp.postly.example]:587**, login in `smtp_sasl_password_maps`), run `campaign --via mail.acme`, and give it an hour. Postly must have dealt with all 24 addresses.',
      done: 'Acme’s server kept what Postly did not want yet, and tried again: nobody was lost.',
      hints: [
        'You own a program that queues and retries: a mail server. Two parameters turn Postly into its smart host.',
        "Type `ssh mail.acme.example`, there `postconf -e 'relayhost = [smtp.postly.example]:587'` and `postconf -e 'smtp_sasl_password_maps = [smtp.postly.example]:587 acme-prod:blue-Kettle-7'`, then `exit` and `campaign --via mail.acme`; in Queues press +1 h.",
      ],
      reached: (world) => dealtWith(world, byQueue).size >= listLength(world),
      instead: (world) => {
        const from = since(world, 'rate-limit');
        if (dealtWith(world, byQueue).size > 0) {
          return 'Postly has dealt with some of the 24 addresses; the others wait at mail.acme.example.';
        }
        const newest = learnerMessages(world)
          .flatMap(({ outcomes }) => outcomes.filter(({ host, seq }) => host === ownServer && seq > from))
          // What a receiver itself says of an address, as of Carol’s, is not what this step is about.
          .filter(({ kind, nextHop }) => kind === 'relayed' || !nextHop?.startsWith('mx.'))
          .sort((one, other) => one.seq - other.seq)
          .at(-1);
        if (newest?.kind === 'relayed' && newest.nextHop !== postly) {
          return 'mail.acme.example called the receivers itself: it does not go by way of Postly yet.';
        }
        if (newest?.kind === 'bounced' && newest.detail.includes(postly)) {
          return `Postly refused mail.acme.example for good: ${newest.status}. Does it log in?`;
        }
        if (newest?.kind !== 'deferred') return undefined;
        return newest.detail.includes('535')
          ? 'Postly does not know the login of mail.acme.example (535). Mend it: the letters wait, and go with the next attempt.'
          : 'The letters wait at mail.acme.example. Look into Queues: beside each stands why.';
      },
    },
    {
      id: 'blocked',
      text: 'Read what came of it: open the tab **Service**, look at the numbers provider by provider, and answer the question below.',
      done: 'Freemail refused the letters, not the addresses: one-click unsubscribe was missing.',
      hints: [
        'Which provider has a bad row? Look at the class of its bounces and at the words behind them.',
        'In Service, under Overview, choose “Show the blocked ones”, read the reply of Freemail, and answer: mend the letter.',
      ],
      reached: (world) =>
        answeredRightly(world, 'why-blocked') &&
        blocks(world).length > 0 &&
        views(world, { view: 'service' }).some(({ seq }) => seq > since(world, 'queue')),
      instead: (world) => {
        if (blocks(world).length === 0) return 'Freemail has blocked nothing yet. Send the list once more.';
        const looked = views(world, { view: 'service' }).some(({ seq }) => seq > since(world, 'queue'));
        if (looked) return 'You have looked. Now say what is to be done about it.';
        return answeredRightly(world, 'why-blocked') ? 'Right. Now see it for yourself: open Service.' : undefined;
      },
    },
    {
      id: 'one-click',
      text: 'Give the readers a way out: send the list once more by **mail.acme**, with the two header fields below, and give it an hour. Freemail must take it, and a reader must unsubscribe.',
      done: 'Freemail took the newsletter, and Rita left by one click instead of pressing “spam”.',
      hints: [
        'Two fields: where to go, and that a POST without any page is enough. `campaign --header` adds a field.',
        "Type `campaign --via mail.acme --header 'List-Unsubscribe: <%unsubscribe_url%>' --header 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'`; in Queues press +1 h.",
      ],
      reached: (world) =>
        serviceEvents(world, { service, event: 'unsubscribed' }).some(({ seq }) => seq > since(world, 'blocked')),
      instead: (world) => {
        const from = since(world, 'blocked');
        const handedIn = learnerMessages(world)
          .flatMap(({ hops }) => hops.slice(0, 1))
          .filter(({ seq }) => seq > from)
          .at(-1);
        if (!handedIn) return undefined;
        if (wayOut(handedIn.raw) === 'not-at-postly') {
          return 'Freemail takes it, but Postly never hears who leaves: its own address stands at %unsubscribe_url%.';
        }
        if (wayOut(handedIn.raw) === 'one-click')
          return 'The fields are right. Give the letters, and the readers, some time.';
        return blocks(world, from).length > 0
          ? 'Freemail still says “one-click unsubscribe missing”: it looks at two header fields, and at nothing else.'
          : undefined;
      },
    },
    {
      id: 'not-tried',
      text: 'Run the same campaign again. Those whose address is bad, and those who left, must not even be tried: look at **Suppressed** in **Service**.',
      done: 'Bad addresses and people who left were kept back: nobody was called for them.',
      hints: [
        'Do not clean the list by hand, just send. Postly remembers.',
        'Type the command of the last step again and press +1 h in Queues.',
      ],
      reached: (world) => {
        const kept = serviceEvents(world, { service, event: 'suppressed' })
          .filter(({ seq }) => seq > since(world, 'one-click'))
          .map(({ recipient }) => recipient);
        const { suppressed = {} } = world.services.byName[service]?.accounts[account] ?? {};
        const keptFor = (reason: string) => kept.some((address) => suppressed[address]?.reason === reason);
        return keptFor('hard-bounce') && keptFor('unsubscribe');
      },
      instead: (world) => {
        const from = since(world, 'one-click');
        const gone = [
          ...serviceEvents(world, { service, event: 'unsubscribed' }),
          ...serviceEvents(world, { service, event: 'bounced', class: 'hard' }),
        ].filter(({ seq }) => seq < from);
        const again = serviceEvents(world, { service, event: 'accepted' }).find(
          ({ seq, recipient }) => seq > from && gone.some((one) => one.recipient === recipient),
        );
        if (again) {
          return `Postly has written to ${again.recipient} again: nobody told it that this address was taken off the list for good reasons.`;
        }
        const hasSent = learnerMessages(world).some(({ hops }) => (hops[0]?.seq ?? 0) > from);
        return hasSent ? 'The letters are on their way. Give mail.acme.example an hour, as before.' : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'quota-or-rate',
      kind: 'choice',
      text: 'Freemail said `550 5.4.5 Daily sending limit reached`. What should the program do?',
      choices: [
        {
          id: 'retry',
          label: 'Try again in five minutes',
          feedback: 'That is for 4xx. A 550 says: not this way, and 5.4.5 says: not today.',
        },
        { id: 'stop', label: 'Stop for today with this account' },
        {
          id: 'suppress',
          label: 'Take the refused addresses off the list',
          feedback: 'Nothing is wrong with them. The subject of 5.4.5 is your sending.',
        },
      ],
      right: ['stop'],
      explanation: 'A quota is a no about the account. A rate, as Postly will have one, is a “later”.',
    },
    {
      id: 'inbox',
      kind: 'choice',
      text: 'Postly’s console says **delivered** for Zoe’s letter. Where is it?',
      choices: [
        {
          id: 'inbox',
          label: 'In the inbox',
          feedback: 'Perhaps. No SMTP reply tells.',
        },
        { id: 'taken', label: 'Freemail has it: inbox or junk, nobody says' },
        { id: 'read', label: 'Zoe has read it', feedback: 'SMTP ends at the dot. Of readers it knows nothing.' },
      ],
      right: ['taken'],
      explanation: 'Delivered means: 250 after the dot, and no bounce since.',
    },
    {
      id: 'predict-rest',
      kind: 'choice',
      text: 'Postly takes twelve letters a minute from Acme, and says `451 4.7.0` to the others. What becomes of those?',
      choices: [
        {
          id: 'postly',
          label: 'Postly keeps them and sends them later',
          feedback: 'With 451 it has not taken them over. Whoever hands in still has them.',
        },
        {
          id: 'bounce',
          label: 'They bounce to news@acme.example',
          feedback: 'A bounce is written by a server that had taken the letter. None has.',
        },
        { id: 'lost', label: 'Nothing: whoever has no queue has lost them' },
      ],
      right: ['lost'],
      explanation:
        '“Later” is addressed to a program that keeps what it has. A script that goes on to the next line does not.',
      provenBy: 'rate-limit',
    },
    {
      id: 'why-blocked',
      kind: 'choice',
      text: 'Freemail’s bounces are in the class **blocked**. What is to be done?',
      choices: [
        {
          id: 'remove',
          label: 'Take those addresses off the list',
          feedback: 'Then you lose good readers. Blocked is about the letter or the sender, not about the address.',
        },
        { id: 'mend-the-letter', label: 'Mend the letter: it offers no way to unsubscribe with one click' },
        {
          id: 'tomorrow',
          label: 'Send it again tomorrow',
          feedback: 'Tomorrow the first few would pass, and the next would be refused for the same reason.',
        },
        {
          id: 'dedicated',
          label: 'Ask Postly for an address of your own',
          feedback: 'Another IP address changes nothing about the letter, and complaints follow your domain.',
        },
      ],
      right: ['mend-the-letter'],
      explanation:
        'The reply says it: 550 5.7.1, one-click unsubscribe missing. Providers ask it of who sends in bulk (RFC 8058).',
    },
    {
      id: 'what-it-does',
      kind: 'several',
      text: 'What does a relay service do that a server which merely relays does not?',
      choices: [
        { id: 'pace', label: 'Keep to a pace that each provider bears' },
        { id: 'sign', label: 'Sign in the customer’s name' },
        { id: 'listen', label: 'Read bounces and complaints, and remember them' },
        { id: 'report', label: 'Tell the customer what became of each letter' },
        {
          id: 'inbox',
          label: 'Guarantee the inbox',
          feedback: 'Nobody can. The provider decides, by what its readers do with your letters.',
        },
        {
          id: 'consent',
          label: 'See to it that the readers have agreed',
          feedback: 'That stays with you, and so does the law on it. The service only hears the complaints.',
        },
      ],
      right: ['pace', 'sign', 'listen', 'report'],
      explanation: 'Reputation, pace, signatures, bounces, complaints, reports. The quality of the list is yours.',
    },
  ],
  coach: [
    {
      id: 'second-account',
      say: 'Also limited, and it looks like abuse: providers watch for one sender with many accounts. This way ends here.',
      notices: (event) =>
        event.type === 'policy.decided' && event.host === webmail && event.user === 'acme.news@freemail.example',
    },
    {
      id: 'only-proof',
      say: 'Postly sends now, but in its own name: without the key and the return path neither DKIM nor SPF speaks for acme.example.',
      notices: (event, world) =>
        event.type === 'mail.authenticated' &&
        event.host === freemail &&
        event.result.dmarc.fromDomain === domain &&
        event.result.dmarc.result === 'fail' &&
        isAt(world, 'not-verified', 'verified'),
    },
    {
      id: 'a-mail-queue',
      say: 'You are re-inventing a mail queue, by hand. mail.acme.example has one, and it never forgets.',
      notices: (event, world) =>
        event.type === 'connection.opened' &&
        event.to.host === postly &&
        event.driver === 'learner' &&
        isAt(world, 'rate-limit', 'queue'),
    },
    {
      id: 'in-the-letter',
      say: 'A link in the text is for people. Mail programs and providers look for List-Unsubscribe in the header.',
      notices: (event, world) => offers(event, world, 'in-the-letter'),
    },
    {
      id: 'mailto-only',
      say: 'A mailto: address was enough in 1998. One click means an https address: here %unsubscribe_url%.',
      notices: (event, world) => offers(event, world, 'mailto'),
    },
    {
      id: 'scanners-follow-links',
      say: 'Link scanners open every address with GET: with that field alone they would unsubscribe people. List-Unsubscribe-Post says that only a POST counts.',
      notices: (event, world) => offers(event, world, 'no-post'),
    },
    {
      id: 'list-remembers',
      say: 'Whoever imports the old list again writes to people who left. Leave the suppression list alone, and send.',
      notices: (event, world) =>
        event.type === 'suppression.edited' && !event.on && event.by === 'learner' && !isOpen(world, 'one-click'),
    },
  ],
});
