import { describe, expect, test } from 'vitest';
import { isShown, isWayShown, noFilter } from '../components/wire/filter.ts';
import { postbagOf } from '../components/wire/way/postbag.ts';
import { wayStepsOf } from '../components/wire/way/way-steps.ts';
import { wayAsText } from '../components/wire/way/way-text.ts';
import { connectionsOf, waysOf } from '../components/wire/way/ways.ts';
import { OwnWorld } from './own-world.ts';

// What the wire view says of a letter's whole way, on the real engine.

function waysIn(world: OwnWorld) {
  const bag = postbagOf(world.sandbox.world);
  return { bag, ways: waysOf(bag) };
}

describe('the way of a letter', () => {
  test('that bounced says who said no, with which words and by which rule', async () => {
    const world = OwnWorld.open();
    await world.handIn({ rcpt: ['<nobody@globex.example>'] });
    const [fate] = waysIn(world).ways[0]?.fates ?? [];
    expect(fate).toMatchObject({ recipient: 'nobody@globex.example', kind: 'bounced' });
    const decisive = JSON.stringify(fate?.decisive);
    expect(decisive).toContain('550 5.1.1');
    expect(decisive).toContain('looked for nobody among');
    await world.sandbox.stop();
  });

  test('has its look-ups, its conversations and its notice in the order of what happened', async () => {
    const world = OwnWorld.open();
    await world.handIn({ rcpt: ['<nobody@globex.example>'] });
    const { bag, ways } = waysIn(world);
    expect(ways).toHaveLength(1);
    const [way] = ways;
    if (!way) throw new Error('no way');
    const steps = wayStepsOf(way, bag);
    expect(steps.map(({ seq }) => seq)).toEqual(steps.map(({ seq }) => seq).toSorted((a, b) => a - b));
    const kinds = steps.map(({ kind }) => kind);
    expect(kinds[0]).toBe('connection');
    expect(kinds).toContain('lookup');
    expect(steps.some(({ isNotice }) => isNotice)).toBe(true);
    expect(wayAsText(way, steps)).toContain('nobody@globex.example');
    await world.sandbox.stop();
  });

  test('tells each recipient’s own fate', async () => {
    const world = OwnWorld.open();
    await world.handIn({ rcpt: ['<ann@globex.example>', '<nobody@globex.example>'] });
    const fates = waysIn(world).ways[0]?.fates.map(({ recipient, kind }) => [recipient, kind]);
    expect(fates).toEqual([
      ['ann@globex.example', 'delivered'],
      ['nobody@globex.example', 'bounced'],
    ]);
    await world.sandbox.stop();
  });

  test('that waits says since which answer', async () => {
    const world = OwnWorld.open({ backup: false });
    await world.command({ type: 'switch-host', host: 'mx.globex.example', on: false });
    await world.handIn();
    await world.skip(1);
    expect(waysIn(world).ways[0]?.fates[0]?.kind).toBe('waiting');
    await world.sandbox.stop();
  });

  test('that nobody took is a way all the same', async () => {
    const world = OwnWorld.open();
    await world.talk('mx.globex.example', [
      'EHLO a.example',
      'MAIL FROM:<kim@acme.example>',
      'RCPT TO:<nina@initech.example>',
    ]);
    expect(waysIn(world).ways[0]?.fates[0]).toMatchObject({ kind: 'refused', recipient: 'nina@initech.example' });
    await world.sandbox.stop();
  });
});

describe('the filter', () => {
  test.each([
    ['a code', { search: '5.1.1' }, true],
    ['an address', { search: 'nobody@globex' }, true],
    ['what is nowhere', { search: 'atlantis' }, false],
    ['refusals', { onlyRefused: true }, true],
    ['a host', { host: 'mx2.globex.example' }, false],
  ])('finds by %s', async (_, given, isFound) => {
    const world = OwnWorld.open();
    await world.handIn({ rcpt: ['<nobody@globex.example>'] });
    const { bag, ways } = waysIn(world);
    const [way] = ways;
    if (!way) throw new Error('no way');
    const filter = { ...noFilter, ...given };
    expect(isWayShown(way, connectionsOf(way, bag), filter)).toBe(isFound);
    expect(Object.values(bag.byId).some((connection) => isShown(connection, filter))).toBe(isFound);
    await world.sandbox.stop();
  });
});
