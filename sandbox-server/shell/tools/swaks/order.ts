import { portOf } from '../../connect.ts';
import { ownAddress } from '../../mailbox.ts';
import { type ToolContext, UsageError } from '../../tool.ts';
import { type Login, mechanisms } from './authentication.ts';
import { messageOf } from './message.ts';
import { type OptionName, readSwaksOptions } from './options.ts';
import type { Shown } from './transcript.ts';

/** What a command line asks swaks to do. */
export interface Order {
  server: string | undefined;
  port: number;
  from: string;
  to: string[];
  helo: string;
  /** EHLO first; otherwise HELO only. */
  extended: boolean;
  /** The message, LF line ends. */
  message: string;
  tls: 'none' | 'optional' | 'required' | 'on-connect';
  tlsVerify: boolean;
  /** Whose certificate is asked for; the server's own name without it. */
  tlsSni: string | undefined;
  login: Login | undefined;
  pipeline: boolean;
  quitAfter: string | undefined;
  /** Sandbox ms that an answer may take. */
  timeoutMs: number;
  shown: Shown;
}

/** Each protocol of --protocol, with what it stands for. */
const protocols: Record<string, { extended: boolean; tls: Order['tls']; auth: boolean }> = {
  SMTP: { extended: false, tls: 'none', auth: false },
  SSMTP: { extended: true, tls: 'on-connect', auth: false },
  SSMTPA: { extended: true, tls: 'on-connect', auth: true },
  SMTPS: { extended: true, tls: 'on-connect', auth: false },
  ESMTP: { extended: true, tls: 'none', auth: false },
  ESMTPA: { extended: true, tls: 'none', auth: true },
  ESMTPS: { extended: true, tls: 'required', auth: false },
  ESMTPSA: { extended: true, tls: 'required', auth: true },
};

/** What stands in place of a password that is to be hidden. */
const passwordShown = 'PROVIDED_BUT_REMOVED';

type Last = (name: OptionName) => string | undefined;

/** Undefined when the learner gave up while it asked for user or password. */
export async function orderFrom(context: ToolContext): Promise<Order | undefined> {
  const { values, fields } = readSwaksOptions(context.args);
  const last: Last = (name) => values.get(name)?.at(-1);
  const protocol = protocolOf(last('protocol') ?? 'ESMTP');
  const tls = tlsOf(last, protocol.tls);
  const to = (values.get('to') ?? []).flatMap((list) => list.split(',')).map((one) => one.trim());
  const quitAfter = last('quitAfter')?.toUpperCase();
  if (to.includes('') || (to.length === 0 && !endsBeforeRecipients(quitAfter, last('server')))) {
    throw new UsageError('swaks: --to needs an address');
  }
  const given = last('from') ?? ownAddress(context.world);
  const from = given === '<>' ? '' : given;
  for (const field of values.get('header') ?? []) {
    const colon = field.indexOf(':');
    if (colon < 1) throw new UsageError(`swaks: --header needs 'Name: text', not ${field}`);
    fields.set(field.slice(0, colon), field.slice(colon + 1).trim());
  }
  const added = values.get('addHeader') ?? [];
  const message = messageOf(context, { from, to, fields, added, body: last('body'), data: last('data') });
  const login = await loginFrom(context, last, protocol.auth);
  if (login === 'given-up') return undefined;
  return {
    ...serverOf(last, tls === 'on-connect' ? '465' : '25'),
    from,
    to,
    helo: last('helo') ?? context.host,
    extended: protocol.extended,
    message,
    tls,
    tlsVerify: last('tlsVerify') !== undefined,
    tlsSni: last('tlsSni'),
    login,
    pipeline: last('pipeline') !== undefined,
    quitAfter,
    timeoutMs: timeoutOf(last('timeout') ?? '30'),
    shown: shownBy(last),
  };
}

/** Whoever only knocks needs nobody to write to, if it is said where. */
function endsBeforeRecipients(quitAfter: string | undefined, server: string | undefined): boolean {
  return server !== undefined && quitAfter !== undefined && !['RCPT', 'TO'].includes(quitAfter);
}

function protocolOf(name: string) {
  const known = name.toUpperCase();
  const protocol = Object.hasOwn(protocols, known) ? protocols[known] : undefined;
  if (!protocol) throw new UsageError(`swaks: Unknown protocol ${name}; here are ${Object.keys(protocols).join(', ')}`);
  return protocol;
}

function tlsOf(last: Last, byProtocol: Order['tls']): Order['tls'] {
  if (last('tlsOnConnect') !== undefined) return 'on-connect';
  if (last('tls') !== undefined) return 'required';
  return last('tlsOptional') === undefined ? byProtocol : 'optional';
}

/** `--server HOST`, `--server HOST:PORT`, `--port PORT`. */
function serverOf(last: Last, standardPort: string): { server: string | undefined; port: number } {
  const [server, inServer] = last('server')?.split(':') ?? [];
  const portText = last('port') ?? inServer ?? standardPort;
  const port = portOf(portText);
  if (port === undefined) throw new UsageError(`swaks: unable to resolve service name ${portText} into a port`);
  return { server, port };
}

function timeoutOf(text: string): number {
  const [, amount, unit = 's'] = /^(\d+)([smh]?)$/.exec(text) ?? [];
  if (amount === undefined) throw new UsageError(`swaks: Unknown timeout format '${text}'`);
  const unitMs = { s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1000;
  // As with the real one, 0 waits for ever.
  return Number(amount) * unitMs || Number.POSITIVE_INFINITY;
}

function shownBy(last: Last): Shown {
  const silent = last('silent');
  return {
    silent: silent === undefined ? 0 : Number(silent || '1'),
    send: last('hideSend') === undefined && last('hideAll') === undefined,
    receive: last('hideReceive') === undefined && last('hideAll') === undefined,
    information: last('hideInformational') === undefined && last('hideAll') === undefined,
    problems: last('hideAll') === undefined,
    data: last('suppressData') === undefined,
  };
}

async function loginFrom(
  context: ToolContext,
  last: Last,
  byProtocol: boolean,
): Promise<Login | undefined | 'given-up'> {
  const names: OptionName[] = ['auth', 'authOptional', 'authUser', 'authPassword'];
  if (!byProtocol && names.every((name) => last(name) === undefined)) return undefined;
  const asked = (last('auth') || last('authOptional') || '').toUpperCase().split(',').filter(Boolean);
  const known = mechanisms.filter((mechanism) => asked.length === 0 || asked.includes(mechanism));
  for (const name of asked.filter((one) => !mechanisms.some((mechanism) => mechanism === one))) {
    context.print('error', `*** ${name} is not a recognized auth type, skipping\n`);
  }
  if (known.length === 0) throw new UsageError(`swaks: No auth types supported; here are ${mechanisms.join(', ')}`);
  const user = last('authUser') || (await ask(context, 'Username: '));
  const password = user === undefined ? undefined : last('authPassword') || (await ask(context, 'Password: '));
  if (user === undefined || password === undefined) return 'given-up';
  const hidden = last('authHidePassword');
  return {
    mechanisms: asked.length > 0 ? asked.flatMap((one) => known.filter((mechanism) => mechanism === one)) : 'any',
    isOptional: last('auth') === undefined && last('authOptional') !== undefined,
    user: user === '<>' ? '' : user,
    password: password === '<>' ? '' : password,
    passwordShown: hidden === undefined ? undefined : hidden || passwordShown,
    isPlain: last('authPlaintext') !== undefined,
  };
}

async function ask({ stdin, reads, read }: ToolContext, prompt: string): Promise<string | undefined> {
  if (stdin)
    throw new UsageError(`swaks: nobody can be asked for "${prompt.trim()}" behind a pipe: say it with an option`);
  reads('swaks', prompt);
  const input = await read();
  if (!input) return undefined;
  return input.kind === 'line' ? input.text : '';
}
