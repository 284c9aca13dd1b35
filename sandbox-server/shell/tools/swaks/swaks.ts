import { addressesOf, connect } from '../../connect.ts';
import type { Tool, ToolContext } from '../../tool.ts';
import { orderFrom } from './order.ts';
import { Session } from './session.ts';
import { Transcript } from './transcript.ts';

export const swaks: Tool = {
  summary: 'send a whole test message with one line',
  usage: 'swaks --to ADDRESS[,ADDRESS] [--server HOST] [--from ADDRESS] [...]',
  manual: `Speaks the whole conversation for you and shows it. -> is what it sends, <- what
the server says, <** a refusal; with ~ in place of - inside TLS.

    -s, --server HOST      default: the MX of the recipient; -p, --port PORT
    -f, --from A           '<>': no sender; -t, --to A,B; --helo NAME
    --h-Subject TEXT       replaces a field; --add-header 'X: text' adds one
    --body TEXT            --data TEXT: the whole message; - reads a pipe
    --tls                  insists on STARTTLS; --tls-optional does not
    --tls-on-connect       as port 465 wants it; --tls-verify: only if trusted
    --auth [TYPE]          CRAM-MD5, PLAIN, LOGIN, XOAUTH2; --auth-optional
    -au USER -ap PASSWORD  --auth-hide-password, --auth-plaintext
    --pipeline             the envelope at once; --timeout 30s
    -q, --quit-after VERB  CONNECT, TLS, EHLO, AUTH, MAIL or RCPT: stop there
    -n, -ha, -S 1|2|3      hide the message; everything; all but problems

    swaks -s mail.acme.example -f kim@acme.example -t bob@acme.example`,
  async run(context) {
    const order = await orderFrom(context);
    if (!order) return;
    const transcript = new Transcript(context, order.shown);
    const server = order.server ?? (await defaultServer(context, order.to));
    const [address] = await addressesOf(context, server);
    if (!address) return transcript.problem(`Error resolving ${server}: Name or service not known`);
    transcript.information(`Trying ${server}:${order.port}...`);
    const socket = await connect(context, { address, port: order.port });
    if (socket === 'interrupted') return;
    if (socket instanceof Error) {
      return transcript.problem(`Error connecting to ${server}:${order.port}:\n\t${socket.message}`);
    }
    transcript.connection = socket.connection;
    transcript.information(`Connected to ${server}.`);
    await new Session(context, socket, server, order, transcript).run();
    if (transcript.hasSeenProblem) context.fails();
  },
};

async function defaultServer(context: ToolContext, [recipient = '']: string[]): Promise<string> {
  const domain = recipient.slice(recipient.lastIndexOf('@') + 1);
  const found = await context.resolver.mailHosts({ client: context.host, driver: 'learner' }, domain);
  return found.kind === 'mx' ? (found.hosts[0]?.exchange ?? domain) : domain;
}
