import { describe, expect, test } from 'vitest';
import type { HostsState } from '#protocol/projections/hosts.ts';
import { worldAt } from '#protocol/world.ts';
import preset from '../../content/presets/hostile-internet.ts';
import { borderCrossing, facingSides, labelPlace, pathThrough, pointAt, samplesOf } from './cable/cable-path.ts';
import { drawMap } from './map-drawing.ts';
import { type Arrangement, arrangementOf, type Box, boxOf, isInside } from './map-layout.ts';

const roomy: Arrangement = {
  isTall: false,
  density: 'roomy',
  card: { width: 186, height: 84 },
  pitch: { column: 278, row: 140 },
  lines: { quiet: 2, most: 2 },
};
const at = (column: number, row: number, arrangement = roomy) => boxOf({ position: { column, row } }, arrangement);
const asTheyAre = (cards: readonly Box[]) => ({ now: cards, grown: cards });
const none = asTheyAre([]);
const [laptop, mail, nameServer, far] = [at(0, 0), at(1, 0), at(1, 1), at(2, 0)];

test('a journey goes to the right, and downwards in a narrow frame', () => {
  const tall = { ...roomy, isTall: true };
  expect(mail.x).toBeGreaterThan(laptop.x);
  expect(at(1, 0, tall).y).toBeGreaterThan(at(0, 0, tall).y);
  expect(at(1, 0, tall).x).toBe(at(0, 0, tall).x);
});

test.each([
  ['to the right', laptop, mail, ['right', 'left']],
  ['back to the left', mail, laptop, ['left', 'right']],
  ['to the card below', mail, nameServer, ['bottom', 'top']],
  ['to the card above', nameServer, mail, ['top', 'bottom']],
])('a cable %s leaves and arrives at the sides that face each other', (_, from, to, sides) => {
  expect(facingSides(from, to)).toEqual(sides);
});

test('a cable goes round a card that stands in its way, and straight where none does', () => {
  const touches = (path: ReturnType<typeof pathThrough>) => samplesOf(path, 50).some((point) => isInside(point, mail));
  expect(touches(pathThrough([laptop, far], []))).toBe(true);
  expect(touches(pathThrough([laptop, far], [mail]))).toBe(false);
  expect(pathThrough([laptop, mail], [far])).toEqual(pathThrough([laptop, mail], []));
});

test('a cable through somebody on the way passes his card in the middle of the way', () => {
  const path = pathThrough([laptop, nameServer, far], []);
  expect(path).toHaveLength(2);
  expect(isInside(pointAt(path, 0.499), nameServer, 1)).toBe(true);
  expect(isInside(pointAt(path, 0.501), nameServer, 1)).toBe(true);
});

test('labels stand beside cards, and beside each other', () => {
  const path = pathThrough([laptop, mail], []);
  const first = labelPlace(path, none, []);
  expect(first).toMatchObject(pointAt(path, 0.5));
  const long = pathThrough([laptop, at(4, 0)], []);
  expect(labelPlace(long, none, [{ ...pointAt(long, 0.5), room: 96 }])).not.toMatchObject(pointAt(long, 0.5));
});

test('words on a cable have the room that is there: little between two cards, much where nothing stands', () => {
  const between = labelPlace(pathThrough([laptop, mail], []), asTheyAre([laptop, mail]), []);
  expect(between.room).toBeLessThan(mail.x - laptop.x - laptop.width + 26);
  const around = labelPlace(pathThrough([laptop, far], [mail]), asTheyAre([laptop, mail, far]), []);
  expect(around.room).toBeGreaterThan(200);
  // The next one on the same height takes what the first has left.
  const { x, y, room } = around;
  const beside = labelPlace(pathThrough([laptop, at(4, 0)], [mail]), asTheyAre([laptop, mail, far]), [around]);
  expect(Math.abs(beside.x - x) >= (beside.room + room) / 2 || Math.abs(beside.y - y) >= 22).toBe(true);
});

test('a border is crossed where the cable leaves the place of the network', () => {
  const area = { x: laptop.x - 16, y: laptop.y - 30, width: laptop.width + 32, height: laptop.height + 44 };
  const path = pathThrough([laptop, mail], []);
  const crossing = borderCrossing(path, area);
  expect(crossing?.x).toBeGreaterThanOrEqual(area.x + area.width);
  expect(crossing?.x).toBeLessThan(mail.x);
  expect(borderCrossing(pathThrough([mail, far], []), area)).toBeUndefined();
});

describe('the map of the hostile internet', () => {
  const { scenario } = preset;
  const hosts = (order = scenario.hosts): HostsState => {
    const start = { type: 'sandbox.started', version: 1, lesson: 'x', seed: 's' } as const;
    return worldAt([{ seq: 1, at: 0, ...start, scenario: { ...scenario, hosts: order } }]).hosts;
  };
  const room = (isTall: boolean) => ({ width: 840, height: 270, isTall });
  const links = [
    { id: 'one', ends: ['laptop.acme.example', 'mail.acme.example'], via: ['wifi.cafe.test'] },
    { id: 'two', ends: ['gw.acme.example', 'mx.globex.example'], via: [] },
  ] as const;

  test.each([false, true])('is the same in every run, whatever happened and came first (tall: %s)', (isTall) => {
    const draw = (state: HostsState) => drawMap(state, links, arrangementOf(state, room(isTall)));
    const first = draw(hosts());
    const off = hosts([...scenario.hosts].reverse());
    for (const host of Object.values(off.byName)) host.up = false;
    const again = draw(off);
    expect(again.cables).toEqual(first.cables);
    expect(again.frame).toEqual(first.frame);
    for (const [name, box] of first.boxes) expect(again.boxes.get(name)).toEqual(box);
    // A cable that comes later moves none of those before it.
    const more = [...links, { id: 'three', ends: ['gw.acme.example', 'mx.freemail.example'], via: [] }] as const;
    expect(drawMap(hosts(), more, arrangementOf(hosts(), room(isTall))).cables.slice(0, 2)).toEqual(first.cables);
  });

  test('keeps the cables that it has, and draws those from the first that is another one on', () => {
    const [state, question] = [hosts(), { id: 'ask', ends: ['gw.acme.example', 'ns.lab'], via: [] } as const];
    const arrangement = arrangementOf(state, room(false));
    const first = drawMap(state, links, arrangement);
    const [one, other] = drawMap(state, [...links, question], arrangement, first).cables;
    expect([one, other]).toEqual(first.cables);
    expect(one).toBe(first.cables[0]);
    const without = drawMap(state, [links[1]], arrangement, first);
    expect(without.cables).toEqual(drawMap(state, [links[1]], arrangement).cables);
    const elsewhere = drawMap(state, links, arrangementOf(state, room(true)), first);
    expect(elsewhere.cables[0]).not.toBe(first.cables[0]);
  });

  test.each([false, true])(
    'has no two cards on each other, and nobody else in a network’s place (tall: %s)',
    (isTall) => {
      const { boxes, areas } = drawMap(hosts(), [], arrangementOf(hosts(), room(isTall)));
      const cards = [...boxes];
      for (const [name, box] of cards) {
        for (const [other, card] of cards) {
          if (name !== other) expect(isInside(card, box), `${other} on ${name}`).toBe(false);
        }
      }
      const inside = areas.map(({ network, box }) => [
        network.name,
        cards.filter(([, card]) => isInside({ x: card.x + 1, y: card.y + 1 }, box)).map(([name]) => name),
      ]);
      expect(Object.fromEntries(inside)).toEqual({
        café: ['laptop.acme.example', 'wifi.cafe.test'],
        Acme: ['mail.acme.example', 'gw.acme.example'],
        Oldcorp: ['relay.oldcorp.example'],
      });
    },
  );
});
