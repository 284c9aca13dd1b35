import { afterAll, beforeAll, expect, test } from 'vitest';
import { WholeServer } from '../../tests/whole-server.ts';
import { newVisitorCookie } from './visitors.ts';

let server: WholeServer;
beforeAll(async () => {
  server = await WholeServer.start();
});
afterAll(() => server.stopAndForget());

test('the first page gives a visitor a cookie that scripts and other sites do not get', async () => {
  const { response } = await server.loadPage();
  const [cookie] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^relay-lab-visitor=[\w-]{22}\.[\w-]{22}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(response.headers.get('cache-control')).toContain('private');
  expect(newVisitorCookie({ secure: true })).toMatch(/; Secure/);
});

test('who has a cookie keeps it', async () => {
  const cookie = await server.newVisitor();
  expect((await server.loadPage({ cookie })).cookie).toBeUndefined();
});

test('a wrong secret is replaced, not believed', async () => {
  const cookie = await server.newVisitor();
  const tab = server.tab(cookie);
  await tab.open();
  tab.close();
  const forged = `${cookie.split('.')[0]}.${'A'.repeat(22)}`;
  const { cookie: fresh } = await server.loadPage({ cookie: forged });
  expect(fresh).toBeDefined();
  expect(fresh?.split('.')[0]).not.toBe(cookie.split('.')[0]);
});

test.each([
  ['a script or picture of the page', { 'sec-fetch-dest': 'script', accept: '*/*' }],
  ['data of the router', { 'sec-fetch-dest': 'empty', accept: '*/*' }],
])('%s sets no cookie', async (_name, headers) => {
  expect((await server.loadPage(headers)).cookie).toBeUndefined();
});

test('health says that all is well, without a cookie', async () => {
  const response = await fetch(`${server.url}/healthz`);
  expect(await response.json()).toEqual({ status: 'ok' });
  expect(response.headers.getSetCookie()).toEqual([]);
});
