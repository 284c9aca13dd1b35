import type { MtaParts } from '../mta/parts.ts';
import type { ServerReply } from '../network/reply-reader.ts';
import { callMailServer } from './call.ts';
import { Conversation } from './conversation.ts';

interface Attempt {
  /** Behind "it carries mail". */
  whose: string;
  hello: string;
  from: string;
  to: string;
}

/** Ways in which a stranger gets his mail carried; `name` is the server's own, `here` the prober's. */
function attempts(name: string, here: string): Attempt[] {
  const ours = name.slice(name.indexOf('.') + 1);
  const stranger = { hello: here, from: `relaytest@${here}`, to: `<relaytest@${here}>` };
  return [
    { ...stranger, whose: 'from any stranger' },
    { ...stranger, whose: `from whoever writes an address of ${ours} into MAIL FROM`, from: `postmaster@${ours}` },
    { ...stranger, whose: 'from whoever has no return address, <>', from: '' },
    { ...stranger, whose: `from whoever calls himself ${name} in EHLO`, hello: name },
    { ...stranger, whose: 'with a percent sign in the recipient', to: `<relaytest%${here}@${ours}>` },
    { ...stranger, whose: 'with a route in the recipient', to: `<@${name}:relaytest@${here}>` },
  ];
}

/** What came of the attempts. */
export type RelayProbe =
  | { kind: 'closed' }
  /** For whom it carries mail, as a phrase: "from any stranger". */
  | { kind: 'open'; whose: string }
  /** It put one off, with these words: nobody knows what it will say next time. RFC 5321 §4.2.1. */
  | { kind: 'deferred'; whose: string; reply: string }
  | { kind: 'untried'; because: string };

/**
 * Tries from `prober` whether the server at an address relays for strangers. Nothing is sent: the answer to RCPT TO is
 * enough.
 */
export async function probeRelay(
  prober: string,
  address: string,
  parts: Pick<MtaParts, 'network'>,
  signal: AbortSignal,
): Promise<RelayProbe> {
  const socket = await callMailServer(prober, address, parts);
  if (!socket) return { kind: 'untried', because: 'nobody answers there on port 25' };
  const problem = await firstOpening(new Conversation(socket, signal), prober);
  socket.end();
  return problem;
}

async function firstOpening(conversation: Conversation, prober: string): Promise<RelayProbe> {
  const name = await conversation.hearsName();
  if (name === undefined) return { kind: 'untried', because: 'the server there does not talk to us' };
  let putOff: RelayProbe | undefined;
  for (const { whose, ...attempt } of attempts(name, prober)) {
    const reply = await answerTo(attempt, conversation);
    if (reply === undefined) return { kind: 'untried', because: 'the server there hangs up on us' };
    if (reply.code < 400) return { kind: 'open', whose };
    if (reply.code < 500) putOff ??= { kind: 'deferred', whose, reply: reply.lines.at(-1) ?? '' };
    await conversation.says('RSET');
  }
  await conversation.says('QUIT');
  return putOff ?? { kind: 'closed' };
}

/** To the first command that it does not agree to; to RCPT TO, where it agrees to all. */
async function answerTo(
  { hello, from, to }: Omit<Attempt, 'whose'>,
  conversation: Conversation,
): Promise<ServerReply | undefined> {
  await conversation.says(`EHLO ${hello}`);
  const begun = await conversation.asks(`MAIL FROM:<${from}>`);
  return begun && begun.code < 400 ? conversation.asks(`RCPT TO:${to}`) : begun;
}
