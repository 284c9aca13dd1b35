import type { DnsRecord } from './scenario.ts';
import { isSameRecord } from './zone-file.ts';

/** What is wrong with records: an error is refused, a hint is a state that a real zone can be in, and pays for. */
export interface RecordProblem {
  record: DnsRecord;
  level: 'error' | 'hint';
  text: string;
}

const label = '[a-z0-9_*]([a-z0-9_-]{0,61}[a-z0-9_])?';
const namePattern = new RegExp(`^${label}(\\.${label})*$`);
const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const addressPattern = new RegExp(`^(${octet}\\.){3}${octet}$`);

/** Octets of one TXT record: far more than any key, and still one answer over TCP. */
const textMax = 4000;

/** Problems of some records among all records of the sandbox. Names are lower case, without the final dot. */
export function zoneProblems(records: readonly DnsRecord[], all: readonly DnsRecord[]): RecordProblem[] {
  return records.flatMap((record): RecordProblem[] => {
    const wrong = recordError(record) ?? aliasError(record, all);
    if (wrong) return [{ record, level: 'error', text: wrong }];
    const texts = [...dotHints(record.name, record.name, all), ...hints(record, all)];
    return texts.map((text) => ({ record, level: 'hint', text }));
  });
}

function recordError(record: DnsRecord): string | undefined {
  if (!namePattern.test(record.name) || record.name.length > 253)
    return `"${record.name}" is not a name that DNS can hold.`;
  switch (record.type) {
    case 'A':
      return addressPattern.test(record.address)
        ? undefined
        : `"${record.address}" is not an IPv4 address such as 192.0.2.25.`;
    case 'MX':
      if (record.preference > 65_535) return 'The preference of an MX record is a number from 0 to 65535.';
      return isRoot(record.exchange) ? undefined : targetError(record.exchange);
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return targetError(record.target);
    case 'TXT':
      return record.text.length > textMax ? `The text is longer than ${textMax} octets.` : undefined;
    case 'TLSA': {
      const inRange = record.usage >= 0 && record.usage <= 3 && [0, 1].includes(record.selector);
      if (!inRange || ![0, 1, 2].includes(record.matching)) {
        return 'TLSA: usage is 0 to 3, selector 0 or 1, matching type 0 to 2 (RFC 6698).';
      }
      return /^([0-9a-f]{2})+$/i.test(record.data) || record.data === 'auto'
        ? undefined
        : 'The data of TLSA are hexadecimal digits, two for each octet.';
    }
  }
}

function targetError(name: string): string | undefined {
  return namePattern.test(name) && name.length <= 253 ? undefined : `"${name}" is not a name that DNS can hold.`;
}

function aliasError(record: DnsRecord, all: readonly DnsRecord[]): string | undefined {
  const { name, type } = record;
  const others = all.filter((other) => other.name === name && !isSameRecord(other, record));
  const clash = type === 'CNAME' ? others[0] : others.find((other) => other.type === 'CNAME');
  if (!clash) return undefined;
  const beside = type === 'CNAME' ? clash.type : type;
  return `${name} is an alias (CNAME), and an alias has nothing beside it (RFC 1034 §3.6.2), no ${beside} either. Take one of them away.`;
}

function hints(record: DnsRecord, all: readonly DnsRecord[]): string[] {
  switch (record.type) {
    case 'MX':
      return mxHints(record, all);
    case 'TXT':
      return textHints(record, all);
    case 'NS':
      if (hasAddress(record.target, all)) return [];
      return orElse(dotHints(record.target, record.name, all), `${record.target} has no address here.`);
    case 'CNAME':
      if (all.some(({ name }) => name === record.target)) return [];
      return orElse(dotHints(record.target, record.name, all), `${record.target} does not exist here.`);
    case 'PTR':
      return dotHints(record.target, record.name, all);
    default:
      return [];
  }
}

/**
 * Says so when a zone's name was put behind a whole name, because its final dot is missing (RFC 1035 §5.1): what stands
 * before it ends in a domain that is known here. `owner` lies in the zone.
 */
function dotHints(name: string, owner: string, all: readonly DnsRecord[]): string[] {
  const domains = new Set(all.map((record) => domainOf(record.name)));
  for (const zone of zonesAround(owner)) {
    if (!name.endsWith(`.${zone}`)) continue;
    const meant = name.slice(0, -zone.length - 1);
    if (meant === zone || meant.endsWith(`.${zone}`)) {
      return [`${name}: the zone’s name stands there twice. It looks like the final dot is missing: ${meant}.`];
    }
    if (domains.has(domainOf(meant))) {
      return [`${name}: the zone’s name was put behind it. It looks like the final dot is missing: ${meant}.`];
    }
  }
  return [];
}

/** The zones that a name can lie in. `_report._dmarc` and its like are no zones: whole names may stand before them. */
function zonesAround(name: string): string[] {
  const labels = name.split('.');
  const zones = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  return zones.filter((zone) => !zone.startsWith('_'));
}

function domainOf(name: string): string {
  return name.split('.').slice(-2).join('.');
}

function orElse(texts: string[], otherwise: string): string[] {
  return texts.length > 0 ? texts : [otherwise];
}

function mxHints({ name, exchange }: Extract<DnsRecord, { type: 'MX' }>, all: readonly DnsRecord[]): string[] {
  if (isRoot(exchange)) {
    const isAlone = all.filter((record) => record.type === 'MX' && record.name === name).length === 1;
    return isAlone ? [] : ['The null MX says “no mail here”; beside other MX records it makes no sense (RFC 7505).'];
  }
  const withoutDot = dotHints(exchange, name, all);
  if (withoutDot.length > 0) return withoutDot;
  if (/^(\d+\.){3}\d+(\.|$)/.test(exchange)) {
    return ['MX wants the name of a host, not an address: give the host a name with an A record, and name it here.'];
  }
  if (all.some((record) => record.type === 'CNAME' && record.name === exchange)) {
    return [`${exchange} is an alias (CNAME). An MX names the host itself (RFC 2181 §10.3); not every server follows.`];
  }
  return hasAddress(exchange, all) ? [] : [`${exchange} has no address here: nobody can be called under it.`];
}

function textHints(record: Extract<DnsRecord, { type: 'TXT' }>, all: readonly DnsRecord[]): string[] {
  const texts = all.flatMap((other) => (other.type === 'TXT' && other.name === record.name ? [other.text] : []));
  const isSpf = (text: string) => /^v=spf1( |$)/i.test(text);
  if (isSpf(record.text) && texts.filter(isSpf).length > 1) {
    return ['Two SPF records: a receiver may use neither, the result is permerror (RFC 7208 §4.5). Put them into one.'];
  }
  if (/^v=spf1\S/i.test(record.text)) return ['After v=spf1 comes a space; like this it is no SPF record.'];
  const isDmarc = (text: string) => /^v=DMARC1\b/.test(text);
  if (isDmarc(record.text) && texts.filter(isDmarc).length > 1) {
    return ['Two DMARC records: a receiver then acts as if there were none (RFC 9989).'];
  }
  // Or below it, where a receiver of reports says that it takes them for others (RFC 9990).
  const isPlaced = /^_dmarc\.|\._report\._dmarc\./.test(record.name);
  if (isDmarc(record.text) && !isPlaced) return ['DMARC records stand under _dmarc.'];
  return [];
}

function hasAddress(name: string, all: readonly DnsRecord[]): boolean {
  return all.some((record) => record.name === name && (record.type === 'A' || record.type === 'CNAME'));
}

/** `.` and the empty name: the null MX of RFC 7505. */
function isRoot(name: string): boolean {
  return name === '' || name === '.';
}
