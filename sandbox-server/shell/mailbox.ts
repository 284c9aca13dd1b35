import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { World } from '#protocol/world.ts';

/** The learner's own mailbox: the user at the domain that the workstation's name ends with. */
export function ownAddress(world: World): string {
  const { host, user } = world.hosts.terminal;
  const domain = host.slice(host.indexOf('.') + 1);
  return `${user}@${domain}`;
}

/** Messages of a mailbox, oldest first; undefined when there is no such mailbox. */
export function mailbox(world: World, address: string): StoredMessage[] | undefined {
  return world.mailboxes.byAddress[address.toLowerCase()];
}

/** What follows a field name in the header section, unfolded; empty when it is not there. */
export function headerField(raw: string, name: string): string {
  return headerValue(headerFields(raw), name.toLowerCase()) ?? '';
}

/** Octets as a person reads them: UTF-8 where it is, LF line ends. */
export function readable(raw: string): string {
  return new TextDecoder().decode(Uint8Array.from(raw, (octet) => octet.charCodeAt(0))).replaceAll('\r\n', '\n');
}
