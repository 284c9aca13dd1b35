import { gzipSync } from 'node:zlib';
import MimeNode from 'nodemailer/lib/mime-node';
import { type DmarcRecord, type Policies, type Policy, parseDmarcRecord } from '#protocol/dmarc-record.ts';
import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { DkimCheck, SpfCheck } from '#protocol/mail-authentication.ts';

/** Messages that came from one client with the same results. */
export interface AggregateRow {
  client: string;
  count: number;
  fromDomain: string;
  /** Domain of MAIL FROM; empty for <>. */
  reversePathDomain: string;
  /** What the record wishes for a message that fails, and what was done. */
  policy: Policy;
  disposition: Policy;
  spf: Pick<SpfCheck, 'domain' | 'result' | 'identity' | 'aligned'>;
  dkim: Pick<DkimCheck, 'domain' | 'selector' | 'result' | 'aligned'>[];
}

export interface AggregateReport {
  /** Who reports: a name for people, the mail domain, the sender of the report. */
  organization: string;
  receiver: string;
  from: string;
  /** Address of the record's rua=. */
  to: string;
  /** Unique among the reports to this domain: letters, digits, dots. */
  reportId: string;
  /** Whose record it was, and the record. */
  domain: string;
  record: string;
  /** The period and the moment of writing, sandbox ms. */
  begin: number;
  end: number;
  at: number;
  rows: AggregateRow[];
}

/**
 * A DMARC aggregate report as mail (RFC 9990): a sentence for people, and gzipped XML that is named
 * `receiver!domain!begin!end.xml.gz`. To be DKIM signed for the domain of `from`.
 *
 * @returns octets in latin1, CR LF line ends
 * @throws Error when `record` has no usable policy
 */
export async function aggregateReport(report: AggregateReport): Promise<string> {
  const { receiver, domain, from, to, reportId, begin, end, at } = report;
  // The boundary must be the same in every run of the same log.
  const root = new MimeNode('multipart/mixed', { hostname: receiver, baseBoundary: reportId, newline: 'win' });
  root.setHeader({
    Date: new Date(sandboxEpochMs + at).toUTCString().replace('GMT', '+0000'),
    From: from,
    To: to,
    Subject: `Report Domain: ${domain} Submitter: ${receiver} Report-ID: <${reportId}@${receiver}>`,
    'Message-Id': `<${reportId}@${receiver}>`,
    'Auto-Submitted': 'auto-generated',
  });
  root.createChild('text/plain; charset=us-ascii').setContent(forPeople(report));
  const filename = `${receiver}!${domain}!${seconds(begin)}!${seconds(end)}.xml.gz`;
  root.createChild('application/gzip', { filename }).setContent(gzipSync(aggregateXml(report)));
  return (await root.build()).toString('latin1');
}

function forPeople({ organization, domain, rows }: AggregateReport): string {
  const messages = rows.reduce((sum, { count }) => sum + count, 0);
  return `${organization} saw ${messages} message(s) with ${domain} in From.\nThe attached file has the results by client.\n`;
}

/** The report itself (RFC 9990 appendix A). Throws when `record` has no usable policy. */
export function aggregateXml(report: AggregateReport): string {
  const record = parseDmarcRecord(report.record);
  if (!record.policies) throw new Error(`no policy to report on: ${report.record}`);
  const feedback = element('feedback', [
    element('version', '1.0'),
    metadataOf(report),
    publishedOf(report.domain, record, record.policies),
    ...report.rows.map((row) => recordOf(row, record)),
  ]).replace('<feedback>', '<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feedback}\n`;
}

function metadataOf({ organization, from, receiver, reportId, begin, end }: AggregateReport): string {
  return element('report_metadata', [
    element('org_name', organization),
    element('email', from),
    element('report_id', `${reportId}@${receiver}`),
    element('date_range', [element('begin', seconds(begin)), element('end', seconds(end))]),
  ]);
}

function publishedOf(domain: string, { mode, testing }: DmarcRecord, { p, sp, np }: Policies): string {
  return element('policy_published', [
    element('domain', domain),
    element('discovery_method', 'treewalk'),
    element('p', p),
    element('sp', sp ?? p),
    element('np', np ?? sp ?? p),
    element('adkim', mode.dkim.slice(0, 1)),
    element('aspf', mode.spf.slice(0, 1)),
    element('testing', testing ? 'y' : 'n'),
  ]);
}

function recordOf(row: AggregateRow, record: DmarcRecord): string {
  const { client, count, fromDomain, reversePathDomain, spf, dkim } = row;
  return element('record', [
    element('row', [element('source_ip', client), element('count', count), evaluatedOf(row, record)]),
    element('identifiers', [element('header_from', fromDomain), element('envelope_from', reversePathDomain)]),
    element('auth_results', [
      ...dkim.map(({ domain, selector, result }) =>
        element('dkim', [element('domain', domain), element('selector', selector), element('result', result)]),
      ),
      element('spf', [
        element('domain', spf.domain),
        // RFC 9990 has no word for HELO here.
        ...(spf.identity === 'mailfrom' ? [element('scope', 'mfrom')] : []),
        element('result', spf.result),
      ]),
    ]),
  ]);
}

/** What DMARC made of it; with a reason where the wish of the domain was not followed (RFC 9990). */
function evaluatedOf({ policy, disposition, spf, dkim }: AggregateRow, { testing }: DmarcRecord): string {
  const byDkim = dkim.some(hasPassed);
  const bySpf = hasPassed(spf);
  const passed = byDkim || bySpf;
  const overridden = !passed && disposition !== policy;
  const reason = element('reason', [element('type', testing ? 'policy_test_mode' : 'local_policy')]);
  return element('policy_evaluated', [
    element('disposition', passed && policy !== 'none' ? 'pass' : disposition),
    element('dkim', byDkim ? 'pass' : 'fail'),
    element('spf', bySpf ? 'pass' : 'fail'),
    ...(overridden ? [reason] : []),
  ]);
}

function hasPassed({ result, aligned }: { result: string; aligned: boolean }): boolean {
  return result === 'pass' && aligned;
}

/** Seconds since 1970 of a sandbox moment. */
function seconds(at: number): number {
  return Math.floor((sandboxEpochMs + at) / 1000);
}

/** An element with text, or with other elements, one a line. */
function element(name: string, content: string | number | string[]): string {
  if (!Array.isArray(content)) return `<${name}>${escaped(String(content))}</${name}>`;
  const lines = content.join('\n').replace(/^/gm, '  ');
  return `<${name}>\n${lines}\n</${name}>`;
}

/** Senders write the domains: what XML does not allow at all becomes a question mark. */
function escaped(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
