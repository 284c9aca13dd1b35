import type { ParameterName } from '#protocol/parameters.ts';
import type { World } from '#protocol/world.ts';
import { srsReverse } from '../mail-auth/srs.ts';
import { domainOf, localPartOf } from './address.ts';
import { listOf, parameter } from './config.ts';
import { aliasTable } from './tables.ts';

/** For whom a recipient stands, and the configuration line that says so. */
export interface Redirection {
  to: string[];
  how: 'alias' | 'list';
  by: { name: string; value: string };
}

/** The domain is one for which this host is the final stop; so is its own address as [192.0.2.25]. */
export function isDestination(world: World, host: string, recipient: string): boolean {
  const domain = domainOf(recipient);
  if (domain === `[${world.hosts.byName[host]?.address}]`) return true;
  return [...listOf(world, host, 'mydestination'), parameter(world, host, 'lab_srs_domain')].includes(domain);
}

/**
 * A local part is compared without case here, as nearly every mail system does. Postmaster is always there (RFC 5321
 * §4.5.1).
 */
export function hasMailbox(world: World, host: string, recipient: string): boolean {
  const name = localPartOf(recipient).toLowerCase();
  return name === 'postmaster' || world.hosts.byName[host]?.mailboxes.includes(name) === true;
}

/**
 * Others that get what is sent to this recipient of the host's own domains; undefined when it stands for itself. Asked in
 * Postfix's order: virtual aliases, local ones; a catch-all only when there is no mailbox.
 */
export function redirection(world: World, host: string, recipient: string, at: number): Redirection | undefined {
  if (!isDestination(world, host, recipient)) return undefined;
  const name = localPartOf(recipient).toLowerCase();
  const original = srsOriginal(world, host, recipient, at);
  if (original) return redirect(world, host, 'lab_srs_domain', [original]);
  const virtual = tableOf(world, host, 'virtual_alias_maps');
  const exactly = virtual.get(`${name}@${domainOf(recipient)}`);
  if (exactly) return redirect(world, host, 'virtual_alias_maps', exactly);
  const alias = tableOf(world, host, 'alias_maps').get(name);
  if (alias) return redirect(world, host, 'alias_maps', alias);
  const members = tableOf(world, host, 'lab_lists').get(name);
  if (members) return redirect(world, host, 'lab_lists', members);
  if (tableOf(world, host, 'lab_lists').has(name.replace(/-bounces$/, ''))) {
    return redirect(world, host, 'lab_lists', ['postmaster']);
  }
  const rest = hasMailbox(world, host, recipient) ? undefined : virtual.get(`@${domainOf(recipient)}`);
  return rest && redirect(world, host, 'virtual_alias_maps', rest);
}

/** Members of a mailing list of this host; undefined when there is no such list. */
export function listMembers(world: World, host: string, name: string): string[] | undefined {
  return tableOf(world, host, 'lab_lists').get(name) ?? tableOf(world, host, 'alias_maps').get(name);
}

/** A secret of the host for its rewritten return addresses. */
export function srsSecret(world: World, host: string): string {
  return `${world.progress.seed}/${host}`;
}

/** Who is meant by a bounce to one of our rewritten return addresses. */
function srsOriginal(world: World, host: string, recipient: string, at: number): string | undefined {
  const domain = parameter(world, host, 'lab_srs_domain');
  if (domain === '' || domainOf(recipient) !== domain) return undefined;
  return srsReverse(recipient, srsSecret(world, host), at);
}

function redirect(world: World, host: string, name: ParameterName, targets: string[]): Redirection {
  const domain = listOf(world, host, 'mydestination')[0] ?? host;
  // A bare name is one of ours.
  const to = targets.map((target) => (target.includes('@') ? target : `${target}@${domain}`));
  return { to, how: name === 'lab_lists' ? 'list' : 'alias', by: { name, value: parameter(world, host, name) } };
}

function tableOf(world: World, host: string, name: ParameterName): Map<string, string[]> {
  return aliasTable(parameter(world, host, name)) ?? new Map();
}
