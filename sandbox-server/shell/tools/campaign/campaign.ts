import type { Newsletter } from '#protocol/newsletter.ts';
import { addressesOf, connect } from '../../connect.ts';
import { type Tool, type ToolContext, UsageError } from '../../tool.ts';
import { Delivery } from './delivery.ts';
import { type Order, orderFrom } from './order.ts';

export const campaign: Tool = {
  summary: 'send the newsletter, one letter to each address of the list (ours)',
  usage: "campaign --via WAY [--header 'Name: text'] [...]   or   campaign --list",
  manual: `A newsletter program, as shops write them: it logs in, hands in one letter for each address
of its list, and notes what the server says. It has no queue: what is refused, for now or
for good, it forgets. Without --via it shows from whom, how many, and which ways there are.

    --via WAY              a way by name, or a server
    --header 'X: text'     one more header field, as often as you like; %unsubscribe_url%
                           is filled in by a relay service
    --body HTML            another text
    --user U --password P  another login
    --pause 6s             waits between two letters
    --list                 the addresses, and nothing is sent

    campaign --via postly`,
  async run(context) {
    const { newsletter } = context.world.hosts;
    if (!newsletter) throw new UsageError('campaign: there is no newsletter in this sandbox');
    const order = orderFrom(context.args, newsletter);
    if (order === 'list') return context.print('shell', `${newsletter.recipients.join('\n')}\n`);
    if (order === 'about') return context.print('shell', about(newsletter));
    await send(context, newsletter, order);
  },
};

function about({ name, from, subject, recipients, ways }: Newsletter): string {
  const width = Math.max(...ways.map((way) => way.name.length));
  const lines = ways.map(({ name: way, server, port, user }) => {
    return `    ${way.padEnd(width)}  ${server}:${port}${user === undefined ? ', without a login' : `, as ${user}`}\n`;
  });
  return `“${subject}”, from ${name} <${from}>, to ${recipients.length} addresses (campaign --list).\nWays to send it, for --via:\n${lines.join('')}`;
}

async function send(context: ToolContext, newsletter: Newsletter, order: Order): Promise<void> {
  const { server, port } = order;
  const [address] = await addressesOf(context, server);
  if (!address) throw new UsageError(`campaign: ${server}: Name or service not known`);
  const socket = await connect(context, { address, port });
  if (socket === 'interrupted') return;
  if (socket instanceof Error) return context.print('error', `campaign: ${server}:${port}: ${socket.message}\n`);
  await new Delivery(context, socket, newsletter, order).run();
}
