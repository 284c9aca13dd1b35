import { z } from 'zod';
import { addressPattern, codesIn, type Finding, finding, type Standing } from '../finding.ts';

/** Deeper than any event of a sending service. */
const depthMax = 8;

const recipientKeys = ['email', 'emailaddress', 'recipient', 'rcpt_to', 'rcpt', 'to'];
const wordsKeys = [
  'diagnosticcode',
  'reason',
  'response',
  'smtpresponse',
  'raw_reason',
  'diag',
  'details',
  'description',
  'message',
  'error',
];

/** What a sending service posts to its customer as JSON: Amazon SES, SendGrid, Mailgun, Postmark, SparkPost. */
export function eventFindings(text: string): Finding[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const value = parsed(text);
  if (value === undefined) return undefined;
  const found: Finding[] = [];
  walk(value, {}, found, 0);
  return found;
}

function parsed(text: string): unknown {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

interface Above {
  reportedBy?: string;
  kind?: string;
}

/** Services nest differently; what belongs together stands in one object, or a level below its address. */
function walk(value: unknown, above: Above, found: Finding[], depth: number): void {
  if (depth > depthMax) return;
  if (Array.isArray(value)) {
    for (const entry of value) walk(entry, above, found, depth + 1);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const fields = new Map(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry as unknown]));
  const here = { ...above, ...about(fields) };
  const own = eventOf(fields, here);
  if (own) found.push(own);
  else
    for (const [key, entry] of fields)
      walk(key === 'message' ? (unwrapped(entry) ?? entry) : entry, here, found, depth + 1);
}

/** Amazon SNS puts the event as text into its own. */
function unwrapped(entry: unknown): unknown {
  return typeof entry === 'string' && /^\s*\{/.test(entry) ? parsed(entry) : undefined;
}

function about(fields: Map<string, unknown>): Above {
  const reporting = text(fields, ['reportingmta'])?.replace(/^dns; ?/i, '');
  const kind = text(fields, ['bouncetype', 'severity', 'event', 'type', 'notificationtype', 'recordtype']);
  return { ...(reporting ? { reportedBy: reporting } : {}), ...(kind ? { kind } : {}) };
}

function eventOf(fields: Map<string, unknown>, { reportedBy, kind = '' }: Above): Finding | undefined {
  const recipient = text(fields, recipientKeys);
  if (!recipient || !new RegExp(`^${addressPattern}$`).test(recipient)) return undefined;
  const nested = fields.get('delivery-status');
  const inner = new Map(typeof nested === 'object' && nested ? Object.entries(nested) : []);
  const all = new Map([...inner, ...fields]);
  const words = wordsOf(all);
  const status = text(all, ['status', 'enhanced-code'])?.match(/^[245]\.\d{1,3}\.\d{1,3}$/)?.[0];
  const code = Number(all.get('code'));
  if (words === undefined && status === undefined) return undefined;
  const said =
    codesIn(words ?? '').code === undefined && code >= 200 && code < 600 ? `${code} ${words}` : (words ?? '');
  const standing = standingOf(`${kind} ${text(all, ['action', 'event', 'type']) ?? ''}`);
  return finding({
    recipient,
    ...(reportedBy ? { reportedBy } : {}),
    ...(status ? { status } : {}),
    ...(standing ? { standing } : {}),
    words: said.replace(/^smtp; ?/i, ''),
  });
}

function wordsOf(fields: Map<string, unknown>): string | undefined {
  const all = wordsKeys.flatMap((key) => text(fields, [key]) ?? []);
  return all.find((words) => codesIn(words).code !== undefined) ?? all[0];
}

function standingOf(kind: string): Standing | undefined {
  if (/delay|defer|transient|temporary|soft/i.test(kind)) return 'temporary';
  if (/permanent|hard|failed|bounce|dropped|reject/i.test(kind)) return 'permanent';
  return /deliver/i.test(kind) ? 'done' : undefined;
}

function text(fields: Map<string, unknown>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = fields.get(key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
