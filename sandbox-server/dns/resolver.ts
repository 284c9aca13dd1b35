import type { Driver, RecordFacts } from '#protocol/events.ts';
import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';

export interface Answer {
  rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  answers: DnsRecord[];
}

export type MailHosts =
  | { kind: 'mx'; hosts: { preference: number; exchange: string }[] }
  | { kind: 'implicit' }
  | { kind: 'null-mx' }
  | { kind: 'no-domain' }
  | { kind: 'failed' };

interface Asker {
  client: string;
  driver: Driver;
}

export class Resolver {
  readonly #world: World;
  readonly #record: RecordFacts;
  constructor({ world, record }: { world: World; record: RecordFacts }) {
    this.#world = world;
    this.#record = record;
  }
  async query({ client, driver }: Asker, asked: string, type: DnsType): Promise<Answer> {
    await new Promise((resolve) => setImmediate(resolve));
    const name = asked.toLowerCase().replace(/\.$/, '');
    const here = this.#world.names.records.filter((record) => record.name === name);
    const answers = here.filter((record) => record.type === type);
    const exists = here.length > 0 || this.#world.names.records.some((record) => record.name.endsWith(`.${name}`));
    const rcode = exists ? 'NOERROR' : 'NXDOMAIN';
    this.#record({ type: 'dns.answered', client, driver, question: { name, type }, rcode, answers });
    return { rcode, answers };
  }
  async addresses(by: Asker, name: string): Promise<string[]> {
    const { answers } = await this.query(by, name, 'A');
    return answers.flatMap((record) => (record.type === 'A' ? [record.address] : []));
  }
  async mailHosts(by: Asker, domain: string): Promise<MailHosts> {
    const { rcode, answers } = await this.query(by, domain, 'MX');
    if (rcode === 'NXDOMAIN') return { kind: 'no-domain' };
    const hosts = answers
      .flatMap((record) => (record.type === 'MX' ? [record] : []))
      .sort((a, b) => a.preference - b.preference);
    if (hosts.length === 0) return { kind: 'implicit' };
    return hosts[0]?.exchange === '.' ? { kind: 'null-mx' } : { kind: 'mx', hosts };
  }
  async reverse(by: Asker, address: string): Promise<string | undefined> {
    const { answers } = await this.query(by, `${address.split('.').reverse().join('.')}.in-addr.arpa`, 'PTR');
    return answers[0]?.type === 'PTR' ? answers[0].target : undefined;
  }
}
