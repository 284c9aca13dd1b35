import type { EventOf, SandboxEvent } from '#protocol/events.ts';
import { reasons } from '#protocol/reasons.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';
import { isWorthSeeing } from '../sandbox/pacing.ts';
import { saidByHand } from '../wire/answered-by-hand.ts';

export interface Sentence {
  seq: number;
  text: string;
}

/** The last sentences of a log up to a fact, oldest first; the world has come at least as far. */
export function lastSentences(events: readonly SandboxEvent[], seq: number, max: number, world: World): Sentence[] {
  const sentences: Sentence[] = [];
  for (let index = Math.min(seq, events.length) - 1; index >= 0 && sentences.length < max; index -= 1) {
    const event = events[index];
    if (!event || event.seq > seq) continue;
    if (event.type === 'sandbox.reset') break;
    const text = event.type === 'bytes.sent' ? sentenceByHand(world, event) : sentenceFor(event);
    if (text) sentences.unshift({ seq: event.seq, text });
  }
  return sentences;
}

/** What a person said to a caller, or the caller to him. */
function sentenceByHand(world: World, event: EventOf<'bytes.sent'>): string | undefined {
  const said = saidByHand(world, event);
  const connection = said && world.connections.byId[event.connection];
  if (!connection) return undefined;
  const { host } = connection.to;
  const { at, seq } = event;
  if (said.kind === 'command') {
    const { verb, line } = said;
    return sentenceFor({ type: 'smtp.command', at, seq, host, connection: connection.id, verb, line });
  }
  return `${host} answered ${said.code}, by hand${said.code >= 400 ? `: ${said.lines.at(-1) ?? ''}` : ''}.`;
}

/** A fact as a plain sentence, for those who do not see the map; undefined for facts that the map does not show. */
export function sentenceFor(event: SandboxEvent): string | undefined {
  switch (event.type) {
    case 'dns.answered': {
      if (!isWorthSeeing(event)) return undefined;
      const found = event.answers.length > 0 ? `${event.answers.length} found` : 'nothing found';
      return `${event.client} asked for ${event.question.type} of ${event.question.name}: ${found}.`;
    }
    case 'connection.attempted':
      return `${event.from.host} calls ${event.to.host}, port ${event.to.port}; nobody has answered yet.`;
    case 'connection.opened':
      return `${event.from.host} connected to ${event.to.host}, port ${event.to.port}.`;
    case 'connection.refused':
      return `${event.to.host} refused a connection from ${event.from.host} to port ${event.to.port}.`;
    case 'connection.timed-out':
      return `${event.to.host} did not answer ${event.from.host} on port ${event.to.port}.`;
    case 'connection.closed':
      if (event.how === 'restarted') return 'A connection ended because the sandbox was started anew.';
      return event.how === 'lost' ? 'A connection was lost.' : undefined;
    case 'bytes.altered':
      return `${event.host}, on the way, changed what was sent.`;
    case 'tls.established':
      return `From here on a connection is sealed with ${event.protocol}.`;
    case 'tls.failed':
      return `No TLS came about: ${event.problem}.`;
    case 'certificate.checked':
      return event.trusted ? undefined : `${event.host} does not trust the certificate: ${event.problem ?? 'unknown'}.`;
    case 'smtp.command':
      return `${event.host} heard ${event.verb === 'DATA-END' ? 'the final dot' : visibleText(event.verb)}.`;
    case 'smtp.reply': {
      const code = [event.code, event.enhanced].filter(Boolean).join(' ');
      return `${event.host} answered ${code}${event.code >= 400 ? `: ${event.lines.at(-1) ?? ''}` : ''}.`;
    }
    case 'login.attempted':
      return event.ok
        ? `${event.user} logged in at ${event.host}.`
        : `A login of ${event.user} failed at ${event.host}.`;
    case 'policy.decided': {
      const verdict = { local: 'keeps it', relay: 'passes it on', reject: 'refuses it', defer: 'refuses it for now' }[
        event.verdict
      ];
      return `${event.host} decided about mail for ${event.recipient}: it ${verdict}.`;
    }
    case 'auto-reply.withheld':
      return `The robot of ${event.mailbox} keeps silent. ${reasons[event.because.reason].plain}`;
    case 'message.accepted':
      if (event.autoReply) {
        return `A robot answers for ${event.autoReply.mailbox}, to ${event.envelope.recipients.join(' and ')}.`;
      }
      return event.notice?.action === 'failed'
        ? `${event.host} took a notice that mail could not be delivered, to ${event.envelope.recipients.join(' and ')}.`
        : `${event.host} took responsibility for a message to ${event.envelope.recipients.join(' and ')}.`;
    case 'message.delivered':
      return `${event.host} put the message into the ${event.folder === 'junk' ? 'junk' : 'mailbox'} of ${event.mailbox}.`;
    case 'message.relayed':
      return `${event.host} passed the message for ${event.recipient} on to ${event.nextHop.host}.`;
    case 'message.deferred':
      return `${event.host} keeps the message for ${event.recipient} and tries again later: ${event.diagnostic}.`;
    case 'message.bounced':
      return `${event.host} gave up on ${event.recipient}: ${event.diagnostic}.`;
    case 'message.redirected':
      if (event.how !== 'service') return `At ${event.host}, ${event.recipient} stands for ${event.to.join(' and ')}.`;
      return event.as
        ? `${event.host} makes a copy of its own for ${event.recipient}.`
        : `${event.host} sends nothing to ${event.recipient}: the address is on its suppression list.`;
    case 'selftest.begun':
      return 'The monitor hands in its test letters.';
    case 'selftest.judged':
      return event.openings.length === 0
        ? 'All test letters arrived, and no server carries mail for strangers.'
        : `All test letters arrived, but ${event.openings.map(({ host }) => host).join(' and ')} carries mail for strangers.`;
    case 'relay.found':
      return `The spam bot at ${event.by} found that ${event.relay} carries mail for strangers.`;
    case 'blocklist.trapped':
      return `A letter from ${event.address} came into a trap of the blocklist ${event.zone}.`;
    case 'blocklist.listed':
      return `The blocklist ${event.zone} lists ${event.address}: ${event.reason}.`;
    case 'blocklist.asked':
      return `The blocklist ${event.zone} was asked to take ${event.address} off.`;
    case 'blocklist.refused':
      return `The blocklist ${event.zone} refused: ${event.reason}.`;
    case 'blocklist.delisted':
      return `The blocklist ${event.zone} no longer lists ${event.address}.`;
    case 'fault.switched':
      return `${event.on ? 'Switched on' : 'Switched off'}: ${event.fault}.`;
    case 'fault.happened':
      return `It went wrong as planned: ${event.fault}.`;
    case 'host.stopped':
      return `${event.host} was switched off.`;
    case 'host.started':
      return `${event.host} was switched on.`;
    default:
      return undefined;
  }
}

/** One or two sentences as they are; of more the last, with their number. Looking back, where one is. */
export function breath(sentences: readonly Sentence[], heardUpTo: number): string {
  const news = sentences.filter(({ seq }) => seq > heardUpTo);
  const last = sentences.at(-1);
  if (!last) return '';
  if (news.length === 0) return last.text;
  if (news.length <= 2) return news.map(({ text }) => text).join(' ');
  return `${news.length} things happened. ${last.text}`;
}
