import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Database } from '../sqlite.ts';
import { firstRow, isSqliteError, openDatabase } from '../sqlite.ts';
import { StoreError } from '../store-error.ts';
import { takeNote } from './sound-note.ts';

/** Result codes of SQLite that mean that the file itself is spoiled, not the disk or the rights. */
const corrupt = 11;
const notADatabase = 26;
const readOnly = 8;
const cannotOpen = 14;

export type Opened =
  /** `readAt`: when all of it was read last (ms since 1970). */
  | { readonly kind: 'sound'; readonly database: Database; readonly readAt: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged'; readonly reason: string };

export type HowToOpen = {
  readonly synchronous: 'FULL' | 'NORMAL';
  /** The time, where the note of who closed the file in order may stand for reading all of it again. */
  readonly trustedAt?: number;
};

/**
 * Opens a database and looks whether its pages hang together (about 1 ms per MB). Throws a StoreError where the
 * file is fine and only may not be used: that is for the person to mend, and nothing to recover from.
 */
export function openSound(file: string, { synchronous, trustedAt }: HowToOpen): Opened {
  if (!existsSync(file)) return { kind: 'missing' };
  const strange = ['', '-wal', '-shm'].find((suffix) => isOther(file + suffix));
  if (strange !== undefined) return { kind: 'damaged', reason: `${basename(file)}${strange} is not a file` };
  if (statSync(file).size === 0 && !existsSync(`${file}-wal`)) return { kind: 'damaged', reason: 'is empty' };
  let database: Database | undefined;
  try {
    const readAt = trustedAt === undefined ? undefined : takeNote(file, trustedAt);
    database = openDatabase(file);
    prepare(database, synchronous);
    if (readAt !== undefined) return { kind: 'sound', database, readAt };
    const verdict = String(firstRow(database, 'PRAGMA quick_check(1)')?.['quick_check']);
    if (verdict === 'ok') return { kind: 'sound', database, readAt: trustedAt ?? Date.now() };
    database.close();
    return { kind: 'damaged', reason: verdict.replaceAll(/\s+/g, ' ') };
  } catch (error) {
    database?.close();
    if (!isSqliteError(error)) throw error;
    const code = error.errcode & 0xff;
    if (code === corrupt || code === notADatabase) return { kind: 'damaged', reason: error.message };
    throw unusable(file, error, code);
  }
}

/** Whether something that is no file, such as a folder, stands in its place. */
export function isOther(path: string): boolean {
  return existsSync(path) && !statSync(path).isFile();
}

export function prepare(database: Database, synchronous: 'FULL' | 'NORMAL'): void {
  database.exec(`PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};`);
}

function unusable(file: string, error: Error, code: number): StoreError {
  const rights = code === cannotOpen || code === readOnly;
  return new StoreError(
    {
      code: 'store-unusable',
      message: `${file} cannot be opened: ${error.message}`,
      next: rights ? 'Give yourself the right to read and write it' : 'Check the disk and its free space',
    },
    { cause: error },
  );
}
