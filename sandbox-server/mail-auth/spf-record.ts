import { isTopLabel } from './domain.ts';
import { isMacroString } from './spf-macro.ts';

export type Mechanism = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';

export interface Directive {
  /** As published. */
  text: string;
  qualifier: '+' | '-' | '~' | '?';
  mechanism: Mechanism;
  /** The domain-spec before macro expansion, or the address of ip4; absent: the domain itself. */
  target?: string;
  /** Prefix length for IPv4. */
  prefix: number;
}

export interface SpfRecord {
  directives: Directive[];
  /** Domain-specs before macro expansion. */
  redirect?: string;
  exp?: string;
}

/** The SPF records among the texts of a name (RFC 7208 §4.5). */
export function spfRecordsAmong(texts: string[]): string[] {
  return texts.filter((text) => /^v=spf1( |$)/i.test(text));
}

/** Reads a record whole before anything of it counts (RFC 7208 §4.6). The problem is in words, for a permerror. */
export function parseSpfRecord(text: string): SpfRecord | { problem: string } {
  const record: SpfRecord = { directives: [] };
  for (const term of text.split(' ').slice(1).filter(Boolean)) {
    const problem = addTerm(record, term);
    if (problem) return { problem: `${problem}: ${term}` };
  }
  return record;
}

function addTerm(record: SpfRecord, term: string): string | undefined {
  const modifier = /^([a-z][a-z0-9_.-]*)=(.*)$/i.exec(term);
  if (modifier) return addModifier(record, modifier[1]?.toLowerCase() ?? '', modifier[2] ?? '');
  const directive = directiveOf(term);
  if (!directive) return 'not a term of SPF';
  record.directives.push(directive);
}

function addModifier(record: SpfRecord, name: string, value: string): string | undefined {
  if (name !== 'redirect' && name !== 'exp') return isMacroString(value) ? undefined : 'bad macro';
  if (record[name] !== undefined) return `more than one ${name}=`;
  if (!isDomainSpec(value)) return 'not a domain';
  record[name] = value;
}

function directiveOf(term: string): Directive | undefined {
  const parts = /^([+?~-]?)([a-z0-9]+)(.*)$/i.exec(term);
  if (!parts) return undefined;
  const [, qualifier = '', name = '', rest = ''] = parts;
  const mechanism = name.toLowerCase();
  const arguments_ = argumentsOf(mechanism, rest);
  if (!arguments_) return undefined;
  return {
    text: term,
    qualifier: (qualifier || '+') as Directive['qualifier'], // the expression above allows no other
    mechanism: mechanism as Mechanism, // argumentsOf knows no other
    prefix: 32,
    ...arguments_,
  };
}

/** What stands after the name of a mechanism (RFC 7208 §5); undefined when it may not stand there. */
function argumentsOf(mechanism: string, rest: string): Pick<Directive, 'target'> | undefined {
  switch (mechanism) {
    case 'all':
      return rest === '' ? {} : undefined;
    case 'include':
    case 'exists':
      return rest.startsWith(':') ? domainArgument(rest.slice(1)) : undefined;
    case 'ptr':
      if (rest === '') return {};
      return rest.startsWith(':') ? domainArgument(rest.slice(1)) : undefined;
    case 'a':
    case 'mx':
      return dualArguments(rest);
    case 'ip4':
      return ip4Arguments(rest);
    case 'ip6':
      return isIp6(rest) ? {} : undefined;
    default:
      return undefined;
  }
}

function domainArgument(spec: string): Pick<Directive, 'target'> | undefined {
  return isDomainSpec(spec) ? { target: spec } : undefined;
}

/** `[:domain-spec][/4-prefix][//6-prefix]` of a and mx. */
function dualArguments(rest: string): Partial<Directive> | undefined {
  const [, spec, four, six] = /^(?::(.+?))?(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(rest) ?? [undefined];
  if (rest !== '' && spec === undefined && four === undefined && six === undefined) return undefined;
  if (spec !== undefined && !isDomainSpec(spec)) return undefined;
  if (!isPrefix(four, 32) || !isPrefix(six, 128)) return undefined;
  return { ...(spec !== undefined && { target: spec }), prefix: Number(four ?? 32) };
}

function ip4Arguments(rest: string): Partial<Directive> | undefined {
  const [, address = '', prefix] = /^:([\d.]+)(?:\/(\d+))?$/.exec(rest) ?? [];
  if (ip4Number(address) === undefined || !isPrefix(prefix, 32)) return undefined;
  return { target: address, prefix: Number(prefix ?? 32) };
}

function isIp6(rest: string): boolean {
  const [, address, prefix] = /^:([0-9a-f:.]*:[0-9a-f:.]*)(?:\/(\d+))?$/i.exec(rest) ?? [];
  return address !== undefined && URL.canParse(`http://[${address}]/`) && isPrefix(prefix, 128);
}

function isPrefix(digits: string | undefined, max: number): boolean {
  return digits === undefined || (/^(0|[1-9]\d*)$/.test(digits) && Number(digits) <= max);
}

/** A macro-string that ends with a top label or a macro (RFC 7208 §7.1). */
function isDomainSpec(spec: string): boolean {
  if (!isMacroString(spec)) return false;
  if (/%(\{[^}]*\}|[%_-])$/.test(spec)) return true;
  const labels = spec.replace(/\.$/, '').split('.');
  return labels.length > 1 && isTopLabel(labels.at(-1) ?? '');
}

/** An IPv4 address as a number of 32 bits; undefined when it is none. */
export function ip4Number(address: string): number | undefined {
  const octets = address.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)) {
    return undefined;
  }
  return octets.reduce((number, octet) => number * 256 + Number(octet), 0);
}

/** Whether the leading `prefix` bits of two IPv4 addresses are the same. */
export function sameNetwork(one: string, other: string, prefix: number): boolean {
  const size = 2 ** (32 - prefix);
  const [left, right] = [ip4Number(one), ip4Number(other)];
  return left !== undefined && right !== undefined && Math.floor(left / size) === Math.floor(right / size);
}
