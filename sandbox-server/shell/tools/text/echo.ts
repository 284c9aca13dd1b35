import type { Tool } from '../../tool.ts';
import { unescaped } from './escapes.ts';

export const echo: Tool = {
  summary: 'print its arguments',
  usage: 'echo [-n] [-e] TEXT...',
  manual: `Prints its arguments, separated by one space, and ends the line.

    -n   does not end the line: nothing that is signed or encoded may have one character more
    -e   obeys escapes: \\n \\r \\t \\0NNN (octal) \\xHH, and \\c to stop

    echo -n sardine | base64
    echo sardine | base64          one octet more, the line feed: another result`,
  run({ args, print }) {
    const isOption = (word: string) => /^-[neE]+$/.test(word);
    const end = args.findIndex((word) => !isOption(word));
    const options = args.slice(0, end < 0 ? args.length : end);
    const letters = options.join('').replaceAll('-', '');
    const text = args.slice(options.length).join(' ');
    const obeys = letters.lastIndexOf('e') > letters.lastIndexOf('E');
    const { octets, stops } = obeys ? unescaped(text, 'echo') : { octets: Buffer.from(text, 'utf8'), stops: false };
    const lineEnd = letters.includes('n') || stops ? '' : '\n';
    print('shell', Buffer.concat([octets, Buffer.from(lineEnd)]));
  },
};
