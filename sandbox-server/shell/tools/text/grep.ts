import { filesOrInput } from '../../files.ts';
import { readOptions } from '../../options.ts';
import { linesOf } from '../../standard-input.ts';
import { type Tool, UsageError } from '../../tool.ts';
import { matcherOf } from './pattern.ts';

export const grep: Tool = {
  summary: 'only the lines of a file or a pipe that match',
  usage: 'grep [-i] [-v] [-c] [-n] [-F | -E] PATTERN [FILE]',
  manual: `Prints the lines of what it reads that contain the pattern. . is any character, * any number of the one
before, ^ and $ are the ends of a line, [abc] is one of these.

    -i   upper and lower case are the same
    -v   the lines that do not match
    -c   only how many
    -n   with their numbers
    -F   the pattern is plain text
    -E   + ? and | are special, too

    cat /var/mail/ann@globex.example | grep -i '^received'
    grep reject /var/log/mail.log`,
  async run(context) {
    const { values, words } = readOptions('grep', context.args, {
      'ignore-case': { type: 'boolean', short: 'i' },
      'invert-match': { type: 'boolean', short: 'v' },
      count: { type: 'boolean', short: 'c' },
      'line-number': { type: 'boolean', short: 'n' },
      'fixed-strings': { type: 'boolean', short: 'F' },
      'extended-regexp': { type: 'boolean', short: 'E' },
      regexp: { type: 'string', short: 'e' },
    });
    const [pattern, ...files] = values.regexp === undefined ? words : [values.regexp, ...words];
    if (pattern === undefined) throw new UsageError('grep: which pattern?');
    const isPlain = values['fixed-strings'] === true;
    const text = Buffer.from(isPlain ? literal(pattern) : pattern, 'utf8').toString('latin1');
    const extended = values['extended-regexp'] === true && !isPlain;
    const dialect = { extended, ignoreCase: values['ignore-case'] === true };
    const matches = matcherOf(text, dialect);
    if (typeof matches === 'string') throw new UsageError(`grep: ${pattern}: ${matches}`);
    const input = await filesOrInput(context, 'grep', files);
    if (!input) return;
    const found = linesOf(input).flatMap((line, index) =>
      // A letter ends its lines with CR LF, and $ shall find their ends.
      matches(line.replace(/\r$/, '')) === (values['invert-match'] !== true) ? [{ line, number: index + 1 }] : [],
    );
    if (found.length === 0) context.fails();
    if (values.count) return context.print('shell', `${found.length}\n`);
    const shown = found.map(({ line, number }) => `${values['line-number'] ? `${number}:` : ''}${line}\n`);
    context.print('shell', Buffer.from(shown.join(''), 'latin1'));
  },
};

function literal(text: string): string {
  return text.replace(/[\\.*^$[]/g, '\\$&');
}
