import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { journalMigrations, migrate } from '../migrations.ts';
import { firstRow, openDatabase, transaction } from '../sqlite.ts';
import type { Database } from '../sqlite.ts';
import { keepAside } from './aside.ts';
import { insertEvent, isEventText } from './entries.ts';
import { readMirror } from './mirror.ts';
import type { StoredEntry } from './mirror.ts';
import { salvage } from './salvage.ts';

export type Wreck = {
  readonly file: string;
  readonly mirror: string;
  /** Journals of backups, newest first. */
  readonly backups: readonly string[];
  readonly reason: string;
  readonly at: number;
};

/**
 * Puts the journal together again from everything that can be read of it: the damaged file, its mirror, backups.
 * What follows a gap is left out, since a story with a hole cannot be believed. Nothing is deleted: the damaged file
 * is kept aside. Done again from the start when it is cut short. Answers what to tell the person.
 */
export function recoverJournal({ file, mirror, backups, reason, at }: Wreck): string {
  const draft = `${file}.recovering`;
  remove(draft);
  const database = openDatabase(draft);
  migrate(database, journalMigrations, draft);
  const { whole, beyond } = transaction(database, () => {
    database.exec('CREATE TEMP TABLE found (seq INTEGER PRIMARY KEY, at INTEGER, body TEXT)');
    const add = database.prepare('INSERT OR IGNORE INTO found VALUES (?, ?, ?)');
    for (const entry of sources(file, mirror, backups)) add.run(entry.seq, entry.at, entry.body);
    return tellStory(database);
  });
  database.close();
  renameSync(draft, finished(file));
  const text =
    `The journal ${file} ${reason}. ` +
    (whole === 0 ? 'Nothing of it could be read' : `Its entries up to ${String(whole)} were put together again`) +
    (beyond > 0 ? `; ${String(beyond)} later ones follow a gap and are left out` : '');
  const kept = keepAside([file, mirror], { at, text });
  renameSync(finished(file), file);
  return `${text}. What was there is kept in ${kept}`;
}

/** Takes up a recovery that was cut short after its result was complete. */
export function finishRecovery(file: string): void {
  if (!existsSync(file) && existsSync(finished(file))) renameSync(finished(file), file);
}

function finished(file: string): string {
  return `${file}.recovered`;
}

function* sources(file: string, mirror: string, backups: readonly string[]): Generator<StoredEntry> {
  yield* entriesIn(file);
  yield* readMirror(mirror);
  for (const backup of backups) yield* entriesIn(backup, dirname(file));
}

function* entriesIn(file: string, room = dirname(file)): Generator<StoredEntry> {
  for (const { seq, at, body } of salvage(file, room, { name: 'events', key: ['seq'] }))
    if (typeof seq === 'number' && typeof at === 'number' && typeof body === 'string' && isEventText(body))
      yield { seq, at, body };
}

/** Copies what was found up to the first gap into the new journal. */
function tellStory(database: Database): { readonly whole: number; readonly beyond: number } {
  const insert = insertEvent(database);
  let whole = 0;
  for (const row of database.prepare('SELECT seq, at, body FROM found ORDER BY seq').iterate()) {
    const entry = row as { seq: number; at: number; body: string };
    if (entry.seq !== whole + 1) break;
    insert(entry);
    whole = entry.seq;
  }
  const beyond = firstRow(database, 'SELECT count(*) AS n FROM found WHERE seq > ?', whole)?.['n'];
  return { whole, beyond: Number(beyond) };
}

function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}
