import { commandBeginnings } from '#protocol/smtp-commands.ts';

/** What Tab can add: pure, from words that the terminal knows. */

export interface CompletionWords {
  tools: readonly string[];
  options: Record<string, readonly string[]>;
  hosts: readonly string[];
  /** Mailbox addresses of the sandbox. */
  addresses: readonly string[];
  /** While a program reads, its commands instead of tools. */
  isConnected: boolean;
}

export interface Completion {
  /** What to insert at the cursor; may be empty. */
  added: string;
  /** Shown when there is more than one way on. */
  candidates: string[];
}

/** Completes the text before the cursor. */
export function complete(before: string, words: CompletionWords): Completion {
  const { typed, possible } = words.isConnected ? smtp(before, words) : shell(before, words);
  const ignoreCase = words.isConnected;
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const candidates = [...new Set(possible)].filter((word) => fold(word).startsWith(fold(typed)));
  const shared = commonStart(candidates);
  return { added: shared.slice(typed.length), candidates: candidates.length > 1 ? candidates : [] };
}

function smtp(before: string, { hosts, addresses }: CompletionWords): { typed: string; possible: string[] } {
  const [, address] = /^(?:MAIL FROM|RCPT TO):<([^>]*)$/i.exec(before) ?? [];
  if (address !== undefined) return { typed: address, possible: addresses.map((word) => `${word}>`) };
  const [, host] = /^(?:EHLO|HELO) (\S*)$/i.exec(before) ?? [];
  if (host !== undefined) return { typed: host, possible: [...hosts] };
  return { typed: before, possible: commandBeginnings() };
}

function shell(before: string, words: CompletionWords): { typed: string; possible: string[] } {
  const parts = before.split(/\s+/);
  const typed = parts.at(-1) ?? '';
  const [tool = ''] = parts;
  if (parts.length === 1) return { typed, possible: words.tools.map((name) => `${name} `) };
  if (tool === 'man') return { typed, possible: [...words.tools] };
  if (typed.startsWith('-')) return { typed, possible: [...(words.options[tool] ?? [])].map((option) => `${option} `) };
  if (typed.includes('/')) return { typed, possible: words.addresses.map((word) => `/var/mail/${word}`) };
  if (['telnet', 'nc'].includes(tool) && words.hosts.includes(parts.at(-2) ?? ''))
    return { typed, possible: ['25', '587'] };
  if (typed.includes('@') || /^(-u|-f|-t|--from|--to)$/.test(parts.at(-2) ?? '')) {
    return { typed, possible: [...words.addresses] };
  }
  return { typed, possible: words.hosts.map((name) => `${name} `) };
}

function commonStart([first = '', ...others]: string[]): string {
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
