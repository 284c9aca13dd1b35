import { mailHost } from '../mail-host.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';

/** Shorter ones are refused, as everywhere. */
const passwordMinLength = 6;

export const passwd: Tool = {
  summary: 'give a user of this mail server another password',
  usage: 'passwd USER',
  manual: `Asks twice for the new password of a user who logs in at this mail server. It counts at once: whoever logs in
with the old one is answered 535. Programs that know the old one must be told. Elsewhere nothing is shown while
a password is typed; here you see it.

    ssh mail.acme.example
    passwd kim`,
  async run(context) {
    const [user, ...more] = context.args;
    if (!user) throw new UsageError('passwd: whose password?');
    if (more.length > 0) throw new UsageError('passwd: type the password when it is asked for, not behind the name');
    const host = mailHost(context, 'passwd');
    if (!host) return;
    const account = context.world.hosts.byName[host]?.accounts.find((one) => one.user === user.toLowerCase());
    if (!account) return context.print('error', `passwd: user '${user}' does not exist\n`);
    const password = await asked(context, 'New password: ');
    if (password === undefined) return;
    const problem = problemOf(password, account.password);
    if (problem) return context.print('error', `passwd: ${problem}; password unchanged\n`);
    const again = await asked(context, 'Retype new password: ');
    if (again === undefined) return;
    if (again !== password) return context.print('error', 'passwd: the two do not match; password unchanged\n');
    context.record({ type: 'password.changed', host, user: account.user, password });
    context.print('shell', 'passwd: password updated successfully\n');
  },
};

/** The next line; undefined when the learner gave up. */
async function asked(context: ToolContext, prompt: string): Promise<string | undefined> {
  context.reads('passwd', prompt);
  const input = await context.read();
  if (input?.kind === 'line') return input.text.trim();
  context.print('error', '\npasswd: password unchanged\n');
  return undefined;
}

function problemOf(password: string, before: string): string | undefined {
  if (password.length < passwordMinLength) return `a password has at least ${passwordMinLength} letters`;
  if (password === before) return 'that is the old one';
  return /^[\x21-\x7e]+$/.test(password) ? undefined : 'only plain letters, digits and signs, no spaces';
}
