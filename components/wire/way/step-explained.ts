import { connectionExplained, type Explained, lookupExplained } from '../explain.ts';
import { shownOctets } from '../octets.ts';
import type { WayStep } from './way-steps.ts';

/** A stretch of a letter's way explained. */
export function stepExplained(step: WayStep): Explained {
  switch (step.kind) {
    case 'connection': {
      const about = connectionExplained(step.connection);
      return { ...about, points: [...about.points, { label: 'Came to', code: step.came.words }] };
    }
    case 'lookup':
      return lookupExplained(step.lookup);
    case 'written':
      return {
        subject: step.queueId,
        plain: step.isNotice
          ? 'A delivery report. Its return address is <>, so that no notice is ever written about a notice.'
          : 'The server wrote this entry of its queue itself; nobody handed it in.',
        ...(step.isNotice ? { rfc: 'RFC 5321 §6.1' } : {}),
        points: [],
        terms: [],
      };
    case 'outcome': {
      const { kind, detail, status, by } = step.outcome;
      return {
        subject: status ?? kind,
        ...outcomes[kind],
        points: [
          ...(by ? [{ label: 'Rule', code: shownOctets(`${by.name} = ${by.value}`) }] : []),
          { label: 'In its words', code: shownOctets(detail) },
        ],
        terms: [],
      };
    }
  }
}

const outcomes = {
  relayed: { plain: 'The next server has taken responsibility; this one forgets the letter.', rfc: 'RFC 5321 §4.2.5' },
  delivered: { plain: 'The end of the way: the letter lies in the mailbox.', rfc: 'RFC 5321 §2.3.10' },
  redirected: { plain: 'Another address stands behind this one; the letter goes on to it.', rfc: 'RFC 5321 §3.9' },
  deferred: {
    plain: 'Not a no, but a later: the server keeps the letter and tries again, days long.',
    rfc: 'RFC 5321 §4.5.4.1',
  },
  bounced: {
    plain: 'The server has given up. It owes the sender a notice, unless the return address is <>.',
    rfc: 'RFC 5321 §6.1',
  },
} as const;
