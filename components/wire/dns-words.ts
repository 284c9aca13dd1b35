import type { Lookup } from '#protocol/projections/names.ts';
import { recordData } from '#protocol/zone-file.ts';

/** Look-ups in plain words: what was asked and why a mail server asks it, and what the answer means. */

/** Why a mail server asks this. */
export function questionWords({ question: { name, type } }: Pick<Lookup, 'question'>): { plain: string; rfc: string } {
  switch (type) {
    case 'MX':
      return { plain: `Which servers take mail for ${name}? The lowest number is tried first.`, rfc: 'RFC 5321 §5.1' };
    case 'PTR':
      return { plain: 'Which name belongs to this address? The address is written backwards.', rfc: 'RFC 1035 §3.5' };
    case 'TXT':
      return textQuestion(name);
    case 'TLSA':
      return { plain: 'Which key must the server there present in TLS (DANE)?', rfc: 'RFC 7672 §2.2' };
    case 'CNAME':
      return { plain: `Is ${name} another name of something?`, rfc: 'RFC 1034 §3.6.2' };
    case 'NS':
      return { plain: `Which name servers answer for ${name}?`, rfc: 'RFC 1035 §3.3.11' };
    default:
      if (isListing(name)) return listQuestion;
      return { plain: `Which address does ${name} have?`, rfc: 'RFC 1035 §3.4.1' };
  }
}

const listQuestion = {
  plain: 'Is this address on the blocklist? It is written backwards before the list’s name; an answer means yes.',
  rfc: 'RFC 5782 §2.1',
};

/** An address turned round in front of a zone, as blocklists are asked. */
function isListing(name: string): boolean {
  return /^(\d{1,3}\.){4}/.test(name) && !name.endsWith('.in-addr.arpa');
}

function textQuestion(name: string): { plain: string; rfc: string } {
  if (name.startsWith('_dmarc.')) {
    return { plain: 'What does the domain in From wish for mail that nobody vouches for (DMARC)?', rfc: 'RFC 9989 §4' };
  }
  if (name.includes('._domainkey.')) {
    return { plain: 'With which key can the signature be checked (DKIM)?', rfc: 'RFC 6376 §3.6.2' };
  }
  if (name.startsWith('_mta-sts.')) {
    return { plain: 'Does the domain publish a policy that demands TLS (MTA-STS)?', rfc: 'RFC 8461 §3.1' };
  }
  if (isListing(name)) return { plain: 'Why is this address on the blocklist?', rfc: 'RFC 5782 §2.1' };
  return { plain: `Which servers may send for ${name} (SPF)?`, rfc: 'RFC 7208 §4.4' };
}

/** What came back, in a few words: the records, or why there are none. */
export function answerWords({ rcode, answers }: Pick<Lookup, 'rcode' | 'answers'>): string {
  if (rcode === 'NXDOMAIN') return 'NXDOMAIN: there is no such name';
  if (rcode === 'SERVFAIL') return 'SERVFAIL: the name server could not say';
  if (answers.length === 0) return 'the name exists, without such a record';
  return answers.map(recordData).join(', ');
}

/** What a client makes of the answer; undefined where the records speak for themselves. */
export function answerMeans({
  question,
  rcode,
  answers,
}: Pick<Lookup, 'question' | 'rcode' | 'answers'>): string | undefined {
  if (rcode === 'SERVFAIL') return 'No answer is not a no: whoever asked must try again later.';
  if (question.type === 'MX') {
    if (answers.some((record) => record.type === 'MX' && record.exchange.replace(/\.$/, '') === '')) {
      return 'A lone dot is a null MX: this domain never takes mail.';
    }
    if (rcode === 'NOERROR' && answers.length === 0) return 'Without MX records the domain itself is its mail server.';
  }
  if (isListing(question.name)) return rcode === 'NXDOMAIN' ? 'It is not listed.' : 'It is listed.';
  if (rcode === 'NXDOMAIN') return 'This answer is final: trying again will not help until somebody adds the name.';
  return undefined;
}
