import type { SandboxEvent } from '#protocol/events.ts';
import type { CoachRule } from '#protocol/lesson.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { World } from '#protocol/world.ts';

/** Silence after which somebody who answers as a server is helped, in sandbox ms. */
const quietMs = 20_000;

/** Mistakes of somebody who answers as a server, with `nc -l`. */
export const serverCoachRules: readonly CoachRule[] = [
  {
    id: 'server-speaks-first',
    say: 'Your caller waits: in SMTP the server speaks first. Greet it with 220 and your name.',
    afterQuiet: { ms: quietMs, when: (world) => served(world)?.bytes.length === 0 },
  },
  {
    id: 'greeting-is-220',
    say: 'A server that is ready greets with 220. With 554 it would send every caller away.',
    on: 'bytes.sent',
    notices: (event, world) => {
      const { words, before } = said(event, world);
      return words !== undefined && before.length === 0 && /^[23](?!20)\d\d/.test(words);
    },
  },
  {
    id: 'three-digits',
    say: 'Every line of a server begins with three digits and a space or a minus; a client understands nothing else.',
    on: 'bytes.sent',
    notices: (event, world) => {
      const { words } = said(event, world);
      return words !== undefined && !/^\d{3}([ -]|\r?\n)/.test(words);
    },
  },
  {
    id: 'last-line-has-a-space',
    say: 'A minus after the code promises more lines. The last one has a space: 250 laptop.acme.example.',
    afterQuiet: {
      ms: quietMs,
      when: (world) => {
        const last = served(world)?.bytes.at(-1);
        return last?.by === 'server' && /^\d{3}-.*\r?\n$/.test(last.data);
      },
    },
  },
  {
    id: 'data-wants-354',
    say: 'DATA is answered with 354: send it now. 250 would say that you have taken a letter which is not there yet.',
    on: 'bytes.sent',
    notices: (event, world) => {
      const { words, before } = said(event, world);
      return words !== undefined && /^2\d\d/.test(words) && /^DATA\r\n$/im.test(before.at(-1)?.data ?? '');
    },
  },
  {
    id: 'answer-the-dot',
    say: 'The letter has ended and the caller waits: 250 takes it, a 4xx lets it come again, a 5xx sends it back.',
    afterQuiet: {
      ms: quietMs,
      when: (world) => {
        const last = served(world)?.bytes.at(-1);
        return last?.by === 'client' && /(^|\r\n)\.\r\n$/.test(last.data);
      },
    },
  },
  {
    id: 'answer-quit',
    say: 'QUIT wants an answer, too: 221 and your name. Then the caller hangs up.',
    afterQuiet: {
      ms: quietMs,
      when: (world) => {
        const last = served(world)?.bytes.at(-1);
        return last?.by === 'client' && /(^|\r\n)QUIT\r\n$/i.test(last.data);
      },
    },
  },
];

/** The open conversation in which the learner is the server. Asked at every fact: it must be quick. */
function served({ connections, terminals }: World): Connection | undefined {
  for (const name in terminals.byName) {
    const connection = connections.byId[terminals.byName[name]?.connection ?? ''];
    if (connection?.state === 'open' && connection.driver !== 'learner') return connection;
  }
  return undefined;
}

/** What the learner has just said as a server, and all that was said before. */
function said(event: SandboxEvent, world: World): { words?: string; before: Connection['bytes'] } {
  if (event.type !== 'bytes.sent' || event.by !== 'server') return { before: [] };
  const connection = served(world);
  if (event.connection !== connection?.id) return { before: [] };
  return { words: event.data, before: connection.bytes.slice(0, -1) };
}
