import type { SandboxEvent } from '#protocol/events.ts';

/** A fact as a plain sentence, for those who do not see the map; undefined for facts that the map does not show. */
export function sentenceFor(event: SandboxEvent): string | undefined {
  switch (event.type) {
    case 'dns.answered': {
      if (event.question.type === 'PTR') return undefined;
      const found = event.answers.length > 0 ? `${event.answers.length} found` : 'nothing found';
      return `${event.client} asked for ${event.question.type} of ${event.question.name}: ${found}.`;
    }
    case 'connection.opened':
      return `${event.from.host} connected to ${event.to.host}, port ${event.to.port}.`;
    case 'connection.refused':
      return `${event.to.host} refused a connection from ${event.from.host} to port ${event.to.port}.`;
    case 'connection.timed-out':
      return `${event.to.host} did not answer ${event.from.host} on port ${event.to.port}.`;
    case 'policy.decided': {
      const verdict = { local: 'keeps it', relay: 'passes it on', reject: 'refuses it', defer: 'refuses it for now' }[
        event.verdict
      ];
      return `${event.host} decided about mail for ${event.recipient}: it ${verdict}.`;
    }
    case 'message.accepted':
      return `${event.host} took responsibility for a message to ${event.envelope.recipients.join(' and ')}.`;
    case 'message.delivered':
      return `${event.host} put the message into the mailbox of ${event.mailbox}.`;
    case 'message.relayed':
      return `${event.host} passed the message for ${event.recipient} on to ${event.nextHop.host}.`;
    case 'message.deferred':
      return `${event.host} keeps the message for ${event.recipient} and tries again later: ${event.diagnostic}.`;
    case 'message.bounced':
      return `${event.host} gave up on ${event.recipient}: ${event.diagnostic}.`;
    case 'host.stopped':
      return `${event.host} was switched off.`;
    case 'host.started':
      return `${event.host} was switched on.`;
    default:
      return undefined;
  }
}
