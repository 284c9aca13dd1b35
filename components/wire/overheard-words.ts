import { isSealed } from '#protocol/eavesdropper.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import { commandsOf, loginIn } from './login-words.ts';
import { shownOctets } from './octets.ts';

/** What somebody who listens on the link between the two machines gets, in sentences. */
export interface OverheardWords {
  password: 'readable' | 'hidden' | 'not-sent';
  /** About the password; about envelope and letter; about what even TLS shows. */
  sentences: string[];
}

export function overheardWords(connection: Connection): OverheardWords {
  const sealedFrom = connection.bytes.find((sent) => isSealed(connection, sent))?.seq ?? Number.POSITIVE_INFINITY;
  const heard = commandsOf(connection).filter(({ seq }) => seq < sealedFrom);
  const said = commandsOf(connection);
  const password = passwordWords(heard, said);
  return { password: password.state, sentences: [password.plain, letterWords(heard, said), tlsSentence(connection)] };
}

type Commands = ReturnType<typeof commandsOf>;

function passwordWords(heard: Commands, said: Commands): { state: OverheardWords['password']; plain: string } {
  const login = loginIn(heard);
  if (login?.password !== undefined) {
    const who = `user ${shownOctets(login.user ?? '')}, password ${shownOctets(login.password)}`;
    return { state: 'readable', plain: `The password is readable: ${who}. Base64 is no lock.` };
  }
  if (login?.mechanism === 'CRAM-MD5') {
    const plain = 'The password itself was not sent (CRAM-MD5), but a listener can try guesses against the answer.';
    return { state: 'hidden', plain };
  }
  if (loginIn(said)) return { state: 'hidden', plain: 'The password went inside TLS: nobody on the way can read it.' };
  return { state: 'not-sent', plain: 'No password was sent on this connection.' };
}

function letterWords(heard: Commands, said: Commands): string {
  const has = (commands: Commands, verbs: string[]) => commands.some(({ verb }) => verbs.includes(verb));
  if (has(heard, ['DATA', 'BDAT'])) return 'Envelope and letter are readable, word for word.';
  if (has(heard, ['MAIL', 'RCPT'])) return 'The envelope is readable: who writes, and to whom.';
  if (has(said, ['MAIL', 'RCPT']))
    return 'Envelope and letter went inside TLS: not even who writes to whom is readable.';
  return 'No letter was sent.';
}

function tlsSentence({ tls, from, to }: Connection): string {
  if (!tls) return 'Nothing was encrypted: somebody on the way could change it, too.';
  const name = tls.serverName ? `, and the name that the client asked for (${shownOctets(tls.serverName)})` : '';
  const trust =
    tls.trusted === true
      ? ''
      : ' The client did not make sure whom it talks to: somebody on the way could pose as the server.';
  return `Still visible: that ${from.host} talks to ${to.host}, when, and how much${name}.${trust}`;
}
