import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clock, realWall, stoppedWall, type Wall } from './clock.ts';

/** A wall that is turned by hand, and rings what is due. */
function handWall() {
  let now = 1000;
  const timers = new Set<{ at: number; run: () => void }>();
  const wall: Wall = {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const turn = (ms: number) => {
    now += ms;
    for (const timer of timers) {
      if (timer.at > now) continue;
      timers.delete(timer);
      timer.run();
    }
  };
  return { wall, timers, turn };
}

test('the clock begins where it is told and follows the wall in whole milliseconds', () => {
  const { wall, turn } = handWall();
  const clock = new Clock(wall, 5000);
  turn(12.7);
  expect(clock.now()).toBe(5012);
  turn(0.4);
  expect(clock.now()).toBe(5013);
});

test('alarms go off in the order of their time, each at its own time, whatever the order of setting', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500)), fc.nat(600), (delays, until) => {
      const clock = new Clock(stoppedWall, 0);
      const rung: [number, number][] = [];
      delays.forEach((ms, index) => {
        clock.after(ms, () => rung.push([clock.now(), index]));
      });
      clock.advanceTo(until);
      const expected = delays
        .map((ms, index): [number, number] => [ms, index])
        .filter(([ms]) => ms <= until)
        .sort(([a, i], [b, j]) => a - b || i - j);
      expect(rung).toEqual(expected);
      expect(clock.now()).toBe(until);
    }),
  );
});

test('an alarm that is set while the clock is put forward goes off on the same way', () => {
  const clock = new Clock(stoppedWall, 0);
  const rung: number[] = [];
  const again = () => {
    rung.push(clock.now());
    clock.after(300, again);
  };
  clock.after(300, again);
  clock.advanceTo(1000);
  expect(rung).toEqual([300, 600, 900]);
  expect(clock.nextDueAt()).toBe(1200);
});

test('a cancelled alarm is silent, also when an earlier one cancels it on the way', () => {
  const clock = new Clock(stoppedWall, 0);
  const rung: string[] = [];
  const cancel = clock.after(20, () => rung.push('cancelled'));
  clock.after(10, cancel);
  clock.after(30, () => rung.push('kept'));
  clock.advanceTo(100);
  expect(rung).toEqual(['kept']);
});

test('the wall is asked for the next alarm only, and again after each', () => {
  const { wall, timers, turn } = handWall();
  const clock = new Clock(wall, 0);
  const rung: number[] = [];
  for (const ms of [30, 10, 20]) clock.after(ms, () => rung.push(ms));
  expect(timers.size).toBe(1);
  turn(10);
  expect(rung).toEqual([10]);
  turn(25);
  expect(rung).toEqual([10, 20, 30]);
  expect(timers.size).toBe(0);
});

test('what a skip brings nearer comes sooner on the wall, too', () => {
  const { wall, turn } = handWall();
  const clock = new Clock(wall, 0);
  let rung = false;
  clock.after(100, () => {
    rung = true;
  });
  clock.advanceTo(90);
  turn(9);
  expect(rung).toBe(false);
  turn(1);
  expect(rung).toBe(true);
});

test('a wall that rings early is asked again', () => {
  let ring = () => {};
  const early: Wall = {
    now: () => 0.4,
    after: (_ms, run) => {
      ring = run;
      return () => undefined;
    },
  };
  const clock = new Clock(early, 0);
  let rung = 0;
  clock.after(5, () => {
    rung += 1;
  });
  ring();
  expect(rung).toBe(0);
  expect(clock.nextDueAt()).toBe(5);
});

test('an alarm that is put off again and again costs one timer of the wall', () => {
  const asked: number[] = [];
  let [now, ring] = [0, () => {}];
  const wall: Wall = {
    now: () => now,
    after: (ms, run) => {
      asked.push(ms);
      ring = run;
      return () => undefined;
    },
  };
  const clock = new Clock(wall, 0);
  let rung = 0;
  let cancel = () => {};
  for (now = 0; now < 10; now += 1) {
    cancel();
    cancel = clock.after(10, () => {
      rung += 1;
    });
  }
  ring();
  expect([asked, rung]).toEqual([[10, 9], 0]);
  now = 19;
  ring();
  expect(rung).toBe(1);
});

test('time never goes back', () => {
  const clock = new Clock(stoppedWall, 100);
  clock.advanceTo(50);
  expect(clock.now()).toBe(100);
});

test('an alarm that fails leaves the others armed', () => {
  const { wall, timers } = handWall();
  const clock = new Clock(wall, 0);
  clock.after(10, () => {
    throw new Error('failed');
  });
  clock.after(20, () => undefined);
  expect(() => clock.advanceTo(30)).toThrow('failed');
  expect(clock.now()).toBe(10);
  expect(timers.size).toBe(1);
});

test('a stopped clock has no alarm and no timer, and takes none', () => {
  const { wall, timers } = handWall();
  const clock = new Clock(wall, 0);
  clock.after(10, () => undefined);
  expect(clock.running).toBe(true);
  clock.stop();
  clock.after(10, () => undefined);
  expect([clock.nextDueAt(), timers.size, clock.running]).toEqual([undefined, 0, false]);
});

test('on a wall that stands still nothing goes off by itself, on the real one it does', async () => {
  expect(new Clock(stoppedWall, 0).running).toBe(false);
  const clock = new Clock(realWall, 0);
  expect(clock.running).toBe(true);
  // Timers of the real wall do not keep the process alive, so something else must.
  const alive = setInterval(() => undefined, 1000);
  await new Promise<void>((resolve) => clock.after(1, resolve));
  clearInterval(alive);
  expect(clock.now()).toBeGreaterThanOrEqual(1);
});

test('an alarm that is overdue when the wall is looked at is asked for now, not for the past', () => {
  const asked: number[] = [];
  let now = 0;
  const wall = {
    now: () => now,
    after: (ms: number) => {
      asked.push(ms);
      return () => undefined;
    },
  };
  const clock = new Clock(wall, 0);
  clock.after(50, () => undefined);
  now = 35;
  clock.at(20, () => undefined);
  expect(asked).toEqual([50, 0]);
});
