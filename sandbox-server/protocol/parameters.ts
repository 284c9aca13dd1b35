/** Every parameter that a mail server here knows, by Postfix's name, with Postfix's default unless the entry says otherwise. */

interface ParameterText {
  default: string;
  /** A sentence for the learner. */
  explain: string;
}

export const parameters = {
  myhostname: {
    default: '',
    explain: 'The name with which this server introduces itself. Empty: the name of the host.',
  },
  mydestination: {
    default: '',
    explain: 'The domains that this server is the final stop for. Everything else is relayed or refused.',
  },
  allow_untrusted_routing: {
    default: 'no',
    explain:
      'Obey addresses that carry a route, as user%elsewhere@us, for clients that may not relay. Old open relays do.',
  },
  mynetworks: {
    default: '127.0.0.0/8',
    explain: 'Clients in these networks may relay through this server without logging in.',
  },
  relay_domains: {
    default: '',
    explain: 'Domains that are not ours but for which we agreed to pass mail on.',
  },
  relayhost: {
    default: '',
    explain: 'The smart host: hand all mail that leaves to this server. In [brackets]: do not look for MX records.',
  },
  transport_maps: {
    default: '',
    explain: 'Where mail for a domain goes instead of its MX: domain smtp:[host], several separated by commas.',
  },
  smtp_sasl_auth_enable: {
    default: 'no',
    explain: 'Log in at the next server, with the password of smtp_sasl_password_maps.',
  },
  smtp_sasl_password_maps: {
    default: '',
    explain: 'With which user and password to log in where: [host]:port user:password, separated by commas.',
  },
  smtp_tls_security_level: {
    default: 'may',
    explain:
      'TLS towards other servers: none, may (if offered), encrypt (always), verify (with a good certificate), dane.',
  },
  smtp_tls_wrappermode: {
    default: 'no',
    explain: 'Speak TLS towards other servers from the first octet on, as port 465 wants it.',
  },
  smtpd_tls_security_level: {
    default: 'none',
    explain: 'TLS for clients: none, may (offered), encrypt (nothing goes without).',
  },
  smtpd_tls_auth_only: {
    // Postfix has no, for the sake of old clients.
    default: 'yes',
    explain: 'Passwords are taken only inside TLS.',
  },
  smtpd_sasl_auth_enable: {
    default: 'no',
    explain: 'Users may log in on the ports for submission, and must before they send.',
  },
  smtpd_sasl_mechanism_filter: {
    default: 'plain, login, cram-md5, xoauth2',
    explain: 'The ways to log in that the server offers.',
  },
  smtpd_sender_login_maps: {
    default: '',
    explain: 'Which user owns which sender address: address user, separated by commas.',
  },
  alias_maps: {
    default: '',
    explain: 'Local names that stand for others: name: address address, separated by commas.',
  },
  virtual_alias_maps: {
    default: '',
    explain:
      'Addresses that stand for others; @domain stands for all the rest of it: address other, separated by commas.',
  },
  smtpd_client_restrictions: {
    default: '',
    explain: 'What is asked about the client, before the recipient is looked at.',
  },
  smtpd_sender_restrictions: { default: '', explain: 'What is asked about the sender address.' },
  smtpd_recipient_restrictions: { default: '', explain: 'What is asked about the recipient, after the relay rules.' },
  smtpd_data_restrictions: {
    default: '',
    explain: 'What is asked at DATA, as reject_unauth_pipelining: who speaks before it is asked is no mail server.',
  },
  smtpd_relay_restrictions: {
    default: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
    explain: 'Who may have mail carried to other domains: the first rule that fits decides.',
  },
  smtpd_client_connection_count_limit: {
    default: '50',
    explain: 'Connections that one client may have at a time. 0: no limit.',
  },
  smtpd_client_connection_rate_limit: {
    default: '0',
    explain: 'Connections that one client may open in a minute. 0: no limit.',
  },
  smtpd_client_message_rate_limit: {
    default: '0',
    explain: 'Messages that one client may begin in a minute. 0: no limit.',
  },
  smtpd_client_recipient_rate_limit: {
    default: '0',
    explain: 'Recipients that one client may name in a minute. 0: no limit.',
  },
  smtpd_client_auth_rate_limit: {
    default: '0',
    explain: 'Logins that one client may try in a minute. 0: no limit.',
  },
  smtpd_discard_ehlo_keywords: {
    default: '',
    explain: 'Extensions that EHLO does not list, as pipelining or chunking.',
  },
  smtpd_forbid_bare_newline: {
    default: 'normalize',
    explain: 'A lone LF: normalize (only CR LF . CR LF ends a letter), reject, or no, which can be smuggled through.',
  },
  requiretls_enable: {
    default: 'no',
    explain: 'Offer REQUIRETLS inside TLS: the sender may ask for TLS all the way.',
  },
  always_add_missing_headers: {
    default: 'no',
    explain: 'Add Date and Message-Id to mail that has none, whoever sends it.',
  },
  message_drop_headers: {
    default: 'bcc, content-length, resent-bcc, return-path',
    explain: 'Header fields that this server takes out of every letter it gets, whoever wrote them.',
  },
  mailbox_size_limit: {
    default: '51200000',
    explain: 'The most octets that a mailbox holds. 0: no limit.',
  },
  message_size_limit: {
    default: '10240000',
    explain: 'The largest message, in octets, that this server takes.',
  },
  hopcount_limit: {
    default: '50',
    explain: 'A message that comes to this many Received lines goes round in a circle and is refused.',
  },
  smtpd_recipient_limit: {
    default: '1000',
    explain: 'Recipients in one envelope.',
  },
  smtpd_hard_error_limit: {
    default: '20',
    explain: 'After this many errors the server closes the connection.',
  },
  // Postfix has 300 s: a person who reads a lesson beside the terminal needs longer.
  smtpd_timeout: {
    default: '600s',
    explain: 'A client that says nothing for this long is disconnected.',
  },
  smtp_connect_timeout: {
    default: '30s',
    explain: 'How long to wait for another server to answer the call.',
  },
  smtp_destination_concurrency_limit: {
    default: '20',
    explain: 'Messages that go to one next hop at the same time; the others wait for their turn. 0: no limit.',
  },
  minimal_backoff_time: {
    default: '300s',
    explain: 'Wait at least this long before a deferred message is tried again.',
  },
  maximal_backoff_time: {
    default: '4000s',
    explain: 'Wait at most this long before a deferred message is tried again.',
  },
  maximal_queue_lifetime: {
    default: '5d',
    explain: 'A message that could not be passed on for this long is returned to its sender.',
  },
  bounce_queue_lifetime: {
    default: '5d',
    explain: 'The same for notices, which nobody gets back.',
  },
  delay_warning_time: {
    default: '0h',
    explain: 'Tell the sender when a message has waited this long. 0: do not.',
  },
  soft_bounce: {
    default: 'no',
    explain: 'Treat every 5xx as 4xx, in both directions: nothing is returned while a server is being changed.',
  },
  lab_reply_style: {
    default: 'postfix',
    explain: 'Ours: the words of this server: postfix, or as other houses say it: plain, tagged, cryptic, lengthy.',
  },
  lab_bulk_from: {
    default: '0',
    explain:
      'Ours: with so many letters a day a domain sends in bulk: SPF, DKIM, DMARC, one-click unsubscribe are a must. 0: never.',
  },
  lab_sender_rate_limit: {
    default: '0',
    explain: 'Ours: letters that one sending domain (in From) may hand in within a minute. 0: no limit.',
  },
  lab_complaint_limit: {
    default: '0',
    explain:
      'Ours: spam complaints among a thousand letters of a domain in a day at which its mail must wait. 0: none.',
  },
  lab_unsolicited_words: {
    default: '',
    explain: 'Ours: words in a subject that make a letter look like unsolicited mail, separated by commas.',
  },
  lab_quota_reply: {
    default: '452',
    explain: 'Ours: how a full mailbox is refused, 452 (for now) or 552 (for good).',
  },
  lab_full_mailboxes: {
    default: '',
    explain: 'Ours: mailboxes that are full, whatever is in them.',
  },
  lab_disabled_mailboxes: {
    default: '',
    explain: 'Ours: mailboxes that are switched off.',
  },
  lab_accept_then_bounce: {
    default: 'no',
    explain: 'Ours: take mail for mailboxes that do not exist, and return it later: backscatter.',
  },
  lab_bounce_notices: {
    default: 'yes',
    explain: 'Ours: no throws away what cannot be delivered, and tells nobody.',
  },
  lab_greylist_delay: {
    default: '0s',
    explain: 'Ours: a new sender, recipient and client must come back after this long. 0: no greylisting.',
  },
  lab_spf_policy: {
    default: 'off',
    explain: 'Ours: off, tag (check SPF and write it down), enforce (refuse a fail).',
  },
  lab_dmarc_policy: {
    default: 'off',
    explain: 'Ours: off, tag (check SPF, DKIM and DMARC and write it down), enforce (do as the domain asks).',
  },
  lab_dkim_sign: {
    default: '',
    explain: 'Ours: sign mail of our users, as domain:selector; several separated by commas.',
  },
  lab_arc_seal: {
    default: '',
    explain: 'Ours: seal what was checked here, as domain:selector, for whoever gets it next (ARC).',
  },
  lab_footer: {
    default: '',
    explain: 'Ours: lines put below every letter that passes.',
  },
  lab_lists: {
    default: '',
    explain: 'Ours: mailing lists and their members: list: address address, separated by commas.',
  },
  lab_srs_domain: {
    default: '',
    explain: 'Ours: forward with a return address of this domain (SRS), so that SPF still fits. Empty: as it came.',
  },
  lab_mta_sts: {
    default: 'no',
    explain: 'Ours: ask for MTA-STS policies of other domains, and obey them.',
  },
  lab_expn_command: {
    default: 'no',
    explain: 'Ours: answer EXPN with who stands behind a name.',
  },
  lab_vacation: {
    default: '',
    explain: 'Ours: who is away, with the answer: name: text.',
  },
  lab_vacation_style: {
    default: 'safe',
    explain:
      'Ours: how who is away answers: safe (people, once a week, from <>) or naive (everything, notices and robots, too).',
  },
  lab_dmarc_reports: {
    default: 'no',
    explain: 'Ours: send the day’s DMARC results to the domains that ask for them, at midnight.',
  },
  lab_daily_limit: {
    default: '0',
    explain: 'Ours: recipients that somebody who has logged in may send to in 24 hours. 0: no limit.',
  },
  lab_rate_per_min: {
    default: '0',
    explain: 'Ours: recipients that somebody who has logged in may send to in 60 seconds. 0: no limit.',
  },
  lab_track_opens: {
    default: 'no',
    explain: 'Ours, for relay services: put an invisible picture into HTML letters, to hear when they are shown.',
  },
  lab_track_clicks: {
    default: 'no',
    explain: 'Ours, for relay services: let the links of HTML letters lead by way of the tracking host.',
  },
  lab_track_order: {
    default: 'before-sign',
    explain: 'Ours, for relay services: change the letter before-sign, or after-sign, which breaks the signature.',
  },
  lab_list_unsubscribe: {
    default: 'no',
    explain: 'Ours, for relay services: add one-click unsubscription (RFC 8058) to letters that have none.',
  },
  lab_takes_no_mail: {
    default: 'no',
    explain: 'Ours: greet with 521: this host never takes mail.',
  },
  lab_intercept: {
    default: 'off',
    explain: 'Ours, for hosts on the way: off, listen, or strip (overwrite STARTTLS in what servers offer).',
  },
  lab_source_addresses: {
    default: '',
    explain: 'Ours: addresses from which this server calls others, another for each attempt. Empty: its own.',
  },
  lab_greet_delay: {
    default: '0s',
    explain: 'Ours, not Postfix’s: wait this long before the greeting, to catch clients that talk first.',
  },
} as const satisfies Record<string, ParameterText>;

export type ParameterName = keyof typeof parameters;

/** The names, in the order in which postconf prints them. */
export const parameterNames = Object.keys(parameters) as ParameterName[]; // keys of a constant are its type's

export function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(parameters, name);
}

/** The value that counts on a host with these settings: what was set, or the default. */
export function valueInForce(
  set: Readonly<Record<string, string>> | undefined,
  host: string,
  name: ParameterName,
): string {
  const value = set?.[name] ?? parameters[name].default;
  return name === 'myhostname' && value === '' ? host : value;
}
