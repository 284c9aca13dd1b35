import { readOptions } from '../../options.ts';
import { standardInput } from '../../standard-input.ts';
import { type Tool, UsageError } from '../../tool.ts';

/** Characters of a line unless -w says otherwise, as in GNU coreutils. */
const lineLength = 76;

export const base64: Tool = {
  summary: 'octets as letters and back, as SMTP AUTH wants them',
  usage: 'base64 [-d] [-i] [-w COLUMNS]',
  manual: `Encodes what it reads, from a pipe or typed until Ctrl-D. It hides nothing: everybody can decode it.

    -d   decode
    -i   with -d: skip characters that do not belong to base64
    -w   characters on a line, 76 without it; -w0 makes one line

    echo -n kim | base64
    printf '\\0kim\\0sardine' | base64
    echo a2lt | base64 -d`,
  async run(context) {
    const { values, words } = readOptions('base64', context.args, {
      decode: { type: 'boolean', short: 'd' },
      'ignore-garbage': { type: 'boolean', short: 'i' },
      wrap: { type: 'string', short: 'w' },
    });
    if (words.some((word) => word !== '-')) throw new UsageError('base64: there are no files here, use a pipe');
    const columns = Number(values.wrap ?? lineLength);
    if (!Number.isInteger(columns) || columns < 0) throw new UsageError(`base64: invalid wrap size: ${values.wrap}`);
    const input = await standardInput(context, 'base64');
    if (!input) return;
    if (!values.decode) return context.print('shell', wrapped(input.toString('base64'), columns));
    const text = input.toString('latin1').replace(values['ignore-garbage'] ? /[^A-Za-z0-9+/=]/g : /\n/g, '');
    const { octets, isValid } = decoded(text);
    context.print('shell', octets);
    if (!isValid) context.print('error', 'base64: invalid input\n');
  },
};

/** In lines that end with LF; in one piece without an end when `columns` is 0. */
export function wrapped(text: string, columns: number): string {
  if (columns === 0) return text;
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += columns) lines.push(`${text.slice(at, at + columns)}\n`);
  return lines.join('');
}

/** What comes before the first fault. Padding may be missing, as GNU's decoder has it, but is then a fault. */
function decoded(text: string): { octets: Buffer; isValid: boolean } {
  const [good = ''] = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3}={0,2})?/.exec(text) ?? [];
  return { octets: Buffer.from(good, 'base64'), isValid: good === text && text.length % 4 === 0 };
}
