import type { DnsRecord } from '#protocol/scenario.ts';
import type { LookUp } from './lookup.ts';

/**
 * A DNS for tests, as lines `name TYPE value`; quotes around a text are left out. `name SERVFAIL` fails for this name and
 * all below it.
 */
export function zones(...texts: string[]): { look: LookUp; asked: string[] } {
  const lines = texts.flatMap((text) => text.split('\n')).map((line) => line.trim().split(/\s+/));
  const failing = lines.filter(([, type]) => type === 'SERVFAIL').map(([name = '']) => name);
  const records = texts.flatMap((text) => text.split('\n').flatMap(recordOf));
  const asked: string[] = [];
  const look: LookUp = async (name, type) => {
    const wanted = name.toLowerCase();
    asked.push(`${type} ${wanted}`);
    if (failing.some((domain) => isBelow(wanted, domain))) return { rcode: 'SERVFAIL', answers: [] };
    const here = records.filter((record) => record.name === wanted);
    const alias = here.find((record) => record.type === 'CNAME');
    if (alias && type !== 'CNAME') {
      const further = await look(alias.target, type);
      return { ...further, answers: [alias, ...further.answers] };
    }
    const exists = records.some((record) => isBelow(record.name, wanted));
    return { rcode: exists ? 'NOERROR' : 'NXDOMAIN', answers: here.filter((record) => record.type === type) };
  };
  return { look, asked };
}

function recordOf(line: string): DnsRecord[] {
  const [, name = '', type, value = ''] = /^\s*(\S+)\s+(A|MX|CNAME|TXT|PTR)\s+(.*?)\s*$/.exec(line) ?? [];
  switch (type) {
    case 'A':
      return [{ name, type, address: value }];
    case 'TXT':
      return [{ name, type, text: value }];
    case 'CNAME':
    case 'PTR':
      return [{ name, type, target: value }];
    case 'MX': {
      const [preference, exchange = ''] = value.split(' ');
      return [{ name, type, preference: Number(preference), exchange }];
    }
    default:
      return [];
  }
}

function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
