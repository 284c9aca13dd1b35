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
      return true;
    case 'answer.given':
      return event.correct;
    case 'config.changed':
    case 'zone.changed':
      return event.by === 'learner';
    default:
      return false;
  }
}

/** A good-bye is said after mistakes, too. */
function isGoodAnswer(event: SandboxEvent, { connections }: World): boolean {
  if (event.type === 'dns.answered') return event.driver === 'learner' && event.answers.length > 0;
  if (event.type !== 'smtp.reply' || event.code >= 400 || event.code === 221) return false;
  return connections.byId[event.connection]?.driver === 'learner';
}
