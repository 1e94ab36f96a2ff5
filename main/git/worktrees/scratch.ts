import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';
import { forgetWorktree, identityOf, isSameFolder } from './registration.ts';

/** Holds the identity of the folder that it stands in. */
const NOTE = '.teatree-scratch';
const TRASH = /^\.trash-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Makes a folder for checkouts in which nobody works, or takes up one that is ours. Failure: scratch-foreign. */
export async function claimScratch(folder: string): Promise<Result<true>> {
  await mkdir(folder, { recursive: true });
  if (!(await lstat(folder)).isDirectory()) return foreign(folder);
  if ((await inside(folder)).length > 0) return (await isOurs(folder)) ? ok(true) : foreign(folder);
  // On the disk before anything else is: without it what stands there would be nobody's.
  await writeFile(path.join(folder, NOTE), await identityOf(folder), { flush: true });
  return ok(true);
}

/** Moves such a folder with all checkouts out of the way, to be deleted: where to; undefined: it held nothing. */
export async function discardScratch(
  folder: string,
  worktrees: readonly { readonly clone: string; readonly below: string }[],
): Promise<Result<string | undefined>> {
  if ((await inside(folder)).length === 0) return ok(undefined);
  if (!(await isOurs(folder))) return foreign(folder);
  const real = await realpath(folder);
  const trash = path.join(path.dirname(real), `.trash-${randomUUID()}`);
  await rename(real, trash);
  for (const { clone, below } of worktrees) await forgetWorktree(clone, path.join(real, below));
  return ok(trash);
}

/** Deletes what was discarded in a folder and stayed because the app ended. Links are not followed. */
export async function sweepDiscarded(parent: string): Promise<void> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  for (const entry of entries)
    if (entry.isDirectory() && TRASH.test(entry.name))
      await rm(path.join(parent, entry.name), { recursive: true, force: true });
}

/** But for the note, which a power cut may have left alone or empty. */
async function inside(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => name !== NOTE);
}

/** A link to a folder, or another folder in its place, is not. */
async function isOurs(folder: string): Promise<boolean> {
  const note = await readFile(path.join(folder, NOTE), 'utf8').catch(() => undefined);
  return isSameFolder(note, await identityOf(folder)) && (await lstat(folder)).isDirectory();
}

function foreign(folder: string) {
  const message = `${folder} is not the folder that the factory made; nothing in it was touched`;
  return fail({ code: 'scratch-foreign', message, next: 'Look into it and move it away' });
}
