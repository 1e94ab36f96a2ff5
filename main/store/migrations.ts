import type { Database } from './sqlite.ts';
import { firstRow, transaction } from './sqlite.ts';
import { StoreError } from './store-error.ts';

export type Migrations = readonly string[];

/** Version n is reached by the first n steps. A step once released is never edited. */
export const journalMigrations: Migrations = [
  `CREATE TABLE events (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     at INTEGER NOT NULL,
     subject TEXT NOT NULL,
     type TEXT NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX events_by_subject ON events (subject, seq);
   CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
   CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
   CREATE TABLE repos (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE threads (id TEXT PRIMARY KEY, number INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE projection (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT;`,
  'CREATE TABLE gate (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;',
  'CREATE TABLE limits (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;',
  'CREATE TABLE signals (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;',
  'CREATE TABLE seat (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;',
  'CREATE TABLE orders (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;',
  'CREATE TABLE lessons (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;',
  `ALTER TABLE threads ADD COLUMN rested_at INTEGER;
   CREATE INDEX threads_by_rest ON threads (rested_at);
   CREATE INDEX threads_by_number ON threads (number);`,
];

export const transcriptMigrations: Migrations = [
  `CREATE TABLE items (
     stream TEXT NOT NULL,
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     body TEXT NOT NULL,
     PRIMARY KEY (stream, seq)
   ) STRICT, WITHOUT ROWID;`,
];

/** How many of its steps a database has behind it; 0 for a new one. */
export function schemaOf(database: Database): number {
  return Number(firstRow(database, 'PRAGMA user_version')?.['user_version'] ?? 0);
}

/** Brings a database up to date, all steps or none. Refuses one written by a newer version, before touching it. */
export function migrate(database: Database, migrations: Migrations, file: string): void {
  const version = schemaOf(database);
  if (version > migrations.length)
    throw new StoreError({
      code: 'schema-newer',
      message: `${file} was written by a newer Teatree (schema ${String(version)}, this one knows ${String(migrations.length)}); nothing was changed`,
      next: 'Start the newer version, or set TEATREE_HOME to another folder',
    });
  if (version === migrations.length) return;
  transaction(database, () => {
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${String(migrations.length)}`);
  });
}
