import { type Reply, replies } from './replies.ts';

/** What npm smtp-server is about to say, and in which situation. */
export interface LibraryReply {
  code: number;
  text: string;
  /** The library's own name for some situations, as SENDER_SYNTAX_ERROR. */
  context?: string;
  /** Verb and line that are answered. */
  verb: string;
  line: string;
  host: string;
  /** Recipients of this envelope that were refused. */
  refusedRecipients: number;
  /** `message_size_limit`, in octets. */
  sizeLimit: number;
}

/**
 * Our reply where the library would use its own words. Throws for one that it does not know: a new release of the
 * library that says something new must be noticed, not passed on without a reason.
 */
export function replyForLibrary(said: LibraryReply): Reply {
  const { code, verb, text, context, host } = said;
  switch (code) {
    case 220:
      return replies.greeting(host);
    case 221:
      return replies.bye();
    case 250:
      return verb === 'HELO' ? replies.hello(host) : replies.ok(verb === 'RSET' ? 'transaction-reset' : 'nothing-done');
    case 354:
      return replies.sendLetter();
    case 421:
      return closing(text, host);
    case 451:
      return replies.storageProblem();
    case 452:
      return replies.tooManyRecipients();
    case 500:
      return replies.unknownCommand();
    case 501:
      return badSyntax(said);
    case 503:
      return badSequence(said);
    case 552:
      return verb === 'DATA-END' ? replies.tooBig(said.sizeLimit) : replies.declaredTooBig(said.sizeLimit);
  }
  throw new Error(`smtp-server said something unknown after ${verb}: ${code} ${context ?? ''} ${text}`);
}

function closing(text: string, host: string): Reply {
  if (/^Timeout/.test(text)) return replies.idleTooLong(host);
  if (/talk too soon/.test(text)) return replies.talkedTooSoon();
  if (/line too long/i.test(text)) return { ...replies.lineTooLong(), closes: true };
  return replies.shuttingDown(host);
}

function badSyntax({ verb, line, text, context }: LibraryReply): Reply {
  if (verb === 'HELO') return /hostname syntax/.test(text) ? replies.badHostName() : replies.helloSyntax('HELO');
  if (context === 'SENDER_SYNTAX_ERROR') {
    return /^MAIL\s+FROM:\s*<.*>/i.test(line) ? replies.badSender() : replies.syntax('MAIL FROM:<address>');
  }
  if (context === 'MAILBOX_SYNTAX_ERROR') {
    return /^RCPT\s+TO:\s*<.*>/i.test(line) ? replies.badRecipient() : replies.syntax('RCPT TO:<address>');
  }
  return replies.badParameter(text);
}

function badSequence({ verb, text, refusedRecipients }: LibraryReply): Reply {
  if (/HELO/.test(text)) return replies.helloFirst();
  if (/nested/.test(text)) return replies.senderTwice();
  if (verb === 'DATA') return refusedRecipients > 0 ? replies.noValidRecipients() : replies.recipientFirst();
  return replies.senderFirst();
}
