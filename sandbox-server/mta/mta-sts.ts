import type { Asker } from '../dns/resolver.ts';
import { startTls } from '../network/tls.ts';
import { fetchOver } from '../network/web.ts';
import { millisecondsOf } from './config.ts';
import type { MtaParts } from './parts.ts';

/** What a domain says about its mail servers over HTTPS, where nobody on the way can change it (RFC 8461 §3.2). */
export interface MtaStsPolicy {
  mode: 'enforce' | 'testing' | 'none';
  /** Names, or *.domain. */
  mx: string[];
}

/** The policy of a domain that publishes one; undefined when it does not, or nothing that can be believed. */
export async function mtaStsPolicy(by: Asker, domain: string, parts: MtaParts): Promise<MtaStsPolicy | undefined> {
  const { answers } = await parts.resolver.query(by, `_mta-sts.${domain}`, 'TXT');
  const isPublished = answers.some((record) => record.type === 'TXT' && /^v=STSv1\s*;/.test(record.text));
  if (!isPublished) return undefined;
  const text = await policyText(by, `mta-sts.${domain}`, parts).catch(() => undefined);
  return text === undefined ? undefined : parsePolicy(text);
}

/** RFC 8461 §3.2: `key: value` lines; undefined when it is no policy. */
export function parsePolicy(text: string): MtaStsPolicy | undefined {
  const fields = text
    .split(/\r?\n/)
    .map((line) => /^(\w+):\s*(\S+)\s*$/.exec(line))
    .flatMap((found) => (found ? [[found[1], found[2]] as const] : []));
  const value = (key: string) => fields.find(([name]) => name === key)?.[1];
  const mode = value('mode');
  if (value('version') !== 'STSv1' || (mode !== 'enforce' && mode !== 'testing' && mode !== 'none')) return undefined;
  return { mode, mx: fields.flatMap(([name, text]) => (name === 'mx' && text ? [text.toLowerCase()] : [])) };
}

/** A wildcard stands for one label (RFC 8461 §4.1). */
export function isWithinPattern(host: string, pattern: string): boolean {
  if (!pattern.startsWith('*.')) return host.toLowerCase() === pattern;
  return host.toLowerCase().slice(host.indexOf('.')) === pattern.slice(1);
}

async function policyText(
  by: Asker,
  name: string,
  { resolver, network, world, record, work }: MtaParts,
): Promise<string> {
  const [address] = await resolver.addresses(by, name);
  const host = by.client;
  if (!address) throw new Error(`${name} has no address`);
  const timeoutMs = millisecondsOf(world, host, 'smtp_connect_timeout');
  const socket = await network.connect({ from: host, to: { address, port: 443 }, driver: 'mta', timeoutMs });
  const { connection } = socket;
  const tls = await startTls(socket, { connection, host, serverName: name, record });
  if (!tls.trusted) {
    tls.socket.destroy();
    throw new Error(tls.problem);
  }
  const { status, body } = await work.track(fetchOver(tls.socket, { host: name, path: '/.well-known/mta-sts.txt' }));
  if (status !== 200) throw new Error(`${name} answered ${status}`);
  return body;
}
