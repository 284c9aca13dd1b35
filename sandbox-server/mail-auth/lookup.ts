import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import type { Answer } from '../dns/resolver.ts';

/** One question to the virtual DNS. Answers carry the aliases on the way, too. */
export type LookUp = (name: string, type: DnsType) => Promise<Answer>;

/** Signatures and records are the sender's to write: nobody makes us ask the DNS more than this about one message. */
export const questionsPerMessageMax = 300;

type RecordOf<Type extends DnsType> = Extract<DnsRecord, { type: Type }>;

/** The records of one type, aliases left out. */
export function recordsOf<Type extends DnsType>({ answers }: Answer, type: Type): RecordOf<Type>[] {
  return answers.filter((record): record is RecordOf<Type> => record.type === type);
}

/** The same question is asked once; past `questionsPerMessageMax` the answer is SERVFAIL. For one message. */
export function askedOnce(look: LookUp): LookUp {
  const answers = new Map<string, Promise<Answer>>();
  return (name, type) => {
    const question = `${type} ${name.toLowerCase().replace(/\.$/, '')}`;
    const known = answers.get(question);
    if (known) return known;
    if (answers.size >= questionsPerMessageMax) return Promise.resolve({ rcode: 'SERVFAIL', answers: [] });
    const answer = look(name, type);
    answers.set(question, answer);
    return answer;
  };
}

/** What mailauth's DKIM and ARC want of the DNS: key records, each as its list of strings. */
export type KeyResolver = (name: string, type: string) => Promise<string[][]>;

/**
 * mailauth asks the real DNS when it is given no resolver: each of its calls gets this one.
 * Throws with Node's codes: ENOTFOUND, ENODATA, ESERVFAIL.
 */
export function keyResolver(look: LookUp): KeyResolver {
  return async (name, type) => {
    if (type !== 'TXT') throw dnsError('ENODATA', name);
    const answer = await look(name, 'TXT');
    if (answer.rcode === 'SERVFAIL') throw dnsError('ESERVFAIL', name);
    if (answer.rcode === 'NXDOMAIN') throw dnsError('ENOTFOUND', name);
    const texts = recordsOf(answer, 'TXT').map(({ text }) => [text]);
    if (texts.length === 0) throw dnsError('ENODATA', name);
    return texts;
  };
}

function dnsError(code: string, name: string): Error {
  return Object.assign(new Error(`${code} ${name}`), { code });
}
