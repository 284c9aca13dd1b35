import type { EventOf, SandboxEvent } from '../events.ts';
import type { DnsRecord, Scenario } from '../scenario.ts';

export type Lookup = Pick<
  EventOf<'dns.answered'>,
  'seq' | 'at' | 'client' | 'driver' | 'about' | 'question' | 'rcode' | 'answers' | 'secure'
>;

export type ZoneChange = Pick<EventOf<'zone.changed'>, 'seq' | 'at' | 'remove' | 'add' | 'by'>;

/** The zones of the sandbox, and who asked what. Names are lower case, without a final dot. */
export interface NamesState {
  records: DnsRecord[];
  /** Zones that DNSSEC vouches for. */
  signed: string[];
  /** Zones that the learner may change. */
  editable: string[];
  /** As the scenario set them, to show what was changed. */
  atStart: DnsRecord[];
  changes: ZoneChange[];
  lookups: Lookup[];
}

export function emptyNames(): NamesState {
  return { records: [], signed: [], editable: [], atStart: [], changes: [], lookups: [] };
}

export function applyToNames(names: NamesState, event: SandboxEvent): void {
  switch (event.type) {
    case 'sandbox.started':
    case 'sandbox.reset':
      names.records = recordsOf(event.scenario);
      names.atStart = [...names.records];
      names.signed = [...event.scenario.signedZones];
      // A log from before this field has no such zones.
      names.editable = [...(event.scenario.editableZones ?? [])];
      return;
    case 'zone.changed': {
      const { seq: changed, at: changedAt, remove, add, by } = event;
      names.changes.push({ seq: changed, at: changedAt, remove, add, by });
      const gone = remove.map((record) => JSON.stringify(record));
      names.records = [...names.records.filter((record) => !gone.includes(JSON.stringify(record))), ...add];
      return;
    }
    case 'dns.answered': {
      const { seq, at, client, driver, about, question, rcode, answers, secure } = event;
      names.lookups.push({ seq, at, client, driver, about, question, rcode, answers, secure });
    }
  }
}

/** What the scenario writes down, and A and PTR records for every host. */
function recordsOf(scenario: Scenario): DnsRecord[] {
  const ofHosts = scenario.hosts.flatMap((host): DnsRecord[] => [
    ...[host.name, ...host.alsoKnownAs].map((name): DnsRecord => ({ name, type: 'A', address: host.address })),
    { name: `${host.address.split('.').reverse().join('.')}.in-addr.arpa`, type: 'PTR', target: host.name },
  ]);
  return [...scenario.dns, ...ofHosts, ...testEntries(scenario)];
}

/** RFC 5782 §5: by this entry anybody can see that a blocklist answers. */
function testEntries({ actors }: Scenario): DnsRecord[] {
  return actors.flatMap((actor): DnsRecord[] =>
    actor.kind === 'blocklist' ? [{ name: `2.0.0.127.${actor.zone}`, type: 'A', address: '127.0.0.2' }] : [],
  );
}
