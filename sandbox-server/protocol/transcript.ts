import type { DnsRecord } from './scenario.ts';
import { isLetterDeed, isMessageView, type LetterDeed, type MessageView } from './views.ts';
import { parseZoneFile } from './zone-file.ts';

/**
 * The notation of lesson transcripts: one text for the tests, for "show me" and for the docs.
 *
 *     # a comment
 *     $ telnet mx.globex.example 25     typed at the shell's prompt
 *     S: 220                            the server's next reply begins so
 *     C: EHLO laptop.acme.example       typed to the program that runs; `C:` alone is an empty line
 *     > kim@laptop                      the terminal has printed this since the last typed line
 *     ^C   ^D   ^]                      a control key
 *     @ +30m                            the sandbox's clock, put forward (s, m, h, d)
 *     !answer added-lines return-path,received
 *     !view source ann@globex.example   the newest message of a mailbox: source, hops, or another view
 *     !letter show-pictures ann@globex.example   what its owner does with the newest message of a mailbox
 *     !view queue mx.globex.example
 *     !view configuration mail.acme.example
 *     !view zone globex.example         and: !view lookups
 *     !view service smtp.postly.example  the console of a relay service, by the host where customers hand in
 *     !zone + globex.example MX 10 mx2.globex.example.      a record comes into the zone, `-` takes it out
 *     !configure mail.acme.example mydestination = acme.example
 *     !view overheard mx.globex.example  the newest conversation with that host, as an eavesdropper gets it
 *     !switch store.globex.example off
 *     !suppress postly acme-prod ghost@globex.example off   taken off the suppression list; `on` puts it there
 *     !step connect                     the step is reached now, and not before the last `!step`
 *     !open connect                     the step is still open
 *     !instead went to mx2              under the open step stands a sentence with these words
 *     !coach brackets                   the coach has said this rule's sentence since the last `!coach`
 */
export type TranscriptAction = { line: number } & (
  | { do: 'type'; at: 'shell' | 'program'; text: string }
  | { do: 'expect-reply'; text: string }
  | { do: 'expect-output'; text: string }
  | { do: 'press'; key: 'interrupt' | 'end-of-input' | 'escape' }
  | { do: 'skip'; ms: number }
  | { do: 'answer'; question: string; choices: string[] }
  | { do: 'view'; view: MessageView; mailbox: string }
  | { do: 'letter'; deed: LetterDeed; mailbox: string }
  | { do: 'view-host'; view: 'queue' | 'configuration' | 'service'; host: string }
  | { do: 'view-names'; view: 'zone' | 'lookups'; zone?: string }
  | { do: 'edit-zones'; remove: DnsRecord[]; add: DnsRecord[] }
  | { do: 'configure'; host: string; parameter: string; value: string }
  | { do: 'view-overheard'; host: string }
  | { do: 'switch'; host: string; on: boolean }
  | { do: 'suppress'; service: string; account: string; address: string; on: boolean }
  | { do: 'step'; id: string }
  | { do: 'open'; id: string }
  | { do: 'instead'; words: string }
  | { do: 'coach'; id: string }
);

/** Lines that say what must have come of the others. */
const expectations: readonly TranscriptAction['do'][] = [
  'expect-reply',
  'expect-output',
  'step',
  'open',
  'instead',
  'coach',
];

/** Whether a learner does it: types, opens, edits, answers. The other lines are expectations. */
export function isDeed(action: TranscriptAction): boolean {
  return !expectations.includes(action.do);
}

type Action = TranscriptAction extends infer A ? (A extends unknown ? Omit<A, 'line'> : never) : never;

const keys = { '^C': 'interrupt', '^D': 'end-of-input', '^]': 'escape' } as const;
const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads a transcript. Throws an Error that names the line which makes no sense. */
export function parseTranscript(text: string): TranscriptAction[] {
  return text.split(/\r?\n/).flatMap((source, index) => {
    if (source.trim() === '' || source.startsWith('#')) return [];
    const action = parseLine(source);
    if (!action) throw new Error(`transcript line ${index + 1} makes no sense: ${source}`);
    return [{ ...action, line: index + 1 } as TranscriptAction];
  });
}

function parseLine(source: string): Action | undefined {
  const [, mark, rest = ''] = /^(\$|C:|S:|>|@|!|\^[CD\]])(?: (.*))?$/.exec(source.replace(/^!/, '! ')) ?? [];
  switch (mark) {
    case '$':
      return { do: 'type', at: 'shell', text: rest };
    case 'C:':
      return { do: 'type', at: 'program', text: rest };
    case 'S:':
      return { do: 'expect-reply', text: rest };
    case '>':
      return { do: 'expect-output', text: rest };
    case '^C':
    case '^D':
    case '^]':
      return { do: 'press', key: keys[mark] };
    case '@':
      return parseSkip(rest);
    case '!':
      return parseDirective(rest.trim());
    default:
      return undefined;
  }
}

function parseSkip(text: string): Action | undefined {
  const [, amount, unit] = /^\+(\d+)([smhd])$/.exec(text) ?? [];
  return amount ? { do: 'skip', ms: Number(amount) * unitMs[unit as keyof typeof unitMs] } : undefined;
}

function parseDirective(directive: string): Action | undefined {
  const [name = '', first, second] = directive.split(/\s+/);
  if (!first) return undefined;
  const rest = directive.slice(name.length).trim();
  switch (name) {
    case 'step':
    case 'open':
    case 'coach':
      return { do: name, id: first };
    case 'answer':
      return second ? { do: 'answer', question: first, choices: second.split(',') } : undefined;
    case 'switch':
      return second === 'on' || second === 'off' ? { do: 'switch', host: first, on: second === 'on' } : undefined;
    case 'suppress':
      return parseSuppression(rest);
    case 'instead':
      return { do: 'instead', words: rest };
    case 'zone':
      return parseZoneEdit(rest);
    case 'configure':
      return parseSetting(rest);
    case 'view':
      return parseView(first, second);
    case 'letter':
      return second && isLetterDeed(first) ? { do: 'letter', deed: first, mailbox: second } : undefined;
    default:
      return undefined;
  }
}

function parseView(view: string, subject: string | undefined): Action | undefined {
  if (view === 'lookups') return { do: 'view-names', view };
  if (!subject) return undefined;
  if (view === 'zone') return { do: 'view-names', view, zone: subject };
  if (view === 'queue' || view === 'configuration' || view === 'service')
    return { do: 'view-host', view, host: subject };
  if (view === 'overheard') return { do: 'view-overheard', host: subject };
  return isMessageView(view) ? { do: 'view', view, mailbox: subject } : undefined;
}

/** `+ NAME TYPE DATA`: one line of a zone file whose origin is that name. */
function parseZoneEdit(text: string): Action | undefined {
  const [, sign, name = '', line] = /^([+-]) (\S+?)\.? (.*)$/.exec(text) ?? [];
  const { records } = parseZoneFile(`@ ${line}`, name.toLowerCase());
  if (records.length === 0) return undefined;
  return { do: 'edit-zones', remove: sign === '-' ? records : [], add: sign === '+' ? records : [] };
}

function parseSuppression(text: string): Action | undefined {
  const [, service, account, address, state] = /^(\S+) (\S+) (\S+@\S+) (on|off)$/.exec(text) ?? [];
  if (!service || !account || !address) return undefined;
  return { do: 'suppress', service, account, address, on: state === 'on' };
}

function parseSetting(text: string): Action | undefined {
  const [, host, parameter, value = ''] = /^(\S+) (\w+) =(?: (.*))?$/.exec(text) ?? [];
  return host && parameter ? { do: 'configure', host, parameter, value } : undefined;
}
