/**
 * Why a server answered as it did, in plain words, with the place in the RFC. Each `smtp.reply` and each
 * `policy.decided` names one of these; nobody re-derives a reason from the wording of a reply.
 */
export const reasons = {
  greeting: {
    plain: 'The server is ready and says its name. In SMTP the server speaks first.',
    rfc: 'RFC 5321 §4.3.1',
  },
  'talked-too-soon': {
    plain: 'The client spoke before the greeting. The server hangs up on such impatient programs.',
    rfc: 'RFC 5321 §4.3.1',
  },
  'extensions-listed': {
    plain: 'The server says its name and lists what it can do beyond the basic protocol, one keyword a line.',
    rfc: 'RFC 5321 §4.1.1.1',
  },
  'hello-accepted': {
    plain: 'The old greeting was accepted. It lists no extensions; EHLO would.',
    rfc: 'RFC 5321 §4.1.1.1',
  },
  'sender-accepted': {
    plain: 'The return address is on the envelope. Nothing has been checked or sent yet.',
    rfc: 'RFC 5321 §4.1.1.2',
  },
  'recipient-local': {
    plain: 'The recipient lives here: this server is the final stop for that domain, and the mailbox exists.',
    rfc: 'RFC 5321 §3.3',
  },
  'recipient-relayed-for-network': {
    plain: 'The recipient lives elsewhere, but you connect from a network that this server relays for.',
    rfc: 'RFC 5321 §3.6.2',
  },
  'recipient-relay-domain': {
    plain: 'The recipient lives elsewhere, in a domain for which this server agreed to pass mail on.',
    rfc: 'RFC 5321 §3.6.2',
  },
  'recipient-relayed-for-anyone': {
    plain: 'The recipient lives elsewhere, and this server carries mail for anyone who asks: an open relay.',
    rfc: 'RFC 5321 §7.9',
  },
  'relay-denied': {
    plain: 'The server will not carry mail to a domain that is not its own for a client it does not know.',
    rfc: 'RFC 5321 §3.6.2',
  },
  'user-unknown': {
    plain: 'The domain is this server’s own, but nobody of that name has a mailbox here.',
    rfc: 'RFC 5321 §3.5.3',
  },
  'send-the-letter': {
    plain: 'Go on: send the letter, line by line. A line with only a dot ends it.',
    rfc: 'RFC 5321 §4.1.1.4',
  },
  'responsibility-taken': {
    plain: 'The server has written the message to its queue. From here on it is responsible for it.',
    rfc: 'RFC 5321 §4.2.5',
  },
  'transaction-reset': {
    plain: 'The envelope so far is forgotten. The connection stays; start again with MAIL FROM.',
    rfc: 'RFC 5321 §4.1.1.5',
  },
  'nothing-done': {
    plain: 'Nothing to do, and that was done. It only keeps the connection alive.',
    rfc: 'RFC 5321 §4.1.1.9',
  },
  goodbye: { plain: 'The server says goodbye and closes the connection.', rfc: 'RFC 5321 §4.1.1.10' },
  help: { plain: 'A text for humans. It changes nothing.', rfc: 'RFC 5321 §4.1.1.8' },
  'will-not-say': {
    plain: 'The server does not tell whether the mailbox exists, but would try to deliver. Not a confirmation.',
    rfc: 'RFC 5321 §7.3',
  },
  'unknown-command': {
    plain: 'That is not an SMTP command. If it was text of your letter: DATA had not begun, or had already ended.',
    rfc: 'RFC 5321 §4.2.4',
  },
  'command-not-offered': {
    plain: 'The server knows the command but does not offer it here.',
    rfc: 'RFC 5321 §4.2.4',
  },
  'line-too-long': { plain: 'The line is longer than a command may be.', rfc: 'RFC 5321 §4.5.3.1.4' },
  'bad-arguments': {
    plain: 'The command is right, its argument is not: mind the colon and the angle brackets.',
    rfc: 'RFC 5321 §4.1.2',
  },
  'bad-sender-address': { plain: 'The sender’s address does not follow the grammar.', rfc: 'RFC 5321 §4.1.2' },
  'bad-recipient-address': { plain: 'The recipient’s address does not follow the grammar.', rfc: 'RFC 5321 §4.1.2' },
  'unknown-parameter': {
    plain: 'A word after the address asks for an extension that the server did not list.',
    rfc: 'RFC 5321 §4.1.1.11',
  },
  'hello-first': { plain: 'The server wants to know who you are before anything else: EHLO.', rfc: 'RFC 5321 §4.1.4' },
  'sender-first': { plain: 'An envelope starts with MAIL FROM; recipients come after it.', rfc: 'RFC 5321 §4.1.4' },
  'sender-twice': {
    plain: 'This envelope already has a sender. RSET forgets it.',
    rfc: 'RFC 5321 §4.1.4',
  },
  'recipient-first': {
    plain: 'There is no recipient yet, so there is nobody to send the letter to.',
    rfc: 'RFC 5321 §4.1.4',
  },
  'no-valid-recipients': {
    plain: 'Every recipient was refused, so there is nobody to send the letter to.',
    rfc: 'RFC 5321 §4.1.4',
  },
  'too-many-recipients': {
    plain: 'This envelope is full. The recipients accepted so far stay; send the rest in a second envelope.',
    rfc: 'RFC 5321 §4.5.3.1.10',
  },
  'message-too-big': { plain: 'The message is larger than this server takes.', rfc: 'RFC 1870 §6' },
  'too-many-hops': {
    plain: 'The message has passed so many servers that it must be going round in a circle.',
    rfc: 'RFC 5321 §6.3',
  },
  'too-many-errors': { plain: 'After so many errors the server gives up on this client.', rfc: 'RFC 5321 §4.3.2' },
  'idle-too-long': {
    plain: 'Nothing was said for so long that the server closed the connection.',
    rfc: 'RFC 5321 §4.5.3.2.7',
  },
  'shutting-down': {
    plain: 'The server is going down and closes the connection; try again later.',
    rfc: 'RFC 5321 §3.8',
  },
  'storage-problem': {
    plain: 'The server could not store the message. It is not responsible for it; the client must try again.',
    rfc: 'RFC 5321 §4.2.4',
  },
} as const satisfies Record<string, { plain: string; rfc: string }>;

export type ReasonId = keyof typeof reasons;

export const reasonIds = Object.keys(reasons) as [ReasonId, ...ReasonId[]];
