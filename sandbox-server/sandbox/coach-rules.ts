import type { SandboxEvent } from '#protocol/events.ts';
import { headerSection } from '#protocol/header-section.ts';
import type { CoachRule } from '#protocol/lesson.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import { terminalConnections } from '#protocol/questions.ts';
import { replyCode } from '#protocol/reply-codes.ts';
import { smtpCommands } from '#protocol/smtp-commands.ts';
import type { World } from '#protocol/world.ts';
import { doorCoachRules } from './door-coach-rules.ts';

/** One sentence each: what to try next. */
const mistakes: readonly CoachRule[] = [
  {
    id: 'name-not-known',
    say: (event, world) => {
      const host = hostOfShortName(event, world);
      return host
        ? `The map shows short names only. In full that server is called ${host}.`
        : 'DNS knows no such name. Check its spelling, letter by letter.';
    },
    on: 'dns.answered',
    notices: (event) => event.type === 'dns.answered' && event.rcode === 'NXDOMAIN',
  },
  {
    id: 'nobody-answers',
    say: 'Nobody answered, not even with a "no": the host is off or does not exist, or something on the way drops the call.',
    on: 'connection.timed-out',
    notices: (event) => event.type === 'connection.timed-out',
  },
  {
    id: 'nothing-listens',
    say: (event, world) => {
      const open = openDoors(event, world);
      return `The host is there, but nothing listens on that port. Its doors: ${portsInWords.format(open.map(String))}.`;
    },
    on: 'connection.refused',
    notices: (event, world) =>
      event.type === 'connection.refused' &&
      world.hosts.byName[event.to.host]?.role === 'mail' &&
      openDoors(event, world).length > 0,
  },
  {
    id: 'wait-for-greeting',
    say: 'Wait for the line that begins with 220: in SMTP the server speaks first.',
    on: 'smtp.reply',
    notices: (event) => isRefusal(event, 554) && event.because.reason === 'talked-too-soon',
  },
  {
    id: 'hello-without-name',
    say: 'Say who you are: EHLO laptop.acme.example.',
    on: 'smtp.reply',
    notices: (event) => isRefusal(event, 501) && (event.verb === 'EHLO' || event.verb === 'HELO'),
  },
  {
    id: 'hello-first',
    say: 'Introduce yourself before you ask for something: EHLO laptop.acme.example.',
    on: 'smtp.reply',
    notices: (event) => isRefusal(event, 503) && event.because.reason === 'hello-first',
  },
  {
    id: 'sender-first',
    say: 'An envelope starts with MAIL FROM, then RCPT TO, then DATA.',
    on: 'smtp.reply',
    notices: (event) => isRefusal(event, 503) && ['sender-first', 'recipient-first'].includes(event.because.reason),
  },
  {
    id: 'sender-twice',
    say: 'This envelope already has a sender. Go on with RCPT TO, or throw it away with RSET.',
    on: 'smtp.reply',
    notices: (event) => isRefusal(event, 503) && event.because.reason === 'sender-twice',
  },
  {
    id: 'angle-brackets',
    say: 'Put the address into angle brackets, right after the colon: MAIL FROM:<kim@acme.example>.',
    on: 'smtp.reply',
    notices: (event, world) =>
      isRefusal(event, 501) && /^(MAIL FROM|RCPT TO)(?!.*<[^<>]*>)/i.test(lineThatWasAnswered(event, world)),
  },
  {
    id: 'from-and-to',
    say: 'MAIL goes with FROM:, RCPT with TO:, both with a colon.',
    on: 'smtp.reply',
    notices: (event, world) =>
      isRefusal(event, 501) &&
      /^(MAIL(?! FROM)|RCPT(?! TO)|(MAIL FROM|RCPT TO)\s*<)/i.test(lineThatWasAnswered(event, world)),
  },
  {
    id: 'space-after-colon',
    say: 'This server let the space after the colon pass; the grammar has none, and others may refuse it.',
    on: 'smtp.reply',
    notices: (event, world) =>
      event.type === 'smtp.reply' &&
      event.code === 250 &&
      /^(MAIL FROM|RCPT TO):\s/i.test(lineThatWasAnswered(event, world)),
  },
  {
    id: 'shape-of-address',
    say: 'An address is a name, one @, and a domain: ann@globex.example.',
    on: 'smtp.reply',
    notices: (event) =>
      isRefusal(event, 501) && ['bad-sender-address', 'bad-recipient-address'].includes(event.because.reason),
  },
  {
    id: 'no-recipient-accepted',
    say: 'No recipient was accepted, so there is nobody to send to. Fix RCPT TO first.',
    on: 'smtp.reply',
    notices: (event) => isRefusal(event, 554) && event.because.reason === 'no-valid-recipients',
  },
  {
    id: 'text-after-the-end',
    say: 'Your letter had a line with a single dot, so it ended there; the server took the rest for commands.',
    on: 'smtp.reply',
    notices: (event, world) =>
      isRefusal(event, 500) &&
      followsALetter(event, world) &&
      !isHeaderLine(event, world) &&
      !isShellCommand(event, world),
  },
  {
    id: 'misspelt-command',
    say: (event, world) => `Did you mean ${meantVerb(event, world)}?`,
    on: 'smtp.reply',
    notices: (event, world) => meantVerb(event, world) !== undefined,
  },
  {
    id: 'unknown-parameter',
    say: `A word after the address asks for more than this server offers. ${replyCode(555)?.advice}`,
    on: 'smtp.reply',
    notices: (event) => isRefusal(event, 555),
  },
  {
    id: 'letter-before-data',
    say: 'That looks like a line of the letter. Say DATA first and wait for 354.',
    on: 'smtp.reply',
    notices: (event, world) => isRefusal(event, 500) && isHeaderLine(event, world) && hasRecipient(event, world),
  },
  {
    id: 'letter-without-envelope',
    say: 'That looks like a line of the letter. An envelope comes first: MAIL FROM, then RCPT TO, then DATA.',
    on: 'smtp.reply',
    notices: (event, world) => isRefusal(event, 500) && isHeaderLine(event, world) && !hasRecipient(event, world),
  },
  {
    id: 'shell-command-to-a-server',
    say: 'That is a command of your workstation, and you are talking to a mail server. Say QUIT first: then the prompt is back.',
    on: 'smtp.reply',
    notices: isShellCommand,
  },
  {
    id: 'no-empty-line',
    say: 'Headers first, then one empty line, then the text: without it your text became part of the header.',
    on: 'message.accepted',
    notices: (event) =>
      event.type === 'message.accepted' &&
      event.upstream === undefined &&
      event.origin === 'learner' &&
      hasTextInHeader(event.raw),
  },
  {
    id: 'lone-dot',
    say: 'The server is still reading your letter. It answers after a line that contains only a dot.',
    afterQuiet: { ms: 20_000, when: (world) => inData(world)?.bytes.at(-1)?.data.endsWith('\r\n') === true },
  },
  {
    id: 'only-line-feeds',
    say: 'Your tool ends lines with LF only, so the closing dot is never recognised. Use telnet or nc -C.',
    on: 'bytes.sent',
    notices: (event, world) =>
      event.type === 'bytes.sent' &&
      event.by === 'client' &&
      event.data === '.\n' &&
      inData(world)?.id === event.connection,
  },
];

/** Mistakes that everybody makes, in every lesson. Mail servers among themselves make them, too: of those nothing is said. */
export const coachRules: readonly CoachRule[] = [...mistakes, ...doorCoachRules].map(({ notices, ...rule }) => ({
  ...rule,
  ...(notices ? { notices: (event, world) => isTheLearners(event, world) && notices(event, world) } : {}),
}));

/** Whether it was the learner who asked, called, or speaks in the conversation where it happened. */
function isTheLearners(event: SandboxEvent, { connections }: World): boolean {
  if (event.type === 'terminal.entered') return true;
  if ('driver' in event) return event.driver === 'learner';
  return 'connection' in event && connections.byId[event.connection ?? '']?.driver === 'learner';
}

const portsInWords = new Intl.ListFormat('en');

/** Ports at which the host that refused a call does listen. */
function openDoors(event: SandboxEvent, { hosts }: World): number[] {
  if (event.type !== 'connection.refused') return [];
  const open = hosts.byName[event.to.host]?.ports ?? [];
  // Something on the way may refuse a call to a door that is open.
  return open.includes(event.to.port) ? [] : open.toSorted((one, other) => one - other);
}

type Answer = Extract<SandboxEvent, { type: 'smtp.reply' }>;

function isRefusal(event: SandboxEvent, code: number): event is Answer {
  return event.type === 'smtp.reply' && event.code === code;
}

function exchanges({ connection }: Answer, world: World): Connection['exchanges'] {
  return world.connections.byId[connection]?.exchanges ?? [];
}

/** The command to which this is the answer. */
function lineThatWasAnswered(event: Answer, world: World): string {
  const command = exchanges(event, world).findLast((exchange) => exchange.kind === 'command');
  return command?.kind === 'command' ? command.line.trim() : '';
}

function isHeaderLine(event: Answer, world: World): boolean {
  return /^(subject|from|to|cc|date):/i.test(lineThatWasAnswered(event, world));
}

/** A line as one types it at the shell. */
function isShellCommand(event: SandboxEvent, world: World): boolean {
  if (event.type !== 'smtp.reply' || event.code < 500) return false;
  // The tools of other names are words of a letter, too.
  return /^(telnet|nc|openssl|swaks|dig|nslookup|ssh|mailq|post\w+|mail -\w|base64)\b(?!:)/.test(
    lineThatWasAnswered(event, world),
  );
}

/** An envelope is open in which somebody can be written to. RFC 5321 §4.1.4. */
function hasRecipient(event: Answer, world: World): boolean {
  const said = exchanges(event, world);
  const begin = said.findLastIndex(({ verb }) => ['MAIL', 'RSET', 'EHLO', 'HELO', 'DATA-END'].includes(verb));
  return said.slice(begin + 1).some((one) => one.kind === 'reply' && one.verb === 'RCPT' && one.code < 300);
}

/** A letter has ended a line or two ago: what comes now may be the rest of it. */
function followsALetter(event: Answer, world: World): boolean {
  return exchanges(event, world)
    .slice(-6)
    .some((exchange) => exchange.verb === 'DATA-END');
}

/** The host whose name was asked for as the map shows it, without its last part. */
function hostOfShortName(event: SandboxEvent, world: World): string | undefined {
  if (event.type !== 'dns.answered') return undefined;
  const asked = event.question.name.toLowerCase().replace(/\.$/, '');
  return Object.keys(world.hosts.byName).find((name) => name === `${asked}.example`);
}

/** The command that an unknown one is a slip of: one letter wrong, missing, too many, or two in the wrong order. */
function meantVerb(event: SandboxEvent, world: World): string | undefined {
  if (!isRefusal(event, 500) || event.because.reason !== 'unknown-command') return undefined;
  if (followsALetter(event, world)) return undefined;
  const [word = ''] = lineThatWasAnswered(event, world)
    .toUpperCase()
    .split(/[^A-Z]/, 1);
  return Object.keys(smtpCommands).find((verb) => /^[A-Z]+$/.test(verb) && isSlipOf(verb, word));
}

function isSlipOf(verb: string, word: string): boolean {
  if (word === verb || Math.abs(word.length - verb.length) > 1) return false;
  const from = [...verb].findIndex((letter, index) => letter !== word[index]);
  const at = from === -1 ? verb.length : from;
  const [verbRest, wordRest] = [verb.slice(at), word.slice(at)];
  const swapped = `${verbRest[1] ?? ''}${verbRest[0] ?? ''}${verbRest.slice(2)}`;
  return (
    verbRest.slice(1) === wordRest.slice(1) ||
    verbRest === wordRest.slice(1) ||
    verbRest.slice(1) === wordRest ||
    swapped === wordRest
  );
}

/** The conversation that the learner types in, when a letter is being read there. */
function inData(world: World): Connection | undefined {
  return terminalConnections(world).find(({ state, exchanges: all }) => {
    const last = all.at(-1);
    return state === 'open' && last?.kind === 'reply' && last.code === 354;
  });
}

/** A line of the header section that is neither a field nor the continuation of one. */
function hasTextInHeader(raw: string): boolean {
  return headerSection(raw)
    .split('\r\n')
    .some((line) => line !== '' && !/^([!-9;-~]+:|[ \t])/.test(line));
}
