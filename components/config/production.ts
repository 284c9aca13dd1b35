import type { HostState } from '#protocol/projections/hosts.ts';
import type { World } from '#protocol/world.ts';
import { zoneFileOf } from '#protocol/zone-file.ts';
import { zoneOf, zonesOf } from '#protocol/zones.ts';
import { type PostfixFiles, postfixFiles } from './production-postfix.ts';

/** What a host of the sandbox would be in production: files and commands from its present state. */
export interface Production extends PostfixFiles {
  zones: { zone: string; text: string }[];
  /** Command lines that try it out. */
  tests: { says: string; line: string }[];
}

type Part = Pick<World, 'hosts' | 'config' | 'names'>;

export function productionOf(world: Part, host: HostState): Production {
  const set = world.config.current[host.name] ?? {};
  const domains = [...words(set.mydestination), ...words(set.relay_domains)];
  const wanted = new Set([host.name, ...domains].map((domain) => zoneOf(domain, world.names)));
  const zones = zonesOf(world.names)
    .filter(({ zone, records }) => wanted.has(zone) && records.length > 0)
    .map(({ zone }) => ({ zone, text: productionZone(world, zone) }));
  return { ...postfixFiles(host, set), zones, tests: swaksLines(world, host) };
}

/** A zone as a name server loads it: with SOA and NS, which the name servers here take for granted. */
export function productionZone({ names, hosts }: Pick<Part, 'names' | 'hosts'>, zone: string): string {
  const records = zonesOf(names).find((one) => one.zone === zone)?.records ?? [];
  const nameServer = Object.values(hosts.byName).find(({ role }) => role === 'dns')?.name ?? `ns1.${zone}`;
  const isMade = ({ type, data }: { type: string; data?: string }) => type === 'TLSA' && data === 'auto';
  const [origin = '', ttl = '', ...lines] = zoneFileOf(
    zone,
    records.filter((record) => !isMade(record)),
  ).split('\n');
  const head = [
    `@         IN  SOA   ${nameServer}. hostmaster.${zone}. ( 2026010501 7200 3600 1209600 300 )`,
    ...(records.some(({ name, type }) => type === 'NS' && name === zone) ? [] : [`@         IN  NS    ${nameServer}.`]),
  ];
  const made = records
    .filter(isMade)
    .map(({ name }) => `; ${name}. TLSA 3 1 1: the SHA-256 of the server's public key; make it anew with each key`);
  return [origin, ttl, ...head, ...lines, ...made]
    .filter(Boolean)
    .map((line) => `${line}\n`)
    .join('');
}

/** As production has it: by the host's name, from an address and to one that exist. */
function swaksLines({ hosts, config }: Part, host: HostState): Production['tests'] {
  const set = config.current[host.name] ?? {};
  const other = Object.values(hosts.byName)
    .filter(({ name }) => name !== host.name)
    .flatMap((one) => addressesAt(one, config.current[one.name]?.mydestination))[0];
  const [own] = addressesAt(host, set.mydestination);
  const stranger = other ?? `${hosts.terminal.user}@example.com`;
  const [account] = host.accounts;
  const submission = host.ports.find((port) => port === 587 || port === 465 || port === 2525);
  const incoming = own ?? (words(set.relay_domains)[0] ? `postmaster@${words(set.relay_domains)[0]}` : undefined);
  const tests: Production['tests'] = [];
  if (incoming && host.ports.includes(25)) {
    tests.push({
      says: own ? 'Mail from outside is taken for its users:' : 'Mail is taken for the domain that it relays:',
      line: `swaks --server ${host.name} --port 25 --from ${stranger} --to ${incoming}`,
    });
  }
  if (account && submission && set.smtpd_sasl_auth_enable === 'yes') {
    const domain = words(set.mydestination)[0] ?? host.name;
    const tls = submission === 465 ? '--tls-on-connect' : '--tls';
    tests.push({
      says: 'A user logs in and sends mail out:',
      line: `swaks --server ${host.name} --port ${submission} ${tls} --auth PLAIN --auth-user ${account.user} --auth-password ${account.password} --from ${account.user}@${domain} --to ${stranger}`,
    });
  }
  return tests;
}

function addressesAt({ mailboxes }: Pick<HostState, 'mailboxes'>, mydestination: string | undefined): string[] {
  const [domain] = words(mydestination);
  return domain ? mailboxes.map((mailbox) => `${mailbox}@${domain}`) : [];
}

function words(list: string | undefined): string[] {
  return (list ?? '').split(/[\s,]+/).filter(Boolean);
}
