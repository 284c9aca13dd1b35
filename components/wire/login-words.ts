import type { Connection } from '#protocol/projections/connections.ts';

/** What a login looked like to whoever could read it. */
export interface Login {
  mechanism: string;
  user?: string;
  /** Only where the mechanism sends it: base64 hides nothing. */
  password?: string;
}

/** Reads the login of a conversation out of its commands, as an eavesdropper would. RFC 4954, RFC 4616. */
export function loginIn(commands: readonly { verb: string; line: string }[]): Login | undefined {
  const lines = commands.filter(({ verb }) => verb === 'AUTH').map(({ line }) => line);
  const start = lines.findLastIndex((line) => /^AUTH /i.test(line));
  const [, mechanism = '', first] = /^AUTH +(\S+)(?: +(\S+))?/i.exec(lines[start] ?? '') ?? [];
  if (mechanism === '') return undefined;
  const answers = [...(first ? [first] : []), ...lines.slice(start + 1)].map(fromBase64);
  switch (mechanism.toUpperCase()) {
    case 'PLAIN': {
      const [, user, password] = answers[0]?.split('\0') ?? [];
      return { mechanism: 'PLAIN', ...(user ? { user } : {}), ...(password ? { password } : {}) };
    }
    case 'LOGIN': {
      const [user, password] = answers;
      return { mechanism: 'LOGIN', ...(user ? { user } : {}), ...(password ? { password } : {}) };
    }
    case 'CRAM-MD5':
      return { mechanism: 'CRAM-MD5', user: answers[0]?.split(' ', 1)[0] ?? '' };
    case 'XOAUTH2': {
      const fields = (answers[0] ?? '').split('\x01');
      const user = fields.find((field) => field.startsWith('user='))?.slice('user='.length) ?? '';
      const token = fields.find((field) => field.startsWith('auth=Bearer '))?.slice('auth=Bearer '.length);
      return { mechanism: 'XOAUTH2', user, ...(token ? { password: token } : {}) };
    }
    default:
      return { mechanism };
  }
}

/** The commands of a conversation. */
export function commandsOf({
  exchanges,
}: Pick<Connection, 'exchanges'>): { verb: string; line: string; seq: number }[] {
  return exchanges.flatMap((said) => (said.kind === 'command' ? [said] : []));
}

/** Octets in latin1; empty when it is no base64. */
function fromBase64(text: string): string {
  try {
    return atob(text.trim());
  } catch {
    return '';
  }
}
