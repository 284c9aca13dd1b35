import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { eventsVersion, type SandboxEvent } from '#protocol/events.ts';
import { type Store, type StoredSandbox, StoreError, type Visitor } from './store.ts';

export const databaseFile = 'relay-lab.sqlite';

/** Kept in SQLite's user_version; raised when the tables change. */
const schemaVersion = 2;

const schema = `
  CREATE TABLE visitors (
    id TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sandboxes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    visitor TEXT NOT NULL REFERENCES visitors (id),
    lesson TEXT NOT NULL,
    seed TEXT NOT NULL,
    events_version INTEGER NOT NULL,
    created TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    forked_from TEXT,
    chosen INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX sandboxes_of_visitor ON sandboxes (visitor, lesson);
  CREATE TABLE facts (
    sandbox TEXT NOT NULL,
    seq INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (sandbox, seq)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${schemaVersion};
`;

/** What the tables of an earlier schema lack. */
const migrations: Record<number, string> = {
  // Forks, and the way back from them.
  1: `
    ALTER TABLE sandboxes ADD COLUMN forked_from TEXT;
    ALTER TABLE sandboxes ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;
    PRAGMA user_version = 2;
  `,
};

interface Waiting {
  sandbox: string;
  events: readonly SandboxEvent[];
  resolve(): void;
  reject(error: Error): void;
}

/** Opens, or makes, the database in `directory`. It grows to `maxPages` pages of 4 KB at most, when given. Throws a
 *  StoreError that says what to do about it. */
export function openStore(directory: string, { maxPages }: { maxPages?: number } = {}): Store {
  try {
    mkdirSync(directory, { recursive: true });
    const database = new DatabaseSync(join(directory, databaseFile), { timeout: 2000 });
    // FULL: a commit that was promised has reached the disk, even if the machine loses its power.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    prepareSchema(database, directory);
    if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${maxPages}`);
    return new SqliteStore(database);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(`the database in ${directory} cannot be opened: ${messageOf(error)}`, { cause: error });
  }
}

function prepareSchema(database: DatabaseSync, directory: string): void {
  const found = database.prepare('PRAGMA user_version').get()?.user_version;
  if (found === schemaVersion) return;
  const migration = migrations[Number(found)];
  if (migration) {
    database.exec(`BEGIN IMMEDIATE; ${migration} COMMIT;`);
    return prepareSchema(database, directory);
  }
  if (found !== 0) {
    throw new StoreError(
      `${join(directory, databaseFile)} was written by another version of Relay Lab (schema ${found}, this one reads ${schemaVersion}): ` +
        'use that version, or move the file away to begin anew',
    );
  }
  database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT;`);
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #insertFact: StatementSync;
  #waiting: Waiting[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insertFact = database.prepare('INSERT INTO facts (sandbox, seq, json) VALUES (?, ?, ?)');
  }

  append(sandbox: string, events: readonly SandboxEvent[]): Promise<void> {
    return new Promise((resolve, reject) => {
      // The end of this turn, so that whatever else this turn appends shares the one fsync.
      if (this.#waiting.length === 0) setImmediate(() => this.#commit());
      this.#waiting.push({ sandbox, events, resolve, reject });
    });
  }

  #commit(): void {
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const { sandbox, events } of group) {
        for (const event of events) this.#insertFact.run(sandbox, event.seq, JSON.stringify(event));
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      const failure = new StoreError(`the server cannot save to its disk: ${messageOf(error)}`, { cause: error });
      for (const { reject } of group) reject(failure);
      return;
    }
    for (const { resolve } of group) resolve();
  }

  read(sandbox: string): SandboxEvent[] {
    const rows = this.#database.prepare('SELECT json FROM facts WHERE sandbox = ? ORDER BY seq').all(sandbox);
    try {
      // Facts of this version that we wrote ourselves: their type is known.
      return rows.map(({ json }) => JSON.parse(String(json)) as SandboxEvent);
    } catch (error) {
      throw new StoreError(`the log of sandbox ${sandbox} is damaged: ${messageOf(error)}`, { cause: error });
    }
  }

  findSandbox(visitor: string, lesson: string): StoredSandbox | undefined {
    const row = this.#database
      .prepare(
        `SELECT id, visitor, lesson, seed FROM sandboxes
         WHERE visitor = ? AND lesson = ? AND events_version = ? ORDER BY chosen DESC, number DESC LIMIT 1`,
      )
      .get(visitor, lesson, eventsVersion);
    // The columns are NOT NULL TEXT of a STRICT table.
    return row as unknown as StoredSandbox | undefined;
  }

  createSandbox(sandbox: StoredSandbox): void {
    this.#transaction(() => this.#insertSandbox(sandbox));
  }

  forkSandbox(sandbox: StoredSandbox, { from, upTo }: { from: string; upTo: number }): void {
    this.#transaction(() => {
      this.#insertSandbox(sandbox, from);
      const copy = 'INSERT INTO facts SELECT ?, seq, json FROM facts WHERE sandbox = ? AND seq <= ?';
      this.#database.prepare(copy).run(sandbox.id, from, upTo);
      const last = this.#database.prepare('SELECT json FROM facts WHERE sandbox = ? AND seq = ?').get(from, upTo);
      // A fact that we wrote ourselves.
      const { at } = JSON.parse(String(last?.json)) as SandboxEvent;
      const forked: SandboxEvent = { seq: upTo + 1, at, type: 'sandbox.forked', from };
      this.#insertFact.run(sandbox.id, forked.seq, JSON.stringify(forked));
    });
  }

  chooseSandbox(visitor: string, lesson: string, id: string): boolean {
    const own = 'SELECT id FROM sandboxes WHERE id = ? AND visitor = ? AND lesson = ? AND events_version = ?';
    if (!this.#database.prepare(own).get(id, visitor, lesson, eventsVersion)) return false;
    this.#transaction(() => this.#choose(id));
    return true;
  }

  sandboxesOf(visitor: string): string[] {
    return this.#database
      .prepare('SELECT id FROM sandboxes WHERE visitor = ? ORDER BY number')
      .all(visitor)
      .map(({ id }) => String(id));
  }

  forksOf(visitor: string, lesson: string): string[] {
    return this.#database
      .prepare('SELECT id FROM sandboxes WHERE visitor = ? AND lesson = ? AND forked_from IS NOT NULL ORDER BY number')
      .all(visitor, lesson)
      .map(({ id }) => String(id));
  }

  forgetSandbox(id: string): void {
    this.#transaction(() => {
      this.#database.prepare('DELETE FROM facts WHERE sandbox = ?').run(id);
      this.#database.prepare('DELETE FROM sandboxes WHERE id = ?').run(id);
    });
  }

  #insertSandbox({ id, visitor, lesson, seed }: StoredSandbox, forkedFrom: string | null = null): void {
    this.#database
      .prepare(
        'INSERT INTO sandboxes (id, visitor, lesson, seed, events_version, forked_from) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(id, visitor, lesson, seed, eventsVersion, forkedFrom);
    this.#choose(id);
  }

  /** Before all others of its visitor. */
  #choose(id: string): void {
    const after = '(SELECT max(other.chosen) + 1 FROM sandboxes other WHERE other.visitor = sandboxes.visitor)';
    this.#database.prepare(`UPDATE sandboxes SET chosen = ${after} WHERE id = ?`).run(id);
  }

  listSandboxes(): (StoredSandbox & { facts: number })[] {
    const rows = this.#database
      .prepare(
        `SELECT id, visitor, lesson, seed, (SELECT count(*) FROM facts WHERE sandbox = id) AS facts
         FROM sandboxes ORDER BY number`,
      )
      .all();
    // The columns are NOT NULL TEXT of a STRICT table, and a count.
    return rows as unknown as (StoredSandbox & { facts: number })[];
  }

  findVisitor(id: string): Visitor | undefined {
    const row = this.#database.prepare('SELECT id, secret_hash AS secretHash FROM visitors WHERE id = ?').get(id);
    // The columns are NOT NULL TEXT of a STRICT table.
    return row as unknown as Visitor | undefined;
  }

  createVisitor({ id, secretHash }: Visitor): void {
    this.#transaction(() => {
      this.#database.prepare('INSERT INTO visitors (id, secret_hash) VALUES (?, ?)').run(id, secretHash);
    });
  }

  /** All of `work` is on disk, or none of it and a StoreError is thrown. */
  #transaction(work: () => void): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      throw new StoreError(`the server cannot save to its disk: ${messageOf(error)}`, { cause: error });
    }
  }

  /** A full disk may have done so already. */
  #rollBack(): void {
    if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  close(): void {
    if (!this.#database.isOpen) return;
    this.#commit();
    this.#database.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
