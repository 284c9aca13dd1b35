import { type HeaderField, headerFields } from '#protocol/header-section.ts';
import { parseStamp } from './received-chain.ts';

export interface SourceLine {
  number: number;
  /** In octets, without the line end. */
  octets: string;
  section: 'header' | 'body';
  /** The server that put this line there; on every line of a folded field. */
  addedBy?: string;
  /** First line of what was added: where the margin says so. */
  noteHere: boolean;
}

/** What a server on the way put into the letter. */
export interface Addition {
  host: string;
  added: readonly HeaderField[];
}

/**
 * The source of a message, with what servers added to the letter. `handedIn`: the letter as the first client sent it;
 * without it only the trace lines on top are taken for added, because they say so themselves. `additions`: what is known of
 * each server on the way, the first first.
 */
export function sourceLines(
  raw: string,
  deliveredBy: string,
  handedIn?: string,
  additions: readonly Addition[] = [],
): SourceLine[] {
  const fields = headerFields(raw);
  const added = handedIn === undefined ? traceBlock(fields) : notIn(fields, headerFields(handedIn));
  const known = hostsByLine(fields, additions);
  const lines = raw.replace(/\r?\n$/, '').split(/\r?\n/);
  const bodyFrom = lines.indexOf('');
  return lines.map((octets, index): SourceLine => {
    const number = index + 1;
    const field = added.find(({ line, lines: count }) => number >= line && number < line + count);
    return {
      number,
      octets,
      section: bodyFrom === -1 || index < bodyFrom ? 'header' : 'body',
      ...(field ? { addedBy: known.get(field.line) ?? whoAdded(field, fields, deliveredBy) } : {}),
      noteHere: field?.line === number,
    };
  });
}

/** Trace fields are put on top, so they end where the letter begins. */
function traceBlock(fields: HeaderField[]): HeaderField[] {
  const end = fields.findIndex(({ name }) => name !== 'received' && name !== 'return-path');
  return end === -1 ? fields : fields.slice(0, end);
}

/** The fields that were not in the letter before, in their order. Servers add on top: equal ones are matched from below. */
export function addedFields(fields: HeaderField[], before: HeaderField[]): HeaderField[] {
  return notIn(fields, before).toReversed();
}

/** Servers add on top, so equal fields are matched from the bottom. */
function notIn(fields: HeaderField[], handedIn: HeaderField[]): HeaderField[] {
  const left = [...handedIn];
  return fields.toReversed().filter((field) => {
    const same = left.findLastIndex(({ name, value }) => name === field.name && value === field.value);
    if (same !== -1) left.splice(same, 1);
    return same === -1;
  });
}

/** Whoever added a field last added it above: equal ones are given out from the top, to the last server first. */
function hostsByLine(fields: readonly HeaderField[], additions: readonly Addition[]): Map<number, string> {
  const hosts = new Map<number, string>();
  for (const { host, added } of additions.toReversed()) {
    for (const { name, value } of added) {
      const field = fields.find((one) => one.name === name && one.value === value && !hosts.has(one.line));
      if (field) hosts.set(field.line, host);
    }
  }
  return hosts;
}

/** Received says who wrote it; Return-Path is written at delivery; the rest by the first server on the way. */
function whoAdded(field: HeaderField, fields: HeaderField[], deliveredBy: string): string {
  if (field.name === 'return-path') return deliveredBy;
  const stamp = field.name === 'received' ? field : fields.findLast(({ name }) => name === 'received');
  return (stamp && parseStamp(stamp.value).by) ?? deliveredBy;
}
