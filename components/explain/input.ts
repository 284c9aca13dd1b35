import { causeOf } from './cause-of.ts';
import type { Finding } from './finding.ts';
import { finding } from './finding.ts';
import { conversationFindings } from './readers/conversation.ts';
import { eventFindings } from './readers/events.ts';
import { readLetter } from './readers/letter.ts';
import { logFinding } from './readers/logs.ts';
import { noticeFindings } from './readers/notices.ts';

/** Characters of pasted text that are read. A report stands at the beginning of a notice; attachments come behind it. */
export const inputMaxLength = 500_000;
/** Recipients, or lines of a log, that are explained. */
export const findingsMax = 30;

/** What was pasted, as far as it could be read. */
export interface Reading {
  /** What it was taken for. */
  form: 'nothing' | 'letter' | 'events' | 'log' | 'conversation' | 'notice' | 'reply' | 'code' | 'unread';
  findings: Finding[];
  /** How many more there were than are explained. */
  left: number;
  /** A header section, in octets: the way of a letter and the checks of its servers. */
  header?: string;
  whose?: 'returned' | 'pasted';
  /** The text was longer than is read. */
  isCut: boolean;
}

/** Reads pasted text of any kind. Never throws; pure, and sends nothing anywhere. */
export function readInput(pasted: string): Reading {
  const text = pasted.slice(0, inputMaxLength).replaceAll('\0', '').replace(/\r\n?/g, '\n');
  const { findings, ...rest } = recognised(text);
  return {
    ...rest,
    findings: findings.slice(0, findingsMax),
    left: Math.max(0, findings.length - findingsMax),
    isCut: pasted.length > inputMaxLength,
  };
}

type Recognised = Pick<Reading, 'form' | 'findings' | 'header' | 'whose'>;

function recognised(text: string): Recognised {
  if (text.trim() === '') return { form: 'nothing', findings: [] };
  const letter = readLetter(text);
  if (letter) return { form: 'letter', ...letter };
  const events = eventFindings(text);
  if (events && events.length > 0) return { form: 'events', findings: events };
  const lines = text.split('\n').flatMap((line) => logFinding(line.trim()) ?? []);
  if (lines.length > 0) return { form: 'log', findings: lines };
  const conversation = conversationFindings(text);
  if (conversation && conversation.length > 0) return { form: 'conversation', findings: conversation };
  const notice = noticeFindings(text);
  if (notice.length > 0) return { form: 'notice', findings: notice };
  return reply(text.trim());
}

/** Longer than the words of a reply that somebody remembers. */
const rememberedMaxLength = 200;

/** “relay access denied”: words that servers use, without a digit of what stood before them. */
function saysWhy(found: Finding, text: string): boolean {
  return text.length <= rememberedMaxLength && !text.includes('\n') && causeOf(found) !== 'unclear';
}

function reply(text: string): Recognised {
  const [, code, basic] = /^#?(([2-5]\d\d)?[ -]?(?:[245]\.\d{1,3}\.\d{1,3})?)$/.exec(text) ?? [];
  // A 3 is no reply that anybody bounces with, so it is not looked for in words.
  const found = finding({ words: text, ...(basic ? { code: Number(basic) } : {}) });
  if (code) return { form: 'code', findings: [{ ...found, words: '' }] };
  const isReply = found.code !== undefined || found.status !== undefined || saysWhy(found, text);
  return isReply ? { form: 'reply', findings: [found] } : { form: 'unread', findings: [] };
}
