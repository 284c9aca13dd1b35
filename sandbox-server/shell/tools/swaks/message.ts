import { mailDate } from '../../../mta/cleanup.ts';
import type { ToolContext } from '../../tool.ts';
import { UsageError } from '../../tool.ts';

interface Letter {
  from: string;
  to: readonly string[];
  /** Replace a field of the same name, or are added: --header, --h-NAME. */
  fields: ReadonlyMap<string, string>;
  /** Whole lines of --add-header. */
  added: readonly string[];
  body: string | undefined;
  /** A whole message of --data, with %TOKENS%. */
  data: string | undefined;
}

/** The message with LF line ends. `\n` in a value stands for a line end; `-` for what a pipe brings. */
export function messageOf(context: ToolContext, letter: Letter): string {
  const { clock, random, host } = context;
  const body = valueOrInput(context, letter.body ?? 'This is a test mailing');
  const tokens: Record<string, string> = {
    DATE: mailDate(clock.now()),
    TO_ADDRESS: letter.to.join(','),
    FROM_ADDRESS: letter.from,
    MESSAGEID: `${random.text(12, '0123456789abcdef')}@${host}`,
    NEW_HEADERS: letter.added.map((line) => `${withLineEnds(line)}\n`).join(''),
    BODY: body,
  };
  const template = letter.data === undefined ? standard : valueOrInput(context, letter.data);
  const filled = template.replace(/%([A-Z_]+)%/g, (token, name: string) =>
    Object.hasOwn(tokens, name) ? (tokens[name] ?? '') : token,
  );
  const message = withFields(filled, letter.fields);
  return message.endsWith('\n') ? message : `${message}\n`;
}

/** Added fields bring their line ends; the end of their line is the empty one between header and text. */
const standard = `Date: %DATE%
To: %TO_ADDRESS%
From: %FROM_ADDRESS%
Subject: test %DATE%
Message-Id: <%MESSAGEID%>
%NEW_HEADERS%
%BODY%
`;

function valueOrInput({ stdin }: ToolContext, value: string): string {
  if (value.startsWith('@')) throw new UsageError(`swaks: ${value}: there are no files here; - reads a pipe`);
  if (value !== '-') return withLineEnds(value);
  if (!stdin) throw new UsageError('swaks: - reads a pipe, and nothing is in front of one: printf "..." | swaks ...');
  return stdin
    .toString('utf8')
    .replaceAll('\r\n', '\n')
    .replace(/\n\.\n$/, '\n');
}

function withFields(message: string, fields: ReadonlyMap<string, string>): string {
  const end = message.indexOf('\n\n');
  const lines = (end < 0 ? message : message.slice(0, end)).split('\n');
  const rest = end < 0 ? '' : message.slice(end);
  for (const [name, value] of fields) {
    const line = `${name}: ${withLineEnds(value)}`;
    const at = lines.findIndex((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    if (at < 0) lines.push(line);
    else lines[at] = line;
  }
  return lines.join('\n') + rest;
}

function withLineEnds(text: string): string {
  return text.replaceAll('\\n', '\n');
}
