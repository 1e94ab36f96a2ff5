import { rmSync } from 'node:fs';
import { searchKinds } from '../../core/search/texts.ts';
import type { SearchKind } from '../../core/search/texts.ts';
import { openSound, prepare } from '../store/rescue/soundness.ts';
import { firstRow, openDatabase, transaction } from '../store/sqlite.ts';
import type { Database } from '../store/sqlite.ts';

/** Raise when the shape of the index or what is taken into it changes: it is then built anew. */
const version = 1;

/**
 * Words only; the text itself stays where it was said and is read there again. An id is the time in microseconds, so
 * that the newest are found first whatever was taken in first.
 */
const schema = `
  CREATE TABLE docs (id INTEGER PRIMARY KEY, stream TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
  CREATE TABLE marks (stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, body TEXT) STRICT;
  CREATE TABLE runs (run TEXT PRIMARY KEY, thread TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE heads (
    thread TEXT NOT NULL, repo TEXT NOT NULL, base TEXT NOT NULL, head TEXT NOT NULL, at INTEGER NOT NULL, taken INTEGER NOT NULL,
    PRIMARY KEY (thread, repo)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE changes (
    id INTEGER PRIMARY KEY, thread TEXT NOT NULL, repo TEXT NOT NULL, path TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX changes_of_thread ON changes (thread, repo);
  ${searchKinds.map((kind) => `CREATE VIRTUAL TABLE ${tableOf(kind)} USING fts5(text, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2');`).join('\n')}
  PRAGMA user_version = ${String(version)};`;

export function tableOf(kind: SearchKind): string {
  return `words_of_${kind}`;
}

/** Opens the index; one that is missing, damaged or of another version is made anew, for all of it can be read again. */
export function openIndex(file: string): Database {
  const opened = openSound(file, { synchronous: 'NORMAL' });
  if (opened.kind === 'sound') {
    if (Number(firstRow(opened.database, 'PRAGMA user_version')?.['user_version']) === version) return opened.database;
    opened.database.close();
  }
  return makeIndex(file);
}

export function makeIndex(file: string): Database {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { recursive: true, force: true });
  const database = openDatabase(file);
  prepare(database, 'NORMAL');
  transaction(database, () => database.exec(schema));
  return database;
}
