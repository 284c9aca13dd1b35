/** The causes that the houses have numbers for. */
export type VendorCause =
  | 'authentication'
  | 'bad-address'
  | 'bad-domain'
  | 'expired'
  | 'login-failed'
  | 'login-needed'
  | 'loop'
  | 'network'
  | 'not-for-everybody'
  | 'policy'
  | 'relay-denied'
  | 'reputation'
  | 'sender-refused'
  | 'sending-too-fast'
  | 'tls';

/** A code that one house made up, or that it uses in its own way. */
export interface VendorCode {
  house: 'Exchange and Microsoft 365' | 'Outlook.com' | 'Google';
  /** Without the first digit, as in the registry: `7.515`. */
  detail: string;
  /** Up to this detail of the same subject, inclusive: houses reserve whole ranges. */
  to?: number;
  /** Only with a 4 in front; the same number with a 5 is something else. */
  forNow?: true;
  /** The registry has this number for something else: then the words must tell whose it is. */
  words?: RegExp;
  /** What it amounts to; most of its words say it as well. */
  cause: VendorCause;
  title: string;
  plain: string;
  /** What helps in that house, where it is not what helps elsewhere. */
  advice?: { sender: string; postmaster: string };
  /** Wordings with which it is met. */
  heardAs?: readonly string[];
}

/** Houses change their numbers. */
export const vendorCodesChecked = 'November 2026';

const exchange = 'Exchange and Microsoft 365';
/** Words of Exchange’s own components. */
const exchangeWords = /\b(RESOLVER|STOREDRV|SMTPSEND|ROUTING|QUEUE|SMTP)\.[A-Z]\w+|\bAS\(\d+\)|outlook|\bLED=/i;
const googleWords = /gmail|google|\bgsmtp\b|Your email has been/i;

/** Numbers outside the IANA registry, or against it, that a postmaster meets every week. */
export const vendorCodes: readonly VendorCode[] = [
  {
    house: exchange,
    detail: '1.8',
    words: /bad outbound sender|AS\(4\d{3}\)/i,
    cause: 'reputation',
    title: 'The sender is blocked from sending',
    plain: 'The account sent what looks like spam, so its own provider has stopped it.',
  },
  {
    house: exchange,
    detail: '1.10',
    words: exchangeWords,
    cause: 'bad-address',
    title: 'There is no such mailbox',
    plain: 'Exchange says with this number that nobody has that address. In the registry it means null MX.',
    heardAs: ['RESOLVER.ADR.RecipientNotFound'],
  },
  {
    house: exchange,
    detail: '4.1',
    words: /recipient address(?:es)? rejected ?: access denied/i,
    cause: 'bad-address',
    title: 'There is no such mailbox',
    plain:
      'The organisation does not know the address and refuses it at the border. In the registry the number means: no answer from the host.',
    heardAs: ['Recipient address rejected: Access denied'],
  },
  {
    house: exchange,
    detail: '4.14',
    cause: 'loop',
    title: 'The letter went in circles',
    plain: 'Too many hops: two servers each believe that the other should have it.',
  },
  {
    house: exchange,
    detail: '4.300',
    cause: 'expired',
    title: 'It could not be delivered in time',
    plain: 'The message expired while it was tried again and again.',
  },
  {
    house: exchange,
    detail: '4.310',
    cause: 'bad-domain',
    title: 'There is no such domain',
    plain: 'The DNS does not know the recipient’s domain.',
  },
  {
    house: exchange,
    detail: '4.312',
    cause: 'bad-domain',
    title: 'A directory did not answer',
    plain: 'The DNS question for the recipient’s domain was not answered.',
  },
  {
    house: exchange,
    detail: '4.316',
    cause: 'network',
    title: 'The other server did not answer',
    plain: 'The connection was refused or could not be made, until the message expired.',
  },
  {
    house: exchange,
    detail: '4.317',
    cause: 'tls',
    title: 'TLS with the other server failed',
    plain: 'The certificate or the TLS version of the receiving server was not acceptable.',
  },
  {
    house: exchange,
    detail: '7.54',
    words: /relay/i,
    cause: 'relay-denied',
    title: 'Relaying denied',
    plain:
      'The recipient’s domain is none of the accepted domains of that organisation, and the client has not logged in.',
    advice: {
      sender: 'Switch on the login for the outgoing server in your mail program, on port 587.',
      postmaster:
        'Log in on port 587, or use a connector that may relay. If it is the recipient’s own Exchange, its administrator must add the domain to the accepted domains.',
    },
    heardAs: ['SMTP; Unable to relay recipient in non-accepted domain'],
  },
  {
    house: exchange,
    detail: '7.57',
    cause: 'login-needed',
    title: 'Log in before you send',
    plain: 'The program sends without a login where one is wanted; “anonymous mail” is not taken on this port.',
    heardAs: ['Client not authenticated to send anonymous mail during MAIL FROM'],
  },
  {
    house: exchange,
    detail: '7.60',
    cause: 'sender-refused',
    title: 'Not your sender',
    plain: 'The user who logged in may not send with this From address.',
    heardAs: ['Client does not have permissions to send as this sender'],
  },
  {
    house: exchange,
    detail: '7.64',
    cause: 'relay-denied',
    title: 'Relaying denied',
    plain:
      'The client belongs to no connector of that organisation: its address or certificate is not the one that was set up.',
    advice: {
      sender:
        'Tell whoever runs your mail: the letter came from a machine that your organisation’s Microsoft 365 does not know.',
      postmaster:
        'In the Exchange admin center, look at the inbound connector: the public address of your server, or the name in its certificate, must be the one written there. Has your line a new address? If somebody else’s Microsoft 365 refuses you, the domain is not (or not yet) among its accepted domains, and its MX leads there too early.',
    },
    heardAs: ['TenantAttribution; Relay Access Denied'],
  },
  {
    house: exchange,
    detail: '7.124',
    to: 136,
    cause: 'not-for-everybody',
    title: 'Not everybody may write there',
    plain: 'The group or mailbox takes letters only from members, or only from people of its own organisation.',
  },
  {
    house: exchange,
    detail: '7.139',
    cause: 'login-failed',
    title: 'This way to log in is switched off',
    plain:
      'Logging in to SMTP with a password is disabled for the account or the organisation, or the password is wrong.',
    heardAs: ['SmtpClientAuthentication is disabled for the Tenant'],
  },
  {
    house: exchange,
    detail: '7.30',
    words: /basic authentication|user credentials/i,
    cause: 'login-failed',
    title: 'This way to log in is switched off',
    plain:
      'Microsoft says with this number that password logins are not supported. In the registry it means REQUIRETLS.',
    heardAs: ['Basic authentication is not supported for Client Submission'],
  },
  {
    house: exchange,
    detail: '7.500',
    to: 699,
    forNow: true,
    cause: 'sending-too-fast',
    title: 'Throttled',
    plain: 'Microsoft takes less mail from this address at the moment: too much at once, or too new a sender.',
  },
  {
    house: exchange,
    detail: '7.500',
    to: 508,
    cause: 'reputation',
    title: 'Refused as a source of spam',
    plain: 'Microsoft does not take mail from this sender or address at the moment.',
  },
  {
    house: exchange,
    detail: '7.509',
    cause: 'authentication',
    title: 'DMARC failed',
    plain: 'The domain in From asks receivers to refuse what neither SPF nor DKIM proves, and neither did.',
  },
  {
    house: exchange,
    detail: '7.511',
    to: 513,
    cause: 'reputation',
    title: 'The sending address is banned',
    plain: 'Mail from this IP address is refused until somebody asks Microsoft to lift the ban.',
  },
  {
    house: 'Outlook.com',
    detail: '5.0',
    words: /mailbox unavailable/i,
    cause: 'bad-address',
    title: 'There is no such mailbox',
    plain:
      'Outlook.com says so of addresses that do not exist. In the registry the number means a mistake in the conversation.',
    heardAs: ['Requested action not taken: mailbox unavailable'],
  },
  {
    house: 'Outlook.com',
    detail: '7.515',
    cause: 'authentication',
    title: 'Bulk mail without the authentication that is demanded',
    plain:
      'Who sends much to Outlook.com, thousands of letters a day, must pass SPF and DKIM, and DMARC for the From domain.',
    heardAs: ['Access denied, sending domain does not meet the required authentication level'],
  },
  {
    house: exchange,
    detail: '7.520',
    cause: 'policy',
    title: 'Forwarding to the outside is not allowed',
    plain: 'The organisation of the first recipient forbids to forward mail automatically to other places.',
  },
  {
    house: exchange,
    detail: '7.606',
    to: 649,
    cause: 'reputation',
    title: 'The sending address is banned',
    plain: 'Mail from this IP address is refused until somebody asks for it to be taken off Microsoft’s list.',
  },
  {
    house: exchange,
    detail: '7.700',
    to: 749,
    cause: 'reputation',
    title: 'The sending organisation is over its limit, or in bad repute',
    plain: 'The provider of the sender stops mail of that organisation: too much, or too much that looks like spam.',
  },
  {
    house: exchange,
    detail: '7.750',
    cause: 'sender-refused',
    title: 'The sending domain is not registered there',
    plain: 'The organisation sends with a domain that it has not added to its account.',
  },
  {
    house: 'Google',
    detail: '4.5',
    words: googleWords,
    cause: 'sending-too-fast',
    title: 'Sending limit reached',
    plain: 'The account has sent all that it may in a day.',
    heardAs: ['Daily user sending limit exceeded'],
  },
  {
    house: 'Google',
    detail: '7.27',
    words: googleWords,
    cause: 'authentication',
    title: 'SPF did not pass',
    plain: 'Google says so with this number. In the registry it means that the sender’s domain has a null MX.',
  },
  {
    house: 'Google',
    detail: '7.28',
    words: googleWords,
    cause: 'sending-too-fast',
    title: 'Too much mail at an unusual rate',
    plain: 'Mail from this address, domain or network comes too fast, or too many complain about it.',
    heardAs: ['unusual rate of unsolicited mail'],
  },
  {
    house: 'Google',
    detail: '7.29',
    words: googleWords,
    cause: 'tls',
    title: 'Not sent over TLS',
    plain: 'Google wants bulk mail over encrypted connections. In the registry the number means that ARC failed.',
  },
  {
    house: 'Google',
    detail: '7.30',
    words: googleWords,
    cause: 'authentication',
    title: 'DKIM did not pass',
    plain: 'Google says so with this number. In the registry it means REQUIRETLS.',
  },
  {
    house: 'Google',
    detail: '7.32',
    cause: 'authentication',
    title: 'From fits neither SPF nor DKIM',
    plain: 'Both may have passed, but for other domains than the one in From.',
  },
];

/** What a house means by `5.7.515`, when the number is its own or its words show that it speaks. Of refusals only. */
export function vendorCode(status: string, words: string): VendorCode | undefined {
  const [digit, subject, detail] = status.split('.');
  if (digit === '2') return undefined;
  return vendorCodes.find((entry) => {
    const [ownSubject, from] = entry.detail.split('.');
    if (subject !== ownSubject || Number(detail) < Number(from)) return false;
    if (entry.forNow && digit !== '4') return false;
    return Number(detail) <= (entry.to ?? Number(from)) && (entry.words?.test(words) ?? true);
  });
}
