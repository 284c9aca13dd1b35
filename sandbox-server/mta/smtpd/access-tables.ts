import { type AccessAction, accessTable } from '../tables.ts';

/** The line of a table that fits one of these names, addresses or mailboxes (access(5)); the most exact one counts. */
export function tableEntry(
  argument: string,
  about: readonly string[],
): { key: string; action: AccessAction } | undefined {
  const table = accessTable(argument);
  for (const key of about.flatMap(keysFor)) {
    const action = table?.get(key);
    if (action) return { key, action };
  }
  return undefined;
}

/** As Postfix looks them up: all of it, the domain and those above it or the networks around it, the name before the @. */
function keysFor(subject: string): string[] {
  // smtpd_null_access_lookup_key: how the sender of notices is written in a table.
  if (subject === '') return ['<>'];
  const text = subject.toLowerCase();
  const at = text.lastIndexOf('@');
  if (at >= 0) return [text, ...parents(text.slice(at + 1), 'left'), text.slice(0, at + 1)];
  return parents(text, /^[\d.]+$/.test(text) ? 'right' : 'left');
}

/** www.globex.example, globex.example, example; or 192.0.2.10, 192.0.2, 192.0, 192. */
function parents(name: string, cutFrom: 'left' | 'right'): string[] {
  const labels = name.split('.');
  return labels.map((_, index) =>
    (cutFrom === 'left' ? labels.slice(index) : labels.slice(0, labels.length - index)).join('.'),
  );
}
