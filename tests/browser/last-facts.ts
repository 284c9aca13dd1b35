import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFile } from '../../sandbox-server/store/sqlite.ts';

/** The last facts of the newest sandbox of a lesson, one a line as JSON: what a walk that failed leaves behind. */
export function lastFacts(lesson: string, count = 120): string {
  const database = new DatabaseSync(join(process.env.DATA_DIR ?? '', databaseFile), { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT json FROM facts WHERE sandbox = (SELECT id FROM sandboxes WHERE lesson = ? ORDER BY number DESC LIMIT 1)
         ORDER BY seq DESC LIMIT ?`,
      )
      .all(lesson, count);
    return rows
      .reverse()
      .map(({ json }) => json)
      .join('\n');
  } finally {
    database.close();
  }
}
