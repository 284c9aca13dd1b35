import { standardInput } from '../../standard-input.ts';
import { type ToolContext, UsageError } from '../../tool.ts';
import { wrapped } from '../text/base64.ts';

/** Characters of a line, as OpenSSL breaks them. */
const lineLength = 64;

/** `openssl base64` and `openssl enc -base64`: no cipher, only the encoding. */
export async function encode(context: ToolContext, args: readonly string[]): Promise<void> {
  const other = args.find((word) => !['-d', '-e', '-A', '-a', '-base64'].includes(word));
  if (other) {
    throw new UsageError(
      other.startsWith('-')
        ? `openssl: option ${other} is not available here: only -base64, -d and -A`
        : 'openssl: there are no files here, use a pipe',
    );
  }
  const input = await standardInput(context, 'openssl');
  if (!input) return;
  if (!args.includes('-d')) {
    return context.print('shell', wrapped(input.toString('base64'), args.includes('-A') ? 0 : lineLength));
  }
  const text = input.toString('latin1').replace(/\r?\n/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    return context.print('error', 'openssl: error reading input: this is not base64\n');
  }
  context.print('shell', Buffer.from(text, 'base64'));
}
