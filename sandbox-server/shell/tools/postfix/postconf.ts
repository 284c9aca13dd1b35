import { isParameter, parameters } from '#protocol/parameters.ts';
import { parameter, parameterProblem } from '../../../mta/config.ts';
import { mailHost } from '../../mail-host.ts';
import { type Tool, type ToolContext, UsageError } from '../../tool.ts';

export const postconf: Tool = {
  summary: 'read and set the parameters of this mail server',
  usage: "postconf [-n] [PARAMETER...] | postconf -e 'PARAMETER = value'",
  manual: `Without arguments, prints every parameter; with names, those. -n prints only what was set here.
-e sets a parameter at once. A value that makes no sense is refused, and the old one stays.

    postconf mydestination
    postconf -e 'mydestination = acme.example'`,
  run(context) {
    const host = mailHost(context, 'postconf');
    if (!host) return;
    const [first, ...rest] = context.args;
    if (first === '-e') return set(context, host, rest);
    const names = context.args.filter((word) => word !== '-n');
    const chosen =
      names.length > 0 ? names : Object.keys(first === '-n' ? (context.world.config.current[host] ?? {}) : parameters);
    for (const name of chosen) {
      if (isParameter(name)) context.print('shell', `${name} = ${parameter(context.world, host, name)}\n`);
      else context.print('error', `postconf: warning: ${name}: unknown parameter\n`);
    }
  },
};

function set({ print, record }: ToolContext, host: string, words: readonly string[]): void {
  if (words.length === 0) throw new UsageError("postconf: -e needs 'PARAMETER = value'");
  for (const setting of words) {
    const [, name, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(setting) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError(`postconf: fatal: missing '=' after "${setting}": put the setting into quotes`);
    }
    const problem = parameterProblem(name, value);
    if (problem) print('error', `postconf: fatal: ${name}: ${problem}; nothing was changed\n`);
    else record({ type: 'config.changed', host, parameter: name, value, by: 'learner' });
  }
}
