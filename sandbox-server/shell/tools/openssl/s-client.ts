import { ReplyReader } from '../../../network/reply-reader.ts';
import type { ClientSession } from '../../../network/tls.ts';
import type { VirtualSocket } from '../../../network/virtual-socket.ts';
import { addressesOf, connect, portOf } from '../../connect.ts';
import { converse, pour, type Wire, withCarriageReturns } from '../../conversation.ts';
import { opensslError, secure } from '../../secure.ts';
import { type ToolContext, UsageError } from '../../tool.ts';
import { briefReport, fullReport, type Verdict, verdictOf, verification, withoutCertificate } from './report.ts';

interface Order {
  host: string;
  port: number;
  startTls: boolean;
  crlf: boolean;
  quiet: boolean;
  brief: boolean;
  serverName: string | undefined;
  verifyHostname: string | undefined;
  verifyReturnError: boolean;
  /** With which name EHLO is said before STARTTLS. */
  name: string;
}

const certificateVerifyFailed =
  'error:0A000086:SSL routines:tls_post_process_server_certificate:certificate verify failed';

/** `openssl s_client`: connects, begins TLS, reports, and lets the learner type. */
export async function sClient(context: ToolContext, args: readonly string[]): Promise<void> {
  const order = orderFrom(args);
  const socket = await call(context, order);
  if (!socket) return;
  if (!order.quiet && !order.brief) context.print('shell', 'CONNECTED(00000003)\n', socket.connection);
  const before = order.startTls ? await askForTls(context, socket, order.name) : '';
  if (before === undefined) return void socket.end();
  const session = await secure(context, socket, order.serverName ?? order.host);
  if (context.signal.aborted) return void socket.destroy();
  if (session instanceof Error) {
    context.print('error', `${opensslError(session)}\n`);
    if (!order.quiet && !order.brief) context.print('shell', withoutCertificate);
    return void socket.destroy();
  }
  const verdict = verdictOf(session, order.verifyHostname);
  report(context, { order, socket, session, verdict, before });
  if (verdict.code !== 0 && order.verifyReturnError) {
    context.print('error', `${certificateVerifyFailed}\n`);
    return void session.socket.end();
  }
  await talk(context, order, { stream: session.socket, connection: socket.connection });
}

async function call(context: ToolContext, { host, port }: Order): Promise<VirtualSocket | undefined> {
  const [address] = await addressesOf(context, host);
  if (!address) {
    context.print('error', 'error:10080002:BIO routines:BIO_lookup_ex:Name or service not known\nconnect:errno=22\n');
    return undefined;
  }
  const socket = await connect(context, { address, port });
  if (socket === 'interrupted') return undefined;
  if (!(socket instanceof Error)) return socket;
  const number = socket.code === 'ECONNREFUSED' ? 111 : 110;
  const code = (0x80000000 + number).toString(16).toUpperCase();
  context.print('error', `error:${code}:system library:BIO_connect:${socket.message}\nconnect:errno=${number}\n`);
  return undefined;
}

/** EHLO and STARTTLS in the clear. The last line of the EHLO reply; undefined when the server hung up or Ctrl-C came. */
async function askForTls(
  { signal, print }: ToolContext,
  socket: VirtualSocket,
  name: string,
): Promise<string | undefined> {
  const replies = new ReplyReader(socket);
  const greeting = await replies.next(signal);
  if (!greeting) return undefined;
  socket.write(`EHLO ${name}\r\n`);
  const offer = await replies.next(signal);
  if (!offer?.lines.some((line) => /^\d{3}[ -]STARTTLS/.test(line))) {
    print('error', "Didn't find STARTTLS in server response, trying anyway...\n", socket.connection);
  }
  socket.write('STARTTLS\r\n');
  // Whatever it says: openssl does not look.
  const ready = await replies.next(signal);
  replies.release();
  return offer && ready ? offer.lines.at(-1) : undefined;
}

interface Established {
  order: Order;
  socket: VirtualSocket;
  session: ClientSession;
  verdict: Verdict;
  /** Last line that was read before TLS; openssl shows only that. */
  before: string;
}

function report({ print, world }: ToolContext, { order, socket, session, verdict, before }: Established): void {
  const { connection } = socket;
  const octets = (by: 'client' | 'server') =>
    (world.connections.byId[connection]?.bytes ?? [])
      .filter((sent) => sent.by === by)
      .reduce((sum, { data }) => sum + data.length, 0);
  if (order.brief) print('shell', briefReport(session, verdict), connection);
  else print('shell', verification(session, verdict), connection);
  if (!order.brief && !order.quiet) {
    print('shell', fullReport(session, verdict, { read: octets('server'), written: octets('client') }), connection);
  }
  if (before) print('server', `${before}\n`, connection);
}

async function talk(context: ToolContext, { quiet, crlf }: Order, wire: Wire): Promise<void> {
  const { stdin, print } = context;
  let farewell = 'DONE\n';
  const onLine = (text: string) => {
    const meant = quiet ? 'send' : meantBy(text);
    if (meant === 'renegotiate') farewell = renegotiating;
    if (meant === 'key-update') print('shell', 'KEYUPDATE\n');
    return meant === 'send' ? 'send' : meant === 'key-update' ? 'taken' : 'leave';
  };
  const end = stdin
    ? await pourLines(context, wire, { octets: crlf ? withCarriageReturns(stdin) : stdin, onLine, quiet })
    : await converse(context, wire, { program: 'openssl', lineEnd: crlf ? '\r\n' : '\n', onLine });
  if (quiet) return;
  if (end === 'left') print('shell', farewell);
  if (end === 'closed-by-peer') print('shell', 'closed\n');
}

const renegotiating = 'RENEGOTIATING\nerror:0A00010A:SSL routines:can_renegotiate:wrong ssl version\n';

/** Letters at the beginning of a line that s_client takes as its own commands. */
function meantBy(text: string): 'send' | 'quit' | 'renegotiate' | 'key-update' {
  if (text.startsWith('Q')) return 'quit';
  if (text.startsWith('R')) return 'renegotiate';
  return /^[Kk]/.test(text) ? 'key-update' : 'send';
}

interface Poured {
  octets: Buffer;
  onLine(text: string): 'send' | 'taken' | 'leave';
  quiet: boolean;
}

/** Of a pipe only the very first letter is looked at; when it ends, the session does, unless -quiet makes it stay. */
function pourLines(context: ToolContext, wire: Wire, { octets, onLine, quiet }: Poured) {
  const isSent = onLine(octets.subarray(0, 1).toString('latin1')) === 'send';
  return pour(context, wire, isSent ? octets : Buffer.alloc(0), quiet ? 'listen' : 'leave');
}

const flags = ['-crlf', '-quiet', '-brief', '-verify_return_error'] as const;
const valued = ['-connect', '-starttls', '-servername', '-verify_hostname', '-name', '-host', '-port'] as const;

function orderFrom(args: readonly string[]): Order {
  const given = new Map<string, string>();
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const option = word.replace(/^--/, '-');
    const takesValue = valued.some((known) => known === option);
    if (!takesValue && !flags.some((known) => known === option)) {
      throw new UsageError(`s_client: option ${word} is not available here`);
    }
    const value = takesValue ? words.shift() : '';
    if (value === undefined) throw new UsageError(`s_client: option ${word} needs a value`);
    given.set(option, value);
  }
  const protocol = given.get('-starttls');
  if (protocol !== undefined && protocol !== 'smtp') throw new UsageError(`s_client: -starttls: smtp is what is here`);
  return {
    ...target(given),
    startTls: protocol !== undefined,
    crlf: given.has('-crlf'),
    quiet: given.has('-quiet'),
    brief: given.has('-brief'),
    serverName: given.get('-servername'),
    verifyHostname: given.get('-verify_hostname'),
    verifyReturnError: given.has('-verify_return_error'),
    name: given.get('-name') ?? 'mail.example.com',
  };
}

function target(given: Map<string, string>): { host: string; port: number } {
  const connectTo = given.get('-connect') ?? `${given.get('-host') ?? ''}:${given.get('-port') ?? '4433'}`;
  const colon = connectTo.lastIndexOf(':');
  const [host, portText] = colon < 0 ? [connectTo, '4433'] : [connectTo.slice(0, colon), connectTo.slice(colon + 1)];
  const port = portOf(portText);
  if (host === '') throw new UsageError('s_client: -connect needs HOST:PORT');
  if (port === undefined) throw new UsageError(`s_client: bad port ${portText}`);
  return { host, port };
}
