import { dirname } from 'node:path';
import { migrate, transcriptMigrations } from '../migrations.ts';
import { openDatabase, transaction } from '../sqlite.ts';
import type { Database } from '../sqlite.ts';
import { keepAside } from './aside.ts';
import { salvage } from './salvage.ts';
import { openSound, prepare } from './soundness.ts';

/** Opens the file of transcripts. A damaged one is kept aside, and what can be read of it goes on in a new one. */
export function openTranscriptFile(file: string, now: () => number, warn: (text: string) => void): Database {
  const opened = openSound(file, 'NORMAL');
  if (opened.kind === 'sound') {
    migrate(opened.database, transcriptMigrations, file);
    return opened.database;
  }
  const damaged = opened.kind === 'damaged' ? opened.reason : undefined;
  const text = `The transcripts ${file}: ${damaged ?? ''}`;
  const kept = damaged === undefined ? undefined : keepAside([file], { at: now(), text });
  const database = openDatabase(file);
  prepare(database, 'NORMAL');
  migrate(database, transcriptMigrations, file);
  if (kept === undefined) return database;
  const items = takeOver(database, `${kept}/transcripts.sqlite`, dirname(file));
  warn(
    `The transcripts ${file} were damaged: ${damaged ?? ''}. ${String(items)} items were saved; the file is in ${kept}`,
  );
  return database;
}

function takeOver(database: Database, from: string, room: string): number {
  const insert = database.prepare('INSERT OR IGNORE INTO items (stream, seq, at, body) VALUES (?, ?, ?, ?)');
  let items = 0;
  transaction(database, () => {
    for (const { stream, seq, at, body } of salvage(from, room, { name: 'items', key: ['stream', 'seq'] }))
      if (typeof stream === 'string' && typeof seq === 'number' && typeof at === 'number' && typeof body === 'string')
        items += Number(insert.run(stream, seq, at, body).changes);
  });
  return items;
}
