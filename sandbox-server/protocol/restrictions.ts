/** The words of Postfix's restriction lists that these servers know (postconf(5)), each with what it does. */
export const restrictions = {
  permit_mynetworks: 'Agree when the client’s address lies in mynetworks.',
  permit_sasl_authenticated: 'Agree when the client has logged in.',
  permit_auth_destination: 'Agree when the recipient’s domain is ours, or one of relay_domains.',
  reject_unauth_destination:
    'Refuse when the recipient’s domain is neither ours nor one of relay_domains: “Relay access denied”. Without it the relay is open.',
  defer_unauth_destination: 'The same, but only for now (454): for a server that is being set up.',
  check_client_access:
    'Look the client’s name and address up in the table behind it: OK, REJECT, or DUNNO, which leaves it to the next line.',
  check_helo_access: 'Look the name of the greeting up in the table behind it. The client may have made it up.',
  check_sender_access:
    'Look the address in MAIL FROM up in the table behind it. Anybody can write any address: an OK here opens the door to all.',
  reject_rbl_client: 'Refuse when the client’s address is on the blocklist that is named behind it.',
  reject_unauth_pipelining: 'Refuse clients that talk on where they must wait for an answer.',
  reject_unknown_reverse_client_hostname: 'Refuse when the client’s address has no name (no PTR record).',
  reject_unknown_sender_domain: 'Refuse when the domain in MAIL FROM has neither MX nor address.',
  reject_non_fqdn_sender: 'Refuse when the domain in MAIL FROM is no full name, such as kim@laptop.',
  reject_sender_login_mismatch:
    'Refuse when the sender’s address belongs to a user who is not the one that has logged in.',
  reject_authenticated_sender_login_mismatch: 'The same, for clients that have logged in only.',
  reject_unknown_recipient_domain: 'Refuse when the recipient’s domain has neither MX nor address.',
  permit: 'Agree, whoever it is. What stands behind it is never asked.',
  reject: 'Refuse, whoever it is.',
} as const satisfies Record<string, string>;

export type Restriction = keyof typeof restrictions;

export function isRestriction(word: string): word is Restriction {
  return Object.hasOwn(restrictions, word);
}

/** Those behind which a word must stand: a table, or the domain of a blocklist. */
export function takesArgument(word: Restriction): boolean {
  return isTableRestriction(word) || word === 'reject_rbl_client';
}

export function isTableRestriction(word: Restriction): boolean {
  return word.startsWith('check_');
}

/** Those that ask about a recipient have no sense at DATA. */
export function isDataRestriction(word: Restriction): boolean {
  return !/destination|recipient|login_mismatch/.test(word);
}
