/** The words of Postfix's restriction lists that these servers know (postconf(5)). */
export const restrictions = [
  'permit_mynetworks',
  'permit_sasl_authenticated',
  'permit_auth_destination',
  'reject_unauth_destination',
  'defer_unauth_destination',
  'check_client_access',
  'check_helo_access',
  'check_sender_access',
  'reject_rbl_client',
  'reject_unauth_pipelining',
  'reject_unknown_reverse_client_hostname',
  'reject_unknown_sender_domain',
  'reject_non_fqdn_sender',
  'reject_sender_login_mismatch',
  'reject_authenticated_sender_login_mismatch',
  'reject_unknown_recipient_domain',
  'permit',
  'reject',
] as const;

export type Restriction = (typeof restrictions)[number];

export function isRestriction(word: string): word is Restriction {
  return restrictions.some((known) => known === word);
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
