import { defineLesson } from '#protocol/lesson.ts';
import type { DkimCheck } from '#protocol/mail-authentication.ts';
import type { Hop, Message } from '#protocol/projections/messages.ts';
import { answeredRightly, learnerMessages, listParameter, reachedAt, views } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';
import { acmeNextRsaKey, acmeRsaKey } from '../../worlds/signing-keys.ts';

const gateway = 'gw.acme.example';
const globex = 'mx.globex.example';
const list = 'lists.club.example';
const freemail = 'mx.freemail.example';
const zoe = 'zoe@freemail.example';
const domain = 'acme.example';
const footer = 'This letter is meant for its reader only.';
const records = { s1: acmeRsaKey.record, s2: acmeNextRsaKey.record };
type Selector = keyof typeof records;

/** As long as a queue keeps a letter: maximal_queue_lifetime, in sandbox ms. */
const queueLifetimeMs = 5 * 24 * 3_600_000;

function nameOf(selector: Selector): string {
  return `${selector}._domainkey.${domain}`;
}

/** The key in p= of a DKIM record; white space in it does not count (RFC 6376 §3.6.1). */
function keyIn(record: string): string | undefined {
  return /(?:^|;)\s*p\s*=([^;]*)/.exec(record)?.[1]?.replace(/\s/g, '');
}

function textsAt({ names }: World, name: string): string[] {
  return names.records.flatMap((record) => (record.type === 'TXT' && record.name === name ? [record.text] : []));
}

/** One record stands there, and it is the public half of the key that Acme signs with. */
function isPublished(world: World, selector: Selector): boolean {
  const texts = textsAt(world, nameOf(selector));
  const [text = ''] = texts;
  return texts.length === 1 && text.startsWith('v=DKIM1') && keyIn(text) === keyIn(records[selector]);
}

/** Something stands at the right name, but it is no usable key. */
function isDamaged(world: World, selector: Selector): boolean {
  return textsAt(world, nameOf(selector)).length > 0 && !isPublished(world, selector);
}

/** A key that stands in the zone where no verifier looks. */
function misplaced({ names }: World): string | undefined {
  const places = [nameOf('s1'), nameOf('s2')];
  return names.records.find(
    (record) => record.type === 'TXT' && /p\s*=\s*MII/.test(record.text) && !places.includes(record.name),
  )?.name;
}

/** What to say of a key at a wrong name: most often the form has put the domain behind a name that had it already. */
function toldOfPlace(name: string, selector: Selector): string {
  const isTwice = name.endsWith(`.${domain}.${domain}`);
  return isTwice
    ? `A key stands at ${name}: the domain is there twice. In the form the name is only ${selector}._domainkey.`
    : `A key stands at ${name}; verifiers look at ${nameOf(selector)} only.`;
}

function signsAs(world: World, host: string): string[] {
  return listParameter(world, host, 'lab_dkim_sign');
}

/** Where Freemail took a letter of the learner, oldest first. */
function arrivals(world: World): { message: Message; hop: Hop }[] {
  return learnerMessages(world)
    .flatMap((message) => message.hops.filter(({ host }) => host === freemail).map((hop) => ({ message, hop })))
    .sort((one, other) => one.hop.seq - other.hop.seq);
}

function seals({ authentication }: Hop): DkimCheck[] {
  return authentication?.dkim.filter((check) => check.domain === domain) ?? [];
}

function passed(hop: Hop, selector?: Selector): boolean {
  return seals(hop).some((seal) => seal.result === 'pass' && (selector === undefined || seal.selector === selector));
}

/** The body came with other octets than those that were sealed. */
function hasOtherBody(hop: Hop): boolean {
  return seals(hop).some((seal) => seal.result === 'fail' && seal.bodyHashMatches === false);
}

function came(message: Message, by: string): boolean {
  return message.hops.some(({ host }) => host === by);
}

function since(world: World, step: string): number {
  return reachedAt(world, step) ?? Number.POSITIVE_INFINITY;
}

/** Straight from Acme, after a step. */
function straight(world: World, step?: string): Hop[] {
  return arrivals(world)
    .filter(({ message }) => !came(message, globex) && !came(message, list))
    .map(({ hop }) => hop)
    .filter(({ seq }) => step === undefined || seq > since(world, step));
}

/** Letters that wait at the gateway, by the selectors of their seals. */
function waiting(world: World): string[] {
  const queued = Object.values(world.queues.byHost[gateway] ?? {}).filter(
    ({ recipients }) => Object.keys(recipients).length > 0,
  );
  return queued.flatMap(({ queueId, message }) => {
    const raw = world.messages.byId[message]?.hops.find((hop) => hop.host === gateway && hop.queueId === queueId)?.raw;
    return raw === undefined ? [] : [/^dkim-signature:[\s\S]*?\bs=(\w+)/im.exec(raw)?.[1] ?? 'none'];
  });
}

/** Sandbox ms of the learner's last change from s1 to s2 at the gateway. */
function switchedAt(world: World): number | undefined {
  if (signsAs(world, gateway).join() !== `${domain}:s2`) return undefined;
  return world.config.changes.findLast(({ host, parameter }) => host === gateway && parameter === 'lab_dkim_sign')?.at;
}

/** Sandbox ms at which the key of s1 last left the zone. */
function withdrawnAt(world: World): number | undefined {
  return isPublished(world, 's1')
    ? undefined
    : world.names.changes.findLast(({ remove }) => remove.some(({ name }) => name === nameOf('s1')))?.at;
}

/** s1 left the zone while letters that bear it could still be under way. */
function wasHasty(world: World): boolean {
  const withdrawn = withdrawnAt(world);
  const switched = switchedAt(world);
  return withdrawn !== undefined && (switched === undefined || withdrawn - switched < queueLifetimeMs);
}

export default defineLesson({
  title: 'A seal that survives the journey',
  audience: 'Sysadmins, marketers, students.',
  minutes: 20,
  after: ['spf'],
  summary:
    'Publish a key, sign Acme’s mail, watch what breaks the seal and what does not, and change keys without losing a letter.',
  elsewhere: ['bargains.example'],
  steps: [
    {
      id: 'publish',
      text: 'Publish Acme’s public key at **s1._domainkey.acme.example**: in the tab **DNS**, zone **acme.example**, add a **TXT** record with the name **s1._domainkey** (the form adds the domain) and the text above, from **v=DKIM1** to its end.',
      done: 'The public half of the key stands in the DNS, at s1._domainkey.acme.example.',
      hints: [
        'The name of the record matters as much as the text: selector, then _domainkey, then the domain.',
        'In DNS open acme.example, add a record: name s1._domainkey, type TXT, and as its data the whole text that begins with v=DKIM1, as one piece. A click selects all of it.',
      ],
      reached: (world) => isPublished(world, 's1'),
      instead: (world) => {
        const elsewhere = misplaced(world);
        if (elsewhere) return toldOfPlace(elsewhere, 's1');
        return isDamaged(world, 's1')
          ? 'The name is right, but the text is not the whole key: part of it is missing, or it stands there twice.'
          : undefined;
      },
    },
    {
      id: 'sign',
      text: 'Let **mail.acme.example** sign: set **lab_dkim_sign** to **acme.example:s1** there. Then send a letter from **kim@acme.example** to **zoe@freemail.example** through it. Freemail’s server, **mx.freemail.example**, must find a good seal.',
      done: 'Freemail found the seal of acme.example, selector s1, unbroken: DKIM pass.',
      hints: [
        'One parameter names domain and selector. Set it on mail.acme.example, in Configuration or with postconf, and send.',
        'Type `ssh mail.acme.example postconf -e lab_dkim_sign=acme.example:s1`, then `swaks --server mail.acme.example --from kim@acme.example --to zoe@freemail.example`.',
      ],
      reached: (world) => straight(world).some((hop) => passed(hop, 's1')),
      instead: (world) => {
        const newest = straight(world).at(-1);
        if (newest && seals(newest).length === 0) return 'The newest letter came to Freemail without a seal of Acme’s.';
        const [seal] = newest ? seals(newest) : [];
        return seal && seal.result !== 'pass'
          ? `The newest letter bears a seal, and Freemail says ${seal.result}: ${seal.comment}.`
          : undefined;
      },
      afterwards: [
        { type: 'config.changed', host: gateway, parameter: 'lab_footer', value: `-- \\n${footer}`, by: 'lesson' },
      ],
    },
    {
      id: 'footer',
      text: 'The legal department wants a line under every letter, and **gw.acme.example** adds it now. Send to **zoe@freemail.example** again and see the seal break. Then repair it: the footer stays, and Freemail finds nothing but good seals.',
      done: 'The gateway signs after it has added the footer: footer and seal arrive together.',
      hints: [
        'Two servers touch the letter. Which of them is the last to change the body? That one must sign.',
        'First send once. Then type `ssh gw.acme.example postconf -e lab_dkim_sign=acme.example:s1` and `ssh mail.acme.example postconf -e lab_dkim_sign=`, and send again.',
      ],
      reached: (world) => {
        const broken = straight(world, 'sign').find(hasOtherBody);
        return straight(world, 'sign').some(
          (hop) =>
            broken !== undefined &&
            hop.seq > broken.seq &&
            hop.raw.includes(footer) &&
            passed(hop) &&
            seals(hop).every(({ result }) => result === 'pass'),
        );
      },
      instead: (world) => {
        const newest = straight(world, 'sign').at(-1);
        if (!newest) return undefined;
        if (!newest.raw.includes(footer)) return 'The newest letter came without the footer. It has to stay.';
        if (seals(newest).length === 0) return 'The newest letter came without any seal.';
        if (passed(newest) && hasOtherBody(newest)) {
          return 'Two seals came, and only one holds. That is enough for receivers; but the one of mail.acme.example, broken by the footer, is of no use to anybody.';
        }
        return hasOtherBody(newest)
          ? 'The seal is broken: the body is not the one that mail.acme.example signed.'
          : 'That one holds. This step wants to see one break first: let mail.acme.example sign, and send.';
      },
    },
    {
      id: 'forwarded',
      text: 'Dave at Globex has his mail forwarded to Zoe. Write to **dave@globex.example**, through **mail.acme.example**, then open the copy of **zoe@freemail.example** in Mailboxes, tab **Authentication**.',
      done: 'The forwarded letter: SPF fail, DKIM pass. The seal does not ask who carried it.',
      hints: [
        'Send as before, to Dave. Then find Zoe’s newest message and look at what Freemail found out about it.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to dave@globex.example`. In Mailboxes choose zoe@freemail.example, the newest message, Authentication.',
      ],
      reached: (world) =>
        arrivals(world).some(
          ({ message, hop }) =>
            came(message, globex) &&
            hop.authentication?.spf.result === 'fail' &&
            passed(hop) &&
            views(world, { view: 'authentication', mailbox: zoe, message: message.id }).length > 0,
        ),
      instead: (world) => {
        const forwarded = arrivals(world).filter(({ message }) => came(message, globex));
        const newest = forwarded.at(-1);
        if (!newest) {
          return straight(world, 'footer').length > 0
            ? 'That letter went straight to Zoe. This step wants it to go by dave@globex.example.'
            : undefined;
        }
        return passed(newest.hop)
          ? 'Dave’s letter has reached Zoe. Open her copy, and there Authentication.'
          : 'Dave’s letter came without a good seal of Acme’s. Does gw.acme.example sign?';
      },
    },
    {
      id: 'list',
      text: 'Zoe also reads a mailing list. Write to **chess@club.example**, through **mail.acme.example**, open what **zoe@freemail.example** got, tab **Authentication**, and answer the question below.',
      done: 'The list wrote under the letter: the body hash differs, and the seal is broken.',
      hints: [
        'Compare what you sent with the end of what Zoe got: the list is a second hand that writes on the letter.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to chess@club.example`, open Zoe’s newest message, Authentication, and answer: the list’s footer.',
      ],
      reached: (world) =>
        answeredRightly(world, 'why-list') &&
        arrivals(world).some(
          ({ message, hop }) =>
            came(message, list) &&
            hasOtherBody(hop) &&
            views(world, { view: 'authentication', mailbox: zoe, message: message.id }).length > 0,
        ),
      instead: (world) => {
        const newest = arrivals(world)
          .filter(({ message }) => came(message, list))
          .at(-1);
        if (!newest) return undefined;
        if (seals(newest.hop).length === 0) return 'That letter went to the list without a seal; nothing could break.';
        return views(world, { view: 'authentication', mailbox: zoe, message: newest.message.id }).length > 0
          ? 'You have seen that the seal is broken. Now say what broke it.'
          : 'The list has sent your letter to Zoe. Open her copy, and there Authentication.';
      },
      afterwards: [{ type: 'host.stopped', host: freemail }],
    },
    {
      id: 'two-keys',
      text: 'Freemail is down. Write to **zoe@freemail.example** all the same: the letter waits at **gw.acme.example**, sealed with s1. Meanwhile publish **s2._domainkey.acme.example**, and let the gateway sign with **acme.example:s2**. Leave s1 where it is.',
      done: 'A letter sealed with s1 waits, new ones are sealed with s2, and both keys are published.',
      hints: [
        'Three things, in this order: send a letter, add the second TXT record beside the first, change lab_dkim_sign on the gateway.',
        'Send to zoe@freemail.example with swaks. In DNS, zone acme.example, add s2._domainkey as TXT with the second text. Then type `ssh gw.acme.example postconf -e lab_dkim_sign=acme.example:s2`.',
      ],
      reached: (world) =>
        waiting(world).includes('s1') &&
        isPublished(world, 's1') &&
        isPublished(world, 's2') &&
        signsAs(world, gateway).join() === `${domain}:s2`,
      instead: (world) => {
        const switched = signsAs(world, gateway).includes(`${domain}:s2`);
        if (!isPublished(world, 's1')) return 's1 has left the zone, and the letter that waits needs it. Put it back.';
        const elsewhere = misplaced(world);
        if (elsewhere) return toldOfPlace(elsewhere, 's2');
        if (isDamaged(world, 's2')) return 'The text at s2._domainkey.acme.example is not the whole second key.';
        if (switched && !isPublished(world, 's2'))
          return 'The gateway seals with s2, and nobody can look that key up yet.';
        if (switched && !waiting(world).includes('s1')) {
          return 'No letter sealed with s1 waits. Set acme.example:s1 again, write to Zoe, and then change to s2.';
        }
        return isPublished(world, 's2') || waiting(world).length > 0
          ? [
              ...(waiting(world).includes('s1') ? [] : ['a letter sealed with s1 that waits']),
              ...(isPublished(world, 's2') ? [] : ['the record of s2']),
              ...(switched ? [] : ['lab_dkim_sign = acme.example:s2 at gw.acme.example']),
            ]
              .join(', ')
              .replace(/^/, 'Still missing: ')
              .replace(/$/, '.')
          : undefined;
      },
      afterwards: [{ type: 'host.started', host: freemail }],
    },
    {
      id: 'late-letter',
      text: 'Freemail is back. Put the clock forward (Queues, **+4 h**), so that the waiting letter arrives, and send **zoe@freemail.example** a new one. Both seals must hold.',
      done: 'The late letter passed with s1, the new one with s2.',
      hints: [
        'A queue tries again by itself; let time pass. Then send once more.',
        'In Queues press +4 h. Then type `swaks --server mail.acme.example --from kim@acme.example --to zoe@freemail.example`.',
      ],
      reached: (world) => {
        const hops = straight(world, 'two-keys');
        return hops.some((hop) => passed(hop, 's1')) && hops.some((hop) => passed(hop, 's2'));
      },
      instead: (world) => {
        const hops = straight(world, 'two-keys');
        const lost = hops.flatMap(seals).find(({ result }) => result !== 'pass');
        if (lost && !hops.some((hop) => passed(hop, 's1'))) {
          return `The letter with ${lost.selector} came, and Freemail says ${lost.result}: ${lost.comment}. Publish the key, send with it once more.`;
        }
        if (hops.some((hop) => passed(hop, 's1'))) return 'The late letter has passed with s1. Now a new one, with s2.';
        return hops.some((hop) => passed(hop, 's2'))
          ? 'The new letter passed with s2. The late one still waits.'
          : undefined;
      },
    },
    {
      id: 'retire',
      text: 'Now s1 can go, but not yet: letters live up to **five days** in a queue. Put the clock forward by that much, then take the record **s1._domainkey.acme.example** out of the zone.',
      done: 's1 has gone, five days after its last use. Nothing that it sealed was under way any more.',
      hints: [
        'First the clock, then the record. Five times a day will do.',
        'In Queues press +1 d five times. Then open acme.example in DNS and remove the TXT record of s1._domainkey.acme.example.',
      ],
      reached: (world) => withdrawnAt(world) !== undefined && isPublished(world, 's2') && !wasHasty(world),
      instead: (world) => {
        if (!isPublished(world, 's2')) return 's2 is the key in use; it has to stay.';
        return wasHasty(world)
          ? 's1 left the zone less than five days after its last use. Put it back, wait, and take it out then.'
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'hides',
      kind: 'choice',
      text: 'A letter is signed with DKIM. Who can read it on its way?',
      choices: [
        {
          id: 'holder',
          label: 'Only who has the key from the DNS',
          feedback: 'Everybody has that key. It checks; it opens nothing, because nothing is locked.',
        },
        { id: 'all', label: 'Whoever could read it before' },
        { id: 'recipient', label: 'Only the recipient', feedback: 'That would be encryption: OpenPGP or S/MIME.' },
      ],
      right: ['all'],
      explanation: 'A seal is not an envelope. DKIM shows that nothing was changed and which domain answers for it.',
    },
    {
      id: 'predict-forward',
      kind: 'choice',
      text: 'Globex adds a `Received` line to Dave’s letter and sends it on from its own address. What will Freemail find?',
      choices: [
        {
          id: 'both-fail',
          label: 'SPF fails, so the seal fails too',
          feedback: 'Two independent checks: SPF asks who calls, DKIM asks what is in the letter.',
        },
        { id: 'spf-fails', label: 'SPF fails, the seal holds' },
        {
          id: 'received',
          label: 'SPF passes, the new line breaks the seal',
          feedback: 'Received is not among the signed fields, for this very reason: every server adds one.',
        },
      ],
      right: ['spf-fails'],
      explanation:
        'The caller is Globex, which Acme’s SPF record does not name. Body and signed fields are the same octets as before.',
      provenBy: 'forwarded',
    },
    {
      id: 'why-list',
      kind: 'choice',
      text: 'What broke the seal on the way through the list?',
      choices: [
        {
          id: 'spaces',
          label: 'White space that changed on the way',
          feedback: 'c=relaxed/relaxed forgives more or fewer spaces. It does not forgive new words.',
        },
        {
          id: 'return-path',
          label: 'The list’s own sender address on the envelope',
          feedback: 'The envelope is not in the letter, so no seal covers it.',
        },
        { id: 'footer', label: 'The lines that the list put below the letter' },
        {
          id: 'forgery',
          label: 'Somebody forged it',
          feedback: 'A broken seal says that something changed. Mostly it was a well-meaning program.',
        },
      ],
      right: ['footer'],
      explanation:
        'New words in the body: the hash is another one than bh=. Many lists also write into the subject, which is signed, too.',
    },
    {
      id: 'whose-seal',
      kind: 'choice',
      text: 'From says kim@acme.example. The only seal has `d=bargains.example`, and it passes. What does that tell about Acme?',
      choices: [
        { id: 'acme', label: 'Acme sent it', feedback: 'Acme’s key was never used.' },
        { id: 'nothing', label: 'Nothing: bargains.example answers for it' },
        {
          id: 'forged',
          label: 'The seal is forged',
          feedback: 'It is a true seal, of bargains.example. It just is not Acme’s.',
        },
      ],
      right: ['nothing'],
      explanation: 'DKIM alone does not compare d= with From. That comparison is DMARC’s, the next lesson.',
    },
  ],
  coach: [
    {
      id: 'where-keys-live',
      say: 'A verifier builds the name itself, from s= and d=: s1._domainkey.acme.example. It looks nowhere else.',
      notices: (event, world) =>
        event.type === 'zone.changed' &&
        event.by === 'learner' &&
        event.add.length > 0 &&
        misplaced(world) !== undefined,
    },
    {
      id: 'whole-key',
      say: 'That key does not parse as the one that Acme signs with: take the whole text, as one record, and remove what stood there before.',
      notices: (event, world) =>
        event.type === 'zone.changed' &&
        event.by === 'learner' &&
        event.add.length > 0 &&
        (isDamaged(world, 's1') || isDamaged(world, 's2')),
    },
    {
      id: 'publish-first',
      say: 'The seal names a key that Freemail does not find in the DNS. First publish, then sign.',
      notices: (event, world) =>
        event.type === 'mail.authenticated' &&
        event.host === freemail &&
        event.result.dkim.some(({ result, comment }) => result === 'permerror' && comment === 'no key') &&
        reachedAt(world, 'sign') === undefined,
    },
    {
      id: 'footer-stays',
      say: 'They will switch it on again. Leave the footer, and sign after the last change.',
      notices: (event, world) =>
        event.type === 'config.changed' &&
        event.by === 'learner' &&
        event.parameter === 'lab_footer' &&
        event.host === gateway &&
        !event.value?.includes(footer) &&
        reachedAt(world, 'footer') === undefined,
    },
    {
      id: 'still-under-way',
      say: 'Letters sealed with s1 may still lie in queues. Who checks them needs s1 in the DNS: put it back for now.',
      notices: (event, world) =>
        event.type === 'zone.changed' &&
        event.by === 'learner' &&
        event.remove.some(({ name }) => name === nameOf('s1')) &&
        reachedAt(world, 'list') !== undefined &&
        wasHasty(world),
    },
  ],
});
