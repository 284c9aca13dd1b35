import { clientHello } from '#protocol/client-hello.ts';
import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { sentenceFor } from '../map/sentences.ts';
import { span } from '../wire/sandbox-time.ts';

const dayMs = 24 * 3_600_000;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A sandbox moment as a clock on the wall: `09:04:31`, from the second day on with its name, later with its date. */
export function wallClock(at: number): string {
  const date = new Date(sandboxEpochMs + at);
  const time = date.toISOString().slice(11, 19);
  const day = Math.floor((sandboxEpochMs + at) / dayMs) - Math.floor(sandboxEpochMs / dayMs);
  if (day === 0) return time;
  return day < 7 ? `${days[date.getUTCDay()]} ${time}` : `${date.toISOString().slice(5, 10)} ${time}`;
}

/** What happened, in one short sentence without a full stop, for whoever moves the play-head. */
export function whatHappened(event: SandboxEvent): string {
  return visibleText(ownWords(event) ?? sentenceFor(event)?.replace(/\.$/, '') ?? plainName(event));
}

function ownWords(event: SandboxEvent): string | undefined {
  switch (event.type) {
    case 'sandbox.started':
      return 'The sandbox began';
    case 'sandbox.reset':
      return 'You started anew';
    case 'sandbox.forked':
      return 'The fork began';
    case 'sandbox.restored':
      return 'The sandbox was woken; what was connected is not any more';
    case 'clock.skipped':
      return `The clock was put forward: ${span(event.byMs)}`;
    case 'terminal.entered':
      return event.text.trim() === '' ? 'You pressed Enter' : `You typed ${event.text}`;
    case 'smtp.command':
      if (event.verb === 'DATA-END') return `${event.host} got the dot`;
      return `${event.host} got ${event.verb === clientHello ? clientHello : event.line}`;
    case 'smtp.reply': {
      const verb = event.code >= 500 ? 'refused' : event.code >= 400 ? 'refused for now' : 'answered';
      return `${event.host} ${verb}: ${[event.code, event.enhanced, event.lines.at(-1)].filter(Boolean).join(' ')}`;
    }
    case 'tls.established':
      return `TLS is on: ${event.protocol}`;
    case 'tls.failed':
      return `TLS failed: ${event.problem}`;
    case 'login.attempted':
      return `${event.user} ${event.ok ? 'logged in' : 'was not let in'} at ${event.host}`;
    case 'step.reached':
      return 'A step of the lesson was done';
    case 'step.missed':
      return event.seen === '' ? undefined : event.seen.replace(/\.$/, '');
    default:
      return undefined;
  }
}

/** `mail.authenticated` in words, for facts that have no sentence of their own. */
function plainName({ type }: SandboxEvent): string {
  const words = type.replaceAll(/[.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
