import type { SandboxEvent } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';

/**
 * Whether the learner has done the right thing since the coach spoke, so that the sentence may go. `later` are the facts
 * after the sentence. What still belongs to the deed that was its cause, as the 250 after the dot, the step that it
 * reaches or the rest of what swaks says, is no answer to it.
 */
export function wentOn(later: readonly SandboxEvent[], world: World): boolean {
  const next = later.findIndex(({ type, command }) => command !== undefined || deeds.includes(type));
  return next >= 0 && later.slice(next).some((event) => isRight(event) || isGoodAnswer(event, world));
}

/** Lines of a paste and answers are deeds of their own. */
const deeds: SandboxEvent['type'][] = ['terminal.entered', 'answer.given'];

function isRight(event: SandboxEvent): boolean {
  switch (event.type) {
    case 'step.reached':
    case 'host.started':
    case 'fault.switched':
      return true;
    case 'answer.given':
      return event.correct;
    case 'config.changed':
    case 'zone.changed':
    case 'suppression.edited':
      return event.by === 'learner';
    default:
      return false;
  }
}

function isGoodAnswer(event: SandboxEvent, world: World): boolean {
  switch (event.type) {
    case 'dns.answered':
      return event.driver === 'learner' && event.answers.length > 0;
    case 'smtp.reply':
      // A good-bye is said after mistakes, too.
      return event.code < 400 && event.code !== 221 && isTheLearners(event, world);
    case 'bytes.sent':
      return event.by === 'client' && !/^QUIT\b/i.test(event.data) && isServedByHand(event.connection, world);
    case 'message.accepted':
      return event.origin === 'learner' && event.upstream === undefined;
    case 'message.delivered':
    case 'message.relayed':
      return hadToWait(event, world);
    default:
      return false;
  }
}

function isTheLearners({ connection }: { connection: string }, { connections }: World): boolean {
  return connections.byId[connection]?.driver === 'learner';
}

/** The learner is the server there, and his caller goes on: he understood the answer. */
function isServedByHand(connection: string, { connections, terminals }: World): boolean {
  if (connections.byId[connection]?.driver === 'learner') return false;
  return Object.values(terminals.byName).some(
    (terminal) => terminal.connection === connection || terminal.lastConnection === connection,
  );
}

type Arrived = Extract<SandboxEvent, { type: 'message.delivered' | 'message.relayed' }>;

/** What waited in a queue got on its way. */
function hadToWait({ message, queueId, seq }: Arrived, { messages }: World): boolean {
  const { outcomes = [] } = messages.byId[message] ?? {};
  return outcomes.some((one) => one.kind === 'deferred' && one.queueId === queueId && one.seq < seq);
}
