import type { Driver, FactOf, RecordFacts } from '#protocol/events.ts';
import { activeFaults } from '#protocol/projections/faults.ts';
import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';

export interface Answer {
  rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  /** The aliases on the way first, then the records asked for. Empty with NOERROR: the name exists, without such records. */
  answers: DnsRecord[];
  /** The zone is signed: DNSSEC vouches for the answer. */
  secure?: boolean;
}

/** Where mail for a domain goes (RFC 5321 §5.1), the lowest preference first. */
export type MailHosts =
  | { kind: 'mx'; hosts: { preference: number; exchange: string }[] }
  /** No MX records: the domain itself is its mail server, if it has an address. */
  | { kind: 'implicit' }
  /** The domain says that it takes no mail (RFC 7505). */
  | { kind: 'null-mx' }
  | { kind: 'no-domain' }
  /** No usable answer: to be tried again later. */
  | { kind: 'failed' };

/** Who asks, as the facts name it, and for which conversation or message. */
export interface Asker extends Pick<FactOf<'dns.answered'>, 'client' | 'about'> {
  driver: Driver;
}

type MxRecord = Extract<DnsRecord, { type: 'MX' }>;

/** Answers from the zones of the sandbox. Each question on the wire is a fact. */
export class Resolver {
  readonly #world: World;
  readonly #record: RecordFacts;

  constructor({ world, record }: { world: World; record: RecordFacts }) {
    this.#world = world;
    this.#record = record;
  }

  /** Asks for one type of records of a name, in whatever case and with or without the final dot; follows aliases. */
  async query(by: Asker, asked: string, type: DnsType): Promise<Answer> {
    // Never in the caller's turn: a real answer takes its time, too.
    await new Promise((resolve) => setImmediate(resolve));
    const name = canonical(asked);
    const answer = answerOf(this.#world, name, type);
    this.#record({ type: 'dns.answered', ...by, question: { name, type }, ...answer });
    return answer;
  }

  /** IPv4 addresses of a name; empty when there are none, whatever the reason. */
  async addresses(by: Asker, name: string): Promise<string[]> {
    // As /etc/hosts says: nobody is asked.
    if (canonical(name) === 'localhost') return ['127.0.0.1'];
    const { answers } = await this.query(by, name, 'A');
    return answers.flatMap((record) => (record.type === 'A' ? [record.address] : []));
  }

  /** The mail servers of a domain, as its MX records say. */
  async mailHosts(by: Asker, domain: string): Promise<MailHosts> {
    const { rcode, answers } = await this.query(by, domain, 'MX');
    if (rcode === 'SERVFAIL') return { kind: 'failed' };
    if (rcode === 'NXDOMAIN') return { kind: 'no-domain' };
    const records = answers.filter((record): record is MxRecord => record.type === 'MX');
    if (records.length === 0) return { kind: 'implicit' };
    const hosts = records
      .map(({ preference, exchange }) => ({ preference, exchange: canonical(exchange) }))
      .filter(({ exchange }) => exchange !== '')
      .sort((one, other) => one.preference - other.preference);
    return hosts.length === 0 ? { kind: 'null-mx' } : { kind: 'mx', hosts };
  }

  /** The name of an IPv4 address; undefined when it has none. */
  async reverse(by: Asker, address: string): Promise<string | undefined> {
    if (address.startsWith('127.')) return 'localhost';
    const { answers } = await this.query(by, `${address.split('.').reverse().join('.')}.in-addr.arpa`, 'PTR');
    return answers.find((record) => record.type === 'PTR')?.target;
  }
}

/** What the name servers of a world say; pure. */
function answerOf(world: World, name: string, type: DnsType): Answer {
  if (!hasNameServer(world) || isBroken(world, name)) return { rcode: 'SERVFAIL', answers: [] };
  const secure = world.names.signed.some((zone) => isWithin(name, zone)) ? { secure: true } : {};
  const aliases: DnsRecord[] = [];
  const seen = new Set<string>();
  let current = name;
  for (;;) {
    // An alias that leads back to itself has no answer (RFC 1034 §3.6.2).
    if (seen.has(current)) return { rcode: 'SERVFAIL', answers: [] };
    seen.add(current);
    const here = world.names.records.filter((record) => canonical(record.name) === current);
    const found = here.filter((record) => record.type === type);
    const alias = here.find((record) => record.type === 'CNAME');
    if (found.length > 0 || !alias) {
      const exists = here.length > 0 || hasNamesBelow(world, current);
      return { rcode: exists ? 'NOERROR' : 'NXDOMAIN', answers: [...aliases, ...found], ...secure };
    }
    aliases.push(alias);
    current = canonical(alias.target);
  }
}

/** A world without a host for DNS has it from elsewhere, always. */
function hasNameServer({ hosts }: World): boolean {
  const servers = Object.values(hosts.byName).filter(({ role }) => role === 'dns');
  return servers.length === 0 || servers.some(({ up }) => up);
}

function isBroken({ faults }: World, name: string): boolean {
  return activeFaults(faults, 'servfail').some(({ domain }) => isWithin(name, domain));
}

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** A name with names below it exists, even without records of its own (RFC 8020). */
function hasNamesBelow({ names }: World, name: string): boolean {
  return names.records.some((record) => canonical(record.name).endsWith(`.${name}`));
}

/** Lower case, without the final dot: names are compared so (RFC 4343). */
function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
