import { createHmac, timingSafeEqual } from 'node:crypto';

/** A user, and how to find out whether the client knows the secret. */
export interface Credentials {
  user: string;
  /** The secrets of that user, or of nobody: compared in the same time either way. */
  knows(secrets: { password: string; token?: string | undefined }): boolean;
}

/** What the server does after a line of the client. */
export type SaslStep =
  | { kind: 'challenge'; text: string }
  | { kind: 'credentials'; credentials: Credentials }
  /** RFC 4954 §4: the line is no base64, or the client gave up with `*`. */
  | { kind: 'undecodable' | 'cancelled' };

export const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'] as const;
export type Mechanism = (typeof mechanisms)[number];

interface Exchange {
  /** What the server says before its refusal; the client must answer it. */
  refusal?: string;
  /** Text of the first challenge; undefined when the mechanism wants the client to begin. */
  first?: string;
  /** Given each decoded answer of the client, in order. */
  answer(text: string): SaslStep;
}

/** One AUTH command until its end (RFC 4954): lines in base64, one after the other. */
export class SaslExchange {
  readonly mechanism: Mechanism;
  readonly #exchange: Exchange;

  /** @param challenge what CRAM-MD5 must sign, as `<1896.697170952@host>` */
  constructor(mechanism: Mechanism, challenge: string) {
    this.mechanism = mechanism;
    this.#exchange = exchanges[mechanism](challenge);
  }

  /** True when the mechanism takes an initial response with the command. */
  get clientBegins(): boolean {
    return this.#exchange.first === undefined || this.mechanism === 'LOGIN';
  }

  begin(initial: string | undefined): SaslStep {
    if (initial === undefined) return { kind: 'challenge', text: this.#exchange.first ?? '' };
    // `=` stands for an initial response of no octets.
    return this.next(initial === '=' ? '' : initial);
  }

  /** To be said once before the refusal itself; undefined when there is nothing (more) to say. */
  takeRefusal(): string | undefined {
    const { refusal } = this.#exchange;
    delete this.#exchange.refusal;
    return refusal;
  }

  next(line: string): SaslStep {
    if (line === '*') return { kind: 'cancelled' };
    if (!isBase64(line)) return { kind: 'undecodable' };
    return this.#exchange.answer(Buffer.from(line, 'base64').toString('utf8'));
  }
}

const exchanges: Record<Mechanism, (challenge: string) => Exchange> = {
  /** RFC 4616: authorization identity, NUL, user, NUL, password. Nobody here may act as somebody else. */
  PLAIN: () => ({
    answer(text) {
      const [actAs = '', user, password, ...more] = text.split('\0');
      if (user === undefined || password === undefined || more.length > 0) return nobody;
      if (actAs !== '' && actAs.toLowerCase() !== user.toLowerCase())
        return { kind: 'credentials', credentials: { user, knows: () => false } };
      return { kind: 'credentials', credentials: withPassword(user, password) };
    },
  }),
  LOGIN: () => {
    let user: string | undefined;
    return {
      first: 'Username:',
      answer(text) {
        if (user !== undefined) return { kind: 'credentials', credentials: withPassword(user, text) };
        user = text;
        return { kind: 'challenge', text: 'Password:' };
      },
    };
  },
  /** RFC 2195: user, space, HMAC-MD5 of the challenge in hexadecimal digits. */
  'CRAM-MD5': (challenge) => ({
    first: challenge,
    answer(text) {
      const [, user, digest] = /^(.*) (\S*)$/s.exec(text) ?? [];
      if (user === undefined || digest === undefined) return nobody;
      const knows = ({ password }: { password: string }) =>
        isSame(createHmac('md5', password).update(challenge).digest('hex'), digest.toLowerCase());
      return { kind: 'credentials', credentials: { user, knows } };
    },
  }),
  /** Google's and Microsoft's: user=…^Aauth=Bearer …^A^A. A refusal is a challenge that the client must answer. */
  XOAUTH2: () => {
    let refused: Credentials | undefined;
    return {
      refusal: '{"status":"401","schemes":"bearer","scope":"https://mail.lab.test/"}',
      answer(text) {
        if (refused) return { kind: 'credentials', credentials: refused };
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the mechanism separates its fields so
        const [, user = '', bearer = ''] = /^user=([^\x01]*)\x01auth=Bearer ([^\x01]*)\x01\x01$/i.exec(text) ?? [];
        const knows = ({ token }: { token?: string | undefined }) =>
          // An account without a token costs the same comparison as one that has it.
          isSame(token ?? '', bearer) && token !== undefined && bearer !== '';
        refused = { user, knows: () => false };
        return { kind: 'credentials', credentials: { user, knows } };
      },
    };
  },
};

/** What came is base64 and yet nothing that this mechanism could mean: like a wrong password. */
const nobody: SaslStep = { kind: 'credentials', credentials: { user: '', knows: () => false } };

function withPassword(user: string, given: string): Credentials {
  return { user, knows: ({ password }) => isSame(password, given) };
}

/** In a time that does not tell how much of it was right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
