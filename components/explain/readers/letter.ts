import { headerFieldNote } from '#protocol/header-fields.ts';
import { headerFields } from '#protocol/header-section.ts';
import { allParts, bodyOf, type MimePart, mimeTree } from '#protocol/mime-tree.ts';
import { decodedBody } from '../../mailboxes/parts/mime-parts.ts';
import {
  type DeliveryReport,
  deliveryReport,
  type ReportedRecipient,
} from '../../mailboxes/reports/delivery-report.ts';
import { octetsOf, textOf } from '../../wire/octets.ts';
import { type Finding, finding, type Standing, speakerIn } from '../finding.ts';
import { replyOnly } from './logs.ts';
import { noticeFindings } from './notices.ts';

/** A letter or its header, with what a report inside says. */
export interface ReadLetter {
  findings: Finding[];
  /** Header section whose way can be shown, in octets: of the letter that came back, else of what was pasted. */
  header: string;
  whose: 'returned' | 'pasted';
}

/** Reads pasted text as a letter when it begins with header fields that the mail world knows. */
export function readLetter(text: string): ReadLetter | undefined {
  const raw = octetsOf(withoutEnvelopeLine(text));
  const fields = headerFields(raw);
  if (fields.length === 0 || !isHeader(fields.map(({ name }) => name))) return undefined;
  if (fields.some(({ name }) => name === 'final-recipient' || name === 'reporting-mta')) {
    return { findings: reportFindings(deliveryReport(asReport(raw))), header: '', whose: 'pasted' };
  }
  const tree = mimeTree(raw);
  const report = reportFindings(deliveryReport(tree));
  const findings = report.length > 0 ? report : noticeFindings(textIn(tree));
  const returned = findings.length > 0 ? returnedHeader(tree) : undefined;
  return returned ? { findings, header: returned, whose: 'returned' } : { findings, header: raw, whose: 'pasted' };
}

/** The first line of a mailbox file is no header field: `From kim@acme.example Wed Nov 25 …`. */
function withoutEnvelopeLine(text: string): string {
  return text.replace(/^\s*\n/, '').replace(/^>?From \S+ .*\r?\n/, '');
}

/** At least one field that the mail world knows, and nothing else before the first empty line but fields. */
function isHeader(names: readonly string[]): boolean {
  const known = names.filter((name) => headerFieldNote(name) !== undefined || reportFields.has(name));
  return known.length > 0 && names[0] !== '' && names.filter((name) => name === '').length <= names.length / 4;
}

/** Of a report; `Status` and `Action` alone could be anything. */
const reportFields = new Set(['final-recipient', 'original-recipient', 'diagnostic-code', 'remote-mta']);

/** The machine-readable part alone, as people copy it out of a notice. */
function asReport(raw: string): MimePart {
  const isWhole = /^reporting-mta:/im.test(raw);
  return mimeTree(`Content-Type: message/delivery-status\r\n\r\n${isWhole ? '' : 'X-Copied: part\r\n\r\n'}${raw}`);
}

const standings: Record<string, Standing> = {
  failed: 'permanent',
  delayed: 'temporary',
  delivered: 'done',
  relayed: 'done',
  expanded: 'done',
};

function reportFindings(report: DeliveryReport | undefined): Finding[] {
  return (report?.recipients ?? []).map((recipient) => reported(recipient, report?.reportingMta));
}

function reported(entry: ReportedRecipient, reportingMta: string | undefined): Finding {
  const { address, action, status, remoteMta, diagnostic = '' } = entry;
  const speaker = speakerIn(diagnostic);
  const remote = remoteMta && !speaker.saidBy && !speaker.notReached ? { saidBy: remoteMta.replace(/ .*/, '') } : {};
  return finding({
    recipient: textOf(address),
    ...remote,
    ...speaker,
    ...(reportingMta ? { reportedBy: textOf(reportingMta) } : {}),
    ...(status ? { status } : {}),
    ...(standings[action] ? { standing: standings[action] } : {}),
    words: replyOnly(textOf(diagnostic)),
  });
}

/** All that people read in it. */
function textIn(tree: MimePart): string {
  const parts = allParts(tree).filter(({ type, children }) => type === 'text/plain' && children.length === 0);
  return parts.map((part) => textOf(decodedBody(part))).join('\n\n');
}

function returnedHeader(tree: MimePart): string | undefined {
  const part = allParts(tree).find(
    ({ path, type }) =>
      path !== '' && /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(type),
  );
  if (part) return decodedBody(part);
  // Exim and qmail put the letter below their text.
  const body = bodyOf(tree.body === '' ? '' : `\r\n${tree.body}`);
  const lines = body.split('\n');
  const above = lines.findIndex((line) => copyFollows.test(line.slice(0, separatorMaxLength)));
  const copy =
    above === -1
      ? ''
      : lines
          .slice(above + 1)
          .join('\n')
          .trimStart();
  return /^[\w-]+:/.test(copy) ? copy : undefined;
}

/** `--- Below this line is a copy of the message.` */
const copyFollows = /^--.*(?:copy of (?:the|your) message|below this line)/i;
/** Longer than any such line. */
const separatorMaxLength = 200;
