import type { SandboxEvent } from '#protocol/events.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import type { Message } from '#protocol/projections/messages.ts';
import { delivered, isOpen, learnerMessages, outcomes, reachedAt, views } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const acme = 'acme.example';
const mailAcme = 'mail.acme.example';
const freemail = 'mx.freemail.example';
const club = 'lists.club.example';
const kim = 'kim@acme.example';
const recordName = '_dmarc.acme.example';
const forger = '203.0.113.66';
const postlysWaysOut = ['203.0.113.11', '203.0.113.12'];
const postlysKey = 'p1._domainkey.postly.example';
const clubAddress = '203.0.113.80';

/** What Freemail found out about letters, oldest first: those it refused included. */
function verdicts({ messages }: World): MailAuthentication[] {
  return Object.values(messages.checks)
    .filter(({ host }) => host === freemail)
    .map(({ result }) => result);
}

/** The forger's letters with this domain in From. */
function forgeries(world: World, domain = acme): MailAuthentication[] {
  return verdicts(world).filter(({ spf, dmarc }) => spf.client === forger && dmarc.fromDomain === domain);
}

/** The forger used his own envelope: SPF has nothing to say against it. */
function isClever({ spf }: MailAuthentication): boolean {
  return spf.result === 'pass' && spf.domain === 'bargains.example';
}

function newsletters(world: World): MailAuthentication[] {
  return verdicts(world).filter(({ spf, dmarc }) => postlysWaysOut.includes(spf.client) && dmarc.fromDomain === acme);
}

function lettersOfKim(world: World): MailAuthentication[] {
  return verdicts(world).filter(({ spf, dmarc }) => spf.client === '192.0.2.25' && dmarc.fromDomain === acme);
}

/** Under the wish that the record states: what passed was judged by it, too. */
function under(wish: 'quarantine' | 'reject') {
  return ({ dmarc }: MailAuthentication) => dmarc.policy === wish && !dmarc.testing;
}

/** The text at _dmarc.acme.example; undefined unless there is exactly one. */
function recordOf({ names }: World): string | undefined {
  const texts = names.records.flatMap((one) =>
    one.type === 'TXT' && one.name === recordName && /^v=DMARC1\b/.test(one.text) ? [one.text] : [],
  );
  return texts.length === 1 ? texts[0] : undefined;
}

function tag(record: string | undefined, name: string): string | undefined {
  return new RegExp(`;\\s*${name}\\s*=\\s*([^;\\s]+)`, 'i').exec(record ?? '')?.[1]?.toLowerCase();
}

function asksForReports(record: string | undefined): boolean {
  return tag(record, 'rua')?.includes(`mailto:${kim}`) === true;
}

/** What is missing from a record that only watches. */
function watchFlaw(world: World): string | undefined {
  const record = recordOf(world);
  if (!record) {
    const many = world.names.records.filter(({ type, name }) => type === 'TXT' && name === recordName).length > 1;
    if (many) return 'There is more than one record at _dmarc.acme.example; receivers then take none of them.';
    const isAtTop = world.names.records.some(
      (one) => one.type === 'TXT' && one.name === acme && /^v=DMARC1/i.test(one.text),
    );
    return isAtTop
      ? 'The record stands at acme.example; receivers ask one level below, at _dmarc.acme.example.'
      : undefined;
  }
  if (tag(record, 'p') !== 'none') return `The record asks for p=${tag(record, 'p')}; this step only watches: p=none.`;
  if (!asksForReports(record))
    return 'The record must say where reports go: rua=mailto:kim@acme.example, mailto: included.';
  return undefined;
}

/** Freemail's reports that came to Kim after it had judged a newsletter that failed. */
function reports(world: World): Message[] {
  const firstAt = Object.values(world.messages.checks).find(
    ({ host, result: { spf, dmarc } }) =>
      host === freemail && postlysWaysOut.includes(spf.client) && dmarc.result === 'fail' && dmarc.record,
  )?.at;
  if (firstAt === undefined) return [];
  return Object.values(world.messages.byId).filter(
    (message) => isReport(message) && (message.hops[0]?.at ?? 0) > firstAt && delivered(message, mailAcme, kim),
  );
}

function isReport({ origin, notice, hops }: Message): boolean {
  return origin === 'system' && !notice && hops[0]?.host === freemail;
}

/** Letters that the learner wrote to the list. */
function posts(world: World): Message[] {
  return learnerMessages(world).filter(({ hops }) => hops.some(({ host }) => host === club));
}

function refusedPost(world: World): boolean {
  return verdicts(world).some(
    ({ spf, dmarc }) => spf.client === clubAddress && dmarc.fromDomain === acme && dmarc.disposition === 'reject',
  );
}

/** The list's copy passed, while Acme still asks for reject. */
function passedPost(world: World): boolean {
  return verdicts(world).some(
    ({ spf, dmarc }) =>
      spf.client === clubAddress && dmarc.fromDomain === acme && dmarc.result === 'pass' && dmarc.policy === 'reject',
  );
}

/** The first of these that has not been seen, as a sentence. */
function notSeen(sides: [shown: boolean, words: string][]): string | undefined {
  const missing = sides.filter(([shown]) => !shown).map(([, words]) => words);
  return missing.length > 0 ? `Not seen yet: ${missing.join('; ')}.` : undefined;
}

/** A forged letter of Acme was put aside, as p=quarantine asks in earnest. */
function wentToJunk(world: World): boolean {
  return forgeries(world).some((one) => isClever(one) && one.dmarc.disposition === 'quarantine');
}

function sidesOfReject(world: World): [boolean, string][] {
  return [
    [wentToJunk(world), 'the forged letter in junk, with p=quarantine'],
    [
      forgeries(world).some((one) => isClever(one) && under('reject')(one) && one.dmarc.result === 'fail'),
      'the forged letter refused',
    ],
    [
      lettersOfKim(world).some((one) => under('reject')(one) && one.dmarc.result === 'pass'),
      'Kim’s own letter delivered',
    ],
    [newsletters(world).some((one) => under('reject')(one) && one.dmarc.result === 'pass'), 'the newsletter delivered'],
  ];
}

function sidesOfNames(world: World): [boolean, string][] {
  const since = recordOf(world);
  return [
    [
      forgeries(world, 'promo.acme.example').some(
        ({ dmarc }) => dmarc.policyTag === 'np' && dmarc.disposition === 'reject',
      ),
      'the letter of promo.acme.example refused because of np=reject',
    ],
    [
      verdicts(world).some(
        ({ dmarc }) =>
          dmarc.fromDomain === 'shop.acme.example' && dmarc.disposition === 'none' && dmarc.record === since,
      ),
      'the shop’s letter delivered under the record as it is now',
    ],
  ];
}

function changedBy(event: SandboxEvent): boolean {
  return event.type === 'zone.changed' && event.by === 'learner' && event.add.length > 0;
}

export default defineLesson({
  title: 'Make the letterhead count',
  audience: 'Marketers, sysadmins, students.',
  minutes: 25,
  after: ['spf', 'dkim'],
  summary:
    'Forge a letter that passes SPF, watch with DMARC, mend the newsletter by its report, then ask for rejection, and see what that breaks.',
  elsewhere: [
    'promo.acme.example',
    'offers@promo.acme.example',
    'x@bargains.example',
    'bounces.acme.example',
    'news@acme.example',
    '_dmarc.acme.example',
    'orders@shop.acme.example',
    'p1._domainkey.acme.example',
  ],
  steps: [
    {
      id: 'forge',
      text: 'Be the forger. From **vps66.bargains.example**, send to **zoe@freemail.example** through **mx.freemail.example**: envelope from **x@bargains.example**, but **kim@acme.example** in the From header.',
      done: 'SPF passed, for bargains.example; Zoe sees Acme. The letter is in her inbox.',
      hints: [
        'Your own domain on the envelope, Acme’s in the letter. swaks has --from for the one and --h-From for the other.',
        'Type `ssh vps66.bargains.example swaks --server mx.freemail.example --from x@bargains.example --to zoe@freemail.example --h-From kim@acme.example`.',
      ],
      reached: (world) => forgeries(world).some((one) => isClever(one) && one.dmarc.disposition === 'none'),
      instead: (world) => {
        const last = verdicts(world).at(-1);
        if (!last) return undefined;
        if (last.dmarc.fromDomain !== acme)
          return `The From header named ${last.dmarc.fromDomain || 'no single domain'}; this step wants ${acme} there.`;
        if (last.spf.client !== forger) return 'That letter did not come from vps66.bargains.example.';
        if (isClever(last))
          return `The letter is clever enough, but Acme’s record already asks for ${last.dmarc.disposition}.`;
        return `SPF said ${last.spf.result} for ${last.spf.domain}: a clever forger puts his own domain, bargains.example, on the envelope.`;
      },
    },
    {
      id: 'watch',
      text: 'Publish a record that only watches, at **_dmarc.acme.example**: policy **none** for Acme and for names below it, reports to **kim@acme.example**. Then forge the letter once more.',
      done: 'DMARC said fail, and asked for nothing: the letter arrived, and was counted.',
      hints: [
        'It is a TXT record one level below the domain. p= is the wish for the domain itself, sp= for names below it, rua= the address for reports, written as mailto:.',
        'In the DNS view add `_dmarc.acme.example. IN TXT "v=DMARC1; p=none; sp=none; rua=mailto:kim@acme.example"`, then send the forger’s letter again.',
      ],
      reached: (world) =>
        forgeries(world).some(
          ({ dmarc }) =>
            dmarc.result === 'fail' &&
            dmarc.policy === 'none' &&
            dmarc.recordDomain === acme &&
            asksForReports(dmarc.record),
        ),
      instead: (world) =>
        watchFlaw(world) ??
        (recordOf(world) ? 'The record is right. Now forge the letter again, so that it is judged by it.' : undefined),
    },
    {
      id: 'report',
      text: 'Send the newsletter: through **smtp.postly.example**, port **587**, user **acme-prod**, password **blue-Kettle-7**, from **news@acme.example** to **zoe@freemail.example**. Let a day pass (**+1 d** in Queues), and open the report in **kim@acme.example**’s mailbox.',
      done: 'The report counts two senders that fail: the forger, and Acme’s own newsletter.',
      hints: [
        'Reports are written at midnight, for the day before. First send, then put the clock forward, then look into Kim’s mailbox.',
        'Type `swaks --server smtp.postly.example --port 587 --tls --auth-user acme-prod --auth-password blue-Kettle-7 --from news@acme.example --to zoe@freemail.example`, press +1 d, and open the newest message of kim@acme.example.',
      ],
      reached: (world) =>
        views(world, { mailbox: kim }).some(({ message }) => reports(world).some(({ id }) => id === message)),
      instead: (world) => {
        if (reports(world).length > 0) return 'A report has come to kim@acme.example; it has not been opened yet.';
        if (newsletters(world).some(({ dmarc }) => dmarc.record))
          return asksForReports(recordOf(world))
            ? 'The newsletter was judged. The report is written at midnight: put the clock forward.'
            : 'The record does not ask for reports to kim@acme.example any more.';
        return Object.values(world.messages.byId).some(isReport)
          ? 'That report does not know the newsletter: send it through Postly, and let another day pass.'
          : undefined;
      },
    },
    {
      id: 'align',
      text: 'Let Postly sign in Acme’s name: publish **p1._domainkey.acme.example** as an alias (CNAME) of **p1._domainkey.postly.example**. Then send the newsletter again; DMARC must say pass.',
      done: 'Postly signs with d=acme.example, too: the newsletter is aligned.',
      hints: [
        'SPF and DKIM already pass, for Postly’s domain. What has to change is whose name is in the signature.',
        'In the DNS view add `p1._domainkey.acme.example. IN CNAME p1._domainkey.postly.example.`, with the dot at the end, and send the newsletter once more.',
      ],
      reached: (world) => newsletters(world).some(({ dmarc }) => dmarc.result === 'pass'),
      instead: (world) => {
        const last = newsletters(world).at(-1);
        const alias = world.names.records.find(({ name }) => name === 'p1._domainkey.acme.example');
        if (alias?.type === 'CNAME' && alias.target !== postlysKey)
          return `The alias leads to ${alias.target}; Postly’s key is at ${postlysKey}, written with a dot at its end.`;
        if (alias) return 'Something is published for Postly’s signature. Now send the newsletter again.';
        const since = reachedAt(world, 'report') ?? Number.POSITIVE_INFINITY;
        return last && world.names.changes.some(({ seq }) => seq > since)
          ? `The newsletter passes SPF for ${last.spf.domain}, which is not Acme’s. Alignment is what is missing.`
          : undefined;
      },
    },
    {
      id: 'testing',
      text: 'Ask for quarantine, with a safety catch: change the record to **p=quarantine** with **t=y**, keep the rest, and forge the letter once more.',
      done: 'p=quarantine with t=y: one level less, so the letter still arrived.',
      hints: [
        'The record has a tag for owners who are still testing.',
        'Replace the record by `"v=DMARC1; p=quarantine; sp=none; t=y; rua=mailto:kim@acme.example"`; there may be only one. Then forge the letter again.',
      ],
      reached: (world) =>
        forgeries(world).some(({ dmarc }) => dmarc.policy === 'quarantine' && dmarc.testing && dmarc.result === 'fail'),
      instead: (world) => {
        const record = recordOf(world);
        if (!record) return watchFlaw(world);
        const p = tag(record, 'p');
        if (p === 'none') return undefined;
        if (p !== 'quarantine') return `The record asks for p=${p} already; this step wants p=quarantine first.`;
        return tag(record, 't') === 'y'
          ? 'The record is right. Now forge the letter again.'
          : 'The record asks for quarantine in earnest; this step wants t=y beside it.';
      },
    },
    {
      id: 'reject',
      text: 'Take **t=y** out, and forge: the letter must lie in Zoe’s junk. Then ask for **p=reject**, still with **sp=none**, and prove all three sides at Freemail: the forged letter is refused, Kim’s own letter (through **mail.acme.example**) arrives, and the newsletter arrives.',
      done: 'First junk, then 550 5.7.26 for the forger; Acme’s own mail arrives.',
      hints: [
        'Change the record twice: first without t=y, and forge; then with p=reject, and send three letters: the forged one, one from kim@acme.example through mail.acme.example, and the newsletter.',
        'Records: `"v=DMARC1; p=quarantine; sp=none; rua=mailto:kim@acme.example"`, then `"v=DMARC1; p=reject; sp=none; rua=mailto:kim@acme.example"`. Kim’s letter: `swaks --server mail.acme.example --from kim@acme.example --to zoe@freemail.example`. The other two as before.',
      ],
      reached: (world) => sidesOfReject(world).every(([shown]) => shown),
      instead: (world) => {
        const record = recordOf(world);
        if (!record) return watchFlaw(world);
        const p = tag(record, 'p');
        if (tag(record, 't') === 'y')
          return p === 'reject' ? 'With t=y, reject is only treated as quarantine: take it out.' : undefined;
        if (p === 'quarantine')
          return wentToJunk(world)
            ? 'It lies in junk. Now p=reject.'
            : 'The record is right. Now forge the letter, and look for it in Zoe’s mailbox.';
        return p === 'reject' ? notSeen(sidesOfReject(world)) : undefined;
      },
    },
    {
      id: 'names',
      text: 'The forger takes a name that Acme never had: **offers@promo.acme.example** in From. Close that with **np=reject**, and prove both sides: his letter is refused, and one from **shop.acme.example** (**orders@shop.acme.example**, straight to **mx.freemail.example**) still arrives.',
      done: 'np=reject stops names that do not exist; sp=none leaves the shop alone.',
      hints: [
        'sp= is for all names below Acme, the shop included. One tag is only for names that DNS does not know.',
        'Record: `"v=DMARC1; p=reject; sp=none; np=reject; rua=mailto:kim@acme.example"`. Then the forger’s letter with `--h-From offers@promo.acme.example`, and `ssh shop.acme.example swaks --server mx.freemail.example --from orders@shop.acme.example --to zoe@freemail.example`.',
      ],
      reached: (world) => tag(recordOf(world), 'np') === 'reject' && sidesOfNames(world).every(([shown]) => shown),
      instead: (world) => {
        const record = recordOf(world);
        if (!record) return watchFlaw(world);
        const lastOfPromo = forgeries(world, 'promo.acme.example').at(-1)?.dmarc;
        if (lastOfPromo?.recordDomain === 'promo.acme.example')
          return 'promo.acme.example has a record of its own now; any other name would still be let in. Acme’s record needs np=reject.';
        const refusedShop = verdicts(world).some(
          ({ dmarc }) =>
            dmarc.fromDomain === 'shop.acme.example' && dmarc.disposition === 'reject' && dmarc.record === record,
        );
        if (refusedShop) return 'Now the shop’s letter is refused, too.';
        if (lastOfPromo?.disposition === 'none' && lastOfPromo.record === record)
          return 'The letter of promo.acme.example was let in: sp=none is what it inherits.';
        return lastOfPromo ? notSeen(sidesOfNames(world)) : undefined;
      },
    },
    {
      id: 'list',
      text: 'Kim writes to her chess list, **chess@club.example**, through **mail.acme.example**. Freemail refuses the list’s copy. Then, on **lists.club.example**, empty **lab_footer**, and write to the list again: it must pass, with **p=reject** as it is.',
      done: 'Left unchanged, Kim’s signature survives the list, and DMARC passes.',
      hints: [
        'The list is not in Acme’s SPF record, and it changes the letter, so the signature breaks. Which of the two can the list mend?',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to chess@club.example`; then `ssh lists.club.example postconf -e lab_footer=`, and send it again.',
      ],
      reached: (world) => refusedPost(world) && passedPost(world),
      instead: (world) => {
        if (tag(recordOf(world), 'p') !== 'reject')
          return 'Acme’s record does not ask for reject any more: that helps the list, and the forger.';
        if (posts(world).length === 0) return undefined;
        if (!refusedPost(world) && passedPost(world))
          return 'That letter passed at once: the list’s footer must be there for the first try.';
        return posts(world).some((post) => outcomes(post, { kind: 'bounced', host: club }).length > 0)
          ? 'Freemail refused the list’s copy. The list can mend that.'
          : undefined;
      },
    },
  ],
  questions: [
    {
      id: 'which-align',
      kind: 'several',
      text: 'From is news@acme.example. Which of these give DMARC a pass, with the usual relaxed alignment?',
      choices: [
        { id: 'sub', label: 'SPF passes for bounces.acme.example' },
        {
          id: 'postly',
          label: 'SPF passes for bounces.postly.example, DKIM for postly.example',
          feedback: 'Both pass, for somebody else. Neither belongs to Acme.',
        },
        { id: 'dkim-only', label: 'SPF fails, DKIM passes with d=acme.example' },
        {
          id: 'lookalike',
          label: 'SPF and DKIM pass for acme-news.example',
          feedback: 'It looks alike, but it is another domain: anybody could have registered it.',
        },
      ],
      right: ['sub', 'dkim-only'],
      explanation:
        'One aligned pass is enough. Relaxed: the same organisational domain; strict (aspf=s, adkim=s) would want the very same name, and bounces.acme.example would not do.',
    },
    {
      id: 'what-testing-does',
      kind: 'choice',
      text: 'The record says p=quarantine; t=y. What becomes of the forged letter?',
      choices: [
        {
          id: 'junk',
          label: 'It goes to junk, and a copy to Acme',
          feedback: 'No copy is sent. Reports only count, and t=y changes what is done.',
        },
        { id: 'inbox', label: 'It arrives in the inbox' },
        {
          id: 'refused',
          label: 'It is refused',
          feedback: 'That is more than the record asks for, not less.',
        },
      ],
      right: ['inbox'],
      explanation:
        'One level less than asked: quarantine becomes none. p=reject with t=y would have become quarantine.',
      provenBy: 'testing',
    },
    {
      id: 'what-remains',
      kind: 'choice',
      text: 'Acme has p=reject. What can a forger still do?',
      choices: [
        {
          id: 'own-envelope',
          label: 'Write kim@acme.example into From, with an envelope of his own',
          feedback: 'That is just what DMARC catches, at receivers who check it.',
        },
        { id: 'display-name', label: 'Send as “Kim from Acme” <x@bargains.example>' },
        {
          id: 'nothing',
          label: 'Nothing: Acme is safe',
          feedback: 'DMARC guards one domain name. People read names of persons, and misread names that look alike.',
        },
      ],
      right: ['display-name'],
      explanation:
        'The display name and look-alike domains are not Acme’s domain, so Acme’s record says nothing about them.',
    },
  ],
  coach: [
    {
      id: 'one-level-below',
      say: 'Receivers look for DMARC one level below the domain: the record’s name is _dmarc.acme.example.',
      notices: (event) =>
        event.type === 'zone.changed' &&
        event.add.some((one) => one.type === 'TXT' && one.name === acme && /^v=DMARC1/i.test(one.text)),
    },
    {
      id: 'rua-is-a-link',
      say: 'rua= holds a link, not an address: rua=mailto:kim@acme.example.',
      notices: (event) =>
        event.type === 'zone.changed' &&
        event.add.some(
          (one) => one.type === 'TXT' && one.name === recordName && /rua\s*=\s*(?!mailto:)\S/i.test(one.text),
        ),
    },
    {
      id: 'old-tags',
      say: 'pct, ri and rf left DMARC with RFC 9989; receivers pass over them. For testing there is t=y.',
      notices: (event) =>
        event.type === 'zone.changed' &&
        event.add.some((one) => one.type === 'TXT' && one.name === recordName && /;\s*(pct|ri|rf)\s*=/i.test(one.text)),
    },
    {
      id: 'no-such-tag',
      say: 'DMARC has no such tag, and receivers pass over it. Alignment is aspf and adkim, with one letter each: r or s.',
      notices: (event) =>
        event.type === 'zone.changed' &&
        event.add.some(
          (one) => one.type === 'TXT' && one.name === recordName && /;\s*(adspf|asdkim|spf|dkim)\s*=/i.test(one.text),
        ),
    },
    {
      id: 'alignment-is-the-point',
      say: 'SPF already passes, for bounces.postly.example. More addresses in Acme’s SPF record change nothing: alignment is the point.',
      notices: (event, world) =>
        event.type === 'zone.changed' &&
        !isOpen(world, 'report') &&
        isOpen(world, 'align') &&
        event.add.some((one) => one.type === 'TXT' && one.name === acme && one.text.startsWith('v=spf1')),
    },
    {
      id: 'own-newsletter-first',
      say: 'Acme’s own newsletter still fails. With this record its readers find it in junk, or not at all: align it first.',
      notices: (event, world) =>
        changedBy(event) && isOpen(world, 'align') && /^(quarantine|reject)$/.test(tag(recordOf(world), 'p') ?? ''),
    },
    {
      id: 'sp-hits-the-shop',
      say: 'sp= is for every name below Acme, and the shop sends mail that nothing vouches for. Only names that do not exist: np=.',
      notices: (event, world) => changedBy(event) && /^(quarantine|reject)$/.test(tag(recordOf(world), 'sp') ?? ''),
    },
    {
      id: 'name-by-name',
      say: 'A record for promo works for promo. The forger has as many other names as he likes: np= is for all of them.',
      notices: (event) =>
        event.type === 'zone.changed' && event.add.some(({ name }) => name === '_dmarc.promo.acme.example'),
    },
    {
      id: 'not-back-to-none',
      say: 'With a weaker wish the list’s copy comes through, and the forger’s letter with it. The list can mend this.',
      notices: (event, world) =>
        changedBy(event) && !isOpen(world, 'names') && isOpen(world, 'list') && tag(recordOf(world), 'p') !== 'reject',
    },
  ],
});
