import { addressPattern, type Finding, finding } from '../finding.ts';

/** Marks that programs put before what each side says: swaks, sendmail, our own transcripts. */
const clientMark = /^\s*(?:->|~>|>>>|C:|=>)?\s*/;
const serverMark = /^\s*(?:<-|<\*\*|<~\*?|<<<|S:|<=)?\s*/;
const commandPattern = /^(EHLO|HELO|MAIL FROM|RCPT TO|DATA|BDAT|AUTH|STARTTLS|RSET|VRFY|QUIT|\.$)/i;

/** A conversation of a client with a server, line by line: what was refused, and which command it was. */
export function conversationFindings(text: string): Finding[] | undefined {
  const replies = repliesIn(text);
  // A notice quotes a command or two; a conversation begins at its beginning.
  if (!replies.some(({ command }) => /^(EHLO|HELO|MAIL FROM|AUTH)/i.test(command ?? ''))) return undefined;
  const host = replies.find(({ lines }) => /^220[ -]/.test(lines[0] ?? ''))?.lines[0]?.split(/[ -]/)[1];
  const refused = replies.filter(({ lines }) => /^[45]/.test(lines[0] ?? ''));
  const shown = refused.length > 0 ? refused : replies.filter(({ lines }) => /^250.*queued/i.test(lines[0] ?? ''));
  return shown.map(({ command, lines }) => {
    const recipient = /^RCPT/i.test(command ?? '') ? new RegExp(addressPattern).exec(command ?? '')?.[0] : undefined;
    const verb = commandPattern.exec(command ?? '')?.[1]?.toUpperCase();
    return finding({
      ...(recipient ? { recipient } : {}),
      ...(host?.includes('.') ? { saidBy: host } : {}),
      ...(verb ? { inReplyTo: verb === '.' ? 'DATA' : verb } : {}),
      words: lines.join('\n'),
    });
  });
}

interface HeardReply {
  command: string | undefined;
  lines: string[];
}

function repliesIn(text: string): HeardReply[] {
  const replies: HeardReply[] = [];
  let command: string | undefined;
  let isOpen = false;
  for (const line of text.split(/\r?\n/)) {
    const said = line.replace(serverMark, '');
    const asked = line.replace(clientMark, '');
    if (/^[2-5]\d\d(?:[ -]|$)/.test(said)) {
      if (isOpen) replies.at(-1)?.lines.push(said);
      else replies.push({ command, lines: [said] });
      isOpen = /^\d{3}-/.test(said);
    } else if (commandPattern.test(asked)) command = asked;
  }
  return replies;
}
