import { existsSync } from 'node:fs';
import { cp, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { copyDatabase } from '../sqlite.ts';
import type { Database } from '../sqlite.ts';
import { listFiles, manifestName } from './manifest.ts';
import type { Manifest } from './manifest.ts';

/** What the person wrote, beside the databases. Worktrees and sessions of agents are not part of a backup. */
export const plainFiles = ['settings.json', 'policy.yaml', 'policy', 'recipes', 'briefs'] as const;

export type BackupSource = {
  readonly folder: string;
  readonly journal: Database;
  /** Left out of the daily ones: it is large, and nothing rests on it. */
  readonly transcripts?: Database;
  readonly version: string;
  readonly seq: number;
  readonly at: number;
};

/** Backups in one folder are sorted by their names. */
export function backupName(at: number): string {
  return new Date(at).toISOString().replaceAll(':', '-');
}

/**
 * Copies what the factory remembers to a new folder while it goes on working. The folder appears under its name only
 * when it is whole and on disk.
 */
export async function makeBackup(source: BackupSource, target: string): Promise<Result<Manifest>> {
  if (existsSync(target))
    return fail({ code: 'backup-exists', message: `${target} is there already`, next: 'Name a folder that is not' });
  const draft = `${target}.partial`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await copyDatabase(source.journal, join(draft, 'journal.sqlite'));
    if (source.transcripts) await copyDatabase(source.transcripts, join(draft, 'transcripts.sqlite'));
    for (const name of plainFiles)
      if (existsSync(join(source.folder, name)))
        await cp(join(source.folder, name), join(draft, name), { recursive: true });
    const { version, at, seq } = source;
    const manifest: Manifest = { format: 1, version, at, seq, files: await listFiles(draft) };
    await writeFile(join(draft, manifestName), JSON.stringify(manifest, undefined, 2), { mode: 0o600 });
    for (const { path } of [...manifest.files, { path: manifestName }]) await toDisk(join(draft, path));
    await rename(draft, target);
    await toDisk(dirname(target));
    return ok(manifest);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    const next = 'Name a folder with room that you may write';
    return fail({ code: 'backup-failed', message: `${target} could not be written: ${error.message}`, next });
  }
}

async function toDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
