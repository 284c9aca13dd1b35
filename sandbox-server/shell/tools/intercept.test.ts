import { expect, test } from 'vitest';
import { mail, openSmallOffice } from '../small-office.ts';

test('on a router the learner sits in the attacker’s chair, and sees what it does now', async () => {
  const { type, of } = openSmallOffice({ role: 'router', ports: [], config: {} });
  await type(`ssh ${mail}`);
  expect(await type('intercept')).toBe('off\n');
  expect(await type('intercept strip')).toBe('');
  expect(await type('intercept')).toBe('strip\n');
  expect(of('config.changed')).toMatchObject([
    { host: mail, parameter: 'lab_intercept', value: 'strip', by: 'learner' },
  ]);
  expect(await type('intercept everything')).toContain('off, listen or strip');
  expect(of('config.changed')).toHaveLength(1);
});

test('what is no router has nothing to intercept', async () => {
  const { type, of } = openSmallOffice();
  expect(await type('intercept strip')).toContain('is no router');
  expect(of('config.changed')).toEqual([]);
});
