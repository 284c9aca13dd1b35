/** What went wrong, and what a person does about it: whoever sent the letter, and whoever runs the sending server. */
export interface CauseWords {
  title: string;
  plain: string;
  sender: string;
  postmaster: string;
  /** The slug of the lesson that teaches it. */
  lesson: string;
}

export const causes = {
  delivered: {
    title: 'Nothing went wrong',
    plain: 'The server took it. Accepted does not mean read, and not even that it lies in the inbox.',
    sender: 'Nothing. If the person does not find it, ask them to look into the junk folder.',
    postmaster: 'Nothing. The queue id in the reply is the key to the receiver’s log.',
    lesson: 'bounces-and-dsn',
  },
  'bad-address': {
    title: 'There is no such mailbox',
    plain: 'The server that answers for the domain knows nobody of that name.',
    sender: 'Look for a typing error, and ask the person for the right address another way.',
    postmaster: 'Take the address off every list at once: many such letters look like a spammer who guesses.',
    lesson: 'bounces-and-dsn',
  },
  'bad-domain': {
    title: 'There is no such domain, or no way to it',
    plain: 'The part after the @ has no usable mail server in the DNS.',
    sender: 'Check the spelling of what stands after the @.',
    postmaster: 'Ask the DNS yourself: dig MX of the domain, then A and AAAA of what it names.',
    lesson: 'dns-and-mx',
  },
  'takes-no-mail': {
    title: 'The domain takes no mail at all',
    plain: 'It says so in the DNS (null MX), or its host says so when it is called.',
    sender: 'Look for another address of that person or company.',
    postmaster: 'Take the address off every list; no try will ever succeed.',
    lesson: 'dns-and-mx',
  },
  'mailbox-disabled': {
    title: 'The mailbox is switched off',
    plain: 'It exists, or existed, but its owner’s account is suspended, expired or closed.',
    sender: 'Reach the person another way.',
    postmaster: 'Treat it like an address that does not exist.',
    lesson: 'bounces-and-dsn',
  },
  'mailbox-full': {
    title: 'The mailbox is full',
    plain: 'The address is right. Nothing more fits in until its owner tidies up.',
    sender: 'Try again in a day or two, or tell the person another way.',
    postmaster:
      'As long as it is only for now, the queue tries by itself. An address that is full for weeks is one that nobody reads: pause it.',
    lesson: 'bounces-and-dsn',
  },
  'message-too-big': {
    title: 'The letter is too big',
    plain: 'The receiving system has a limit. An attachment grows by a third on its way.',
    sender: 'Send a link instead of the attachment, or make it smaller.',
    postmaster: 'The limit stands in the EHLO reply (SIZE): set your own no higher than what most receivers take.',
    lesson: 'reply-codes',
  },
  'too-many-recipients': {
    title: 'Too many recipients in one envelope',
    plain: 'Those that were accepted stay accepted; the rest needs another envelope.',
    sender: 'Nothing, if a mail server sends: it does that by itself. A program of your own must.',
    postmaster: 'Lower the recipients per delivery (Postfix: smtp_destination_recipient_limit).',
    lesson: 'reply-codes',
  },
  greylisted: {
    title: 'Greylisted: come back in a few minutes',
    plain: 'The receiver makes strangers wait once. A real mail server comes back; many spam programs do not.',
    sender: 'Wait a quarter of an hour; your server tries again by itself.',
    postmaster: 'Make sure that the next try comes from the same address, after five minutes or so.',
    lesson: 'retries-and-greylisting',
  },
  'sending-too-fast': {
    title: 'Too much, too fast',
    plain: 'The receiver, or your own provider, limits how much it takes in a time.',
    sender: 'Wait. If you sent to many people at once, use a service that is made for it.',
    postmaster: 'Fewer connections and letters at a time to that receiver; find out whether an account is misused.',
    lesson: 'relay-service',
  },
  reputation: {
    title: 'The sending server has a bad name',
    plain: 'Its address is on a blocklist, or the receiver has had complaints. The recipient’s address is fine.',
    sender: 'Tell whoever runs your mail server; you cannot mend it yourself.',
    postmaster:
      'Find the source first (a stolen password, an open relay, an old list), then ask the list that the reply names to take the address off.',
    lesson: 'open-relay',
  },
  'reverse-dns': {
    title: 'The sending server’s address has no good name',
    plain: 'It has no PTR record, or the name does not lead back to the address. Serious mail servers have both.',
    sender: 'Tell whoever runs your mail server.',
    postmaster:
      'Ask whoever gave you the address for a PTR record, give that name the same A or AAAA, and say it in EHLO.',
    lesson: 'dns-and-mx',
  },
  authentication: {
    title: 'Nothing proves who sent it',
    plain: 'The receiver demands SPF, DKIM or DMARC, and the letter did not pass.',
    sender: 'If you send through a service with your own domain, that domain’s owner must set it up first.',
    postmaster:
      'Let SPF or DKIM pass for the very domain in From: add the server to the SPF record, sign with that domain, then read the DMARC reports.',
    lesson: 'dmarc',
  },
  content: {
    title: 'The letter looks like spam, or holds something forbidden',
    plain: 'Not the address but the content was refused: words, links, or a kind of attachment.',
    sender: 'Leave out the attachment or the link in question; write it as a letter to a person.',
    postmaster: 'Check links against domain blocklists; for bulk mail see that one-click unsubscribe is offered.',
    lesson: 'relay-service',
  },
  'relay-denied': {
    title: 'Relaying denied',
    plain: 'The server does not carry mail to other domains for a client that it does not know, and rightly so.',
    sender: 'Switch on the login for the outgoing server in your mail program, on port 465 or 587.',
    postmaster:
      'Let your server log in to its smart host, or hand its mail to the recipient’s MX instead. If the server that refuses is that MX, its own administrator must add the domain to those it takes (Postfix: mydestination, relay_domains). If it is your server that refuses here, it is right about strangers: whom it should serve logs in, or stands in mynetworks.',
    lesson: 'local-or-relay',
  },
  'login-needed': {
    title: 'Log in first, or use TLS first',
    plain: 'The server does this only for users that it knows, or only inside TLS.',
    sender: 'Switch on TLS and the login for the outgoing server in your mail program.',
    postmaster: 'In the program that sends: TLS, then user and password of an account that may send.',
    lesson: 'auth',
  },
  'login-failed': {
    title: 'The login failed',
    plain: 'User, password or the way to log in was not right. The letter itself was not looked at.',
    sender: 'Check user (often the whole address) and password; some providers want an app password or a token.',
    postmaster: 'Try it by hand with openssl and AUTH. See whether the provider still takes passwords for SMTP.',
    lesson: 'auth',
  },
  'sender-refused': {
    title: 'This sender is not allowed',
    plain: 'The return address or From is not one that you may use here, does not exist, or cannot receive.',
    sender: 'Send with the address of the account that you logged in with.',
    postmaster:
      'Check that the sender’s domain exists and receives mail, and that the account may send as that address.',
    lesson: 'auth',
  },
  'not-for-everybody': {
    title: 'Not everybody may write there',
    plain: 'The list, group or mailbox takes letters only from members, or only from its own organisation.',
    sender: 'Join the list, write from the address you joined with, or ask its owner.',
    postmaster: 'Only the receiver can change it.',
    lesson: 'bounces-and-dsn',
  },
  policy: {
    title: 'A rule of the receiver forbids it',
    plain: 'The address may be right; the receiver does not want this letter, or letters from there.',
    sender: 'Read the words below. Ask the recipient, by another way, to have it allowed.',
    postmaster:
      'Read the words below: often an address or a link in them leads to the rule. Write to the receiver’s postmaster.',
    lesson: 'bounces-and-dsn',
  },
  loop: {
    title: 'The letter went in circles',
    plain: 'Two or more servers each believed that the other should have it.',
    sender: 'Tell whoever runs the recipient’s mail.',
    postmaster:
      'Compare the Received lines: where the names repeat, one of those servers forwards wrongly, or an MX record leads to a server that does not know the domain.',
    lesson: 'backscatter-and-loops',
  },
  tls: {
    title: 'The two servers did not agree on encryption',
    plain: 'TLS was demanded and not offered, or the certificate was not good enough.',
    sender: 'Nothing that you could change; tell whoever runs your mail server.',
    postmaster:
      'Look at the other side’s certificate: openssl s_client -starttls smtp -connect host:25. Name, chain and date must fit.',
    lesson: 'tls',
  },
  network: {
    title: 'The other server could not be reached, or broke off',
    plain: 'It is down, a firewall drops the call, or the connection broke in the middle.',
    sender: 'Wait; your server tries again for days. If it was given back to you, send it again later.',
    postmaster:
      'Try it by hand: telnet host 25. If nobody answers from anywhere it is theirs; if only from you, port 25 is blocked on your side.',
    lesson: 'ports-and-roles',
  },
  'server-trouble': {
    title: 'The receiving system is in trouble',
    plain: 'Its disk is full, it is being repaired, or it is set up wrongly.',
    sender: 'Wait, and try again tomorrow.',
    postmaster:
      'As long as it is only for now, the queue tries by itself. If it lasts, write to its postmaster from another address.',
    lesson: 'retries-and-greylisting',
  },
  expired: {
    title: 'It was tried for days, and given up',
    plain: 'The trouble was a temporary one each time, and lasted longer than the queue keeps a letter.',
    sender: 'Send it again if it still matters.',
    postmaster: 'Find the reason of the last tries in the log: this code says only that there were too many.',
    lesson: 'retries-and-greylisting',
  },
  protocol: {
    title: 'The conversation went wrong',
    plain: 'A command was unknown, malformed or out of order. The letter itself was not judged.',
    sender: 'If a mail program sent it, tell its support; by hand: read the line again.',
    postmaster:
      'Look at the line before the reply: order, colon, brackets, line endings, extensions that were not offered.',
    lesson: 'reply-codes',
  },
  unclear: {
    title: 'It does not say why',
    plain: 'Neither the code nor the words name a reason that is known here.',
    sender: 'Ask the recipient by another way, and show these words to whoever runs your mail server.',
    postmaster: 'The words are all that there is: search for them, or ask the receiver’s postmaster and quote them.',
    lesson: 'bounces-and-dsn',
  },
} as const satisfies Record<string, CauseWords>;

export type Cause = keyof typeof causes;
