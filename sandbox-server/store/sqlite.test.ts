import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SandboxEvent } from '#protocol/events.ts';
import { databaseFile, openStore } from './sqlite.ts';
import type { Store } from './store.ts';

let directory: string;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'relay-lab-store-'));
  store = openStore(directory);
});

afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const skipped = (seq: number): SandboxEvent => ({ seq, at: seq, type: 'clock.skipped', byMs: seq });

function reopen(): void {
  store.close();
  store = openStore(directory);
}

/** A second connection, as another program would have. */
function otherProgram<T>(work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(directory, databaseFile));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

test('a log comes back in order, and each sandbox has its own', async () => {
  await Promise.all([store.append('a', [skipped(1), skipped(2)]), store.append('b', [skipped(1)])]);
  await store.append('a', [skipped(3)]);
  reopen();
  expect(store.read('a')).toEqual([skipped(1), skipped(2), skipped(3)]);
  expect(store.read('b')).toEqual([skipped(1)]);
  expect(store.read('c')).toEqual([]);
});

test('the newest sandbox of a visitor and lesson is found after a restart; nobody finds that of another', () => {
  for (const id of ['ann', 'bob']) store.createVisitor({ id, secretHash: `hash of ${id}` });
  const first = { id: '1', visitor: 'ann', lesson: 'first', seed: 's' };
  store.createSandbox(first);
  store.createSandbox({ ...first, id: '2', visitor: 'bob' });
  reopen();
  expect(store.findSandbox('ann', 'first')).toEqual(first);
  expect(store.findSandbox('ann', 'second')).toBeUndefined();
  store.createSandbox({ ...first, id: '3' });
  expect(store.findSandbox('ann', 'first')?.id).toBe('3');
  expect(store.findVisitor('bob')).toEqual({ id: 'bob', secretHash: 'hash of bob' });
  expect(store.findVisitor('eve')).toBeUndefined();
});

test('a sandbox whose facts are of another version is not folded but begun anew, its log kept', async () => {
  store.createVisitor({ id: 'ann', secretHash: '' });
  store.createSandbox({ id: 'old', visitor: 'ann', lesson: 'first', seed: 's' });
  await store.append('old', [skipped(1)]);
  otherProgram((database) => database.exec('UPDATE sandboxes SET events_version = events_version + 1'));
  expect(store.findSandbox('ann', 'first')).toBeUndefined();
  expect(store.listSandboxes()).toEqual([{ id: 'old', visitor: 'ann', lesson: 'first', seed: 's', facts: 1 }]);
});

test('all appends of one turn are one commit', async () => {
  const group = Array.from({ length: 50 }, (_, index) => store.append(`s${index}`, [skipped(1)]));
  // One commit fails as a whole: the second fact of seq 1 breaks the primary key, and nobody is told a lie.
  const twice = store.append('s7', [skipped(1)]);
  const outcomes = await Promise.allSettled([...group, twice]);
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(outcomes[0]).toMatchObject({ reason: { message: expect.stringContaining('cannot save to its disk') } });
  expect(store.read('s0')).toEqual([]);

  await store.append('s0', [skipped(1)]);
  expect(store.read('s0')).toHaveLength(1);
});

test('a full disk rejects what was not written, and the store goes on when there is room again', async () => {
  await store.append('a', [skipped(1)]);
  store.close();
  const big: SandboxEvent = { seq: 2, at: 2, type: 'bytes.sent', connection: 'c', by: 'client', data: 'x'.repeat(1e6) };
  store = openStore(directory, { maxPages: 20 });
  await expect(store.append('a', [big])).rejects.toThrow(/cannot save to its disk: .*full/);
  expect(store.read('a')).toHaveLength(1);
  await store.append('a', [skipped(2)]);
  reopen();
  await store.append('a', [{ ...big, seq: 3 }]);
  expect(store.read('a')).toHaveLength(3);
});

test('a database of another schema is refused with what to do', () => {
  store.close();
  otherProgram((database) => database.exec('PRAGMA user_version = 99'));
  expect(() => openStore(directory)).toThrow(
    /another version of Relay Lab \(schema 99, this one reads 2\).*move the file away/,
  );
});

test('a database of the schema before is brought up to date, with all that is in it', () => {
  store.createVisitor({ id: 'ann', secretHash: '' });
  for (const id of ['older', 'newer']) store.createSandbox({ id, visitor: 'ann', lesson: 'first', seed: 's' });
  store.close();
  otherProgram((database) =>
    database.exec(`
      ALTER TABLE sandboxes DROP COLUMN forked_from;
      ALTER TABLE sandboxes DROP COLUMN chosen;
      PRAGMA user_version = 1;
    `),
  );
  store = openStore(directory);
  expect(store.findSandbox('ann', 'first')?.id).toBe('newer');
  expect(store.chooseSandbox('ann', 'first', 'older')).toBe(true);
  reopen();
  expect(store.findSandbox('ann', 'first')?.id).toBe('older');
  expect(store.chooseSandbox('bob', 'first', 'older')).toBe(false);
  expect(store.chooseSandbox('ann', 'second', 'older')).toBe(false);
});

test('a file that is no database is refused by name', () => {
  expect(() => openStore('/dev/null/data')).toThrow(/the database in \/dev\/null\/data cannot be opened/);
});

// The child prints the last seq that was promised to be on disk, and is killed in the middle of its work.
const writer = `
  import { openStore } from ${JSON.stringify(import.meta.resolve('./sqlite.ts'))};
  const store = openStore(process.argv[1]);
  let seq = Number(process.argv[2]);
  for (;;) {
    const batch = [1, 2, 3].map(() => ({ seq: ++seq, at: seq, type: 'clock.skipped', byMs: seq }));
    await store.append('a', batch);
    process.stdout.write(seq + '\\n');
  }
`;

test('nothing that was acknowledged is lost when the server is killed in the middle, ten times', async () => {
  for (let round = 0, from = 0; round < 10; round += 1) {
    const acknowledged = await killedWriter(from, 20 + round * 7);
    reopen();
    const seqs = store.read('a').map(({ seq }) => seq);
    expect(seqs.length).toBeGreaterThanOrEqual(acknowledged);
    // Whole batches of three, without a gap.
    expect(seqs.length % 3).toBe(0);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    from = seqs.length;
  }
});

/** The last acknowledged seq of a writer that gets SIGKILL after so many promises. */
async function killedWriter(from: number, promises: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', writer, directory, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = 0;
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    count += 1;
    if (count === promises) child.kill('SIGKILL');
  }
  return last;
}
