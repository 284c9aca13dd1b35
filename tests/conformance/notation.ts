/**
 * The notation of the conformance cases: raw transcripts as text.
 *
 *     # a comment
 *     === RFC 5321 §4.3.1: the rule, in one line          a case begins; its name says where the rule stands
 *     to mx.globex.example:25                              whom it calls; settings stand before the first step
 *     from home.isp.example                                who calls
 *     set mx.globex.example message_size_limit = 100       a configuration parameter
 *     fault disk-full mx.globex.example                    what is broken
 *     nameless                                             the caller has no name in the DNS
 *     over network                                         only there, or only over `loopback`: a comment says why
 *     BEGIN globex                                         the settings and steps of that opening (openings.txt)
 *     C: EHLO laptop.acme.example                          the client sends a line, CR LF behind it
 *     C+ .\r\n\x00{repeat 9 ab}                            … exactly these octets
 *     --                                                   what follows leaves only when all before has arrived
 *     S: 250 2.1.0 Ok                                      the server answers exactly this line, and CR LF
 *     S+ {repeat 9 250 2.0.0 Ok\r\n}                       … exactly these octets
 *     TLS                                                  the handshake; what follows goes inside. `TLS TLSv1.1 fails`
 *     FIN / RST / CLOSED                                   half-close, reset; the server has hung up
 *     SKIP 600                                             the clock of the sandbox is put forward by seconds
 *     OPEN mx.globex.example:25                            another connection; the one before stays open
 *     INBOX ann@globex.example = 1                         so many letters lie there when nothing moves any more
 *     LETTER ann@globex.example: Hello\r\n                 the last letter there ends so
 *     TRACE ann@globex.example: with ESMTP id              … or has this in it
 *     HIDES ann@globex.example: for <                      … or has it not
 *     SENT mail.acme.example: MAIL FROM:<>                 that host has sent this to another one
 *     UNSENT mail.acme.example: X-Evil                     … or never
 *
 * Successive C lines leave in one piece. Octets are written as \r \n \t \0 \\ \xHH; other text stands for its UTF-8.
 * `{repeat N TEXT}`, `{base64 TEXT}` and `{cram-md5 USER SECRET}` are computed for the client; of the server's
 * `{queue-id}` and `{challenge}` only the form is compared.
 */

export type Step =
  /** What leaves in one piece, in latin1; a piece for each arrival that is waited for. */
  | { kind: 'send'; pieces: string[] }
  /** Lines with CR LF, in latin1, as one text. */
  | { kind: 'expect'; text: string }
  | { kind: 'tls'; version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3' | undefined; fails: boolean }
  | { kind: 'open'; to: Target }
  | { kind: 'skip'; seconds: number }
  | Look
  | { kind: 'fin' | 'rst' | 'closed' };

/** What must have become of the mail when nothing moves any more. */
export type Look =
  | { kind: 'inbox'; address: string; count: number }
  | { kind: 'letter' | 'trace' | 'hides'; address: string; text: string }
  | { kind: 'sent' | 'unsent'; host: string; text: string };

export interface Target {
  host: string;
  port: number;
}

export const roads = ['network', 'loopback'] as const;
export type Road = (typeof roads)[number];

export interface Case {
  name: string;
  /** File and line, for whoever looks for it. */
  place: string;
  to: Target;
  from: string;
  settings: { host: string; parameter: string; value: string }[];
  faults: { kind: string; host: string }[];
  nameless: boolean;
  roads: Road[];
  steps: Step[];
}

type Openings = ReadonlyMap<string, Case>;

/** Reads the cases of a file. Throws with file and line for what makes no sense. */
export function parseCases(text: string, file: string, openings: Openings = new Map()): Case[] {
  const cases: Case[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const place = `${file}:${index + 1}`;
    const [, name] = /^=== (.+)$/.exec(line) ?? [];
    const current = cases.at(-1);
    if (name !== undefined) cases.push(emptyCase(name, place));
    else if (!current) throw new Error(`${place}: stands before the first case`);
    else if (!readSetting(current, line, openings) && !readStep(current.steps, line)) {
      throw new Error(`${place}: no such line: ${line}`);
    }
  }
  return cases;
}

/** Openings that cases begin with, by name. One may begin with another that stands before it. */
export function parseOpenings(text: string, file: string): Openings {
  const known = new Map<string, Case>();
  for (const part of text.split(/^(?==== )/m)) {
    for (const opening of parseCases(part, file, known)) known.set(opening.name, opening);
  }
  return known;
}

function emptyCase(name: string, place: string): Case {
  const to = { host: 'mx.globex.example', port: 25 };
  const empty = { settings: [], faults: [], nameless: false, steps: [] };
  return { name, place, to, from: 'laptop.acme.example', roads: [...roads], ...empty };
}

function readSetting(one: Case, line: string, openings: Openings): boolean {
  const [, word = '', rest = ''] = /^(to|from|set|fault|nameless|over|BEGIN)(?: (.+))?$/.exec(line) ?? [];
  const [host = '', parameter = '', ...value] = rest.split(' ');
  switch (word) {
    case 'to':
      one.to = targetOf(rest);
      return true;
    case 'from':
      one.from = rest;
      return true;
    case 'set':
      one.settings.push({ host, parameter, value: value.slice(1).join(' ') });
      return value[0] === '=';
    case 'fault':
      one.faults.push({ kind: host, host: parameter });
      return true;
    case 'nameless':
      one.nameless = true;
      return true;
    case 'over':
      one.roads = roads.filter((road) => road === rest);
      return one.roads.length > 0;
    case 'BEGIN':
      return begin(one, openings.get(rest));
    default:
      return false;
  }
}

function begin(one: Case, opening: Case | undefined): boolean {
  if (!opening) return false;
  one.to = opening.to;
  // What the case sets itself wins.
  one.settings.unshift(...opening.settings);
  for (const step of opening.steps) one.steps.push(copyOf(step));
  return true;
}

/** Lines of the case are added to its last step, which must not change the opening. */
function copyOf(step: Step): Step {
  return step.kind === 'send' ? { ...step, pieces: [...step.pieces] } : { ...step };
}

function readStep(steps: Step[], line: string): boolean {
  const [, mark = '', rest = ''] = /^([A-Z]+[:+]?|--)(?: (.*))?$/.exec(line) ?? [];
  switch (mark) {
    case 'C:':
      return send(steps, `${octetsOf(rest)}\r\n`);
    case 'C+':
      return send(steps, octetsOf(rest));
    case '--':
      lastOf(steps, 'send')?.pieces.push('');
      return true;
    case 'S:':
      return expect(steps, `${octetsOf(rest)}\r\n`);
    case 'S+':
      return expect(steps, octetsOf(rest));
    default: {
      const step = otherStep(mark, rest);
      if (step) steps.push(step);
      return step !== undefined;
    }
  }
}

function otherStep(mark: string, rest: string): Step | undefined {
  const [, who = '', what = ''] = /^((?:"[^"]*")?\S+?)(?: = |: )(.*)$/.exec(rest) ?? [];
  switch (mark) {
    case 'TLS': {
      const [, version, fails] = /^(TLSv1(?:\.[123])?)?( ?fails)?$/.exec(rest) ?? [];
      return { kind: 'tls', version: version as 'TLSv1.1', fails: fails !== undefined }; // the pattern allows only these
    }
    case 'OPEN':
      return { kind: 'open', to: targetOf(rest) };
    case 'SKIP':
      return { kind: 'skip', seconds: Number(rest) };
    case 'INBOX':
      return { kind: 'inbox', address: who, count: Number(what) };
    case 'LETTER':
      return { kind: 'letter', address: who, text: octetsOf(what) };
    case 'TRACE':
      return { kind: 'trace', address: who, text: octetsOf(what) };
    case 'HIDES':
      return { kind: 'hides', address: who, text: octetsOf(what) };
    case 'SENT':
      return { kind: 'sent', host: who, text: octetsOf(what) };
    case 'UNSENT':
      return { kind: 'unsent', host: who, text: octetsOf(what) };
    case 'FIN':
      return { kind: 'fin' };
    case 'RST':
      return { kind: 'rst' };
    case 'CLOSED':
      return { kind: 'closed' };
    default:
      return undefined;
  }
}

function send(steps: Step[], octets: string): true {
  const last = lastOf(steps, 'send') ?? { kind: 'send', pieces: [''] };
  if (!steps.includes(last)) steps.push(last);
  last.pieces.push(`${last.pieces.pop() ?? ''}${octets}`);
  return true;
}

function expect(steps: Step[], octets: string): true {
  const last = lastOf(steps, 'expect');
  if (last) last.text += octets;
  else steps.push({ kind: 'expect', text: octets });
  return true;
}

function lastOf<K extends Step['kind']>(steps: Step[], kind: K): Extract<Step, { kind: K }> | undefined {
  const last = steps.at(-1);
  return last?.kind === kind ? (last as Extract<Step, { kind: K }>) : undefined; // just compared
}

function targetOf(text: string): Target {
  const [host = '', port = ''] = text.split(':');
  return { host, port: Number(port) };
}

const letters: Record<string, string> = { r: '\r', n: '\n', t: '\t', '0': '\0', '\\': '\\' };

/** The octets that a text stands for, in latin1. */
function octetsOf(text: string): string {
  return utf8(text)
    .replace(/\\(?:x([0-9a-f]{2})|(.))/gi, (all, hex?: string, letter?: string) =>
      hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (letters[letter ?? ''] ?? all),
    )
    .replace(/\{repeat (\d+) ([^}]*)\}/g, (_, count: string, what: string) => what.repeat(Number(count)))
    .replace(/\{base64 ([^}]*)\}/g, (_, what: string) => Buffer.from(what, 'latin1').toString('base64'));
}

function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
