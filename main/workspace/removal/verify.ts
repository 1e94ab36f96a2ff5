import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Repo } from '../../../core/model/repo.ts';
import type { Thread, Worktree } from '../../../core/model/thread.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { identityOf, isSameFolder, registrationOf, type Registration } from '../../git/worktrees/registration.ts';
import { readMarker } from '../owner.ts';
import { placeOf, workspacesFolder } from '../place.ts';

export type Ground = { readonly dataFolder: string; repo(id: Repo['id']): Repo | undefined };
export type Owned = { readonly worktree: Worktree; readonly repo: Repo; readonly registration: Registration };

/**
 * Says that a thread's workspace is what the factory made, and nothing else: the marker, the record in the journal,
 * the real path, the inode and git's own list all agree. Anything less is a failure with the reason in words, and
 * nothing may be run in it or removed then. Never answers another folder than the one on record.
 * Failures: workspace-missing, workspace-not-ours, worktree-missing, worktree-replaced, worktree-not-registered,
 * worktree-half-made.
 */
export async function verifyWorkspace(ground: Ground, thread: Thread): Promise<Result<readonly Owned[]>> {
  if (thread.workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: `Thread #${String(thread.number)} has no workspace` });
  const { path: folder, worktrees } = thread.workspace;
  const stands = await verifyFolder(ground, thread, folder);
  if (!stands.ok) return stands;
  const owned: Owned[] = [];
  for (const worktree of worktrees) {
    const one = await verifyWorktree(ground, worktree, { folder, made: stands.value });
    if (!one.ok) return one;
    owned.push(one.value);
  }
  return ok(owned);
}

/**
 * Says that every worktree of a thread still is the clone's, before anything runs there: in a folder that lost its
 * `.git`, git would go up to whatever repository lies around it. Failures: those of `registrationOf`, worktree-half-made.
 */
export async function worktreesStand({ repo: repoOf }: Ground, { workspace }: Thread): Promise<Result<true>> {
  for (const { repo, path } of workspace.kind === 'ready' ? workspace.worktrees : []) {
    const clone = repoOf(repo)?.path;
    const registration = clone === undefined ? undefined : await registrationOf(clone, path);
    if (registration && !registration.ok) return registration;
    if (registration?.value.halfMade) return halfMade(path);
  }
  return ok(true);
}

function halfMade(path: string) {
  return fail({ code: 'worktree-half-made', message: `${path} was never finished`, next: 'Retry its preparation' });
}

type Made = Readonly<Record<string, string>>;

async function verifyFolder({ dataFolder }: Ground, thread: Thread, folder: string): Promise<Result<Made>> {
  const stats = await lstat(folder).catch(() => undefined);
  if (!stats) return fail({ code: 'workspace-missing', message: `${folder} is gone`, next: restoreHint(thread) });
  const home = await realpath(workspacesFolder(dataFolder)).catch(() => undefined);
  const marker = await readMarker(folder);
  const here = !stats.isSymbolicLink() && (await realpath(folder)) === join(home ?? '', basename(folder));
  if (!here || basename(folder) !== basename(placeOf(dataFolder, thread).folder))
    return notOurs(folder, 'it is a link, or stands elsewhere than where the factory made it');
  if (marker?.thread !== thread.thread) return notOurs(folder, 'its marker is missing, or names another thread');
  return marker.folders ? ok(marker.folders) : notOurs(folder, 'its marker does not say which folders were made');
}

async function verifyWorktree(
  { repo: repoOf }: Ground,
  worktree: Worktree,
  { folder, made }: { readonly folder: string; readonly made: Made },
): Promise<Result<Owned>> {
  const { path } = worktree;
  const repo = repoOf(worktree.repo);
  if (!repo) return notOurs(path, 'its repo is not registered any more');
  if (dirname(path) !== folder) return notOurs(path, 'it does not stand in the workspace');
  const registration = await registrationOf(repo.path, path);
  if (!registration.ok) return registration;
  if (registration.value.halfMade) return halfMade(path);
  if (!isSameFolder(made[basename(path)], await identityOf(path)))
    return fail({ code: 'worktree-replaced', message: `${path} is not the folder that was made, though it looks so` });
  return ok({ worktree, repo, registration: registration.value });
}

function notOurs(path: string, why: string) {
  const next = 'Look into it and move it away by hand; nothing was changed';
  return fail({ code: 'workspace-not-ours', message: `${path} is left alone: ${why}`, next });
}

function restoreHint({ number }: Thread): string {
  return `If it was removed: teatree workspace restore ${String(number)}`;
}
