import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import { status } from '../git/status.ts';
import { deleteBranch } from '../git/worktree.ts';
import { slotHead } from '../git/worktrees/claim.ts';
import { forgetWorktree, registrationOf } from '../git/worktrees/registration.ts';
import { readMarker, releaseFolder } from './owner.ts';
import { placeOf } from './place.ts';
import { setUnmadeAside } from './removal/set-aside.ts';

type Unmade = {
  readonly dataFolder: string;
  readonly thread: { readonly thread: ThreadId; readonly title: string };
  readonly repos: readonly Repo[];
  readonly at: number;
};

/**
 * Takes back what stands of a workspace that was never made whole, also what an earlier attempt left: no run has worked
 * in it yet, and it goes to the trash all the same. What is dirty, stands elsewhere, or goes beyond the remote stays.
 */
export async function takeBack({ dataFolder, thread, repos, at }: Unmade): Promise<void> {
  const place = placeOf(dataFolder, thread);
  if ((await readMarker(place.folder))?.thread !== thread.thread) return;
  for (const repo of repos) {
    const path = join(place.folder, repo.name);
    const registration = await registrationOf(repo.path, path);
    if (registration.ok && (registration.value.halfMade || (await isUnused(repo.path, path, place.branch))))
      await setUnmadeAside(dataFolder, { path, registration: registration.value, at });
    else await forgetWorktree(repo.path, path);
    const tracking = `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`;
    await deleteBranch(repo.path, { branch: place.branch, heldBy: tracking });
  }
  await releaseFolder(place.folder, thread.thread);
  // Not empty: something was put there, so it stays.
  for (const folder of [place.scratch, place.state]) await rmdir(folder).catch(() => undefined);
}

async function isUnused(clone: string, path: string, branch: string): Promise<boolean> {
  if ((await slotHead(clone, path)) !== `refs/heads/${branch}`) return false;
  const now = await status(path);
  return now.ok && now.value.clean;
}
