import type { MtaParts } from '../mta/parts.ts';
import { ConnectError } from '../network/network.ts';
import { Conversation } from './conversation.ts';

/** Sandbox ms that the prober waits for a host. */
const connectTimeoutMs = 10_000;

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

/** What came of the attempts. A server that puts all of them off carries nothing, either. */
export type RelayProbe =
  | { kind: 'closed' }
  /** For whom it carries mail, as a phrase: "from any stranger". */
  | { kind: 'open'; whose: string }
  | { kind: 'untried'; because: string };

/**
 * Tries from `prober` whether the server at an address relays for strangers. Nothing is sent: the answer to RCPT TO is
 * enough.
 */
export async function probeRelay(
  prober: string,
  address: string,
  { network }: Pick<MtaParts, 'network'>,
  signal: AbortSignal,
): Promise<RelayProbe> {
  const call = { from: prober, to: { address, port: 25 }, driver: 'actor', timeoutMs: connectTimeoutMs } as const;
  try {
    const socket = await network.connect(call);
    const problem = await firstOpening(new Conversation(socket, signal), prober);
    socket.end();
    return problem;
  } catch (error) {
    if (error instanceof ConnectError) return { kind: 'untried', because: 'nobody answers there on port 25' };
    throw error;
  }
}

async function firstOpening(conversation: Conversation, prober: string): Promise<RelayProbe> {
  const name = await conversation.hearsName();
  if (name === undefined) return { kind: 'untried', because: 'the server there does not talk to us' };
  for (const { whose, hello, from, to } of attempts(name, prober)) {
    await conversation.says(`EHLO ${hello}`);
    const taken = (await conversation.says(`MAIL FROM:<${from}>`)) && (await conversation.says(`RCPT TO:${to}`));
    await conversation.says('RSET');
    if (taken) return { kind: 'open', whose };
  }
  await conversation.says('QUIT');
  return { kind: 'closed' };
}
