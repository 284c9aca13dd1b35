import type { ScenarioInput } from '#protocol/scenario.ts';
import { readersAtHome } from './readers.ts';

/** A list of five hundred addresses at four providers, as it grows when nobody ever takes anybody off. */

type Actor = NonNullable<ScenarioInput['actors']>[number];

const [minute, hour] = [60_000, 3_600_000];

interface Provider {
  domain: string;
  /** Mailboxes u001, u002, … with people behind them. */
  crowd: number;
  /** Addresses of the list that are nobody’s any more: the numbers after the crowd’s. */
  gone: number;
  /** How many read in which way, one to another. */
  reads?: NonNullable<Extract<Actor, { kind: 'mailbox-provider' }>['crowd']>['reads'];
  config: Record<string, string>;
}

/** What the lab changes of the providers of `campaign`, by host. Three of the crowd are in each list of parameters. */
export const providersOfTheLab: Readonly<Record<string, Provider>> = {
  'mx.globex.example': {
    domain: 'globex.example',
    crowd: 175,
    gone: 14,
    config: {
      lab_reply_style: 'lengthy',
      lab_full_mailboxes: 'u017 u058 u121 u166',
      lab_disabled_mailboxes: 'u033 u090 u154',
    },
  },
  'mx.initech.example': { domain: 'initech.example', crowd: 80, gone: 9, config: {} },
  'mx.freemail.example': {
    domain: 'freemail.example',
    crowd: 155,
    gone: 13,
    reads: { 'with-images': 4, 'without-images': 1, 'as-text': 1, never: 6 },
    config: {
      lab_reply_style: 'tagged',
      lab_bulk_from: '0',
      lab_full_mailboxes: 'u024 u071 u140',
      lab_disabled_mailboxes: 'u012 u099',
    },
  },
};

const oldmail = { domain: 'oldmail.example', crowd: 46, gone: 8 };

/** Half of the people behind it never open anything. */
export const oldmailPeople = {
  kind: 'mailbox-provider',
  host: 'mx.oldmail.example',
  domain: oldmail.domain,
  readersHost: readersAtHome.name,
  people: [],
  crowd: {
    count: oldmail.crowd,
    reads: { 'with-images': 3, 'without-images': 1, 'as-text': 1, never: 5 },
    readsAfterMs: [20 * minute, 8 * hour],
    clicks: 0.1,
    unsubscribes: 0.02,
  },
} satisfies Actor;

/** Everybody whom the newsletter program knows, mixed as they joined. */
export const listOfFiveHundred: string[] = mixed(
  [...Object.values(providersOfTheLab), oldmail].flatMap(({ domain, crowd, gone }) =>
    Array.from({ length: crowd + gone }, (_, at) => `u${String(at + 1).padStart(digitsOf(crowd), '0')}@${domain}`),
  ),
);

/** As many as the crowd's own numbers have. */
function digitsOf(crowd: number): number {
  return String(crowd).length;
}

/** Always in the same order, neighbours far apart: 197 is prime to the length. */
function mixed(addresses: string[]): string[] {
  return addresses.map((_, at) => addresses[(at * 197) % addresses.length] ?? '');
}
