import { dirname } from 'node:path';
import { migrate, transcriptMigrations } from '../migrations.ts';
import { openDatabase, transaction } from '../sqlite.ts';
import type { Database } from '../sqlite.ts';
import { keepAside } from './aside.ts';
import { salvage } from './salvage.ts';
import { noteSound } from './sound-note.ts';
import { openSound, prepare } from './soundness.ts';
import type { Opened } from './soundness.ts';

export type OpenTranscripts = { readonly database: Database; close(): void };

/** Opens the file of transcripts. A damaged one is kept aside, and what can be read of it goes on in a new one. */
export function openTranscriptFile(file: string, now: () => number, warn: (text: string) => void): OpenTranscripts {
  const at = now();
  const opened = openSound(file, { synchronous: 'NORMAL', trustedAt: at });
  const database = opened.kind === 'sound' ? opened.database : mended(file, { opened, at, warn });
  if (opened.kind === 'sound') migrate(database, transcriptMigrations, file);
  const readAt = opened.kind === 'sound' ? opened.readAt : at;
  return {
    database,
    close() {
      database.close();
      noteSound(file, readAt);
    },
  };
}

type Unsound = { readonly opened: Exclude<Opened, { kind: 'sound' }>; readonly at: number; warn(text: string): void };

/** A new file in the place of one that is missing or damaged. */
function mended(file: string, { opened, at, warn }: Unsound): Database {
  const damaged = opened.kind === 'damaged' ? opened.reason : undefined;
  const text = `The transcripts ${file}: ${damaged ?? ''}`;
  const kept = damaged === undefined ? undefined : keepAside([file], { at, text });
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
