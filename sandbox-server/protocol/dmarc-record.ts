/** A DMARC record (RFC 9989 §4.7), read from its text. */

export type Policy = 'none' | 'quarantine' | 'reject';

/** What is asked for the domain itself, for names below it, and for those of them that do not exist. */
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

/** The one DMARC record among the texts of a name; several count as none (RFC 9989 §4.10). */
export function theDmarcRecord(texts: string[]): DmarcRecord | undefined {
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
