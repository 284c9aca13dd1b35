import type { FactOf } from '#protocol/events.ts';
import type { ServiceAccount, ServiceCopy, ServiceState } from '#protocol/projections/relay-services.ts';
import { type RelayServiceSettings, returnPathName, type SendingDomain } from '#protocol/relay-service.ts';
import type { World } from '#protocol/world.ts';
import type { MtaParts } from '../mta/parts.ts';
import { type Marked, readToken, type TokenUse, token } from './tokens.ts';

type Noted = Omit<FactOf<'service.noted'>, 'type' | 'service' | 'account' | 'message' | 'recipient' | 'copy'>;

/** One relay service as its parts see it: what the world knows of it, and its secret. It keeps nothing itself. */
export class ServiceParts {
  readonly settings: RelayServiceSettings;
  readonly mta: MtaParts;

  constructor(settings: RelayServiceSettings, mta: MtaParts) {
    this.settings = settings;
    this.mta = mta;
  }

  get world(): World {
    return this.mta.world;
  }

  get state(): ServiceState {
    const state = this.world.services.byName[this.settings.name];
    if (!state) throw new Error(`no relay service ${this.settings.name}`);
    return state;
  }

  account(user: string | undefined): ServiceAccount | undefined {
    return user === undefined ? undefined : this.state.accounts[user];
  }

  /** The domain as the customer has entered it; undefined when he has not. */
  sendingDomain(user: string, domain: string): SendingDomain | undefined {
    return this.settings.accounts.find((account) => account.user === user)?.domains.find(({ name }) => name === domain);
  }

  /** Where the service sends from and files what it is told: the fact about a copy. */
  noted({ account, message, recipient, host, queueId }: ServiceCopy, noted: Noted): FactOf<'service.noted'> {
    const about = { service: this.settings.name, account, message, recipient, copy: { host, queueId } };
    return { type: 'service.noted', ...about, ...noted };
  }

  token(use: TokenUse, marked: Marked): string {
    return token(use, marked, this.#secret);
  }

  /** The copy that a token of ours stands for, and the number of the link. */
  copyOf(use: TokenUse, text: string): { link: number; copy: ServiceCopy } | undefined {
    const marked = readToken(use, text, this.#secret);
    const copy = marked && this.state.copies[marked.copy];
    return copy ? { link: marked.link, copy } : undefined;
  }

  /** A return path of ours: VERP, one address for each recipient of each letter. */
  returnPath(copy: string, domain: string): string {
    return `b-${this.token('bounce', { copy, link: 0 })}@${domain}`;
  }

  /** Whether an address has the form of our return paths, and whose copy it belongs to when we really wrote it. */
  returned(recipient: string): { copy: ServiceCopy | undefined } | undefined {
    const [, text = '', domain = ''] = /^b-([^@]+)@(.+)$/i.exec(recipient.toLowerCase()) ?? [];
    if (!this.#returnDomains.includes(domain)) return undefined;
    return { copy: this.copyOf('bounce', text)?.copy };
  }

  get #returnDomains(): string[] {
    const customers = this.settings.accounts.flatMap(({ domains }) => domains.map(({ name }) => returnPathName(name)));
    return [this.settings.bounceDomain, ...customers];
  }

  get #secret(): string {
    return `${this.world.progress.seed}/${this.settings.name}/tokens`;
  }
}
