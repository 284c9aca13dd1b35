import type { Lookup } from '#protocol/projections/names.ts';
import { recordData } from '#protocol/zone-file.ts';

/** Why somebody asks the DNS such a question, in a few words. */
export function purposeOf({
  question: { name, type },
  driver,
  answers,
}: Pick<Lookup, 'question' | 'driver' | 'answers'>): string {
  if (driver === 'learner') return 'you asked, or a program of yours';
  const byName = namedPurposes.find(([pattern]) => pattern.test(name))?.[1];
  if (byName) return byName;
  if (type === 'MX') return 'which servers take mail for this domain';
  if (type === 'PTR') return 'the name of the address that called';
  if (type === 'TXT')
    return answers.some((record) => record.type === 'TXT' && /^v=spf1\b/i.test(record.text))
      ? 'who may send for this domain (SPF)'
      : 'a text about this domain, such as SPF';
  if (/^(\d{1,3}\.){4}/.test(name)) return 'whether a blocklist has this address';
  return 'the address of this host';
}

const namedPurposes: [RegExp, string][] = [
  [/^_dmarc\./, 'what the domain wants done with forged mail (DMARC)'],
  [/\._report\._dmarc\./, 'whether DMARC reports may be sent there'],
  [/\._domainkey\./, 'the key of a signature (DKIM)'],
  [/^_mta-sts\./, 'whether the domain demands TLS (MTA-STS)'],
  [/^mta-sts\./, 'the host of the MTA-STS policy'],
  [/^_\d+\._tcp\./, 'which key the server must have (DANE)'],
  [/^(\d{1,3}\.){4}(?!in-addr\.arpa$)/, 'whether a blocklist has this address'],
];

/** What came back, in a line. */
export function answerWords({ rcode, answers, question }: Pick<Lookup, 'rcode' | 'answers' | 'question'>): string {
  if (rcode === 'NXDOMAIN') return 'there is no such name';
  if (rcode === 'SERVFAIL') return 'no answer that can be used';
  if (answers.length === 0) return `the name exists, without ${question.type} records`;
  return answers
    .map((record) => (record.type === question.type ? recordData(record) : `alias of ${recordData(record)}`))
    .join(', ');
}
