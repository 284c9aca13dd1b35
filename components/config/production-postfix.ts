import type { HostState } from '#protocol/projections/hosts.ts';
import type { Settings } from './main-cf.ts';

/** A look-up table in a file of its own, as Postfix wants it, and the command that makes it known. */
export interface MapFile {
  path: string;
  text: string;
  command: string;
}

export interface PostfixFiles {
  mainCf: string;
  /** Services beyond port 25; empty when there are none. */
  masterCf: string;
  maps: MapFile[];
}

/** Parameters whose tables stand in files in a real Postfix. `join` stands between a key and what it means. */
const tables: Record<string, { path: string; join: string; list: string; command: string }> = {
  alias_maps: { path: '/etc/aliases', join: ': ', list: ', ', command: 'newaliases' },
  virtual_alias_maps: { path: '/etc/postfix/virtual', join: ' ', list: ', ', command: 'postmap /etc/postfix/virtual' },
  transport_maps: { path: '/etc/postfix/transport', join: ' ', list: ' ', command: 'postmap /etc/postfix/transport' },
  smtpd_sender_login_maps: {
    path: '/etc/postfix/sender_login',
    join: ' ',
    list: ', ',
    command: 'postmap /etc/postfix/sender_login',
  },
  smtp_sasl_password_maps: {
    path: '/etc/postfix/sasl_passwd',
    join: ' ',
    list: ' ',
    command: 'chmod 600 /etc/postfix/sasl_passwd && postmap /etc/postfix/sasl_passwd',
  },
};

/** What does in a real installation what our own parameters do here. */
const realWays: Record<string, string> = {
  lab_quota_reply: 'Dovecot’s quota plugin, asked with check_policy_service',
  lab_full_mailboxes: 'Dovecot’s quota plugin, asked with check_policy_service',
  lab_disabled_mailboxes: 'check_recipient_access with a table that says REJECT',
  lab_accept_then_bounce: 'local_recipient_maps left empty: do not do this',
  lab_greylist_delay: 'postgrey or rspamd, asked with check_policy_service',
  lab_spf_policy: 'policyd-spf with check_policy_service, or rspamd as a milter',
  lab_dmarc_policy: 'OpenDMARC or rspamd as a milter',
  lab_dkim_sign: 'OpenDKIM or rspamd as a milter: smtpd_milters = inet:127.0.0.1:8891',
  lab_arc_seal: 'OpenARC or rspamd as a milter',
  lab_footer: 'a mailing-list manager or a content filter',
  lab_lists: 'Mailman or Sympa',
  lab_srs_domain: 'postsrsd: sender_canonical_maps and recipient_canonical_maps',
  lab_mta_sts: 'postfix-mta-sts-resolver in smtp_tls_policy_maps',
  lab_vacation: 'Sieve’s vacation action in Dovecot',
  lab_vacation_style: 'Sieve’s vacation action is safe by itself (RFC 5230)',
  lab_bounce_notices: 'a bounce service that discards, in master.cf: do not do this',
  lab_dmarc_reports: 'OpenDMARC’s report tools, or rspamd',
};

/** The configuration files of a real Postfix that does what this host does. */
export function postfixFiles(
  { name, ports, mailboxes }: Pick<HostState, 'name' | 'ports' | 'mailboxes'>,
  set: Settings,
): PostfixFiles {
  const own = Object.entries(set).filter(([parameter]) => parameter.startsWith('lab_'));
  const plain = Object.entries(set).filter(([parameter, value]) => !parameter.startsWith('lab_') && value !== '');
  const maps = plain.flatMap(([parameter, value]) => mapFile(parameter, value) ?? []);
  const lines = [
    ...(set.myhostname ? [] : [`myhostname = ${name}`]),
    ...plain.map(
      ([parameter, value]) => `${parameter} = ${tables[parameter] ? `hash:${tables[parameter].path}` : value}`,
    ),
    ...companions(name, set),
  ];
  const comments = [
    '# /etc/postfix/main.cf',
    ...(mailboxes.length > 0 ? [`# Users of this system: ${mailboxes.join(', ')}`] : []),
    ...(maps.length > 0 ? ['# hash: needs Berkeley DB; newer systems say lmdb:'] : []),
  ];
  const elsewhere = own.map(
    ([parameter, value]) => `# ${parameter} = ${value}: ${realWays[parameter] ?? 'only in this lab'}`,
  );
  return {
    mainCf: [...comments, ...lines, ...elsewhere].map((line) => `${line}\n`).join(''),
    masterCf: services(ports, set.smtpd_sasl_auth_enable === 'yes'),
    maps,
  };
}

/** What must stand beside a parameter in a real Postfix, because it is a matter of course here. */
function companions(name: string, set: Settings): string[] {
  const hasTls = set.smtpd_tls_security_level === 'may' || set.smtpd_tls_security_level === 'encrypt';
  const hasLogins = set.smtpd_sasl_auth_enable === 'yes';
  return [
    ...(hasTls ? [`smtpd_tls_chain_files = /etc/ssl/private/${name}.key, /etc/ssl/certs/${name}.pem`] : []),
    ...(hasLogins ? ['smtpd_sasl_type = dovecot', 'smtpd_sasl_path = private/auth'] : []),
    ...(hasLogins && !set.smtpd_tls_auth_only ? ['smtpd_tls_auth_only = yes'] : []),
    ...(set.smtp_sasl_auth_enable === 'yes' ? ['smtp_sasl_security_options = noanonymous'] : []),
    ...(set.smtp_tls_security_level ? [] : ['smtp_tls_security_level = may']),
  ];
}

function mapFile(parameter: string, value: string): MapFile | undefined {
  const table = tables[parameter];
  if (!table) return undefined;
  const rows = value.split(',').flatMap((entry) => {
    const [, key, meaning] = /^\s*(\S+?):?\s+(\S.*?)\s*$/.exec(entry) ?? [];
    return key && meaning ? [`${key}${table.join}${meaning.split(/\s+/).join(table.list)}\n`] : [];
  });
  return { path: table.path, text: rows.join(''), command: table.command };
}

const submissionServices: Record<number, string> = { 465: 'submissions', 587: 'submission', 2525: '2525' };

function services(ports: readonly number[], hasLogins: boolean): string {
  return ports
    .flatMap((port) => {
      const service = submissionServices[port];
      if (!service) return [];
      const options = [
        ...(port === 465 ? ['smtpd_tls_wrappermode=yes'] : []),
        ...(hasLogins && port !== 465 ? ['smtpd_tls_security_level=encrypt'] : []),
        ...(hasLogins
          ? ['smtpd_sasl_auth_enable=yes', 'smtpd_relay_restrictions=permit_sasl_authenticated,reject']
          : []),
      ];
      return [`${service} inet n - y - - smtpd\n${options.map((option) => `  -o ${option}\n`).join('')}`];
    })
    .join('');
}
