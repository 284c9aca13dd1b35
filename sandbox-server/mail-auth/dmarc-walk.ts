import { type DmarcRecord, theDmarcRecord } from '#protocol/dmarc-record.ts';
import type { DmarcCheck } from '#protocol/mail-authentication.ts';
import { isMailDomain } from './domain.ts';
import { type LookUp, recordsOf } from './lookup.ts';

export interface FoundRecord {
  domain: string;
  record: DmarcRecord;
}

export interface TreeWalk {
  /** Names asked, and what was there; for the eye. */
  asked: DmarcCheck['walk'];
  /** Records found, the longest name first. */
  found: FoundRecord[];
  /** The DNS gave no answer for one of the names. */
  failed: boolean;
}

/** RFC 9989 §4.10: names of eight labels and more are cut to seven after the first question. */
const walkLabelsMax = 7;

/** The DNS Tree Walk (RFC 9989 §4.10): asks for a record at the domain and at each name above it. */
export async function treeWalk(domain: string, look: LookUp): Promise<TreeWalk> {
  const walk: TreeWalk = { asked: [], found: [], failed: false };
  let labels = isMailDomain(domain) ? domain.split('.') : [];
  while (labels.length > 0) {
    const name = labels.join('.');
    const answer = await look(`_dmarc.${name}`, 'TXT');
    const record = theDmarcRecord(recordsOf(answer, 'TXT').map(({ text }) => text));
    walk.asked.push({ name: `_dmarc.${name}`, found: record !== undefined, ...(record && { record: record.text }) });
    if (answer.rcode === 'SERVFAIL') return { ...walk, failed: true };
    if (record) walk.found.push({ domain: name, record });
    if (record && record.psd !== 'u') break;
    labels = labels.length > walkLabelsMax ? labels.slice(-walkLabelsMax) : labels.slice(1);
  }
  return walk;
}

/** The Organizational Domain of the domain where the walk began (RFC 9989 §4.10.2). */
export function organizationalDomain(domain: string, { found }: TreeWalk): string {
  const last = found.at(-1);
  if (!last) return domain;
  // A walk ends at the first psd tag, so only the last record can have one.
  if (last.record.psd === 'y' && last.domain !== domain) {
    return domain
      .split('.')
      .slice(-last.domain.split('.').length - 1)
      .join('.');
  }
  return last.domain;
}

/** The record that applies (RFC 9989 §4.10.1): the domain's own, else its organization's, else the public suffix's. */
export function applicableRecord(domain: string, walk: TreeWalk): FoundRecord | undefined {
  const organization = organizationalDomain(domain, walk);
  const own = walk.found.find((entry) => entry.domain === domain);
  return own ?? walk.found.find((entry) => entry.domain === organization) ?? walk.found.find(isPublicSuffix);
}

function isPublicSuffix({ record }: FoundRecord): boolean {
  return record.psd === 'y';
}
