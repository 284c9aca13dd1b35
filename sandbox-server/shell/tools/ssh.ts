import { type Tool, UsageError } from '../tool.ts';

export const ssh: Tool = {
  summary: 'work on another host, where you have an account',
  usage: 'ssh HOST',
  manual: `Moves the prompt to another host, so that mailq, postqueue and postconf speak of its mail server.
exit, or Ctrl-D, brings you back.

    ssh mail.acme.example`,
  async run({ args: [target], world, print, shellOn }) {
    if (!target) throw new UsageError('ssh: which host?');
    const name = target.slice(target.indexOf('@') + 1);
    const host = world.hosts.byName[name];
    if (!host) return print('error', `ssh: Could not resolve hostname ${name}: Name or service not known\n`);
    if (!host.up) return print('error', `ssh: connect to host ${name} port 22: Connection timed out\n`);
    const { user } = world.hosts.terminal;
    if (!host.shell) return print('error', `${user}@${name}: Permission denied (publickey).\n`);
    await shellOn(name);
    print('shell', `Connection to ${name} closed.\n`);
  },
};
