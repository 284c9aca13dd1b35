import type { SandboxEvent } from '#protocol/events.ts';
import { defineLesson } from '#protocol/lesson.ts';
import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import { accepted, delivered, learnerMessages, outcomes, reachedAt } from '#protocol/questions.ts';
import type { World } from '#protocol/world.ts';

const domain = 'acme.example';
const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const freemail = 'mx.freemail.example';
const dave = 'dave@globex.example';
const zoe = 'zoe@freemail.example';

/** Who calls Freemail: the address is all that SPF knows of a client. */
const from = {
  acme: '192.0.2.25',
  laptop: '192.0.2.10',
  spammer: '203.0.113.66',
  postly: '203.0.113.11',
  desk: '203.0.113.140',
  globex: '198.51.100.25',
};

type Spf = MailAuthentication['spf'];

/** What Freemail found out about letters, oldest first; about those that it refused, too. */
function judged(world: World): MailAuthentication[] {
  return Object.values(world.messages.checks)
    .filter(({ host }) => host === freemail)
    .toSorted((one, other) => one.at - other.at)
    .map(({ result }) => result);
}

/** The same, of the envelopes alone. */
function checks(world: World): Spf[] {
  return judged(world).map(({ spf }) => spf);
}

/** The same, of envelopes with Acme's name that came from one address. */
function checksOf(world: World, client: string, result?: Spf['result']): Spf[] {
  return checks(world).filter(
    (spf) => spf.client === client && spf.domain === domain && (result === undefined || spf.result === result),
  );
}

/** Strangers are refused by this record: it ends with -all, and nothing before lets everybody in. */
function isStrict({ record = '' }: Spf): boolean {
  const all = record.split(/\s+/).find((term) => /^[-+~?]?all$/i.test(term));
  return all?.toLowerCase() === '-all';
}

/** SPF records of a name, as published now. */
function published(world: World, name = domain): string[] {
  return world.names.records.flatMap((record) =>
    record.type === 'TXT' && record.name === name && record.text.startsWith('v=spf1') ? [record.text] : [],
  );
}

/** The check was made with the record as it is now, so that its result still tells something. */
function isCurrent(world: World, spf: Spf): boolean {
  const [record, second] = published(world);
  return spf.record === (second === undefined ? record : undefined);
}

/** Letters that lie in Zoe's mailbox, with what Freemail found out about each. */
function atZoes(world: World): MailAuthentication[] {
  return learnerMessages(world)
    .filter((message) => delivered(message, freemail, zoe))
    .flatMap(({ hops }) => hops.find(({ host }) => host === freemail)?.authentication ?? []);
}

/** Why the newest check of that client was no success, in Freemail's words. */
function told(spf: Spf | undefined): string | undefined {
  return spf && `Freemail came to ${spf.result} for ${spf.client}: ${spf.explanation}`;
}

/** A genuine letter of Acme, forwarded by Globex, refused by Freemail. */
function lostOnTheDetour(world: World): boolean {
  return learnerMessages(world).some(
    (message) =>
      accepted(message, acme, dave) &&
      outcomes(message, { kind: 'bounced', host: globex }).some(({ status }) => status === '5.7.23'),
  );
}

/**
 * Terms that cost a stranger’s letter a look-up, those of included records too (RFC 7208 §4.6.4). Ends soon after the
 * tenth, for a record may include itself.
 */
function costOf(world: World, { record = '' }: Spf): number {
  const unread = [record];
  let cost = 0;
  for (let text = unread.pop(); text !== undefined && cost <= 10; text = unread.pop()) {
    for (const term of text.split(/\s+/)) {
      const [, name, other = ''] = /^[-+~?]?(include:|redirect=|exists:|ptr\b|mx\b|a\b)(\S*)/i.exec(term) ?? [];
      if (name === undefined) continue;
      cost += 1;
      if (/include|redirect/i.test(name)) unread.push(...published(world, other).slice(0, 1));
    }
  }
  return cost;
}

/** Repaired: all three services are in it, strangers are refused, and nobody’s letter needs an eleventh look-up. */
function isRepaired(world: World, spf: Spf): boolean {
  return isStrict(spf) && lostFrom(spf).length === 0 && costOf(world, spf) <= 10;
}

/** What is wrong with the record by which the help desk passed; undefined: nothing. */
function stillWrong(world: World, spf: Spf): string | undefined {
  const [lost] = lostFrom(spf);
  if (lost !== undefined) return `The help desk passes, but the record has lost ${lost}.`;
  if (!isStrict(spf)) return 'The help desk passes, but so would anybody else: end the record with -all.';
  return isRepaired(world, spf)
    ? undefined
    : 'The help desk passes, because its include comes early now. For somebody who is in none of the lists, a forger, the record still costs more than ten look-ups: permerror instead of fail.';
}

/** The services of Acme that a record has lost. */
function lostFrom({ record = '' }: Spf): string[] {
  return ['_spf.postly.example', '_spf.crm.example', '_spf.desk.example'].filter((name) => !record.includes(name));
}

/** SPF records that this fact brings into Acme's zone. */
function nowPublished(event: SandboxEvent): { name: string; text: string }[] {
  if (event.type !== 'zone.changed' || event.by !== 'learner') return [];
  return event.add.flatMap((record) =>
    record.type === 'TXT' && record.text.startsWith('v=spf1') ? [{ name: record.name, text: record.text }] : [],
  );
}

function publishes(event: SandboxEvent, pattern: RegExp): boolean {
  return nowPublished(event).some(({ text }) => pattern.test(text));
}

export default defineLesson({
  title: 'Which machines may use my name on the envelope?',
  audience: 'Sysadmins, marketers, students.',
  minutes: 22,
  after: ['envelope-and-headers', 'dns-and-mx'],
  summary:
    'Publish an SPF record for a server and two services, watch a forger being refused, and find the two things that SPF cannot do.',
  steps: [
    {
      id: 'forge',
      text: 'Be the spammer: from **vps66.bargains.example**, send to **zoe@freemail.example** at **mx.freemail.example**, with **kim@acme.example** on the envelope.',
      done: 'Delivered. SPF came to none: acme.example had published nothing.',
      hints: [
        'From the attacker’s seat: MAIL FROM is Kim’s address, and the server to call is Zoe’s.',
        'Type `ssh vps66.bargains.example swaks --server mx.freemail.example --from kim@acme.example --to zoe@freemail.example`.',
      ],
      reached: (world) =>
        atZoes(world).some(({ spf }) => spf.client === from.spammer && spf.result === 'none' && spf.domain === domain),
      instead: (world) => {
        const last = checks(world).at(-1);
        if (!last) return undefined;
        if (last.client !== from.spammer) {
          return `That letter came from ${last.client}; this step wants one from the spammer’s server, ${from.spammer}.`;
        }
        if (last.domain === domain) return last.result === 'none' ? undefined : told(last);
        return `The envelope said ${last.domain}, and that is what SPF looks at, whatever From says. This step wants kim@acme.example in MAIL FROM.`;
      },
    },
    {
      id: 'cautious',
      text: 'In the zone **acme.example**, publish a cautious record: only **192.0.2.25** is yours, the rest is suspicious, `~all`. Then send the forged letter again, and an honest one through **mail.acme.example**, both to **zoe@freemail.example**.',
      done: 'softfail for 203.0.113.66, pass for 192.0.2.25.',
      hints: [
        'A TXT record at the domain itself, naming the server by its address.',
        'In DNS open acme.example and add a record: name @, type TXT, `v=spf1 ip4:192.0.2.25 ~all`. Then the same command as before, and `swaks --server mail.acme.example --from kim@acme.example --to zoe@freemail.example`.',
      ],
      reached: (world) =>
        checksOf(world, from.spammer, 'softfail').length > 0 && checksOf(world, from.acme, 'pass').length > 0,
      instead: (world) => {
        if (world.names.changes.length === 0) return undefined;
        const forged = checksOf(world, from.spammer).at(-1);
        const honest = checksOf(world, from.acme).at(-1);
        if (honest && honest.result !== 'pass' && isCurrent(world, honest)) return told(honest);
        if (forged && !['softfail', 'none'].includes(forged.result) && isCurrent(world, forged)) {
          return `${told(forged)} This step wants softfail, that is ~all.`;
        }
        if (honest?.result === 'pass') return 'The honest letter passes. Now send the forged one again.';
        return forged?.result === 'softfail'
          ? 'The forged letter is suspicious now. Send the honest one, too.'
          : undefined;
      },
    },
    {
      id: 'strict',
      text: 'Make it strict: end the record with `-all`. Then both letters once more: **mx.freemail.example** must refuse the forged one with **550 5.7.23**, and take Kim’s.',
      done: '550 5.7.23 for the forger; Kim’s own letter still passes.',
      hints: [
        'The last word of the record decides about everybody else.',
        'In DNS press Edit beside the record and replace `~all` by `-all`, so that `v=spf1 ip4:192.0.2.25 -all` is the only record; then send both letters again.',
      ],
      reached: (world) =>
        checksOf(world, from.spammer, 'fail').some((refused) =>
          checksOf(world, from.acme, 'pass').some((passed) => passed.record === refused.record && isStrict(passed)),
        ),
      instead: (world) => {
        const forged = checksOf(world, from.spammer).at(-1);
        const honest = checksOf(world, from.acme).at(-1);
        if (honest && honest.result !== 'pass' && isCurrent(world, honest)) return told(honest);
        if (!forged || !isCurrent(world, forged) || forged.result === 'softfail') return undefined;
        return forged.result === 'fail'
          ? 'The forged letter was refused. Send Kim’s own, too: with this record it must still pass.'
          : told(forged);
      },
    },
    {
      id: 'newsletter',
      text: 'Acme’s newsletter leaves from Postly, **out1.postly.example**, with **news@acme.example** on the envelope. Send it to **zoe@freemail.example** and see it refused; then allow Postly with **_spf.postly.example**, and send it again.',
      done: 'fail, then pass: include asks Postly’s own list.',
      hints: [
        'Postly publishes its addresses in a record of its own. Yours can refer to it; it must stay one record.',
        'Type `ssh out1.postly.example swaks --server mx.freemail.example --from news@acme.example --to zoe@freemail.example`. Make the record `v=spf1 ip4:192.0.2.25 include:_spf.postly.example -all`, and send again.',
      ],
      reached: (world) =>
        checksOf(world, from.postly, 'fail').length > 0 && checksOf(world, from.postly, 'pass').some(isStrict),
      instead: (world) => {
        const last = checksOf(world, from.postly).at(-1);
        if (last?.result === 'pass') {
          return isStrict(last)
            ? 'Postly passes already. Take its include out once, and see what the newsletter gets without it.'
            : 'The newsletter passes, but so would anybody else: end the record with -all.';
        }
        if (!last || !isCurrent(world, last)) return undefined;
        if (/\ball\s.*_spf\.postly\.example/i.test(last.record ?? '')) {
          return 'Refused still: the include stands behind all, and nothing behind all is ever read.';
        }
        return last.result === 'fail'
          ? `Refused, because ${last.client} is not in the record. Now allow Postly, and send the newsletter again.`
          : told(last);
      },
    },
    {
      id: 'forwarded',
      text: 'Dave has left Globex: **mx.globex.example** forwards his mail to Zoe. Send him an honest letter, **dave@globex.example**, through **mail.acme.example**, and see what **mx.freemail.example** says.',
      done: 'fail for 198.51.100.25: a genuine letter, lost on a detour.',
      hints: [
        'Who calls Freemail when Globex forwards? Look at the map.',
        'Type `swaks --server mail.acme.example --from kim@acme.example --to dave@globex.example`; the notice in Kim’s mailbox quotes Freemail.',
      ],
      reached: lostOnTheDetour,
      instead: (world) => {
        const since = reachedAt(world, 'newsletter') ?? Number.POSITIVE_INFINITY;
        const last = learnerMessages(world).findLast(
          ({ hops }) => (hops[0]?.seq ?? 0) > since && hops.some(({ host }) => host === globex),
        );
        if (!last) return undefined;
        if (!accepted(last, acme)) {
          return `That letter went to ${globex} past Acme’s server; this step wants a genuine one, through ${acme}.`;
        }
        return delivered(last, freemail, zoe)
          ? 'It arrived, because your record speaks for Globex now. Then every customer of Globex may be you: take that out again.'
          : undefined;
      },
    },
    {
      id: 'too-many',
      text: 'Publish the vendors’ record, and let the help desk, **out.desk.example**, write as **support@acme.example** to **zoe@freemail.example**: **permerror**. Repair it: all three services stay, **ten** look-ups are enough. Then the help desk, and Kim through **mail.acme.example**, must **pass**.',
      done: 'Eleven look-ups were one too many; ip4 costs none.',
      hints: [
        'mx, a, and every include cost a look-up, those in other people’s records too. ip4 costs nothing.',
        'Instead of `mx a` write `ip4:192.0.2.25`: `v=spf1 ip4:192.0.2.25 include:_spf.postly.example include:_spf.crm.example include:_spf.desk.example -all`. Then send both letters with the two commands below, once more.',
      ],
      reached: (world) =>
        checksOf(world, from.desk, 'permerror').some(({ lookups }) => lookups > 10) &&
        checksOf(world, from.desk, 'pass').some(
          (desk) =>
            isRepaired(world, desk) && checksOf(world, from.acme, 'pass').some(({ record }) => record === desk.record),
        ),
      instead: (world) => {
        const since = reachedAt(world, 'forwarded');
        const desk = checksOf(world, from.desk).at(-1);
        const kim = checksOf(world, from.acme).at(-1);
        if (kim && kim.result !== 'pass' && isCurrent(world, kim)) return told(kim);
        if (desk?.result === 'pass') {
          const wrong = stillWrong(world, desk);
          if (wrong !== undefined) return wrong;
          return checksOf(world, from.desk, 'permerror').length > 0
            ? `The help desk passes. Let Kim write, too, through ${acme}: with this record she must pass as before.`
            : 'The help desk passes. See first what the vendors’ record makes of it.';
        }
        if (desk && isCurrent(world, desk)) {
          return desk.lookups > 10 ? `${told(desk)} Which of them could do without?` : told(desk);
        }
        const isTooLong = kim?.record?.includes('_spf.desk.example');
        return since !== undefined && isTooLong
          ? `${acme} passes: SPF stops at the first term that fits. The help desk is in the last one.`
          : undefined;
      },
    },
    {
      id: 'letterhead',
      text: 'Be the spammer a last time, and fool Zoe although SPF passes: from **vps66.bargains.example**, with **deals@bargains.example** on the envelope, and **Kim <kim@acme.example>** in From.',
      done: 'SPF: pass, for bargains.example. Zoe reads: from Kim.',
      hints: [
        'Your own envelope, the stolen letterhead: MAIL FROM and From need not agree.',
        "Type `ssh vps66.bargains.example`, then `swaks --server mx.freemail.example --from deals@bargains.example --h-From 'Kim <kim@acme.example>' --to zoe@freemail.example`.",
      ],
      reached: (world) =>
        atZoes(world).some(
          ({ spf, dmarc }) => spf.result === 'pass' && spf.domain === 'bargains.example' && dmarc.fromDomain === domain,
        ),
      instead: (world) => {
        const last = judged(world).at(-1);
        if (!last) return undefined;
        if (last.spf.client !== from.spammer) {
          return last.spf.domain === 'bargains.example' ? told(last.spf) : undefined;
        }
        if (last.spf.domain !== 'bargains.example') return told(last.spf);
        return last.dmarc.fromDomain === domain
          ? undefined
          : `It passed, but From says ${last.dmarc.fromDomain || 'nothing clear'}; this step wants Kim’s address in From.`;
      },
    },
  ],
  questions: [
    {
      id: 'which-name',
      kind: 'choice',
      text: 'A letter arrives. Whose SPF record does the receiving server ask for?',
      choices: [
        {
          id: 'from',
          label: 'That of the address in From',
          feedback: 'SPF is decided by the envelope. From is inside the letter, and SPF never looks there.',
        },
        { id: 'mail-from', label: 'That of the domain in MAIL FROM' },
        {
          id: 'client',
          label: 'That of the client’s host name',
          feedback:
            'Near: the name that the client gives in EHLO may be checked, too, and it stands in when MAIL FROM is empty. But the list that counts is that of the envelope.',
        },
      ],
      right: ['mail-from'],
      explanation:
        'MAIL FROM. The name in EHLO may be checked, too (RFC 7208 §2.3); for notices with the empty sender `<>` it is all there is (§2.4).',
    },
    {
      id: 'two-records',
      kind: 'choice',
      text: 'A second service sends for you. Its manual says: add the TXT record `v=spf1 include:_spf.desk.example ~all`. You have one already. With both, what do receivers come to?',
      choices: [
        {
          id: 'both',
          label: 'They read both, one after the other',
          feedback: 'Many think so. But which -all or ~all would count then?',
        },
        { id: 'permerror', label: 'permerror, for everybody' },
        {
          id: 'first',
          label: 'They take the first',
          feedback: 'DNS answers have no order, so nobody could say which is the first.',
        },
      ],
      right: ['permerror'],
      explanation: 'One name, one SPF record (RFC 7208 §4.5). Put the new include into the record that you have.',
    },
    {
      id: 'forwarding',
      kind: 'choice',
      text: 'Kim writes to Dave at Globex, and Globex forwards to Zoe with the envelope sender as it was. What will SPF come to at Freemail?',
      choices: [
        {
          id: 'pass',
          label: 'pass: Kim really wrote it',
          feedback: 'SPF does not know who wrote. It knows who calls, and that is not Acme’s server.',
        },
        { id: 'fail', label: 'fail' },
        {
          id: 'none',
          label: 'none: Globex has no SPF record',
          feedback: 'Globex’s record is not asked for. The name on the envelope is still acme.example.',
        },
      ],
      right: ['fail'],
      explanation: 'Freemail sees 198.51.100.25 with Acme’s name on the envelope, and Acme’s record does not list it.',
      provenBy: 'forwarded',
    },
    {
      id: 'mx-needed',
      kind: 'choice',
      text: 'news.acme.example only sends, and takes no mail. May it have an SPF record without an MX?',
      choices: [
        { id: 'yes', label: 'Yes' },
        {
          id: 'no',
          label: 'No, SPF builds on MX',
          feedback: 'Only the term `mx` asks for it, and nobody has to use that term.',
        },
      ],
      right: ['yes'],
      explanation:
        'MX says where mail is received, SPF who may send. Still, a return path should lead somewhere, because notices go there.',
    },
  ],
  // Senders whom nobody could answer.
  elsewhere: ['deals@bargains.example'],
  coach: [
    {
      id: 'mx-wants-a-name',
      say: 'mx and a want the name of a host. An address is written ip4:192.0.2.25.',
      notices: (event) => publishes(event, /\b(mx|a):\d+\.\d+\.\d+\.\d+/i),
    },
    {
      id: 'at-the-domain',
      say: 'The record belongs to the name behind the @ on the envelope: acme.example itself. In the form that name is written @.',
      notices: (event) => nowPublished(event).some(({ name }) => name !== domain),
    },
    {
      id: 'one-record',
      say: 'Now acme.example has two SPF records, and receivers may believe neither: permerror. Keep one, and extend it.',
      notices: (event, world) => nowPublished(event).length > 0 && published(world).length > 1,
    },
    {
      id: 'nothing-after-all',
      say: 'all fits everybody, so nothing behind it is ever read. It must be the last term.',
      notices: (event) => publishes(event, /\s[-+~?]?all\s+(?!exp=|redirect=)\S/i),
    },
    {
      id: 'everybody-may',
      say: 'all with a + or without a sign says pass to the whole world, spammers first. Use ~all while you are testing.',
      notices: (event) => publishes(event, /\s\+?all\b/i),
    },
    {
      id: 'not-their-server',
      say: 'With Globex’s server in your record, everybody whose mail Globex forwards or sends may be you. Leave it out; the forwarder can help, or DKIM.',
      notices: (event) => publishes(event, /198\.51\.100\.|globex\.example/i),
    },
    {
      id: 'not-from-the-laptop',
      say: 'Freemail saw your laptop, 192.0.2.10, and that is not in the record. Honest mail goes through mail.acme.example.',
      notices: (event) =>
        event.type === 'mail.authenticated' &&
        event.host === freemail &&
        event.result.spf.client === from.laptop &&
        ['fail', 'softfail'].includes(event.result.spf.result),
    },
  ],
});
