import type { DkimCheck, MailAuthentication, SpfCheck } from '#protocol/mail-authentication.ts';

/** The result of all checks in one sentence, and what would mend what failed. */
export interface InShort {
  sentence: string;
  mend: string[];
}

/** Told from what DMARC made of it: SPF and DKIM count where they stand for the domain in From. RFC 9989. */
export function inShort({ spf, dkim, dmarc, arc }: MailAuthentication): InShort {
  const from = dmarc.fromDomain;
  switch (dmarc.result) {
    case 'pass':
      return { sentence: `It is from ${from}, and that is proved: ${lowered(dmarc.explanation)}`, mend: [] };
    case 'fail':
      return {
        sentence: `Nothing proves that it is from ${from}. ${dmarc.explanation} ${wish(dmarc.disposition, from)}`,
        mend: [...ofSpf(spf, from, wasPassedOn(dkim, from)), ...ofSignatures(dkim, from), ...ofChain(arc)],
      };
    case 'none':
      return {
        sentence: `${dmarc.explanation} So nothing ties the From that people see to SPF (${spf.result}) and DKIM (${signatureWord(dkim)}).`,
        mend: dmarc.record
          ? [`Give the record of ${dmarc.recordDomain} a policy: p=none, p=quarantine or p=reject.`]
          : [
              ...ofUnusable(spf, from),
              `Publish a TXT record at _dmarc.${from}: v=DMARC1; p=none; rua=mailto:…, and read the reports first.`,
            ],
      };
    case 'permerror':
      return { sentence: dmarc.explanation, mend: ['Write exactly one From field with addresses of one domain.'] };
    case 'temperror':
      return { sentence: dmarc.explanation, mend: ['Wait: the sender tries again, and the DNS may answer then.'] };
    default:
      return dmarc.result satisfies never;
  }
}

function lowered(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function wish(disposition: MailAuthentication['dmarc']['disposition'], from: string): string {
  const asked = { none: 'do nothing about it', quarantine: 'treat it as suspicious', reject: 'refuse it' };
  return `${from} asks to ${asked[disposition]}.`;
}

/** DMARC can only tie to From what works: an SPF record that says nothing to anybody comes first. */
function ofUnusable(spf: SpfCheck, from: string): string[] {
  return spf.identity === 'mailfrom' && ['none', 'permerror'].includes(spf.result) ? ofSpf(spf, from, false) : [];
}

function signatureWord(dkim: readonly DkimCheck[]): string {
  if (dkim.length === 0) return 'not signed';
  return dkim.some(({ result }) => result === 'pass') ? 'pass' : (dkim[0]?.result ?? 'none');
}

/** A signature of the From domain that no longer fits: the letter was From's, and somebody on the way changed it. */
function wasPassedOn(dkim: readonly DkimCheck[], from: string): boolean {
  return dkim.some(({ domain, result, bodyHashMatches }) => domain === from && result === 'fail' && !bodyHashMatches);
}

function ofSpf(
  { result, domain, client, aligned, explanation, lookups }: SpfCheck,
  from: string,
  isPassedOn: boolean,
): string[] {
  switch (result) {
    case 'pass':
      if (isPassedOn && !aligned) {
        return [
          `SPF passed for ${domain}, which passed the letter on: a list rightly sends with a return address of its own. It says nothing about ${from}.`,
        ];
      }
      return aligned
        ? []
        : [`SPF passed, but for ${domain}: send with a return address (MAIL FROM) of ${from}, if it is your mail.`];
    case 'fail':
    case 'softfail':
    case 'neutral':
      return [
        `If ${client} sends for ${domain}, add ip4:${client} to its SPF record. If it only forwards, it should use a return address of its own (SRS); SPF then speaks for the forwarder, and only a signature can speak for ${from}. If it is a stranger, all is well: this is what SPF is for.`,
      ];
    case 'none':
      return [`Publish an SPF record for ${domain}: a TXT record such as v=spf1 mx -all.`];
    case 'permerror':
      return lookups > 10
        ? [`Make the SPF record of ${domain} shorter: replace some include, a and mx by ip4, which need no look-up.`]
        : [`Repair the SPF record of ${domain}. ${explanation}`];
    case 'temperror':
      return [`The DNS of ${domain} must answer.`];
    default:
      return result satisfies never;
  }
}

function ofSignatures(dkim: readonly DkimCheck[], from: string): string[] {
  if (dkim.length === 0) return [`Sign mail of ${from} with DKIM: a signature survives forwarding, SPF does not.`];
  return [...new Set(dkim.flatMap((signature) => ofSignature(signature, from)))];
}

function ofSignature(signature: DkimCheck, from: string): string[] {
  const { result, domain, selector, aligned, bodyHashMatches, comment } = signature;
  if (result === 'pass') {
    return aligned ? [] : [`The signature of ${domain} is good, but From is ${from}: sign with d=${from}, too.`];
  }
  if (result === 'permerror') {
    return [`The key of ${domain} cannot be used (${comment}): publish it at ${selector}._domainkey.${domain}.`];
  }
  if (result === 'temperror') return [`The DNS must answer for ${selector}._domainkey.${domain}.`];
  if (bodyHashMatches === false) {
    return [
      'The body was changed after it was signed. A list can leave the body alone (no footer), or write its own address into From and sign itself.',
    ];
  }
  return [
    `The signature of ${domain} does not fit the header: a signed field was changed on the way, or the key in the DNS is another one.`,
  ];
}

function ofChain({ result, sealers }: MailAuthentication['arc']): string[] {
  if (result !== 'pass') return [];
  const sealer = sealers.at(-1) ?? 'a server on the way';
  return [`ARC is whole: a receiver that trusts ${sealer} can believe what it saw before the change, and let it pass.`];
}
