import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SandboxEvent } from '#protocol/events.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { databaseFile, openStore } from '../sandbox-server/store/sqlite.ts';

// npm run log: lists the saved sandboxes. npm run log <sandbox id or JSON file>: prints a log as a conversation.

const directory = resolve(process.env.DATA_DIR?.trim() || '.data');

/** The log as text: what was typed and printed, each server's talk, each decision with its reason. */
export function conversationOf(events: readonly SandboxEvent[]): string {
  return events.flatMap((event) => linesOf(event).map((line) => `${headOf(event)} ${visibleText(line)}\n`)).join('');
}

function headOf({ seq, at }: SandboxEvent): string {
  return `${String(seq).padStart(5)} ${clockOf(at)}`;
}

/** Time since the sandbox began, as 0:00:01.250. */
function clockOf(at: number): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  const seconds = Math.floor(at / 1000);
  const ms = digits(Math.floor(at) % 1000, 3);
  return `${Math.floor(seconds / 3600)}:${digits(Math.floor(seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}.${ms}`;
}

/** Octets of the cable are not shown: the commands and replies that were understood are. */
function linesOf(event: SandboxEvent): string[] {
  switch (event.type) {
    case 'bytes.sent':
    case 'plaintext.sent':
    case 'terminal.prompted':
      return [];
    case 'terminal.entered':
      return [`$ ${event.text}`];
    case 'terminal.printed':
      return event.text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `  ${line}`);
    case 'smtp.command':
      return [`${event.connection} C: ${event.line}`];
    case 'smtp.reply':
      return replyLines(event).map((line) => `${event.connection} S: ${line}`);
    case 'connection.attempted':
    case 'connection.opened':
    case 'connection.refused':
    case 'connection.timed-out':
      return [`${event.connection} ${event.type} ${event.from.host} -> ${event.to.host}:${event.to.port}`];
    case 'dns.answered': {
      const { client, question, rcode, answers } = event;
      const found = answers.length > 0 ? answers.map(recordWords).join(', ') : rcode === 'NOERROR' ? 'nothing' : rcode;
      return [`${client} asked the DNS for ${question.type} ${question.name}: ${found}`];
    }
    case 'policy.decided': {
      const { host, recipient, verdict, because } = event;
      const rule = because.parameter ? ` (${because.parameter.name} = ${because.parameter.value})` : '';
      return [`${host} decided about ${recipient}: ${verdict}, ${because.reason}${rule}`];
    }
    case 'sandbox.started':
      return [`${event.type} lesson=${event.lesson} version=${event.version}`];
    default:
      return [`${event.type} ${fieldsOf(event)}`];
  }
}

/** What a record says, without its name. */
function recordWords({ name: _, type: __, ...data }: DnsRecord): string {
  return Object.values(data).join(' ');
}

function replyLines({ code, enhanced, lines }: Extract<SandboxEvent, { type: 'smtp.reply' }>): string[] {
  const texts = lines.map((text) => (enhanced && !text.startsWith(enhanced) ? `${enhanced} ${text}` : text));
  return texts.map((text, index) => `${code}${index < texts.length - 1 ? '-' : ' '}${text}`);
}

/** The remaining fields in one line, without whole messages and worlds. */
function fieldsOf(event: SandboxEvent): string {
  const unseen = ['seq', 'at', 'type', 'command', 'raw', 'trace', 'scenario'];
  return Object.entries(event)
    .filter(([name, value]) => !unseen.includes(name) && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ');
}

function main(wanted: string | undefined): void {
  if (wanted && existsSync(wanted)) {
    // A file that somebody exported from a log of this version.
    process.stdout.write(conversationOf(JSON.parse(readFileSync(wanted, 'utf8')) as SandboxEvent[]));
    return;
  }
  if (!existsSync(join(directory, databaseFile))) throw new Error(`there is no database in ${directory}: set DATA_DIR`);
  const store = openStore(directory);
  try {
    if (wanted) process.stdout.write(conversationOf(readSandbox(wanted, store)));
    else for (const { id, lesson, facts } of store.listSandboxes()) console.log(`${id}  ${lesson}  ${facts} facts`);
  } finally {
    store.close();
  }
}

function readSandbox(id: string, store: ReturnType<typeof openStore>): SandboxEvent[] {
  const events = store.read(id);
  if (events.length === 0) throw new Error(`no sandbox ${id} in ${directory}; npm run log lists them`);
  return events;
}

if (import.meta.main) {
  try {
    main(process.argv[2]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
