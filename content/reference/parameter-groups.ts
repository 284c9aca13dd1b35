import { type ParameterName, parameterNames } from '#protocol/parameters.ts';
import type { LessonSlug } from '../tracks.ts';

/** Parameters that belong together, and the lesson in which one turns them. */
export interface ParameterGroup {
  title: string;
  lesson?: LessonSlug;
  names: readonly ParameterName[];
}

const named: readonly ParameterGroup[] = [
  {
    title: 'What is mine',
    lesson: 'local-or-relay',
    names: [
      'myhostname',
      'mydestination',
      'mynetworks',
      'relay_domains',
      'alias_maps',
      'virtual_alias_maps',
      'lab_lists',
      'lab_footer',
    ],
  },
  {
    title: 'Where mail goes',
    lesson: 'smart-host',
    names: [
      'relayhost',
      'transport_maps',
      'smtp_sasl_auth_enable',
      'smtp_sasl_password_maps',
      'smtp_connect_timeout',
      'smtp_destination_concurrency_limit',
      'lab_srs_domain',
    ],
  },
  {
    title: 'Who may do what',
    lesson: 'open-relay',
    names: [
      'smtpd_relay_restrictions',
      'smtpd_recipient_restrictions',
      'smtpd_client_restrictions',
      'smtpd_sender_restrictions',
      'smtpd_data_restrictions',
      'allow_untrusted_routing',
      'lab_takes_no_mail',
      'lab_greet_delay',
      'lab_expn_command',
    ],
  },
  {
    title: 'Logins',
    lesson: 'auth',
    names: [
      'smtpd_sasl_auth_enable',
      'smtpd_tls_auth_only',
      'smtpd_sasl_mechanism_filter',
      'smtpd_sender_login_maps',
      'lab_daily_limit',
      'lab_rate_per_min',
    ],
  },
  {
    title: 'TLS',
    lesson: 'tls',
    names: [
      'smtpd_tls_security_level',
      'smtp_tls_security_level',
      'smtp_tls_wrappermode',
      'requiretls_enable',
      'lab_mta_sts',
      'lab_intercept',
    ],
  },
  {
    title: 'Letters and mailboxes',
    lesson: 'reply-codes',
    names: [
      'message_size_limit',
      'mailbox_size_limit',
      'smtpd_recipient_limit',
      'always_add_missing_headers',
      'smtpd_forbid_bare_newline',
      'smtpd_discard_ehlo_keywords',
      'lab_quota_reply',
      'lab_full_mailboxes',
      'lab_disabled_mailboxes',
      'lab_reply_style',
    ],
  },
  {
    title: 'The queue',
    lesson: 'retries-and-greylisting',
    names: [
      'minimal_backoff_time',
      'maximal_backoff_time',
      'maximal_queue_lifetime',
      'bounce_queue_lifetime',
      'delay_warning_time',
      'soft_bounce',
      'lab_greylist_delay',
    ],
  },
  {
    title: 'Mail that answers mail',
    lesson: 'backscatter-and-loops',
    names: ['lab_accept_then_bounce', 'lab_bounce_notices', 'hopcount_limit', 'lab_vacation', 'lab_vacation_style'],
  },
  {
    title: 'Limits for clients',
    lesson: 'reply-codes',
    names: [
      'smtpd_client_connection_count_limit',
      'smtpd_client_connection_rate_limit',
      'smtpd_client_message_rate_limit',
      'smtpd_client_recipient_rate_limit',
      'smtpd_client_auth_rate_limit',
      'smtpd_hard_error_limit',
      'smtpd_timeout',
    ],
  },
  {
    title: 'SPF, DKIM, DMARC',
    lesson: 'dmarc',
    names: ['lab_spf_policy', 'lab_dkim_sign', 'lab_arc_seal', 'lab_dmarc_policy', 'lab_dmarc_reports'],
  },
  {
    title: 'Relay services and mailbox providers',
    lesson: 'tracking-and-metrics',
    names: [
      'lab_track_opens',
      'lab_track_clicks',
      'lab_track_order',
      'lab_list_unsubscribe',
      'lab_bulk_from',
      'lab_sender_rate_limit',
      'lab_complaint_limit',
      'lab_unsolicited_words',
    ],
  },
];

const grouped = new Set(named.flatMap(({ names }) => names));
const rest = parameterNames.filter((name) => !grouped.has(name));

/** Every parameter in one group. */
export const parameterGroups: readonly ParameterGroup[] = [
  ...named,
  ...(rest.length > 0 ? [{ title: 'More', names: rest }] : []),
];
