import { filesOrInput } from '../../files.ts';
import { readOptions } from '../../options.ts';
import { linesOf } from '../../standard-input.ts';
import { type Tool, UsageError } from '../../tool.ts';

export const tail: Tool = {
  summary: 'only the last lines of a file or a pipe',
  usage: 'tail [-n LINES] [FILE]',
  manual: `Prints the last 10 lines of a file, or of what it reads, or as many as -n says. New lines are not waited for: ask
again.

    tail /var/log/mail.log
    tail -n 30 /var/log/mail.log | grep status=`,
  async run(context) {
    const args = context.args.map((word) => word.replace(/^-(\d+)$/, '-n$1'));
    const { values, words } = readOptions('tail', args, { lines: { type: 'string', short: 'n' } });
    const count = Number(values.lines ?? 10);
    if (!Number.isInteger(count) || count < 0) throw new UsageError(`tail: invalid number of lines: ${values.lines}`);
    const input = await filesOrInput(context, 'tail', words);
    if (!input) return;
    const lines = count === 0 ? [] : linesOf(input).slice(-count);
    context.print('shell', Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1'));
  },
};
