import type { SandboxEvent } from '#protocol/events.ts';
import type { CoachRule } from '#protocol/lesson.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Terminal } from '#protocol/projections/terminals.ts';
import { terminalConnections } from '#protocol/questions.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';

/** Silence after which somebody who waits at port 465 is helped, in sandbox ms. */
const quietMs = 20_000;

/** Mistakes at the doors of mail: TLS and logins. What a sentence shows of a login never holds the password. */
export const doorCoachRules: readonly CoachRule[] = [
  {
    id: 'tls-from-the-first-octet',
    say: 'Port 465 expects TLS from the very first octet: openssl s_client -quiet -crlf -connect HOST:465.',
    on: 'bytes.sent',
    notices: (event, world) =>
      event.type === 'bytes.sent' &&
      event.by === 'client' &&
      connectionOf(event, world)?.to.port === 465 &&
      isInTheClear(event, world),
    afterQuiet: {
      ms: quietMs,
      when: (world) =>
        terminalConnections(world).some(({ to, bytes, state }) => state === 'open' && to.port === 465 && !bytes.length),
    },
  },
  {
    id: 'tls-in-the-clear',
    say: (event, world) =>
      `TLS came first, and port ${connectionOf(event, world)?.to.port} begins in the clear. Ask for STARTTLS (openssl s_client -starttls smtp, swaks --tls), or call 465.`,
    on: 'smtp.reply',
    notices: (event, world) =>
      event.type === 'smtp.reply' &&
      event.because.reason === 'tls-in-the-clear' &&
      // Who has asked for STARTTLS knows.
      !connectionOf(event, world)?.bytes.some(({ data }) => data.startsWith('STARTTLS')),
  },
  {
    id: 'login-inside-tls-only',
    say: 'No AUTH in that list: this server hears passwords inside TLS only. Add --tls, and it lists AUTH.',
    on: 'smtp.command',
    // swaks knocks with a login in its hand, finds none wanted, and leaves.
    notices: (event, world) =>
      event.type === 'smtp.command' &&
      event.verb === 'QUIT' &&
      isLoginOfSwaks(event, world) &&
      hearsPasswordsInsideTls(connectionOf(event, world), world),
  },
  {
    id: 'telnet-cannot-encrypt',
    say: 'After that 220 TLS must begin, and a plain line is not TLS. openssl s_client -starttls smtp does both.',
    on: 'bytes.sent',
    notices: (event, world) =>
      event.type === 'bytes.sent' &&
      event.by === 'client' &&
      lastReply(connectionOf(event, world))?.because.reason === 'ready-for-tls' &&
      isInTheClear(event, world),
  },
  {
    id: 'openssl-takes-letters',
    say: 'openssl took that letter as a command of its own (R renegotiates, Q quits, K changes keys). Add -quiet.',
    on: 'terminal.entered',
    notices: (event, world) => {
      if (event.type !== 'terminal.entered') return false;
      // A letter alone may be meant for openssl; a longer line is for the server.
      return /^[RQKk]./.test(event.text) && isTalkingToOpenssl(world.terminals.byName[event.terminal]);
    },
  },
  {
    id: 'no-logins-here',
    say: 'This door takes no logins. Users knock at 465 or 587, and EHLO lists AUTH where it is heard.',
    on: 'smtp.reply',
    notices: (event) =>
      event.type === 'smtp.reply' && event.verb === 'AUTH' && event.because.reason === 'command-not-offered',
  },
  {
    id: 'not-base64',
    say: "That line was not base64. Encode it first: printf 'kim@acme.example' | base64.",
    on: 'smtp.reply',
    notices: (event) => event.type === 'smtp.reply' && event.because.reason === 'authentication-undecodable',
  },
  {
    id: 'encoded-the-enter-key',
    say: 'You encoded the Enter key too: the answer ends in a line feed. Use printf or echo -n before base64.',
    on: 'smtp.reply',
    notices: (event, world) => failedAnswers(event, world).some((answer) => /[\r\n]$/.test(answer)),
  },
  {
    id: 'plain-with-backslash-zero',
    say: (event, world) =>
      `A backslash and a zero arrived, not a NUL: ${shape(failedPlain(event, world))}. Use printf '\\0kim\\0…', in single quotes and with no echo.`,
    on: 'smtp.reply',
    notices: (event, world) => /\\0/.test(failedPlain(event, world) ?? ''),
  },
  {
    id: 'plain-with-colon',
    say: (event, world) =>
      `What arrived was ${shape(failedPlain(event, world))}: so logs in the web. PLAIN is NUL, user, NUL, password.`,
    on: 'smtp.reply',
    notices: (event, world) => /^[^\0\\]+:[^\0]*$/.test(failedPlain(event, world) ?? ''),
  },
  {
    id: 'plain-without-first-nul',
    say: (event, world) =>
      `What arrived was ${shape(failedPlain(event, world))}. PLAIN begins with a NUL: <NUL>user<NUL>password.`,
    on: 'smtp.reply',
    notices: (event, world) => /^[^\0]+\0[^\0]*$/.test(failedPlain(event, world) ?? ''),
  },
];

function connectionOf(event: SandboxEvent, { connections }: World): Connection | undefined {
  return 'connection' in event ? connections.byId[event.connection ?? ''] : undefined;
}

/** No TLS yet, and no record of its handshake either. RFC 8446 §5.1. */
function isInTheClear(event: Extract<SandboxEvent, { type: 'bytes.sent' }>, world: World): boolean {
  const connection = connectionOf(event, world);
  // A long handshake comes in pieces: the first one says what it is.
  const begins = connection?.bytes.findLast(({ by, data }) => by === 'client' && data.startsWith('\x16'));
  return !connection?.tls && !begins;
}

/** It was a line of swaks with a login that began this conversation. */
function isLoginOfSwaks(event: SandboxEvent, { terminals }: World): boolean {
  if (!('connection' in event)) return false;
  const terminal = Object.values(terminals.byName).find(({ lastConnection }) => lastConnection === event.connection);
  return /^swaks\s(?=.*\s--?(au|ap|a|auth|auth-\w+)\b)(?!.*optional)/.test(terminal?.history.at(-1) ?? '');
}

/** It takes logins, and in the clear it offers STARTTLS and no AUTH (Postfix's `smtpd_tls_auth_only`). */
function hearsPasswordsInsideTls(connection: Connection | undefined, { config }: World): boolean {
  if (!connection || connection.tls) return false;
  const hello = connection.exchanges.find((said) => said.kind === 'reply' && said.verb === 'EHLO');
  const offered = hello?.kind === 'reply' ? hello.lines : [];
  const takesLogins = config.current[connection.to.host]?.smtpd_sasl_auth_enable === 'yes';
  return takesLogins && offered.includes('STARTTLS') && !offered.some((line) => line.startsWith('AUTH'));
}

function lastReply(connection: Connection | undefined) {
  const last = connection?.exchanges.at(-1);
  return last?.kind === 'reply' ? last : undefined;
}

/** Lines go to openssl, and it was not told to be quiet. */
function isTalkingToOpenssl(terminal: Terminal | undefined): boolean {
  const entered = terminal?.entries.at(-1);
  if (entered?.kind !== 'entered' || entered.program !== 'openssl') return false;
  return !/\s-?-quiet\b/.test(terminal?.history.at(-1) ?? '');
}

/** What a client answered in a login that has just failed: each line decoded. */
function failedAnswers(event: SandboxEvent, world: World): string[] {
  if (event.type !== 'smtp.reply' || event.code !== 535) return [];
  return loginLines(event, world)
    .flatMap((line, index) => (index === 0 ? (line.split(/\s+/)[2] ?? []) : line))
    .map((line) => Buffer.from(line, 'base64').toString('utf8'));
}

/** The lines of the last AUTH command, the command itself first. */
function loginLines(event: SandboxEvent, world: World): string[] {
  const lines = (connectionOf(event, world)?.exchanges ?? []).flatMap((said) =>
    said.kind === 'command' && said.verb === 'AUTH' ? [said.line.trim()] : [],
  );
  return lines.slice(
    Math.max(
      0,
      lines.findLastIndex((line) => /^AUTH\s/i.test(line)),
    ),
  );
}

/** The decoded answer of a failed AUTH PLAIN. */
function failedPlain(event: SandboxEvent, world: World): string | undefined {
  const [answer] = failedAnswers(event, world);
  const isPlain = answer !== undefined && /^AUTH\s+PLAIN\b/i.test(loginLines(event, world)[0] ?? '');
  return isPlain ? answer : undefined;
}

/** What arrived, with each NUL to be seen and all that stands behind the user as dots: a password may hold any mark. */
function shape(answer = ''): string {
  const parts = /^((?:\\0|\0)?(?:(?!\\0|\0)[\s\S])*)(\\0|\0)/.exec(answer) ?? /^([^:]*)(:)/.exec(answer);
  const [, before = '', mark = ''] = parts ?? [];
  return `${visibleText(before)}${visibleText(mark)}••••`;
}
