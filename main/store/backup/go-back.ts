import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { acquireLock } from '../instance-lock.ts';
import { journalMigrations, schemaOf } from '../migrations.ts';
import { backupsIn } from '../rescue/aside.ts';
import { openSound } from '../rescue/soundness.ts';
import { StoreError } from '../store-error.ts';
import { verifyBackup } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { restoreBackup } from './restore.ts';

type WayBack = { readonly folder: string; readonly manifest: Manifest };

/** The newest whole backup of a data folder that this version can read, for a folder that a newer one has written since. */
export async function wayBack(home: string): Promise<WayBack | undefined> {
  for (const journal of backupsIn(home)) {
    const folder = dirname(journal);
    const manifest = await verifyBackup(folder);
    if (manifest.ok && isReadable(journal)) return { folder, manifest: manifest.value };
  }
  return undefined;
}

function isReadable(journal: string): boolean {
  const opened = openSound(journal, { synchronous: 'FULL' });
  if (opened.kind !== 'sound') return false;
  const schema = schemaOf(opened.database);
  opened.database.close();
  return schema <= journalMigrations.length;
}

/**
 * Puts that backup in the place of what the newer version wrote, which is kept; the next start tells the person where, and
 * how to return to it. Failures: already-running, those of restoreBackup.
 */
export async function goBack(home: string, { folder }: WayBack, at: number): Promise<Result<true>> {
  const lock = acquireLock(home, { pid: process.pid, startedAt: at, kind: 'headless' });
  if (!lock.ok) return lock;
  try {
    const restored = await restoreBackup(folder, home, at);
    if (!restored.ok) return restored;
    const of = new Date(restored.value.manifest.at).toISOString();
    const back = `start the newer version with TEATREE_HOME=${restored.value.kept}`;
    const text = `Opened with the backup of ${of}. What a newer Teatree wrote since is kept; to return to it, ${back}`;
    writeFileSync(noticeFile(home), text, { mode: 0o600 });
    return ok(true);
  } finally {
    lock.value.release();
  }
}

/** What the person is to know of a way back that was taken; told once. */
export function takeNotice(home: string): string | undefined {
  if (!existsSync(noticeFile(home))) return undefined;
  const text = readFileSync(noticeFile(home), 'utf8');
  rmSync(noticeFile(home));
  return text;
}

/** The refusal of a newer folder names the way back, where there is one; any other error is answered as it is. */
export async function withWayBack(error: unknown, home: string): Promise<unknown> {
  if (!(error instanceof StoreError) || error.failure.code !== 'schema-newer') return error;
  const way = await wayBack(home);
  if (!way) return error;
  const next = `${error.failure.next ?? ''}; or go back to the last backup of this version: teatree restore ${way.folder}`;
  return new StoreError({ ...error.failure, next }, { cause: error });
}

function noticeFile(home: string): string {
  return join(home, 'went-back.txt');
}
