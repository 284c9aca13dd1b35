import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { SpfCheck, SpfStep } from '#protocol/mail-authentication.ts';
import type { DnsType } from '#protocol/scenario.ts';
import { canonicalDomain, domainOfAddress, isMailDomain, nameMax } from './domain.ts';
import { type LookUp, recordsOf } from './lookup.ts';
import { expandMacros, isMacroString, usesClientName } from './spf-macro.ts';
import { type Directive, parseSpfRecord, type SpfRecord, sameNetwork, spfRecordsAmong } from './spf-record.ts';

/** RFC 7208 §4.6.4: terms that need the DNS, those of them it has nothing for, and hosts of one mx or ptr. */
const lookupsMax = 10;
const voidLookupsMax = 2;
const hostsMax = 10;

const results = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;

export interface SpfRequest {
  /** IPv4 address. */
  client: string;
  /** What the client said in HELO or EHLO. */
  hello: string;
  /** MAIL FROM without the brackets; empty for <>. */
  reversePath: string;
  /** Who checks. */
  host: string;
  /** Sandbox ms. */
  at: number;
}

interface Verdict {
  result: SpfCheck['result'];
  because: string;
  /** Where the domain says why; only a fail has it. */
  exp?: { spec: string; domain: string };
}

/** No answer is possible (RFC 7208 §2.6): thrown from wherever it shows. */
class Undecidable extends Error {
  readonly result: 'none' | 'permerror' | 'temperror';

  constructor(result: Undecidable['result'], message: string) {
    super(message);
    this.result = result;
  }
}

/** `check_host()` of RFC 7208 §4, with each term it looked at. Alignment is DMARC's to say: false here. */
export async function checkSpf(request: SpfRequest, look: LookUp): Promise<SpfCheck> {
  const identity = request.reversePath === '' ? 'helo' : 'mailfrom';
  const domain = identity === 'helo' ? canonicalDomain(request.hello) : domainOfAddress(request.reversePath);
  const evaluation = new Evaluation(request, `${localPart(request.reversePath)}@${domain}`, look);
  const { verdict, record, published } = await evaluation.run(domain);
  return {
    result: verdict.result,
    identity,
    domain,
    client: request.client,
    ...(record !== undefined && { record }),
    lookups: evaluation.lookups,
    voidLookups: evaluation.voidLookups,
    steps: evaluation.steps,
    aligned: false,
    explanation: verdict.because,
    ...(published !== undefined && { published }),
  };
}

/** RFC 7208 §4.3: postmaster stands in for a local part that is not there. */
function localPart(reversePath: string): string {
  return reversePath.slice(0, Math.max(reversePath.lastIndexOf('@'), 0)) || 'postmaster';
}

/** One check of one client: the counters and the trace go through all records. */
class Evaluation {
  readonly steps: SpfStep[] = [];
  lookups = 0;
  voidLookups = 0;
  readonly #request: SpfRequest;
  readonly #sender: string;
  readonly #look: LookUp;

  constructor(request: SpfRequest, sender: string, look: LookUp) {
    this.#request = request;
    this.#sender = sender;
    this.#look = look;
  }

  async run(domain: string): Promise<{ verdict: Verdict; record?: string; published?: string }> {
    let record: string | undefined;
    try {
      record = await this.#recordOf(domain);
      const verdict = await this.#evaluate(record, domain, 0);
      return { verdict, record, published: await this.#explanation(verdict) };
    } catch (problem) {
      if (!(problem instanceof Undecidable)) throw problem;
      return { verdict: { result: problem.result, because: problem.message }, record };
    }
  }

  async #recordOf(domain: string): Promise<string> {
    if (!isMailDomain(domain)) throw new Undecidable('none', `"${domain}" is not a domain that could have a record.`);
    const texts = await this.#ask(domain, 'TXT');
    const [record, second] = spfRecordsAmong(texts.map(({ text }) => text));
    if (record === undefined) throw new Undecidable('none', `${domain} has no SPF record.`);
    if (second !== undefined) throw new Undecidable('permerror', `${domain} has more than one SPF record.`);
    return record;
  }

  /** The first directive that matches decides; then redirect; then it is neutral (RFC 7208 §4.6.2, §4.7). */
  async #evaluate(text: string, domain: string, depth: number): Promise<Verdict> {
    const record = parseSpfRecord(text);
    if ('problem' in record) throw new Undecidable('permerror', `The record of ${domain} is wrong: ${record.problem}.`);
    for (const directive of record.directives) {
      const step = { domain, depth, term: directive.text };
      const { matches, detail } = await this.#reported(step, () => this.#match(directive, domain, depth));
      this.#note(step, matches ? 'match' : 'no-match', detail);
      if (matches) return this.#verdictOf(directive, record, domain);
    }
    const hasAll = record.directives.some(({ mechanism }) => mechanism === 'all');
    if (record.redirect !== undefined && !hasAll) return this.#redirect(record.redirect, domain, depth);
    return { result: 'neutral', because: `No term in the record of ${domain} speaks of ${this.#request.client}.` };
  }

  #verdictOf({ qualifier, text }: Directive, { exp }: SpfRecord, domain: string): Verdict {
    const result = results[qualifier];
    return {
      result,
      because: `${this.#request.client} matches ${text} in the record of ${domain}, and that says ${result}.`,
      ...(result === 'fail' && exp !== undefined && { exp: { spec: exp, domain } }),
    };
  }

  async #redirect(spec: string, domain: string, depth: number): Promise<Verdict> {
    const step = { domain, depth, term: `redirect=${spec}` };
    const { target, record } = await this.#reported(step, () => this.#entered(spec, domain));
    this.#note(step, 'redirect', record);
    return this.#evaluate(record, target, depth + 1);
  }

  /** The record that an include or a redirect leads to. That there is none is the fault of who points there (§5.2, §6.1). */
  async #entered(spec: string, domain: string): Promise<{ target: string; record: string }> {
    this.#countLookup();
    const target = await this.#expand(spec, domain);
    try {
      return { target, record: await this.#recordOf(target) };
    } catch (problem) {
      if (problem instanceof Undecidable && problem.result === 'none') {
        throw new Undecidable('permerror', problem.message);
      }
      throw problem;
    }
  }

  async #match(directive: Directive, domain: string, depth: number): Promise<{ matches: boolean; detail: string }> {
    const { mechanism, target } = directive;
    const { client } = this.#request;
    if (mechanism === 'all') return { matches: true, detail: 'everybody' };
    if (mechanism === 'ip6') return { matches: false, detail: `${client} is IPv4` };
    if (mechanism === 'ip4') return this.#matchAddresses([target ?? ''], directive, '');
    if (mechanism === 'include') return this.#matchInclude(directive, domain, depth);
    this.#countLookup();
    const name = target === undefined ? domain : await this.#expand(target, domain);
    if (!isMailDomain(name)) return { matches: false, detail: `"${name}" is not a name to ask for` };
    switch (mechanism) {
      case 'a':
        return this.#matchAddresses(await this.#addresses(name), directive, name);
      case 'mx':
        return this.#matchMailHosts(directive, name);
      case 'ptr':
        return this.#matchClientName(name);
      case 'exists': {
        const [address] = await this.#addresses(name);
        return { matches: address !== undefined, detail: address ? `${name} exists` : `${name} does not exist` };
      }
      default:
        return mechanism satisfies never;
    }
  }

  /** Only a pass of the other record matches (RFC 7208 §5.2). */
  async #matchInclude({ text, target = '' }: Directive, domain: string, depth: number) {
    const { target: included, record } = await this.#entered(target, domain);
    this.#note({ domain, depth, term: text }, 'enter', record);
    const { result } = await this.#evaluate(record, included, depth + 1);
    return { matches: result === 'pass', detail: `the record of ${included} says ${result}` };
  }

  #matchAddresses(addresses: string[], { prefix }: Directive, name: string) {
    const { client } = this.#request;
    const matches = addresses.some((address) => sameNetwork(address, client, prefix));
    const suffix = prefix === 32 ? '' : `/${prefix}`;
    const compared = addresses.map((address) => `${address}${suffix}`).join(', ') || 'no address';
    return { matches, detail: `${client} ${matches ? 'is in' : 'is not in'} ${name ? `${name}: ` : ''}${compared}` };
  }

  async #matchMailHosts(directive: Directive, name: string) {
    const hosts = (await this.#ask(name, 'MX', 'counts'))
      .sort((one, other) => one.preference - other.preference)
      .map(({ exchange }) => canonicalDomain(exchange))
      .filter(Boolean);
    const tried: string[] = [];
    for (const [index, host] of hosts.entries()) {
      if (index === hostsMax) throw new Undecidable('permerror', `${name} has more than ${hostsMax} mail hosts.`);
      const match = this.#matchAddresses(await this.#addresses(host, 'free'), directive, host);
      if (match.matches) return match;
      tried.push(host);
    }
    const detail = tried.length === 0 ? `${name} has no mail hosts` : `none of ${tried.join(', ')}`;
    return { matches: false, detail };
  }

  async #matchClientName(name: string) {
    const names = await this.#confirmedNames('counts');
    const match = names.find((known) => known === name || known.endsWith(`.${name}`));
    const detail = names.length === 0 ? 'the client has no confirmed name' : `the client is ${names.join(', ')}`;
    return { matches: match !== undefined, detail };
  }

  /** Names of the client that lead back to its address. A failing DNS means none (RFC 7208 §5.5). */
  async #confirmedNames(counting: 'counts' | 'free'): Promise<string[]> {
    const { client } = this.#request;
    const reverse = `${client.split('.').reverse().join('.')}.in-addr.arpa`;
    const answer = await this.#look(reverse, 'PTR');
    if (answer.rcode === 'SERVFAIL') return [];
    const names = recordsOf(answer, 'PTR').map(({ target }) => canonicalDomain(target));
    if (names.length === 0 && counting === 'counts') this.#countVoid();
    const confirmed: string[] = [];
    for (const name of names.slice(0, hostsMax)) {
      const addresses = recordsOf(await this.#look(name, 'A'), 'A');
      if (addresses.some(({ address }) => address === client)) confirmed.push(name);
    }
    return confirmed;
  }

  async #expand(spec: string, domain: string): Promise<string> {
    if (usesClientName(spec)) this.#countLookup();
    const expanded = canonicalDomain(expandMacros(spec, await this.#macroValues(spec, domain, 'counts')));
    // RFC 7208 §7.3: labels leave from the left until the rest fits.
    const labels = expanded.split('.');
    while (labels.join('.').length > nameMax) labels.shift();
    return labels.join('.');
  }

  async #macroValues(text: string, domain: string, counting: 'counts' | 'free') {
    const { client, hello, host, at } = this.#request;
    const names = usesClientName(text) ? await this.#confirmedNames(counting) : [];
    const clientName = names.find((name) => name === domain) ?? names.find((name) => name.endsWith(`.${domain}`));
    return {
      sender: this.#sender,
      domain,
      client,
      clientName: clientName ?? names[0] ?? 'unknown',
      hello,
      host,
      seconds: Math.floor((sandboxEpochMs + at) / 1000),
    };
  }

  /** What the domain says to those it turns away (RFC 7208 §6.2); whatever goes wrong here, there is no text. */
  async #explanation({ exp }: Verdict): Promise<string | undefined> {
    if (!exp) return undefined;
    const values = await this.#macroValues(exp.spec, exp.domain, 'free');
    const answer = await this.#look(canonicalDomain(expandMacros(exp.spec, values)), 'TXT');
    const [text, second] = recordsOf(answer, 'TXT').map((record) => record.text);
    if (text === undefined || second !== undefined || !isMacroString(text, 'slodiphvcrt')) return undefined;
    return expandMacros(text, await this.#macroValues(text, exp.domain, 'free'));
  }

  async #addresses(name: string, counting: 'counts' | 'free' = 'counts'): Promise<string[]> {
    return (await this.#ask(name, 'A', counting)).map(({ address }) => address);
  }

  /** Records of a name. `counts`: that there are none is a void lookup, which a term may cause only twice. */
  async #ask<Type extends DnsType>(name: string, type: Type, counting: 'counts' | 'free' = 'free') {
    const answer = await this.#look(name, type);
    if (answer.rcode === 'SERVFAIL') throw new Undecidable('temperror', `The DNS has no answer about ${name} now.`);
    const records = recordsOf(answer, type);
    if (records.length === 0 && counting === 'counts') this.#countVoid();
    return records;
  }

  #countLookup(): void {
    this.lookups += 1;
    if (this.lookups > lookupsMax) {
      throw new Undecidable('permerror', `More than ${lookupsMax} terms need the DNS.`);
    }
  }

  #countVoid(): void {
    this.voidLookups += 1;
    if (this.voidLookups > voidLookupsMax) {
      throw new Undecidable('permerror', `The DNS had nothing for more than ${voidLookupsMax} terms.`);
    }
  }

  /** Runs a term; when that ends everything, the term is in the trace with the reason. */
  async #reported<T>(step: Pick<SpfStep, 'domain' | 'depth' | 'term'>, run: () => Promise<T> | T): Promise<T> {
    try {
      return await run();
    } catch (problem) {
      if (problem instanceof Undecidable) this.#note(step, 'error', `${problem.result}: ${problem.message}`);
      throw problem;
    }
  }

  #note(step: Pick<SpfStep, 'domain' | 'depth' | 'term'>, outcome: SpfStep['outcome'], detail: string): void {
    this.steps.push({ ...step, lookups: this.lookups, outcome, detail });
  }
}
