import { describe, expect, test } from 'vitest';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import { serviceMetrics } from '#protocol/service-metrics.ts';
import { recordToPublish } from './Domains.tsx';
import { bounceCausesOf, deliveriesOverTime, standing } from './deliveries.ts';
import { askers, percent, serviceNumbers } from './numbers.ts';
import { streamOf, wholeStream } from './stream.ts';

/** What the console of a relay service makes of its events. */

let seq = 0;

function noted(recipient: string, event: ServiceEvent['event'], more: Partial<ServiceEvent> = {}): ServiceEvent {
  seq += 1;
  const queueId = `Q-${recipient}`;
  const head = {
    seq,
    at: seq * 1000,
    account: 'acme-prod',
    message: 'm1',
    copy: { host: 'out1.postly.example', queueId },
  };
  return { ...head, recipient, event, by: 'queue', raw: event, ...more };
}

const ann = 'ann@globex.example';
const zoe = 'zoe@freemail.example';
const ghost = 'ghost@globex.example';

const hard = { class: 'hard', cause: 'bad-address' } as const;
const block = { class: 'block', cause: 'content' } as const;

const story = [
  noted(ann, 'accepted'),
  noted(zoe, 'accepted'),
  noted(ghost, 'accepted'),
  noted(ann, 'deferred', { class: 'soft', cause: 'greylisted' }),
  noted(ann, 'deferred', { class: 'soft', cause: 'greylisted' }),
  noted(ghost, 'delivered'),
  noted(ann, 'delivered'),
  noted(zoe, 'bounced', block),
  noted(ghost, 'bounced', { ...hard, by: 'report' }),
  noted(ann, 'opened', { agent: 'ImageProxy/1.0' }),
  noted(ann, 'opened', { agent: 'ImageProxy/1.0' }),
];
const number = (id: string) => serviceNumbers(serviceMetrics(story)).find((one) => one.id === id);

describe('the numbers', () => {
  test('each says how many, of what, and which share that is', () => {
    expect(number('processed')?.count).toBe(3);
    expect(number('delivered')).toMatchObject({ count: 1, of: { what: 'processed', count: 3, rate: 1 / 3 } });
    expect(number('deferred')).toMatchObject({ count: 1 });
    expect(number('bounced')).toMatchObject({ count: 2, note: '1 hard · 1 blocked', of: { count: 3, rate: 2 / 3 } });
    expect(number('opened')).toMatchObject({ count: 1, of: { what: 'delivered', count: 1, rate: 1 } });
  });

  test('a late bounce takes the delivery back: nothing is counted twice', () => {
    const { delivered, deferred, bounced, blocked } = standing(serviceMetrics(story));
    expect([delivered, deferred, bounced, blocked]).toEqual([1, 0, 1, 1]);
  });

  test('of nothing there is no share', () => {
    const numbers = serviceNumbers(serviceMetrics([]));
    expect(numbers.map(({ count }) => count)).toEqual(numbers.map(() => 0));
    expect(numbers.map(({ of }) => percent(of?.rate))).toEqual(numbers.map(() => '–'));
    expect(percent(0.85)).toBe('85.0 %');
  });

  test('who asked is counted by copies, however often it asked', () => {
    expect(askers(story, 'opened')).toEqual([{ agent: 'ImageProxy/1.0', copies: 1 }]);
    expect(askers(story, 'clicked')).toEqual([]);
  });
});

describe('deliveries over time', () => {
  test('each answer stands where it was said', () => {
    const { lengthMs, spans } = deliveriesOverTime(story);
    expect(lengthMs).toBe(1000);
    expect(spans.map(({ delivered, deferred, bounced, blocked }) => [delivered, deferred, bounced, blocked])).toEqual([
      [0, 1, 0, 0],
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ]);
  });

  test('five days make a few long spans without gaps, and no answer is lost', () => {
    const days = [...story, noted(zoe, 'expired', { at: 5 * 86_400_000 })];
    const { spans } = deliveriesOverTime(days);
    expect(spans.length).toBeLessThanOrEqual(24);
    const all = spans.reduce((sum, span) => sum + span.delivered + span.deferred + span.bounced + span.blocked, 0);
    expect(all).toBe(7);
  });

  test('before the first answer there is nothing to draw', () => {
    expect(deliveriesOverTime(story.slice(0, 3)).spans).toEqual([]);
  });
});

test('bounces by class and cause: the last answer about a copy counts', () => {
  const withCauses = bounceCausesOf(story).filter(({ count }) => count > 0);
  expect(withCauses).toEqual([
    { class: 'hard', count: 1, causes: [{ cause: 'bad-address', count: 1 }] },
    { class: 'block', count: 1, causes: [{ cause: 'content', count: 1 }] },
  ]);
});

test('the stream is filtered by kind, class, provider and words, newest first', () => {
  const recipients = (filter: Partial<typeof wholeStream>) =>
    streamOf(story, { ...wholeStream, ...filter }).map(({ recipient, event }) => `${recipient} ${event}`);
  expect(recipients({ kind: 'bounced' })).toEqual([`${ghost} bounced`, `${zoe} bounced`]);
  expect(recipients({ kind: 'bounced/hard' })).toEqual([`${ghost} bounced`]);
  expect(recipients({ provider: 'freemail.example' })).toEqual([`${zoe} bounced`, `${zoe} accepted`]);
  expect(recipients({ search: 'IMAGEPROXY' })).toEqual([`${ann} opened`, `${ann} opened`]);
  expect(recipients({})).toHaveLength(story.length);
});

test('a record to be copied into a zone has the final dots of its names', () => {
  expect(recordToPublish({ name: 'bounce.acme.example', type: 'CNAME', value: 'bounces.postly.example' })).toBe(
    'bounce.acme.example. CNAME bounces.postly.example.',
  );
  expect(recordToPublish({ name: '_postly.acme.example', type: 'TXT', value: 'postly-verify=7f3c' })).toBe(
    '_postly.acme.example. TXT "postly-verify=7f3c"',
  );
});
