import { isCut, onTheWay, slowedByMs } from '#protocol/border.ts';
import { addressesOf, isAddress } from '../connect.ts';
import { readOptions } from '../options.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';

/** Sandbox ms between two packets, as with ping(8). */
const intervalMs = 1000;
/** The real one goes on for ever without -c; a lesson needs no more. */
const defaultCount = 4;
const countMax = 50;

export const ping: Tool = {
  summary: 'does a host answer at all?',
  usage: 'ping [-c COUNT] HOST',
  manual: `Sends packets to a host and shows how long each answer takes. Silence means: the host is off, or nothing
gets through. An answer says nothing about its mail server; for that, knock at the port: nc -zv HOST 25.

    -c   how many packets, ${defaultCount} without it; Ctrl-C ends it sooner

    ping -c 2 mx.globex.example`,
  async run(context) {
    const { values, words } = readOptions('ping', context.args, { count: { type: 'string', short: 'c' } });
    const [name] = words;
    const count = Number(values.count ?? defaultCount);
    if (!name) throw new UsageError('ping: which host?');
    if (!Number.isInteger(count) || count < 1 || count > countMax) {
      throw new UsageError(`ping: -c takes a number from 1 to ${countMax}`);
    }
    const [address] = await addressesOf(context, name);
    if (!address) return context.print('error', `ping: ${name}: Name or service not known\n`);
    context.print('shell', `PING ${name} (${address}) 56(84) bytes of data.\n`);
    const times = await send(context, { name, address, count });
    context.print('shell', statistics(name, times));
  },
};

interface Target {
  name: string;
  address: string;
  count: number;
}

/** Round trip of each packet sent, in ms; undefined where no answer came. */
async function send(context: ToolContext, { name, address, count }: Target): Promise<(number | undefined)[]> {
  const times: (number | undefined)[] = [];
  for (let number = 1; number <= count; number += 1) {
    const ms = roundTripMs(context, address);
    times.push(ms);
    if (ms !== undefined) {
      const from = isAddress(name) ? address : `${name} (${address})`;
      context.print('shell', `64 bytes from ${from}: icmp_seq=${number} ttl=64 time=${ms.toFixed(1)} ms\n`);
    }
    if (number < count) await pause(context);
    if (context.signal.aborted) break;
  }
  return times;
}

/** Undefined when nothing comes back. */
function roundTripMs({ world, host }: ToolContext, address: string): number | undefined {
  const here = world.hosts.byName[host];
  const isHere = address.startsWith('127.') || here?.address === address;
  const there = isHere ? here : Object.values(world.hosts.byName).find((one) => one.address === address);
  if (!here || !there?.up || isCut(world, host, there.name)) return undefined;
  if (isHere) return 0.1;
  if (onTheWay(world, here, there).some((name) => !world.hosts.byName[name]?.up)) return undefined;
  return 2 * (world.hosts.latencyMs + slowedByMs(world.faults, host, there.name));
}

/** Not at all while the clock does not run by itself: the time would never pass. */
function pause({ clock, signal }: ToolContext): Promise<void> | void {
  if (!clock.running || signal.aborted) return;
  return new Promise((resolve) => {
    const cancel = clock.after(intervalMs, resolve);
    const giveUp = () => {
      cancel();
      resolve();
    };
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

function statistics(name: string, times: readonly (number | undefined)[]): string {
  const received = times.filter((ms) => ms !== undefined);
  const lost = Math.round(100 * (1 - received.length / times.length));
  const head = `\n--- ${name} ping statistics ---\n${times.length} packets transmitted, ${received.length} received, ${lost}% packet loss\n`;
  if (received.length === 0) return head;
  const mean = received.reduce((sum, ms) => sum + ms, 0) / received.length;
  const [least, most] = [Math.min(...received), Math.max(...received)];
  return `${head}rtt min/avg/max = ${[least, mean, most].map((ms) => ms.toFixed(1)).join('/')} ms\n`;
}
