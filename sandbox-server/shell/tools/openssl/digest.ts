import { createHash, createHmac } from 'node:crypto';
import { standardInput } from '../../standard-input.ts';
import { type ToolContext, UsageError } from '../../tool.ts';

/** Name of each algorithm as OpenSSL prints it. */
const labels: Record<string, string> = {
  md5: 'MD5',
  sha1: 'SHA1',
  sha224: 'SHA2-224',
  sha256: 'SHA2-256',
  sha384: 'SHA2-384',
  sha512: 'SHA2-512',
};

export function isDigest(word: string): boolean {
  return Object.hasOwn(labels, word);
}

/** `openssl dgst`, and `openssl md5` and its like, of what is read. */
export async function digest(context: ToolContext, args: readonly string[]): Promise<void> {
  const { algorithm, key, form } = orderFrom(args);
  const input = await standardInput(context, 'openssl');
  if (!input) return;
  const hash = key === undefined ? createHash(algorithm) : createHmac(algorithm, key);
  const result = hash.update(input).digest();
  if (form === 'binary') return context.print('shell', result);
  const hexadecimal = result.toString('hex');
  const line = form === 'coreutils' ? `${hexadecimal} *stdin` : `${labels[algorithm]}(stdin)= ${hexadecimal}`;
  context.print('shell', `${line}\n`);
}

interface DigestOrder {
  algorithm: string;
  key: string | undefined;
  form: 'openssl' | 'coreutils' | 'binary';
}

function orderFrom(args: readonly string[]): DigestOrder {
  const order: DigestOrder = { algorithm: 'sha256', key: undefined, form: 'openssl' };
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const name = word.replace(/^-/, '');
    if (word === '-hmac') {
      order.key = words.shift();
      if (order.key === undefined) throw new UsageError('openssl: -hmac needs a key');
    } else if (word === '-binary') order.form = 'binary';
    else if (word === '-r') order.form = 'coreutils';
    else if (word !== '-hex' && isDigest(name) && word.startsWith('-')) order.algorithm = name;
    else if (word !== '-hex') throw new UsageError(unknown(word));
  }
  return order;
}

function unknown(word: string): string {
  return word.startsWith('-')
    ? `openssl: option ${word} is not available here`
    : 'openssl: there are no files here, use a pipe';
}
