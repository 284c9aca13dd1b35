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
  'tls-in-the-clear': {
    plain:
      'The client began with TLS (a ClientHello) where lines of text are spoken. TLS starts when STARTTLS was answered with 220, or at port 465 from the first octet on.',
    rfc: 'RFC 3207 §4',
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
  'permitted-by-claim': {
    plain: 'A table lets this through because of what the client says of itself. Anybody can say that.',
    rfc: 'RFC 5321 §7.1',
  },
  'permitted-by-table': {
    plain: 'A table says that this client may have its mail carried.',
    rfc: 'RFC 5321 §3.6.2',
  },
  'relay-denied': {
    plain: 'The server will not carry mail to a domain that is not its own for a client it does not know.',
    rfc: 'RFC 5321 §3.6.2',
  },
  'user-unknown': {
    plain: 'The domain is this server’s own, but nobody of that name has a mailbox here.',
    rfc: 'RFC 5321 §3.5.3',
  },
  'recipient-authenticated': {
    plain: 'The recipient lives elsewhere, but you have logged in: this server carries your mail anywhere.',
    rfc: 'RFC 6409 §4.3',
  },
  'mailbox-full': {
    plain: 'The mailbox exists, but there is no room in it. Its owner must tidy up; the sender can only wait.',
    rfc: 'RFC 3463 §3.3',
  },
  'mailbox-disabled': {
    plain: 'The mailbox exists but has been switched off. Trying again will not help.',
    rfc: 'RFC 3463 §3.3',
  },
  'client-refused': { plain: 'The server does not talk business with this client.', rfc: 'RFC 5321 §7.8' },
  'client-listed': {
    plain: 'The client’s address is on a blocklist that this server asks before it takes mail.',
    rfc: 'RFC 5782 §2.1',
  },
  'improper-pipelining': {
    plain:
      'The client went on talking where it must wait for the answer, or without having been told that it may. Spam programs do; mail servers wait.',
    rfc: 'RFC 2920 §3.1',
  },
  'client-without-name': {
    plain: 'The client’s address has no name in the DNS. Serious mail servers have one.',
    rfc: 'RFC 7372 §3.3',
  },
  'sender-refused': { plain: 'A rule for senders refuses this return address.', rfc: 'RFC 5321 §7.8' },
  'sender-domain-unknown': {
    plain: 'The domain of the return address does not exist: nobody could ever be told of a failure.',
    rfc: 'RFC 5321 §3.3',
  },
  'sender-not-yours': {
    plain: 'You logged in as somebody who may not use this return address.',
    rfc: 'RFC 6409 §6.1',
  },
  'recipient-refused': { plain: 'A rule for recipients refuses this one.', rfc: 'RFC 5321 §7.8' },
  'recipient-domain-unknown': { plain: 'The recipient’s domain does not exist.', rfc: 'RFC 5321 §5.1' },
  'recipient-domain-without-mail': {
    plain: 'The recipient’s domain says in the DNS that it never takes mail (null MX).',
    rfc: 'RFC 7505 §4',
  },
  greylisted: {
    plain: 'This sender, recipient and client are new here. A real mail server comes back; many spammers do not.',
    rfc: 'RFC 6647 §2.1',
  },
  'spf-refused': {
    plain: 'The domain of the return address does not name this client as one of its senders.',
    rfc: 'RFC 7208 §8.4',
  },
  'dmarc-refused': {
    plain: 'Neither SPF nor DKIM vouches for the domain in From, and its owner asks to refuse such mail.',
    rfc: 'RFC 9989 §7',
  },
  'bulk-unauthenticated': {
    plain:
      'The domain in From sends in bulk to this provider. Then SPF and DKIM must pass, one of them for that domain, and it must have a DMARC record.',
    rfc: 'RFC 7372 §3.4',
  },
  'unsubscribe-missing': {
    plain:
      'The domain in From sends in bulk to this provider. Then each letter must offer one-click unsubscribe, in two fields that a DKIM signature covers.',
    rfc: 'RFC 8058 §3.1',
  },
  'sender-rate-limited': {
    plain: 'The domain in From has sent too many letters here in a minute. A queue that tries again later is enough.',
    rfc: 'RFC 5321 §7.8',
  },
  'complaints-too-many': {
    plain:
      'Too many people pressed “spam” on letters of the domain in From. The provider lets its mail wait until that becomes less.',
    rfc: 'RFC 5321 §7.9',
  },
  'content-refused': {
    plain: 'Something in the letter looks like unsolicited mail. The addresses are fine; the letter is not.',
    rfc: 'RFC 3463 §3.8',
  },
  'chunk-taken': { plain: 'This piece of the letter has come. More, or the last one, may follow.', rfc: 'RFC 3030 §2' },
  'chunks-open': {
    plain: 'The letter is being sent in pieces with BDAT: finish it with BDAT … LAST, or forget it with RSET.',
    rfc: 'RFC 3030 §2',
  },
  'ready-for-tls': {
    plain: 'Go ahead with the TLS handshake. All that was said before is forgotten: say EHLO again inside.',
    rfc: 'RFC 3207 §4',
  },
  'tls-active': { plain: 'This conversation is encrypted already.', rfc: 'RFC 3207 §4' },
  'tls-first': { plain: 'The server talks business only inside TLS: STARTTLS first.', rfc: 'RFC 3207 §4' },
  'authentication-goes-on': {
    plain: 'The server waits for the next part of your login, in base64. A line with only * gives up.',
    rfc: 'RFC 4954 §4',
  },
  'authentication-successful': {
    plain: 'You are logged in. Your rights here are now those of that user.',
    rfc: 'RFC 4954 §4',
  },
  'authentication-failed': {
    plain: 'User and password do not fit. The server does not say which of the two is wrong.',
    rfc: 'RFC 4954 §6',
  },
  'authentication-cancelled': { plain: 'You gave up the login; nothing has changed.', rfc: 'RFC 4954 §4' },
  'authentication-undecodable': {
    plain: 'That line is not what this mechanism wants, encoded in base64.',
    rfc: 'RFC 4954 §4',
  },
  'unknown-mechanism': {
    plain: 'The server does not know this way to log in; EHLO lists those that it knows.',
    rfc: 'RFC 4954 §4',
  },
  'encryption-first': {
    plain: 'A password must not cross the network in the clear: STARTTLS first, then log in.',
    rfc: 'RFC 4954 §6',
  },
  'authenticated-already': { plain: 'You are logged in; a conversation has one user.', rfc: 'RFC 4954 §4' },
  'authentication-first': {
    plain: 'This port is for people who send mail, and the server wants to know who you are: log in first.',
    rfc: 'RFC 6409 §4.3',
  },
  'transaction-open': { plain: 'Not in the middle of an envelope. Finish it, or RSET.', rfc: 'RFC 4954 §4' },
  'unicode-undeclared': {
    plain: 'The address has letters beyond ASCII. That is allowed when MAIL FROM says SMTPUTF8.',
    rfc: 'RFC 6531 §3.3',
  },
  'bare-newline': {
    plain: 'A line ended with LF alone. Servers that read such lines differently let one letter hide another.',
    rfc: 'RFC 5321 §2.3.8',
  },
  'list-expanded': {
    plain: 'Who stands behind this name. Most servers keep that to themselves.',
    rfc: 'RFC 5321 §3.5.1',
  },
  'list-unknown': { plain: 'There is no list of that name.', rfc: 'RFC 5321 §3.5.1' },
  'queue-run-started': { plain: 'What waits here for that domain is tried now.', rfc: 'RFC 1985 §5' },
  'queue-run-refused': { plain: 'This server does not keep mail for that domain.', rfc: 'RFC 1985 §5' },
  'too-many-connections': {
    plain: 'This client has too many connections to the server at once, or opens them too fast.',
    rfc: 'RFC 5321 §7.8',
  },
  'rate-limited': {
    plain: 'This client does that too often. It may go on when a minute has passed.',
    rfc: 'RFC 5321 §7.8',
  },
  'not-available': { plain: 'The server is there but cannot work now. Try again later.', rfc: 'RFC 5321 §3.8' },
  'takes-no-mail': { plain: 'This host never takes mail, and says so at once.', rfc: 'RFC 7504 §3' },
  'no-room': {
    plain: 'The server’s disk is full. It takes no mail until there is room; try again later.',
    rfc: 'RFC 3463 §3.4',
  },
  'requiretls-refused': {
    plain: 'The sender wants TLS all the way, and this stretch cannot promise it.',
    rfc: 'RFC 8689 §4.2',
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
  'chunk-discarded': {
    plain: 'An earlier chunk was refused, so the rest of this letter is thrown away until BDAT … LAST or RSET.',
    rfc: 'RFC 3030 §2',
  },
  'web-client': {
    plain:
      'That is HTTP. A web page must not be able to make a browser send mail, so the server hangs up at its first line (smtpd_forbidden_commands).',
    rfc: 'RFC 5321 §7.8',
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
  'sending-domain-unverified': {
    plain:
      'The relay service sends only for domains whose owner has proved in the DNS that they are his: otherwise it would send for forgers.',
    rfc: 'RFC 6409 §6.1',
  },
  'daily-limit-reached': {
    plain: 'Your account has sent all that it may in 24 hours. This is a no: a mail server gives the message back.',
    rfc: 'RFC 6409 §6.2',
  },
  'sending-rate-exceeded': {
    plain:
      'Your account sends faster than it may. Keep the message and come back in a minute: a mail server does, a simple program loses it.',
    rfc: 'RFC 6409 §6.2',
  },
  'recipient-is-return-path': {
    plain: 'This address is the return path of one letter that the service sent: here it hears what became of it.',
    rfc: 'RFC 5321 §3.6.3',
  },
  'auto-reply-once': {
    plain:
      'Somebody is away, and a robot says so: to each sender once in a week, from the empty return address, so that nothing answers it.',
    rfc: 'RFC 3834 §2',
  },
  'auto-reply-to-everything': {
    plain:
      'This robot answers whatever comes, machines and notices, too, with its owner’s address as the return address. Two of them never stop.',
    rfc: 'RFC 3834 §2',
  },
  'auto-reply-to-nobody': {
    plain: 'The return address is empty: a notice, or another robot. A robot must not answer it.',
    rfc: 'RFC 3834 §2',
  },
  'auto-reply-to-machine': {
    plain:
      'A field of the letter says that no person wrote it, or that it came through a list. A robot must not answer it.',
    rfc: 'RFC 3834 §2',
  },
  'auto-reply-not-addressed': {
    plain:
      'The address of its owner stands neither in To nor in Cc: the letter came to him by way of a list, or blind. A robot answers only those who wrote to him.',
    rfc: 'RFC 5230 §4.5',
  },
  'auto-reply-told-already': {
    plain: 'This sender has had his answer within the last week. Once is enough.',
    rfc: 'RFC 3834 §2',
  },
  'auto-reply-exhausted': {
    plain:
      'This robot has answered so often within an hour that the lab stops it. Nothing else would: each answer is a new letter, so no hop count grows.',
    rfc: 'RFC 3834 §2',
  },
  'answered-by-hand': {
    plain: 'No mail server answers here but a person, with nc: the reply is what was typed.',
    rfc: 'RFC 5321 §4.2',
  },
  'storage-problem': {
    plain: 'The server could not store the message. It is not responsible for it; the client must try again.',
    rfc: 'RFC 5321 §4.2.4',
  },
} as const satisfies Record<string, { plain: string; rfc: string }>;

export type ReasonId = keyof typeof reasons;

export const reasonIds = Object.keys(reasons) as [ReasonId, ...ReasonId[]];
