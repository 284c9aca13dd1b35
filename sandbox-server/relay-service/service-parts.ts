import type { AccountState, CopyState, ServiceState } from '#protocol/projections/relay-service.ts';
import type { World } from '#protocol/world.ts';
import type { MtaParts } from '../mta/parts.ts';
import { type Marked, readToken, type TokenUse, token } from './tokens.ts';

/** One relay service, as its parts see it: what the world knows of it, and its secret. */
export class ServiceParts {
  /** Submission host: the name of the service in the facts. */
  readonly host: string;
  readonly mta: MtaParts;

  constructor(host: string, mta: MtaParts) {
    this.host = host;
    this.mta = mta;
  }

  get world(): World {
    return this.mta.world;
  }

  get state(): ServiceState {
    const state = this.world.service.byHost[this.host];
    if (!state) throw new Error(`no relay service ${this.host}`);
    return state;
  }

  account(user: string | undefined): AccountState | undefined {
    return user === undefined ? undefined : this.state.accounts[user];
  }

  token(use: TokenUse, marked: Marked): string {
    return token(use, marked, this.#secret);
  }

  /** The copy that a token of ours stands for. */
  copyOf(use: TokenUse, text: string): { marked: Marked; copy: CopyState } | undefined {
    const marked = readToken(use, text, this.#secret);
    const copy = marked && this.state.copies[marked.copy];
    return marked && copy ? { marked, copy } : undefined;
  }

  /** The copy to whose return address this recipient belongs, at any of the domains that lead here. */
  bouncedCopy(recipient: string) {
    const [, text] = /^bounce\+([^@]+)@/i.exec(recipient) ?? [];
    return text === undefined ? undefined : this.copyOf('bounce', text);
  }

  get #secret(): string {
    return `${this.world.progress.seed}/${this.host}/tokens`;
  }
}
