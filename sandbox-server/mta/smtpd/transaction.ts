import type { Envelope } from '#protocol/events.ts';
import type { RcptParameters } from './esmtp-parameters.ts';

/** The envelope so far. */
export interface Transaction {
  reversePath: string;
  asked: Omit<Envelope, 'reversePath' | 'recipients' | 'dsn'>;
  dsn: Pick<NonNullable<Envelope['dsn']>, 'ret' | 'envid'>;
  recipients: Map<string, RcptParameters>;
  refused: number;
  /** Pieces of the letter that came with BDAT; undefined before the first. */
  chunks?: Buffer[];
  /** A chunk was refused: those behind it are thrown away, up to the last one. */
  spoilt?: boolean;
}

/** As the facts name it. */
export function envelopeOf({ reversePath, asked, dsn, recipients }: Transaction): Envelope {
  const wished = [...recipients].filter(([, wish]) => Object.keys(wish).length > 0);
  const says = wished.length > 0 || Object.keys(dsn).length > 0;
  return {
    reversePath,
    recipients: [...recipients.keys()],
    ...asked,
    ...(says ? { dsn: { ...dsn, recipients: Object.fromEntries(wished) } } : {}),
  };
}
