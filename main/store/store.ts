import { join } from 'node:path';
import { createJournal } from './journal.ts';
import { journalMigrations, migrate, transcriptMigrations } from './migrations.ts';
import type { Migrations } from './migrations.ts';
import { openSettings } from './settings.ts';
import { openDatabase } from './sqlite.ts';
import type { Database } from './sqlite.ts';
import type { Store } from './store-port.ts';
import { createTranscripts } from './transcripts.ts';

/**
 * Opens everything the factory remembers in `folder`. Throws a StoreError the person can act on.
 * The journal is fsynced per commit; transcripts may lose their last moment in a power cut, never in a crash.
 */
export async function openStore(
  folder: string,
  now: () => number,
): Promise<Store & { readonly warnings: readonly string[] }> {
  const journal = open(join(folder, 'journal.sqlite'), journalMigrations, 'FULL');
  const transcripts = open(join(folder, 'transcripts.sqlite'), transcriptMigrations, 'NORMAL');
  const { settings, warnings } = await openSettings(folder, now);
  const streams = createTranscripts(transcripts, now);
  return {
    journal: createJournal(journal),
    transcripts: streams,
    settings,
    warnings,
    close() {
      streams.flush();
      transcripts.close();
      journal.close();
    },
  };
}

function open(file: string, migrations: Migrations, synchronous: 'FULL' | 'NORMAL'): Database {
  const database = openDatabase(file);
  database.exec(`PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};`);
  migrate(database, migrations, file);
  return database;
}
