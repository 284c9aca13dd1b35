import type { BlocklistActor } from '#protocol/actors.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import type { Suspect } from '#protocol/projections/blocklists.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import type { MtaParts } from '../mta/parts.ts';
import { probeRelay, type RelayProbe } from './relay-probe.ts';

/** Sandbox ms for which nobody gets an address off the list by asking, where nobody tries the server. */
const noDelistingMs = 3_600_000;

/** An operator of a DNS blocklist: counts letters in traps, lists, and forgives. What it knows is in the world. */
export class Blocklist {
  readonly #actor: BlocklistActor;
  readonly #parts: MtaParts;
  readonly #alarms = new Map<string, () => void>();
  readonly #stopped = new AbortController();

  constructor(actor: BlocklistActor, parts: MtaParts) {
    this.#actor = actor;
    this.#parts = parts;
  }

  get zone(): string {
    return this.#actor.zone;
  }

  /** Sets the alarms for those that are listed already. */
  start(): void {
    for (const address of Object.keys(this.#suspects)) this.#watch(address);
  }

  stop(): void {
    this.#stopped.abort();
    for (const cancel of this.#alarms.values()) cancel();
    this.#alarms.clear();
  }

  /** Sandbox ms at which the next address is forgiven. */
  nextDueAt(): number | undefined {
    const due = Object.values(this.#suspects).flatMap((suspect) => (suspect.listed ? [this.#forgivenAt(suspect)] : []));
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  notice(event: SandboxEvent): void {
    if (event.type !== 'message.delivered' || !this.#actor.traps.includes(event.mailbox)) return;
    const address = this.#senderOf(event.message, event.host, event.queueId);
    if (address === undefined) return;
    const { zone, listAfter } = this.#actor;
    const { record } = this.#parts;
    record({ type: 'blocklist.trapped', zone, address });
    const suspect = this.#suspects[address];
    if (suspect && !suspect.listed && suspect.trapped >= listAfter) this.#list(address, suspect);
    this.#watch(address);
  }

  /** Takes an address off because somebody asks; otherwise says why not. */
  async delist(address: string): Promise<string | undefined> {
    const { zone } = this.#actor;
    const { record } = this.#parts;
    record({ type: 'blocklist.asked', zone, address });
    const reason = await this.#objection(address);
    if (reason === undefined) this.#forgive(address);
    else record({ type: 'blocklist.refused', zone, address, reason });
    return reason && `${address}: ${reason}`;
  }

  /** Why an address is not taken off now, as a phrase. */
  async #objection(address: string): Promise<string | undefined> {
    const suspect = this.#suspects[address];
    if (!suspect?.listed) return `it is not in ${this.zone}`;
    const { prober } = this.#actor;
    if (prober) return objectionOf(await probeRelay(prober, address, this.#parts, this.#stopped.signal));
    const ageMs = this.#parts.clock.now() - suspect.lastAt;
    if (ageMs >= noDelistingMs) return undefined;
    return `it wrote to a trap ${Math.round(ageMs / 60_000)} minutes ago: mend the server first, and ask again in an hour`;
  }

  get #suspects(): Record<string, Suspect> {
    return this.#parts.world.blocklists.byZone[this.zone] ?? {};
  }

  /** Who handed the letter to the trap's server: an address that nobody can forge. */
  #senderOf(message: string, host: string, queueId: string): string | undefined {
    const { messages, connections } = this.#parts.world;
    const hop = messages.byId[message]?.hops.find((one) => one.host === host && one.queueId === queueId);
    const address = connections.byId[hop?.connection ?? '']?.from.address;
    return address?.startsWith('127.') ? undefined : address;
  }

  #list(address: string, { trapped }: Suspect): void {
    const { zone } = this.#actor;
    const reason = `${trapped} letters to addresses that never asked for any`;
    const add = recordsOf(zone, address, reason);
    this.#parts.record(
      { type: 'blocklist.listed', zone, address, reason },
      { type: 'zone.changed', add, remove: [], by: 'actor' },
    );
  }

  #forgive(address: string): void {
    const { zone } = this.#actor;
    const { world, record } = this.#parts;
    const name = nameOf(zone, address);
    const remove = world.names.records.filter((one) => one.name === name);
    record({ type: 'blocklist.delisted', zone, address }, { type: 'zone.changed', add: [], remove, by: 'actor' });
  }

  #forgivenAt({ lastAt }: Suspect): number {
    return lastAt + this.#actor.delistAfterMs;
  }

  /** Forgives when the time without new evidence is over. */
  #watch(address: string): void {
    const suspect = this.#suspects[address];
    this.#alarms.get(address)?.();
    if (!suspect?.listed) return;
    const { clock } = this.#parts;
    this.#alarms.set(
      address,
      clock.after(
        this.#forgivenAt(suspect) - clock.now(),
        () => this.#suspects[address]?.listed && this.#forgive(address),
      ),
    );
  }
}

function objectionOf(probe: RelayProbe): string | undefined {
  switch (probe.kind) {
    case 'closed':
      return undefined;
    case 'open':
      return `it still carries mail ${probe.whose}: mend the server first`;
    case 'deferred':
      return `it puts off mail ${probe.whose} (${probe.reply}), so it may still carry it: ask again when it says no`;
    case 'untried':
      return `${probe.because}, so nothing can be tried`;
  }
}

/** RFC 5782 §2.1: the address backwards below the zone, and why. */
function recordsOf(zone: string, address: string, reason: string): DnsRecord[] {
  const name = nameOf(zone, address);
  return [
    { name, type: 'A', address: '127.0.0.2' },
    { name, type: 'TXT', text: `${reason}; see https://${zone}/${address}` },
  ];
}

function nameOf(zone: string, address: string): string {
  return `${address.split('.').reverse().join('.')}.${zone}`;
}
