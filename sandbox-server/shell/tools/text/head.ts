import { filesOrInput } from '../../files.ts';
import { readOptions } from '../../options.ts';
import { linesOf } from '../../standard-input.ts';
import { type Tool, UsageError } from '../../tool.ts';

export const head: Tool = {
  summary: 'only the first lines of a file or a pipe',
  usage: 'head [-n LINES] [FILE]',
  manual: `Prints the first 10 lines of a file, or of what it reads, or as many as -n says.

    cat /var/mail/ann@globex.example | head -n 5`,
  async run(context) {
    const args = context.args.map((word) => word.replace(/^-(\d+)$/, '-n$1'));
    const { values, words } = readOptions('head', args, { lines: { type: 'string', short: 'n' } });
    const count = Number(values.lines ?? 10);
    if (!Number.isInteger(count) || count < 0) throw new UsageError(`head: invalid number of lines: ${values.lines}`);
    const input = await filesOrInput(context, 'head', words);
    if (!input) return;
    const lines = linesOf(input).slice(0, count);
    context.print('shell', Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1'));
  },
};
