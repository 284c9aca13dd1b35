import { addressesOf, connect } from '../../connect.ts';
import type { Tool, ToolContext } from '../../tool.ts';
import { orderFrom } from './order.ts';
import { Session } from './session.ts';
import { Transcript } from './transcript.ts';

export const swaks: Tool = {
  summary: 'send a whole test message with one line',
  usage: 'swaks --to ADDRESS[,ADDRESS] [--server HOST] [--port PORT] [--from ADDRESS] [...]',
  manual: `The Swiss Army Knife for SMTP: speaks the whole conversation for you and shows it. -> is what it sends,
<- what the server says, <** a refusal; with ~ in place of - inside TLS.

    -s, --server HOST         default: the first MX of the recipient's domain; -p, --port PORT
    -f, --from A  -t, --to A,B    the envelope; '<>' for no sender;  --helo NAME
    --h-Subject TEXT          --h-From, --h-To ...: replaces a header field; --add-header 'X: text' adds one
    --body TEXT  --data TEXT  the text, or the whole message; - reads a pipe
    --tls  --tls-optional     STARTTLS: insists on it, or takes it when it is offered
    --tls-on-connect          TLS from the first octet on (port 465); --tls-verify: only if trusted
    --auth [TYPE]             logs in: CRAM-MD5, PLAIN, LOGIN or XOAUTH2; --auth-optional: or goes on
    -au, --auth-user U  -ap, --auth-password P  --auth-hide-password  --auth-plaintext
    --pipeline                sends the envelope at once;  --timeout 30s
    -q, --quit-after VERB     CONNECT, TLS, EHLO, AUTH, MAIL or RCPT: stop there
    -n  -ha  -S 1|2|3         do not show the message; anything; anything but problems

    swaks --server mail.acme.example --from kim@acme.example --to bob@acme.example`,
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
  },
};

async function defaultServer(context: ToolContext, [recipient = '']: string[]): Promise<string> {
  const domain = recipient.slice(recipient.lastIndexOf('@') + 1);
  const found = await context.resolver.mailHosts({ client: context.host, driver: 'learner' }, domain);
  return found.kind === 'mx' ? (found.hosts[0]?.exchange ?? domain) : domain;
}
