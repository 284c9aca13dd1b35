import { isParameter, parameters, valueInForce } from '#protocol/parameters.ts';
import { parameter, parameterProblem } from '../../../mta/config.ts';
import { mailHost } from '../../mail-host.ts';
import { readOptions } from '../../options.ts';
import { type Tool, type ToolContext, UsageError } from '../../tool.ts';

export const postconf: Tool = {
  summary: 'read and set the parameters of this mail server',
  usage: "postconf [-n | -d] [-h] [PARAMETER...] | postconf -e 'PARAMETER = value'",
  manual: `Without arguments, prints every parameter; with names, those.
-n prints only what was set here, -d the defaults, -h values without names.
-e sets a parameter at once. A value that makes no sense is refused, and the old one stays.

    postconf mydestination
    postconf -d smtpd_relay_restrictions
    postconf -e 'mydestination = acme.example'`,
  run(context) {
    const host = mailHost(context, 'postconf');
    if (!host) return;
    const [first, ...rest] = context.args;
    if (first === '-e') return edit(context, host, rest);
    const { values, words: names } = readOptions('postconf', context.args, {
      n: { type: 'boolean', short: 'n' },
      d: { type: 'boolean', short: 'd' },
      h: { type: 'boolean', short: 'h' },
    });
    if (values.n && values.d) throw new UsageError('postconf: specify one of -n and -d');
    const set = context.world.config.current[host] ?? {};
    const chosen = names.length > 0 ? names : Object.keys(values.n ? set : parameters);
    for (const name of chosen) {
      if (!isParameter(name)) context.print('error', `postconf: warning: ${name}: unknown parameter\n`);
      else if (!values.n || Object.hasOwn(set, name)) {
        const value = values.d ? valueInForce(undefined, host, name) : parameter(context.world, host, name);
        context.print('shell', values.h ? `${value}\n` : `${name} = ${value}\n`);
      }
    }
  },
};

function edit({ print, record }: ToolContext, host: string, words: readonly string[]): void {
  if (words.length === 0) throw new UsageError("postconf: -e needs 'PARAMETER = value'");
  for (const setting of words) {
    const [, name, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(setting) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError(
        `postconf: fatal: missing '=' after "${setting}": put the setting into quotes, and behind ssh the whole command`,
      );
    }
    const problem = parameterProblem(name, value);
    if (problem) print('error', `postconf: fatal: ${name}: ${problem}; nothing was changed\n`);
    else record({ type: 'config.changed', host, parameter: name, value, by: 'learner' });
  }
}
