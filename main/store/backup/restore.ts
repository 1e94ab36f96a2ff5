import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { openSound } from '../rescue/soundness.ts';
import { verifyBackup } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { plainFiles } from './make.ts';

/** Everything a restore puts in the place of what is there. */
const replaced = ['journal.sqlite', 'journal.mirror', 'transcripts.sqlite', ...plainFiles] as const;

export type Restored = { readonly manifest: Manifest; readonly kept: string };

/**
 * Puts a backup in the place of what a data folder remembers; the caller holds the folder's lock. What was there is
 * moved to `replaced/`. Once the copy is whole a start finishes what was cut short, until then it changes nothing.
 */
export async function restoreBackup(from: string, folder: string, at: number): Promise<Result<Restored>> {
  const verified = await verifyBackup(from);
  if (!verified.ok) return verified;
  const copy = staged(folder);
  await rm(copy, { recursive: true, force: true });
  for (const { path } of verified.value.files) {
    await mkdir(dirname(join(copy, path)), { recursive: true, mode: 0o700 });
    await cp(join(from, path), join(copy, path));
  }
  const opened = openSound(join(copy, 'journal.sqlite'), { synchronous: 'FULL' });
  if (opened.kind !== 'sound')
    return fail({ code: 'backup-unusable', message: `The journal in ${from} is damaged; nothing was changed` });
  opened.database.close();
  const kept = join('replaced', new Date(at).toISOString().replaceAll(':', '-'));
  note(folder, { kept, step: 'aside' });
  finishRestore(folder);
  return ok({ manifest: verified.value, kept: join(folder, kept) });
}

const Progress = z.object({ kept: z.string(), step: z.enum(['aside', 'in']) });
type Progress = z.infer<typeof Progress>;

/** Takes up a restore whose copy was whole, and forgets one whose copy was not. Each step can be done again. */
export function finishRestore(folder: string): void {
  const progress = readProgress(folder);
  const kept = join(folder, progress?.kept ?? '');
  if (progress?.step === 'aside') {
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    for (const file of replaced.flatMap((name) => ['', '-wal', '-shm'].map((suffix) => name + suffix)))
      moveIfThere(join(folder, file), join(kept, file));
    note(folder, { ...progress, step: 'in' });
  }
  if (progress) for (const name of replaced) moveIfThere(join(staged(folder), name), join(folder, name));
  rmSync(marker(folder), { force: true });
  rmSync(staged(folder), { recursive: true, force: true });
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

function staged(folder: string): string {
  return join(folder, 'restoring');
}

function marker(folder: string): string {
  return join(folder, 'restoring.json');
}

/** Renamed into place: half a note would be no note. */
function note(folder: string, progress: Progress): void {
  const draft = `${marker(folder)}.draft`;
  writeFileSync(draft, JSON.stringify(progress), { mode: 0o600, flush: true });
  renameSync(draft, marker(folder));
}

function readProgress(folder: string): Progress | undefined {
  if (!existsSync(marker(folder))) return undefined;
  return Progress.parse(JSON.parse(readFileSync(marker(folder), 'utf8')));
}
