import { join } from 'node:path';
import { backupName, makeBackup } from '../backup/make.ts';
import { journalMigrations, migrate, schemaOf } from '../migrations.ts';
import { StoreError } from '../store-error.ts';
import { openDatabase, transaction } from '../sqlite.ts';
import type { Database } from '../sqlite.ts';
import { keepAside } from './aside.ts';
import { entriesAfter, insertEvent, isEventText, keepUp, newestEntry } from './entries.ts';
import { openMirror, readMirror } from './mirror.ts';
import type { Mirror, StoredEntry } from './mirror.ts';
import { finishRecovery, recoverJournal } from './recover.ts';
import { noteSound } from './sound-note.ts';
import { openSound, prepare } from './soundness.ts';

export type OpenJournal = {
  readonly database: Database;
  readonly mirror: Mirror;
  close(): void;
};

type Places = {
  readonly folder: string;
  /** Journals of backups, newest first. */
  readonly backups: readonly string[];
  readonly now: () => number;
  readonly warn: (text: string) => void;
};

/**
 * Opens the journal and its mirror so that each holds what the other has. A damaged or missing journal is put
 * together again first, and the person is told; a fresh folder gets a fresh one.
 */
export async function openJournal({ folder, backups, now, warn }: Places): Promise<OpenJournal> {
  const file = join(folder, 'journal.sqlite');
  const mirrorFile = join(folder, 'journal.mirror');
  finishRecovery(file);
  const how = { synchronous: 'FULL', trustedAt: now() } as const;
  let opened = openSound(file, how);
  const memory = () => backups.length > 0 || readMirror(mirrorFile).next().done === false;
  if (opened.kind === 'damaged' || (opened.kind === 'missing' && memory())) {
    const reason = opened.kind === 'damaged' ? `is damaged: ${opened.reason}` : 'is gone';
    warn(recoverJournal({ file, mirror: mirrorFile, backups, reason, at: now() }));
    opened = openSound(file, how);
  }
  const database = opened.kind === 'sound' ? opened.database : fresh(file);
  const older = schemaOf(database);
  if (older > 0 && older < journalMigrations.length) await keepOlder(database, { folder, older, at: now() });
  migrate(database, journalMigrations, file);
  const mirror = agree(database, { file: mirrorFile, now, warn });
  const readAt = opened.kind === 'sound' ? opened.readAt : how.trustedAt;
  return {
    ...{ database, mirror },
    close() {
      mirror.close();
      database.close();
      noteSound(file, readAt);
    },
  };
}

/** A step that cannot be undone begins only with a copy of what was before. */
async function keepOlder(
  journal: Database,
  { folder, older, at }: { readonly folder: string; readonly older: number; readonly at: number },
): Promise<void> {
  const name = `${backupName(at)}-schema-${String(older)}`;
  const seq = newestEntry(journal)?.seq ?? 0;
  const made = await makeBackup(
    { folder, journal, version: `schema ${String(older)}`, seq, at },
    join(folder, 'backups', name),
  );
  if (made.ok || made.error.code === 'backup-exists') return;
  journal.close();
  throw new StoreError(made.error);
}

function fresh(file: string): Database {
  const database = openDatabase(file);
  prepare(database, 'FULL');
  return database;
}

type MirrorPlace = Pick<Places, 'now' | 'warn'> & { readonly file: string };

/** Opens the mirror and gives each of the two what only the other has. Where they tell two stories, SQLite's holds. */
function agree(database: Database, { file, now, warn }: MirrorPlace): Mirror {
  let mirror = openMirror(file, now);
  if (mirror.aside !== undefined)
    warn(`The journal's second copy could not be read; it is kept as ${mirror.aside} and was written anew`);
  const newest = newestEntry(database);
  if (!tellTheSame(database, newest, mirror)) {
    mirror.close();
    const text = `${file} tells another story than the journal`;
    warn(`${text}; it is kept in ${keepAside([file], { at: now(), text })} and was written anew`);
    mirror = openMirror(file, now);
  }
  const known = newest?.seq ?? 0;
  if ((mirror.last()?.seq ?? 0) > known) {
    const insert = insertEvent(database);
    transaction(database, () => {
      for (const entry of readMirror(file)) if (entry.seq > known) insert(entry);
    });
    warn(`The journal had lost its entries after ${String(known)}; they were taken from its second copy`);
  }
  keepUp(database, mirror);
  return mirror;
}

/** A spoiled entry tells nothing: it is read from the mirror when it is needed. */
function tellTheSame(database: Database, newest: StoredEntry | undefined, mirror: Mirror): boolean {
  const last = mirror.last();
  if (!newest || !last) return true;
  const [own, copy] =
    last.seq <= newest.seq
      ? [entriesAfter(database, last.seq - 1)[0]?.body, last.body]
      : [newest.body, mirror.find(newest.seq)?.body];
  return own === copy || (own !== undefined && !isEventText(own));
}
