import { isInNetwork } from '#protocol/border.ts';
import type { Because } from '#protocol/events.ts';
import type { ParameterName } from '#protocol/parameters.ts';
import { tripletKey } from '#protocol/projections/greylist.ts';
import type { ReasonId } from '#protocol/reasons.ts';
import { isRestriction, type Restriction } from '#protocol/restrictions.ts';
import { domainOf, localPartOf } from '../address.ts';
import { hasMailbox, isDestination, redirection } from '../aliases.ts';
import { isOn, listOf, millisecondsOf, numberOf, parameter } from '../config.ts';
import type { MtaParts } from '../parts.ts';
import { type Reply, replies } from '../replies.ts';
import { aliasTable } from '../tables.ts';
import { tableEntry } from './access-tables.ts';
import type { Client } from './client.ts';
import { configurationLine } from './configuration-line.ts';
import { limitRefusal } from './sending-limits.ts';

/** Who wants what to be sent to whom. */
export interface AccessRequest {
  /** The server that is asked. */
  host: string;
  client: Pick<Client, 'address' | 'name'> & Partial<Pick<Client, 'connection'>>;
  /** The name that the client gave in EHLO or HELO. */
  hello?: string | undefined;
  /** Who has logged in. */
  user?: string | undefined;
  reversePath: string;
  recipient: string;
  /** More has been said behind this command, where its answer must be waited for (RFC 2920 §3.1). */
  talksOn?: boolean;
}

/** What to do with a recipient, and why: the line of the configuration, the DNS answer, the state. */
export type Decision =
  | { verdict: 'local' | 'relay'; because: Because }
  | { verdict: 'reject' | 'defer'; because: Because; reply: Reply };

/** What a rule says: yes, no with these words, or nothing (undefined). */
type Ruling = { permit: Because } | { refuse: Reply } | undefined;

/** In the order in which Postfix asks them, all at RCPT TO (smtpd_delay_reject). */
const lists = [
  'smtpd_client_restrictions',
  'smtpd_sender_restrictions',
  'smtpd_relay_restrictions',
  'smtpd_recipient_restrictions',
] as const satisfies ParameterName[];

type ListName = (typeof lists)[number] | 'smtpd_data_restrictions';

/**
 * Who may send what to whom (RFC 5321 §3.6.2, §7.8): the restriction lists, one after the other, each until a rule decides;
 * then, for our own domains, whether the mailbox can take it.
 */
export async function decide(request: AccessRequest, parts: MtaParts): Promise<Decision> {
  const { host, user, recipient } = request;
  const own = parts.extensions.get(host)?.ownAddress?.(recipient);
  if (own) {
    if ('refuse' in own) return refusal(own.refuse);
    const refused = greylisted(request, parts);
    return refused ? refusal(refused) : { verdict: 'local', because: own.because };
  }
  let relayed: Because | undefined;
  for (const list of lists) {
    const ruling = await rule(list, request, parts);
    if (ruling && 'refuse' in ruling) return refusal(ruling.refuse);
    if (list === 'smtpd_relay_restrictions') relayed = ruling?.permit;
  }
  const limited = user === undefined ? undefined : limitRefusal(host, user, parts);
  if (limited) return refusal(limited);
  if (isDestination(parts.world, host, recipient)) return localDecision(request, parts);
  return { verdict: 'relay', because: relayed ?? relayDomain(request, parts) };
}

/** What `smtpd_data_restrictions` say at DATA, when the recipients are known: a refusal, or nothing. */
export async function dataRefusal(request: AccessRequest, parts: MtaParts): Promise<Reply | undefined> {
  const ruling = await rule('smtpd_data_restrictions', request, parts);
  return ruling && 'refuse' in ruling ? ruling.refuse : undefined;
}

async function rule(list: ListName, request: AccessRequest, parts: MtaParts): Promise<Ruling> {
  const words = listOf(parts.world, request.host, list);
  for (const [index, word] of words.entries()) {
    if (!isRestriction(word)) continue;
    const ruling = await rulings[word](request, parts, { list, argument: words[index + 1] ?? '' });
    if (ruling) return ruling;
  }
  return undefined;
}

interface Place {
  list: ListName;
  /** The word behind the rule. */
  argument: string;
}

type Rule = (request: AccessRequest, parts: MtaParts, place: Place) => Ruling | Promise<Ruling>;

const rulings: Record<Restriction, Rule> = {
  permit: (_, __, { list }) => ({
    permit: { reason: 'recipient-relayed-for-anyone', parameter: { name: list, value: 'permit' } },
  }),
  reject: (request, _, { list }) => ({
    refuse: accessDenied(request, list),
  }),
  permit_mynetworks({ host, client }, parts) {
    const inside = listOf(parts.world, host, 'mynetworks').some((network) => isInNetwork(client.address, network));
    if (!inside) return undefined;
    return {
      permit: {
        reason: 'recipient-relayed-for-network',
        parameter: configurationLine(parts.world, host, 'mynetworks'),
      },
    };
  },
  permit_sasl_authenticated({ user }, _, { list }) {
    if (user === undefined) return undefined;
    const parameter = { name: list, value: 'permit_sasl_authenticated' };
    return { permit: { reason: 'recipient-authenticated', parameter, detail: `logged in as ${user}` } };
  },
  permit_auth_destination: (request, parts) =>
    isOurs(request, parts) ? { permit: relayDomain(request, parts) } : undefined,
  reject_unauth_destination: (request, parts) =>
    isOurs(request, parts) ? undefined : { refuse: relayDenied(request, parts, 'reject_unauth_destination') },
  defer_unauth_destination: (request, parts) =>
    isOurs(request, parts) ? undefined : { refuse: relayDenied(request, parts, 'defer_unauth_destination') },
  check_client_access: ({ client }, _, place) =>
    tableRuling('check_client_access', [client.name ?? 'unknown', client.address], place),
  check_helo_access: ({ hello = '' }, _, place) => tableRuling('check_helo_access', [hello], place),
  check_sender_access: ({ reversePath }, _, place) => tableRuling('check_sender_access', [reversePath], place),
  async reject_rbl_client({ host, client }, { resolver }, { list, argument: zone }) {
    const name = `${client.address.split('.').reverse().join('.')}.${zone}`;
    const asker = { client: host, driver: 'mta', about: { connection: client.connection } } as const;
    const { answers } = await resolver.query(asker, name, 'A');
    const listed = answers.find((record) => record.type === 'A' && record.address.startsWith('127.'));
    if (!listed) return undefined;
    const why = (await resolver.query(asker, name, 'TXT')).answers.flatMap((record) =>
      record.type === 'TXT' ? [record.text] : [],
    );
    const text = `Service unavailable; Client host [${client.address}] blocked using ${zone}${why.map((one) => `; ${one}`).join('')}`;
    return {
      refuse: replies.refused(554, '5.7.1', text, {
        reason: 'client-listed',
        parameter: { name: list, value: `reject_rbl_client ${zone}` },
        detail: `${name} has an address in the DNS`,
      }),
    };
  },
  reject_unauth_pipelining(request, _, { list }) {
    if (!request.talksOn) return undefined;
    const text = `${rejected(request, list)}: Improper use of SMTP command pipelining`;
    const parameter = { name: list, value: 'reject_unauth_pipelining' };
    return { refuse: replies.refused(503, '5.5.0', text, { reason: 'improper-pipelining', parameter }) };
  },
  reject_unknown_reverse_client_hostname({ client }, _, { list }) {
    if (client.name !== undefined) return undefined;
    const text = `Client host rejected: cannot find your reverse hostname, [${client.address}]`;
    const parameter = { name: list, value: 'reject_unknown_reverse_client_hostname' };
    return { refuse: replies.refused(550, '5.7.25', text, { reason: 'client-without-name', parameter }) };
  },
  async reject_unknown_sender_domain(request, parts, { list }) {
    const { reversePath } = request;
    if (reversePath === '' || (await domainTakesMail(request, domainOf(reversePath), parts)) === 'yes')
      return undefined;
    const text = `<${reversePath}>: Sender address rejected: Domain not found`;
    const parameter = { name: list, value: 'reject_unknown_sender_domain' };
    return { refuse: replies.refused(450, '4.1.8', text, { reason: 'sender-domain-unknown', parameter }) };
  },
  reject_non_fqdn_sender({ reversePath }, _, { list }) {
    if (reversePath === '' || domainOf(reversePath).includes('.')) return undefined;
    const text = `<${reversePath}>: Sender address rejected: need fully-qualified address`;
    const parameter = { name: list, value: 'reject_non_fqdn_sender' };
    return { refuse: replies.refused(504, '5.5.2', text, { reason: 'sender-refused', parameter }) };
  },
  reject_sender_login_mismatch({ host, user, reversePath }, parts) {
    const owners = aliasTable(parameter(parts.world, host, 'smtpd_sender_login_maps'))?.get(reversePath.toLowerCase());
    const isOwner = user === undefined ? owners === undefined : owners?.includes(user) || reversePath === '';
    if (isOwner) return undefined;
    const whose = user === undefined ? 'not logged in' : `not owned by user ${user}`;
    return {
      refuse: replies.refused(553, '5.7.1', `<${reversePath}>: Sender address rejected: ${whose}`, {
        reason: 'sender-not-yours',
        parameter: configurationLine(parts.world, host, 'smtpd_sender_login_maps'),
      }),
    };
  },
  reject_authenticated_sender_login_mismatch: (request, parts, place) =>
    request.user === undefined ? undefined : rulings.reject_sender_login_mismatch(request, parts, place),
  async reject_unknown_recipient_domain(request, parts, { list }) {
    const { recipient } = request;
    const takes = await domainTakesMail(request, domainOf(recipient), parts);
    const parameter = { name: list, value: 'reject_unknown_recipient_domain' };
    const refused = `<${recipient}>: Recipient address rejected`;
    if (takes === 'never') {
      const text = `${refused}: Domain ${domainOf(recipient)} does not accept mail (nullMX)`;
      return { refuse: replies.refused(556, '5.1.10', text, { reason: 'recipient-domain-without-mail', parameter }) };
    }
    if (takes === 'yes') return undefined;
    const because: Because = { reason: 'recipient-domain-unknown', parameter };
    return { refuse: replies.refused(450, '4.1.2', `${refused}: Domain not found`, because) };
  },
};

/** What a table says about who the client is, or claims to be. */
function tableRuling(rule: Restriction, about: readonly string[], { list, argument }: Place): Ruling {
  const entry = tableEntry(argument, about);
  if (!entry || entry.action === 'DUNNO') return undefined;
  const parameter = { name: list, value: `${rule} ${argument}` };
  const detail = `${entry.key} = ${entry.action}`;
  if (entry.action === 'OK') return { permit: { reason: claims[rule] ?? 'permitted-by-table', parameter, detail } };
  const [who = '', at] = about;
  const text = `<${who}${at === undefined ? '' : `[${at}]`}>: ${refusedWhom[rule] ?? 'Client host'} rejected: Access denied`;
  return { refuse: replies.refused(554, '5.7.1', text, { reason: refusedBy[list], parameter, detail }) };
}

/** What anybody can say of himself is no reason to trust him. */
const claims: Partial<Record<Restriction, ReasonId>> = {
  check_helo_access: 'permitted-by-claim',
  check_sender_access: 'permitted-by-claim',
};

const refusedWhom: Partial<Record<Restriction, string>> = {
  check_helo_access: 'Helo command',
  check_sender_access: 'Sender address',
};

/**
 * A local part with `@`, `%` or `!` is never ours to promise: a server behind us might obey it as a route, and we would be
 * its open door. So Postfix refuses it for strangers, whoever the mailbox is.
 */
function isRouted({ host, recipient }: AccessRequest, { world }: MtaParts): boolean {
  return /[@%!]/.test(localPartOf(recipient)) && !isOn(world, host, 'allow_untrusted_routing');
}

/** Ours to deliver, or one of the domains that we pass mail on for. */
function isOurs(request: AccessRequest, parts: MtaParts): boolean {
  const { host, recipient } = request;
  const { world } = parts;
  if (isRouted(request, parts)) return false;
  return isDestination(world, host, recipient) || listOf(world, host, 'relay_domains').includes(domainOf(recipient));
}

function relayDomain({ host }: AccessRequest, parts: MtaParts): Because {
  return { reason: 'recipient-relay-domain', parameter: configurationLine(parts.world, host, 'relay_domains') };
}

function relayDenied(request: AccessRequest, parts: MtaParts, value: Restriction): Reply {
  const { host, client, recipient } = request;
  const route = isRouted(request, parts) ? `${localPartOf(recipient)} may be a route through this server; ` : '';
  const [code, enhanced] = value.startsWith('defer') ? [454, '4.7.1'] : [554, '5.7.1'];
  return replies.refused(code, enhanced, `<${recipient}>: Relay access denied`, {
    reason: 'relay-denied',
    parameter: { name: 'smtpd_relay_restrictions', value },
    detail: `${route}client ${client.address} is not in mynetworks = ${parameter(parts.world, host, 'mynetworks')}`,
  });
}

function accessDenied(request: AccessRequest, list: ListName): Reply {
  const parameter = { name: list, value: 'reject' };
  const reason = refusedBy[list];
  return replies.refused(554, '5.7.1', `${rejected(request, list)}: Access denied`, { reason, parameter });
}

const refusedBy = {
  smtpd_client_restrictions: 'client-refused',
  smtpd_sender_restrictions: 'sender-refused',
  smtpd_relay_restrictions: 'recipient-refused',
  smtpd_recipient_restrictions: 'recipient-refused',
  smtpd_data_restrictions: 'client-refused',
} as const satisfies Record<ListName, ReasonId>;

/** Who or what is refused, in Postfix's words for each list. */
function rejected({ client, reversePath, recipient }: AccessRequest, list: ListName): string {
  switch (list) {
    case 'smtpd_client_restrictions':
      return `<${client.name ?? 'unknown'}[${client.address}]>: Client host rejected`;
    case 'smtpd_sender_restrictions':
      return `<${reversePath}>: Sender address rejected`;
    case 'smtpd_data_restrictions':
      return '<DATA>: Data command rejected';
    default:
      return `<${recipient}>: Recipient address rejected`;
  }
}

/** Whether mail for the domain can go anywhere: it has a mail server, or an address of its own. */
async function domainTakesMail(
  { host, client }: AccessRequest,
  domain: string,
  { resolver }: MtaParts,
): Promise<'yes' | 'no' | 'never'> {
  const asker = { client: host, driver: 'mta', about: { connection: client.connection } } as const;
  const found = await resolver.mailHosts(asker, domain);
  if (found.kind === 'null-mx') return 'never';
  if (found.kind === 'mx' || found.kind === 'failed') return 'yes';
  return found.kind === 'implicit' && (await resolver.addresses(asker, domain)).length > 0 ? 'yes' : 'no';
}

/** One of our own domains: is there such a mailbox, and can it take mail now? */
function localDecision(request: AccessRequest, parts: MtaParts): Decision {
  const { host, recipient } = request;
  const { world, clock } = parts;
  const mydestination = configurationLine(parts.world, host, 'mydestination');
  const other = redirection(world, host, recipient, clock.now());
  if (!other && !hasMailbox(world, host, recipient) && !isOn(world, host, 'lab_accept_then_bounce')) {
    const text = `<${recipient}>: Recipient address rejected: User unknown`;
    return refusal(
      replies.refused(550, '5.1.1', text, { reason: 'user-unknown', detail: noSuchMailbox(request, parts) }),
    );
  }
  const reply = other ? undefined : mailboxProblem(request, parts);
  const refused = reply ?? greylisted(request, parts);
  if (refused) return refusal(refused);
  return { verdict: 'local', because: { reason: 'recipient-local', parameter: other?.by ?? mydestination } };
}

/** More names than these are a number. */
const namedMailboxesMax = 8;

/** No line of the configuration decides it, but what is not there. */
function noSuchMailbox({ host, recipient }: AccessRequest, { world }: MtaParts): string {
  const names = world.hosts.byName[host]?.mailboxes ?? [];
  const among =
    names.length > namedMailboxesMax ? `${names.length} mailboxes` : names.join(', ') || 'no mailbox at all';
  return `looked for ${localPartOf(recipient)} among ${among}`;
}

function mailboxProblem({ host, recipient }: AccessRequest, parts: MtaParts): Reply | undefined {
  const name = localPartOf(recipient).toLowerCase();
  if (listOf(parts.world, host, 'lab_disabled_mailboxes').includes(name)) {
    const because: Because = {
      reason: 'mailbox-disabled',
      parameter: configurationLine(parts.world, host, 'lab_disabled_mailboxes'),
    };
    return replies.refused(550, '5.2.1', `<${recipient}>: Mailbox disabled`, because);
  }
  const full = fullBecause(host, recipient, parts);
  if (!full) return undefined;
  const forGood = parameter(parts.world, host, 'lab_quota_reply') === '552';
  return replies.refused(forGood ? 552 : 452, forGood ? '5.2.2' : '4.2.2', `<${recipient}>: Mailbox full`, full);
}

function fullBecause(host: string, recipient: string, parts: MtaParts): Because | undefined {
  const { world } = parts;
  const name = localPartOf(recipient).toLowerCase();
  if (listOf(world, host, 'lab_full_mailboxes').includes(name)) {
    return { reason: 'mailbox-full', parameter: configurationLine(parts.world, host, 'lab_full_mailboxes') };
  }
  const limit = numberOf(world, host, 'mailbox_size_limit');
  if (limit === 0) return undefined;
  const stored = world.mailboxes.byAddress[`${name}@${domainOf(recipient)}`] ?? [];
  const octets = stored.reduce((sum, { raw }) => sum + raw.length, 0);
  if (octets < limit) return undefined;
  const detail = `${octets} octets are in it`;
  return { reason: 'mailbox-full', parameter: configurationLine(parts.world, host, 'mailbox_size_limit'), detail };
}

/** RFC 6647: the first attempt of a new sender, recipient and client network is put off. */
function greylisted({ host, client, user, reversePath, recipient }: AccessRequest, parts: MtaParts): Reply | undefined {
  const { world, clock, record } = parts;
  const delayMs = millisecondsOf(world, host, 'lab_greylist_delay');
  if (delayMs === 0 || user !== undefined) return undefined;
  const network = client.address.replace(/\.\d+$/, '.0');
  const seen = world.greylist.byHost[host]?.[tripletKey(network, reversePath, recipient)];
  const until = seen?.until ?? clock.now() + delayMs;
  if (!seen) record({ type: 'greylist.noted', host, client: network, reversePath, recipient, until });
  if (clock.now() >= until) return undefined;
  const seconds = Math.ceil((until - clock.now()) / 1000);
  const text = `<${recipient}>: Recipient address rejected: Greylisted, try again in ${seconds} seconds`;
  const because: Because = {
    reason: 'greylisted',
    parameter: configurationLine(parts.world, host, 'lab_greylist_delay'),
  };
  return replies.refused(451, '4.7.1', text, because);
}

function refusal(reply: Reply): Decision {
  return { verdict: reply.code < 500 ? 'defer' : 'reject', because: reply.because, reply };
}
