import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { FactOf } from '#protocol/events.ts';
import type { Check } from '#protocol/projections/messages.ts';
import { type AggregateRow, aggregateReport } from '../mail-auth/aggregate-report.ts';
import { isOn, listOf } from './config.ts';
import { newQueueId } from './ids.ts';
import type { MtaParts } from './parts.ts';
import { writtenHere } from './written-here.ts';

const dayMs = 86_400_000;

/** At midnight UTC, tells the owners of domains what came in their name the day before, when they ask for it (RFC 9990). */
export class DmarcReports {
  readonly #host: string;
  readonly #parts: MtaParts;
  #cancelAlarm: (() => void) | undefined;

  constructor(host: string, parts: MtaParts) {
    this.#host = host;
    this.#parts = parts;
  }

  /** Sets the alarm for the next midnight where the host sends such reports. To be called when that may have changed. */
  arm(): void {
    const { world, clock } = this.#parts;
    this.#cancelAlarm?.();
    if (!isOn(world, this.#host, 'lab_dmarc_reports')) return;
    const midnight = dayMs - ((sandboxEpochMs + clock.now()) % dayMs);
    this.#cancelAlarm = clock.after(midnight, () => {
      this.#send().catch((error) => console.error(error));
      this.arm();
    });
  }

  stop(): void {
    this.#cancelAlarm?.();
  }

  async #send(): Promise<void> {
    const { world, clock, work, record } = this.#parts;
    if (!world.hosts.byName[this.#host]?.up) return;
    const end = clock.now();
    const checks = Object.values(world.messages.checks).filter(
      ({ host, at }) => host === this.#host && at >= end - dayMs && at < end,
    );
    for (const [domain, own] of byPolicyDomain(checks)) {
      for (const to of await this.#recipients(domain, own))
        record(await work.track(this.#report(domain, own, to, end)));
    }
  }

  /** Addresses of rua= that may be written to: those of other domains must have agreed (RFC 9990 §3). */
  async #recipients(domain: string, [first]: Check[]): Promise<string[]> {
    const [, rua = ''] = /;\s*rua\s*=\s*([^;]*)/i.exec(first?.result.dmarc.record ?? '') ?? [];
    const addresses = [...rua.matchAll(/mailto:([^\s,!]+@[^\s,!]+)/gi)].map(([, address = '']) => address);
    const agreed = await Promise.all(addresses.map((address) => this.#agrees(domain, address)));
    return addresses.filter((_, index) => agreed[index]);
  }

  async #agrees(domain: string, address: string): Promise<boolean> {
    const elsewhere = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    if (elsewhere === domain || elsewhere.endsWith(`.${domain}`)) return true;
    const name = `${domain}._report._dmarc.${elsewhere}`;
    const { answers } = await this.#parts.resolver.query({ client: this.#host, driver: 'mta' }, name, 'TXT');
    return answers.some((one) => one.type === 'TXT' && /^v=DMARC1\b/.test(one.text));
  }

  async #report(domain: string, checks: Check[], to: string, end: number): Promise<FactOf<'message.accepted'>> {
    const { world, random } = this.#parts;
    const host = this.#host;
    const [receiver = host] = listOf(world, host, 'mydestination');
    const queueId = newQueueId(random);
    const raw = await aggregateReport({
      organization: receiver,
      receiver,
      from: `noreply-dmarc@${receiver}`,
      to,
      reportId: `${domain}.${queueId}`,
      domain,
      record: checks[0]?.result.dmarc.record ?? '',
      begin: end - dayMs,
      end,
      at: end,
      rows: rowsOf(checks),
    });
    return writtenHere({ host, queueId, to, at: end, raw }, world);
  }
}

function byPolicyDomain(checks: Check[]): Map<string, Check[]> {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const { recordDomain, policy } = check.result.dmarc;
    if (recordDomain && policy) groups.set(recordDomain, [...(groups.get(recordDomain) ?? []), check]);
  }
  return groups;
}

/** What has the same results from the same client is one row. */
function rowsOf(checks: Check[]): AggregateRow[] {
  const rows = new Map<string, AggregateRow>();
  for (const { result } of checks) {
    const { spf, dkim, dmarc } = result;
    const disposition = dmarc.result === 'fail' ? dmarc.disposition : 'none';
    const reversePathDomain = spf.identity === 'mailfrom' ? spf.domain : '';
    const { fromDomain, policy = 'none' } = dmarc;
    const row = { client: spf.client, count: 0, fromDomain, reversePathDomain, policy, disposition, spf, dkim };
    const key = JSON.stringify([
      spf.client,
      fromDomain,
      disposition,
      spf.domain,
      spf.result,
      dkim.map((one) => [one.domain, one.result]),
    ]);
    const known = rows.get(key) ?? row;
    rows.set(key, { ...known, count: known.count + 1 });
  }
  return [...rows.values()];
}
