import type { Newsletter } from '#protocol/newsletter.ts';
import { portOf } from '../../connect.ts';
import { UsageError } from '../../tool.ts';

/** What a command line asks the newsletter program to do. */
export interface Order {
  server: string;
  port: number;
  user: string | undefined;
  password: string;
  from: string;
  /** Header fields beside its own, `Name: text`. */
  fields: string[];
  body: string;
  /** Sandbox ms between two letters. */
  pauseMs: number;
}

const withValue = ['--via', '--header', '--body', '--user', '--password', '--pause'] as const;
type Option = (typeof withValue)[number];

/** @throws {UsageError} names what makes no sense */
export function orderFrom(args: readonly string[], newsletter: Newsletter): Order | 'list' | 'about' {
  if (args.includes('--list')) return 'list';
  const values = valuesOf(args, newsletter);
  const last = (option: Option) => values.get(option)?.at(-1);
  const via = last('--via');
  if (via === undefined) {
    if (args.length > 0) throw new UsageError('campaign: --via says by which way: campaign shows them');
    return 'about';
  }
  const way = wayCalled(via, newsletter);
  return {
    server: way.server,
    port: way.port,
    user: last('--user') ?? way.user,
    password: last('--password') ?? way.password ?? '',
    from: way.from ?? newsletter.from,
    fields: (values.get('--header') ?? []).map(fieldOf),
    body: last('--body') ?? newsletter.body,
    pauseMs: pauseOf(last('--pause') ?? '0s'),
  };
}

function valuesOf(args: readonly string[], newsletter: Newsletter): Map<Option, string[]> {
  const values = new Map<Option, string[]>();
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, name = '', , attached] = /^(--[^=]+)(=(.*))?$/s.exec(word) ?? [];
    const option = withValue.find((one) => one === name);
    if (!option && isWay(word, newsletter)) throw new UsageError(`campaign: the way goes behind --via: --via ${word}`);
    if (!option) throw new UsageError(`campaign: ${word} is no option of mine: man campaign`);
    const value = attached ?? words.shift();
    if (value === undefined) throw new UsageError(`campaign: ${option} needs a value`);
    values.set(option, [...(values.get(option) ?? []), value]);
  }
  return values;
}

function isWay(word: string, { ways }: Newsletter): boolean {
  return ways.some(({ name }) => name === word);
}

/** A way by its name or its server; another server is called on the door of its choice, without a login. */
function wayCalled(via: string, { ways }: Newsletter): Newsletter['ways'][number] {
  const [server = '', portText] = via.split(':');
  const known = ways.find(({ name, server: own }) => name === via || own === server);
  if (known && portText === undefined) return known;
  const port = portOf(portText ?? '587');
  if (port === undefined || !server.includes('.')) {
    throw new UsageError(`campaign: ${via} is no way that I know: ${ways.map(({ name }) => name).join(', ')}`);
  }
  return known ? { ...known, port } : { name: server, server, port };
}

/** A line break in a value would be another field. */
function fieldOf(text: string): string {
  if (!/^[!-9;-~]+:/.test(text) || /[\r\n]/.test(text)) {
    throw new UsageError(`campaign: --header needs 'Name: text', not ${text}`);
  }
  return text;
}

function pauseOf(text: string): number {
  const [, amount, unit = 's'] = /^(\d{1,4})([sm]?)$/.exec(text) ?? [];
  if (amount === undefined) throw new UsageError(`campaign: --pause needs a time such as 6s, not ${text}`);
  return Number(amount) * (unit === 'm' ? 60_000 : 1000);
}
