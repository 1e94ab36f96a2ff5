import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isSqliteError, openDatabase } from '../sqlite.ts';
import type { Database, Row } from '../sqlite.ts';
import { isOther } from './soundness.ts';

/**
 * What can still be read of a table whose file may be damaged: by its key upwards until it breaks, then downwards,
 * so that rows come twice where nothing is broken. Reads a copy made inside `room`: looking changes nothing.
 */
export function* salvage(file: string, room: string, table: Table): Generator<Row> {
  const folder = mkdtempSync(join(room, 'salvage-'));
  try {
    const copy = join(folder, basename(file));
    for (const suffix of ['', '-wal'])
      if (existsSync(file + suffix) && !isOther(file + suffix)) cpSync(file + suffix, copy + suffix);
    for (const order of ['ASC', 'DESC'] as const) yield* readable(copy, table, order);
  } catch (error) {
    // A device, a file of somebody else: nothing to be had from it.
    if (!(error instanceof Error && 'code' in error)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names of ours, never input. */
export type Table = { readonly name: string; readonly key: readonly string[] };

function* readable(file: string, { name, key }: Table, order: 'ASC' | 'DESC'): Generator<Row> {
  let database: Database | undefined;
  try {
    database = openDatabase(file);
    const by = key.map((column) => `${column} ${order}`).join(', ');
    for (const row of database.prepare(`SELECT * FROM ${name} ORDER BY ${by}`).iterate()) yield row as Row;
  } catch (error) {
    if (!isSqliteError(error)) throw error;
  } finally {
    database?.close();
  }
}
