import { createHmac } from 'node:crypto';
import type { ServerReply } from '../../../network/reply-reader.ts';

/** Ways to log in, in the order in which they are tried when any will do; XOAUTH2 only when it is asked for. */
export const mechanisms = ['CRAM-MD5', 'PLAIN', 'LOGIN', 'XOAUTH2'] as const;
export type Mechanism = (typeof mechanisms)[number];

export interface Login {
  mechanisms: readonly Mechanism[] | 'any';
  /** Goes on without, when it cannot be done. */
  isOptional: boolean;
  user: string;
  /** For XOAUTH2 the token. */
  password: string;
  /** Printed in place of the password. */
  passwordShown: string | undefined;
  /** Printed without base64. */
  isPlain: boolean;
}

/** Sends a line and answers the reply; `shown` is printed instead of it, `decode` is applied to the reply's text. */
export type Say = (
  line: string,
  how: { expect: string; shown?: string; decode?: (text: string) => string },
) => Promise<ServerReply | undefined>;

export type LoginOutcome = 'done' | 'not-advertised' | 'no-common-mechanism' | 'refused' | 'gone';

/** @param offered mechanisms of the server's EHLO reply, in capitals; undefined when it has no AUTH */
export async function logIn(say: Say, login: Login, offered: readonly string[] | undefined): Promise<LoginOutcome> {
  if (!offered) return 'not-advertised';
  const wanted = login.mechanisms === 'any' ? mechanisms.filter((one) => one !== 'XOAUTH2') : login.mechanisms;
  const common = wanted.filter((mechanism) => offered.includes(mechanism));
  for (const mechanism of common) {
    const reply = await exchanges[mechanism](say, login);
    if (!reply) return 'gone';
    if (reply.code === 235) return 'done';
  }
  return common.length > 0 ? 'refused' : 'no-common-mechanism';
}

type Exchange = (say: Say, login: Login) => Promise<ServerReply | undefined>;

const exchanges: Record<Mechanism, Exchange> = {
  /** RFC 4616. */
  PLAIN(say, { user, password, passwordShown: hidden, isPlain }) {
    const shownPassword = hidden ?? password;
    return say(`AUTH PLAIN ${encoded(`\0${user}\0${password}`)}`, {
      expect: '235',
      shown: `AUTH PLAIN ${isPlain ? `\\0${user}\\0${shownPassword}` : encoded(`\0${user}\0${shownPassword}`)}`,
    });
  },
  async LOGIN(say, { user, password, passwordShown: hidden, isPlain }) {
    const shown = (text: string) => (isPlain ? text : encoded(text));
    const challenge = { expect: '334', ...(isPlain ? { decode: decoded } : {}) };
    const first = await say('AUTH LOGIN', challenge);
    if (first?.code !== 334) return first;
    const second = await say(encoded(user), { ...challenge, shown: shown(user) });
    if (second?.code !== 334) return second;
    return say(encoded(password), { expect: '235', shown: shown(hidden ?? password) });
  },
  /** RFC 2195: the password is the key, the challenge is the text. */
  async 'CRAM-MD5'(say, { user, password, isPlain }) {
    const reply = await say('AUTH CRAM-MD5', { expect: '334', ...(isPlain ? { decode: decoded } : {}) });
    if (reply?.code !== 334) return reply;
    const challenge = Buffer.from(reply.lines.at(-1)?.slice(4) ?? '', 'base64');
    const answer = `${user} ${createHmac('md5', password).update(challenge).digest('hex')}`;
    return say(encoded(answer), { expect: '235', shown: isPlain ? answer : encoded(answer) });
  },
  /** A refusal comes as a challenge, which wants an empty answer before the server says no. */
  async XOAUTH2(say, { user, password, passwordShown: hidden, isPlain }) {
    const text = (token: string) => `user=${user}\x01auth=Bearer ${token}\x01\x01`;
    const shown = isPlain ? text(hidden ?? password) : encoded(text(hidden ?? password));
    const reply = await say(`AUTH XOAUTH2 ${encoded(text(password))}`, {
      expect: '235',
      shown: `AUTH XOAUTH2 ${shown}`,
      ...(isPlain ? { decode: decoded } : {}),
    });
    return reply?.code === 334 ? say('', { expect: '235' }) : reply;
  },
};

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
