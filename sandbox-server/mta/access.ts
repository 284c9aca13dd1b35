import type { Because } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import { domainOf, localPartOf } from './address.ts';
import { listOf, type ParameterName, parameter, type Restriction } from './config.ts';

export interface AccessRequest {
  /** The server that is asked. */
  host: string;
  /** IPv4 address of the client. */
  client: string;
  recipient: string;
}

/** What to do with a recipient, and the line of the configuration that says so. */
export type AccessVerdict = { verdict: 'local' | 'relay' | 'relay-denied' | 'user-unknown'; because: Because };

/**
 * Who may send what to whom (RFC 5321 §3.6.2): is the domain mine? If not, may this client use me? The sender's address
 * is not asked, anybody can write any.
 */
export function accessVerdict(request: AccessRequest, world: World): AccessVerdict {
  const { host, recipient } = request;
  if (!isDestination(world, host, recipient)) return relayVerdict(request, world);
  const because: Because = {
    reason: hasMailbox(world, host, recipient) ? 'recipient-local' : 'user-unknown',
    parameter: named(world, host, 'mydestination'),
  };
  return { verdict: because.reason === 'recipient-local' ? 'local' : 'user-unknown', because };
}

/** The domain is one for which this host is the final stop. */
export function isDestination(world: World, host: string, recipient: string): boolean {
  return listOf(world, host, 'mydestination').includes(domainOf(recipient));
}

/** A local part is compared without case here, as nearly every mail system does. */
export function hasMailbox(world: World, host: string, recipient: string): boolean {
  return world.hosts.byName[host]?.mailboxes.includes(localPartOf(recipient).toLowerCase()) === true;
}

function relayVerdict(request: AccessRequest, world: World): AccessVerdict {
  const { host } = request;
  const rules = listOf(world, host, 'smtpd_relay_restrictions') as Restriction[]; // checked when it was set
  const deciding = rules.find((rule) => fits(rule, request, world));
  if (deciding?.startsWith('reject')) {
    return {
      verdict: 'relay-denied',
      because: {
        reason: 'relay-denied',
        parameter: { name: 'smtpd_relay_restrictions', value: deciding },
        detail: `client ${request.client} is not in mynetworks = ${parameter(world, host, 'mynetworks')}`,
      },
    };
  }
  if (listOf(world, host, 'relay_domains').includes(domainOf(request.recipient))) {
    return {
      verdict: 'relay',
      because: { reason: 'recipient-relay-domain', parameter: named(world, host, 'relay_domains') },
    };
  }
  if (deciding === 'permit_mynetworks') {
    return {
      verdict: 'relay',
      because: { reason: 'recipient-relayed-for-network', parameter: named(world, host, 'mynetworks') },
    };
  }
  return {
    verdict: 'relay',
    because: { reason: 'recipient-relayed-for-anyone', parameter: named(world, host, 'smtpd_relay_restrictions') },
  };
}

/** A rule fits when it decides; one that does not apply is passed over. */
function fits(rule: Restriction, { host, client, recipient }: AccessRequest, world: World): boolean {
  const ours = listOf(world, host, 'relay_domains').includes(domainOf(recipient));
  switch (rule) {
    case 'permit':
    case 'reject':
      return true;
    case 'permit_mynetworks':
      return listOf(world, host, 'mynetworks').some((network) => isInNetwork(client, network));
    case 'permit_auth_destination':
      return ours;
    case 'reject_unauth_destination':
      return !ours;
    case 'permit_sasl_authenticated':
      return false; // nobody can log in to these servers
  }
}

function named(world: World, host: string, name: ParameterName): { name: string; value: string } {
  return { name, value: parameter(world, host, name) };
}

/** IPv4 only: the sandbox has no other addresses. */
export function isInNetwork(address: string, network: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(address) / size) === Math.floor(toNumber(base) / size);
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
