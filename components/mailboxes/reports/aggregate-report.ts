import { allParts, type MimePart } from '#protocol/mime-tree.ts';
import { bytesOf } from '../../wire/octets.ts';
import { decodedBody } from '../parts/mime-parts.ts';

/** A DMARC aggregate report (RFC 9990) as a table: who sent in the domain's name, and what receivers made of it. */
export interface AggregateReport {
  organization: string;
  /** Seconds since 1970. */
  begin: number;
  end: number;
  domain: string;
  policy: string;
  rows: AggregateRow[];
}

export interface AggregateRow {
  client: string;
  count: string;
  disposition: string;
  /** With alignment: what counts for DMARC. */
  dkim: string;
  spf: string;
  from: string;
  /** Domains that were checked, with the bare results. */
  checked: string;
}

/** Unpacked octets that are read at most, and rows that are shown: a report of a day is far smaller, a bomb is not. */
const unpackedMax = 2_000_000;
const rowsMax = 500;

/** The part of a letter that looks like such a report. */
export function aggregatePart(tree: MimePart): MimePart | undefined {
  return allParts(tree).find(
    ({ type, fileName = '' }) =>
      (/^application\/(gzip|x-gzip|octet-stream)$/.test(type) && /\.xml\.gz$/i.test(fileName)) ||
      (/^(application|text)\/xml$/.test(type) && fileName.includes('!')),
  );
}

/** Its XML. Rejects when it cannot be unpacked, or is larger than any honest report. */
export async function aggregateXml(part: MimePart): Promise<string> {
  const octets = decodedBody(part);
  if (!octets.startsWith('\x1f\x8b')) return octets.slice(0, unpackedMax);
  const unpacked = new Blob([bytesOf(octets)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const decoder = new TextDecoder();
  const reader = unpacked.getReader();
  let text = '';
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > unpackedMax) {
      await reader.cancel();
      throw new Error(`more than ${unpackedMax} octets when unpacked`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Reads the XML. Throws when it is no report. `parser` builds documents that load nothing. */
export function aggregateReport(xml: string, parser: Pick<DOMParser, 'parseFromString'>): AggregateReport {
  // No report needs a DOCTYPE, and entities that unfold to gigabytes stand in one.
  if (/<!DOCTYPE/i.test(xml)) throw new Error('it has a DOCTYPE, which no report needs');
  const document = parser.parseFromString(xml, 'application/xml');
  const root = document.documentElement;
  if (root.localName !== 'feedback') throw new Error('it is no report in XML');
  return {
    organization: textAt(root, 'report_metadata', 'org_name'),
    begin: Number(textAt(root, 'report_metadata', 'date_range', 'begin')),
    end: Number(textAt(root, 'report_metadata', 'date_range', 'end')),
    domain: textAt(root, 'policy_published', 'domain'),
    policy: textAt(root, 'policy_published', 'p'),
    rows: children(root, 'record').slice(0, rowsMax).map(rowOf),
  };
}

function rowOf(record: Element): AggregateRow {
  const [results] = children(record, 'auth_results');
  const checked = [...(results?.children ?? [])].map(
    (check) => `${check.localName.toUpperCase()} ${textAt(check, 'domain')}: ${textAt(check, 'result')}`,
  );
  return {
    client: textAt(record, 'row', 'source_ip'),
    count: textAt(record, 'row', 'count'),
    disposition: textAt(record, 'row', 'policy_evaluated', 'disposition'),
    dkim: textAt(record, 'row', 'policy_evaluated', 'dkim'),
    spf: textAt(record, 'row', 'policy_evaluated', 'spf'),
    from: textAt(record, 'identifiers', 'header_from'),
    checked: checked.join(', '),
  };
}

function children(element: Element, name: string): Element[] {
  return [...element.children].filter(({ localName }) => localName === name);
}

function textAt(element: Element, ...path: string[]): string {
  const found = path.reduce<Element | undefined>((at, name) => at && children(at, name)[0], element);
  return (found?.textContent ?? '').trim().slice(0, 300);
}
