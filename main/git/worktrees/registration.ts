import { cp, lstat, mkdir, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';

/** What a clone keeps about one of its worktrees: HEAD, index, logs, submodules. */
export type Registration = {
  /** Real path: `<clone>/.git/worktrees/<id>`. */
  readonly folder: string;
  /** Git has not finished making it. */
  readonly halfMade: boolean;
};

/**
 * Finds what a clone keeps about the worktree at a path, read from git's own files: each points at the other, or it is
 * not that clone's worktree. Failures: worktree-missing, worktree-replaced, worktree-not-registered.
 */
export async function registrationOf(clone: string, worktree: string): Promise<Result<Registration>> {
  // What needs nothing of each other is read at once: a claim waits for little else.
  const [stats, real, common, pointer] = await Promise.all([
    lstat(worktree).catch(() => undefined),
    realpath(worktree).catch(() => undefined),
    realpath(path.join(clone, '.git')).catch(() => undefined),
    textOf(path.join(worktree, '.git')),
  ]);
  if (!stats) return fail({ code: 'worktree-missing', message: `${worktree} is gone` });
  if (stats.isSymbolicLink() || !stats.isDirectory() || real !== worktree)
    return fail({ code: 'worktree-replaced', message: `${worktree} leads elsewhere, or is no folder` });
  const named = /^gitdir: (.+)$/m.exec(pointer)?.[1];
  if (common === undefined || named === undefined) return unregistered(worktree, clone);
  const folder = await realpath(path.resolve(worktree, named)).catch(() => undefined);
  if (folder === undefined || path.dirname(folder) !== path.join(common, 'worktrees'))
    return unregistered(worktree, clone);
  const [back, lock, index] = await Promise.all([
    textOf(path.join(folder, 'gitdir')),
    textOf(path.join(folder, 'locked')),
    lstat(path.join(folder, 'index')).catch(() => undefined),
  ]);
  if (back.trim() !== path.join(worktree, '.git')) return unregistered(worktree, clone);
  return ok({ folder, halfMade: lock.startsWith('initializing') || !index });
}

/** Where a clone keeps what it knows of a worktree at this path, whatever stands there by now. */
export async function registeredAt(clone: string, worktree: string): Promise<string | undefined> {
  const all = path.join(await realpath(path.join(clone, '.git')).catch(() => clone), 'worktrees');
  for (const name of await readdir(all).catch(() => [])) {
    const folder = path.join(all, name);
    if ((await textOf(path.join(folder, 'gitdir'))).trim() === path.join(worktree, '.git')) return folder;
  }
  return undefined;
}

function unregistered(worktree: string, clone: string) {
  return fail({ code: 'worktree-not-registered', message: `${worktree} is no worktree of ${clone}` });
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/** Device and inode of what stands there itself, not of what a link leads to. */
export async function identityOf(worktree: string): Promise<string> {
  const { dev, ino } = await lstat(worktree, { bigint: true });
  return `${String(dev)}:${String(ino)}`;
}

/** Whether it is the folder that was noted. Of some file systems the device changes with each mount: the inode counts. */
export function isSameFolder(noted: string | undefined, now: string): boolean {
  return noted?.split(':')[1] === now.split(':')[1];
}

/** Has a clone forget a worktree whose folder is gone; one that stands is left alone, and so are all others. */
export async function forgetWorktree(clone: string, worktree: string): Promise<void> {
  if (await lstat(worktree).catch(() => undefined)) return;
  const folder = await registeredAt(clone, worktree);
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

/** Takes exactly this worktree off the clone's list, and keeps all that git knew about it in `to`. */
export async function unregister({ folder }: Registration, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await move(folder, to);
}

/** Undoes `unregister`, also after it was cut short. Failure: registration-taken. */
export async function registerAgain(
  { folder, worktree }: { readonly folder: string; readonly worktree: string },
  from: string,
): Promise<Result<true>> {
  const taken = await lstat(folder).catch(() => undefined);
  if (taken && (await textOf(path.join(folder, 'gitdir'))).trim() !== path.join(worktree, '.git'))
    return fail({ code: 'registration-taken', message: `${folder} exists already` });
  await mkdir(path.dirname(folder), { recursive: true });
  await move(from, folder);
  return ok(true);
}

/** Renames; onto another disk it copies first. One that was cut short is finished by doing it again. */
export async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyWhole(from, to);
    await rm(from, { recursive: true });
  }
}

/** What stands at `to` came from there before a cut, and then one of the two is whole: together they are. */
async function copyWhole(from: string, to: string): Promise<void> {
  const options = { recursive: true, verbatimSymlinks: true } as const;
  if (await lstat(to).catch(() => undefined)) return cp(from, to, options);
  // Not beside it: git takes whatever stands among its worktrees for one.
  const draft = path.join(path.dirname(path.dirname(to)), `${path.basename(to)}.moving`);
  await rm(draft, { recursive: true, force: true });
  await cp(from, draft, options);
  await rename(draft, to);
}
