import { type Tool, UsageError } from '../tool.ts';

const manners = ['off', 'listen', 'strip'];

export const intercept: Tool = {
  summary: 'what a host on the way does with what passes through it (ours)',
  usage: 'intercept [off | listen | strip]',
  manual: `Works on routers: ssh to one first. Without a word it tells what the host does now.

    off       passes everything on and keeps nothing
    listen    keeps a copy of what it can read
    strip     also overwrites STARTTLS in what mail servers offer

Doing this to the connections of other people is a crime in most countries. Here all of them are yours.`,
  run({ args: [wanted, ...more], world, host, record, print }) {
    if (world.hosts.byName[host]?.role !== 'router') {
      return print('error', `intercept: ${host} is no router: nothing passes through it\n`);
    }
    if (wanted === undefined) {
      return print('shell', `${world.config.current[host]?.lab_intercept ?? 'off'}\n`);
    }
    if (!manners.includes(wanted) || more.length > 0) throw new UsageError('intercept: off, listen or strip');
    record({ type: 'config.changed', host, parameter: 'lab_intercept', value: wanted, by: 'learner' });
  },
};
