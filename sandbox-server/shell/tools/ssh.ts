import { linesOf } from '../standard-input.ts';
import { type Tool, UsageError } from '../tool.ts';

/** Commands that a pipe may bring: each is facts in the log. */
const pipedCommandsMax = 100;

export const ssh: Tool = {
  summary: 'work on another host, where you have an account',
  usage: 'ssh HOST [COMMAND...]',
  manual: `Moves the prompt to another host, so that mailq, postqueue and postconf speak of its mail server.
exit, or Ctrl-D, brings you back. With a command, runs only that one there.

    ssh mail.acme.example
    ssh mail.acme.example mailq
    ssh mail.acme.example "postconf -e 'mynetworks = 127.0.0.0/8'"`,
  async run({ args: [target, ...words], stdin, signal, world, print, shellOn, runOn }) {
    if (!target) throw new UsageError('ssh: which host?');
    if (target.startsWith('-')) throw new UsageError(`ssh: option ${target} is not available here`);
    const name = target.slice(target.indexOf('@') + 1);
    const host = Object.hasOwn(world.hosts.byName, name) ? world.hosts.byName[name] : undefined;
    if (!host) return print('error', `ssh: Could not resolve hostname ${name}: Name or service not known\n`);
    if (!host.up) return print('error', `ssh: connect to host ${name} port 22: Connection timed out\n`);
    const { user } = world.hosts.terminal;
    if (!host.shell) return print('error', `${user}@${name}: Permission denied (publickey).\n`);
    // The other shell reads the words anew, quotes and all.
    if (words.length > 0) return runOn(name, words.join(' '));
    if (!stdin) {
      await shellOn(name);
      return print('shell', `Connection to ${name} closed.\n`);
    }
    const lines = linesOf(stdin);
    if (lines.length > pipedCommandsMax)
      throw new UsageError(`ssh: more than ${pipedCommandsMax} commands in one pipe`);
    for (const line of lines) {
      if (signal.aborted) return;
      // Nothing to read for the commands: what is piped are the commands themselves.
      await runOn(name, Buffer.from(line, 'latin1').toString('utf8'), Buffer.alloc(0));
    }
  },
};
