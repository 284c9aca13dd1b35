import type { DmarcCheck } from '#protocol/mail-authentication.ts';
import { isMailDomain } from './domain.ts';
import { type LookUp, recordsOf } from './lookup.ts';

export type Policy = 'none' | 'quarantine' | 'reject';

export interface Policies {
  p: Policy;
  sp?: Policy;
  np?: Policy;
}

export interface DmarcRecord {
  text: string;
  /** Absent: not usable, so that mail under this record has no DMARC. */
  policies?: Policies;
  psd: 'y' | 'n' | 'u';
  testing: boolean;
  mode: { spf: 'strict' | 'relaxed'; dkim: 'strict' | 'relaxed' };
}

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
    const record = recordAmong(recordsOf(answer, 'TXT').map(({ text }) => text));
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

/** Several records count as none. */
function recordAmong(texts: string[]): DmarcRecord | undefined {
  const [text, second] = texts.filter((candidate) => /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(;|$)/.test(candidate.trim()));
  return text === undefined || second !== undefined ? undefined : parseDmarcRecord(text.trim());
}

/** Reads a record (RFC 9989 §4.7): the text has been seen to begin with v=DMARC1. */
export function parseDmarcRecord(text: string): DmarcRecord {
  const tags = new Map(text.split(';').map(tagOf));
  const policies = policiesOf(tags);
  return {
    text,
    ...(policies && { policies }),
    psd: psdOf(tags.get('psd')),
    testing: tags.get('t') === 'y',
    mode: { spf: modeOf(tags.get('aspf')), dkim: modeOf(tags.get('adkim')) },
  };
}

/** One policy that is none, or no p=, spoils all: then the record only asks for reports, as if it said p=none
 *  (RFC 9989 §4.10.1). Undefined when it does not even do that. */
function policiesOf(tags: Map<string, string>): Policies | undefined {
  const [p, sp, np] = [tags.get('p'), tags.get('sp'), tags.get('np')];
  const usable = isPolicy(p) && (sp === undefined || isPolicy(sp)) && (np === undefined || isPolicy(np));
  if (usable) return { p, ...(sp !== undefined && { sp }), ...(np !== undefined && { np }) };
  return hasReportAddress(tags.get('rua')) ? { p: 'none' } : undefined;
}

function tagOf(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name.trim().toLowerCase(), value.join('=').trim().toLowerCase()];
}

function isPolicy(value: string | undefined): value is Policy {
  return value === 'none' || value === 'quarantine' || value === 'reject';
}

function hasReportAddress(rua = ''): boolean {
  return rua.split(',').some((uri) => /^[a-z][a-z0-9+.-]*:/.test(uri.trim()));
}

function psdOf(value: string | undefined): DmarcRecord['psd'] {
  return value === 'y' || value === 'n' ? value : 'u';
}

function modeOf(value: string | undefined): 'strict' | 'relaxed' {
  return value === 's' ? 'strict' : 'relaxed';
}
