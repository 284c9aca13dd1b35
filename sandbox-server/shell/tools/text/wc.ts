import { readOptions } from '../../options.ts';
import { standardInput } from '../../standard-input.ts';
import { type Tool, UsageError } from '../../tool.ts';

export const wc: Tool = {
  summary: 'count lines, words and octets of a pipe',
  usage: 'wc [-l] [-w] [-c]',
  manual: `Counts what it reads: lines (-l), words (-w), octets (-c); without an option all three.

    mailq | wc -l`,
  async run(context) {
    const { values, words } = readOptions('wc', context.args, {
      lines: { type: 'boolean', short: 'l' },
      words: { type: 'boolean', short: 'w' },
      bytes: { type: 'boolean', short: 'c' },
    });
    if (words.length > 0) throw new UsageError('wc: there are no files here, use a pipe');
    const input = await standardInput(context, 'wc');
    if (!input) return;
    const text = input.toString('latin1');
    const counts = {
      lines: text.split('\n').length - 1,
      words: text.split(/\s+/).filter((word) => word !== '').length,
      bytes: input.length,
    };
    const asked = (['lines', 'words', 'bytes'] as const).filter((what) => values[what]);
    const [only] = asked;
    if (asked.length === 1 && only) return context.print('shell', `${counts[only]}\n`);
    const shown = asked.length > 0 ? asked : (['lines', 'words', 'bytes'] as const);
    context.print('shell', `${shown.map((what) => String(counts[what]).padStart(7)).join(' ')}\n`);
  },
};
