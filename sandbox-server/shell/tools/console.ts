import { manualPage } from '../manual-page.ts';
import { referencePage } from '../reference-page.ts';
import { type Tool, UsageError } from '../tool.ts';

/** Tools that only speak of the workstation itself. */

export const help: Tool = {
  summary: 'this list',
  usage: 'help [TOOL]',
  manual: 'Lists the tools of this workstation. man TOOL, or help TOOL, says more about each.',
  run(context) {
    if (context.args.length > 0) return man.run(context);
    const groups = Object.entries(context.toolGroups).map(([purpose, tools]) => {
      const lines = Object.entries(tools).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}\n`);
      return `${purpose}\n${lines.join('')}`;
    });
    context.print(
      'shell',
      `The tools of this workstation. man TOOL says more.\na | b gives what a prints to b; a ; b runs both, a && b only if a went well.\n\n`,
    );
    context.print('shell', groups.join('\n'));
  },
};

export const man: Tool = {
  summary: 'what a tool does, on one screen',
  usage: 'man TOOL',
  manual: `Shows the manual page of a tool.

It knows the words of the mail world, too:

  man EHLO        a command of SMTP
  man 5.7.1       a code
  man relayhost   a parameter of the mail servers`,
  run({ args: [name], print, toolGroups }) {
    if (!name) throw new UsageError('What manual page do you want?');
    const group = Object.values(toolGroups).find((tools) => Object.hasOwn(tools, name));
    const tool = group?.[name];
    const page = tool ? manualPage(name, tool) : referencePage(name);
    if (page) print('shell', page);
    else print('error', `No manual entry for ${name}\n`);
  },
};

export const history: Tool = {
  summary: 'the lines you have typed',
  usage: 'history',
  manual: 'Lists the lines typed at the prompt. ↑ and Ctrl-R bring them back.',
  run({ world, terminal, print }) {
    const lines = world.terminals.byName[terminal]?.history ?? [];
    print('shell', lines.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`).join(''));
  },
};

export const clear: Tool = {
  summary: 'empty the screen',
  usage: 'clear',
  manual: 'Empties the screen. Ctrl-L does the same.',
  run: ({ clear: empty }) => empty(),
};

export const hostname: Tool = {
  summary: 'the name of this host',
  usage: 'hostname',
  manual: 'Prints the full name of the host that your shell runs on.',
  run: ({ host, print }) => print('shell', `${host}\n`),
};

export const whoami: Tool = {
  summary: 'who you are here',
  usage: 'whoami',
  manual: 'Prints your user name.',
  run: ({ user, print }) => print('shell', `${user}\n`),
};
