import { createRequire } from 'node:module';
import type * as Sqlite from '@photostructure/sqlite';

export type Database = InstanceType<typeof Sqlite.DatabaseSync>;

/**
 * Opens a SQLite file. `node:sqlite` where the runtime has it (Electron 45, Node 24), else the package with the
 * same API (Electron 33, Node 20), which ships its binary. This is the only place that knows which.
 */
export function openDatabase(path: string): Database {
  const { DatabaseSync } = driver();
  return new DatabaseSync(path);
}

/** Opens a file that another connection writes. */
export function openToRead(path: string): Database {
  const { DatabaseSync } = driver();
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec('PRAGMA busy_timeout = 5000');
  return database;
}

/** Copies a database that is in use, in steps on another thread; what is written meanwhile is part of the copy. */
export async function copyDatabase(database: Database, target: string): Promise<void> {
  await driver().backup(database, target, { rate: 500 });
}

function driver(): typeof Sqlite {
  const builtin: unknown = process.getBuiltinModule('node:sqlite');
  if (builtin) return builtin as typeof Sqlite;
  return createRequire(import.meta.url)('@photostructure/sqlite') as typeof Sqlite;
}

export type Row = Readonly<Record<string, unknown>>;

/** The first row of a query, typed as what it is: anything. */
export function firstRow(database: Database, sql: string, ...values: readonly (string | number)[]): Row | undefined {
  return database.prepare(sql).get(...values) as Row | undefined;
}

export function allRows(database: Database, sql: string, ...values: readonly (string | number)[]): readonly Row[] {
  return database.prepare(sql).all(...values) as Row[];
}

/** Runs `work` in one transaction; a throw rolls everything back. */
export function transaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** SQLite's own refusal; both drivers name it alike. `errcode` is its result code. */
export type SqliteError = Error & { readonly errcode: number };

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR' && 'errcode' in error;
}
