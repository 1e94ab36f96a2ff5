import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CommitId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { copyPaths } from '../git/copy-paths.ts';
import { addWorktree, pruneWorktrees } from '../git/worktree.ts';

/** Files that decide which programs a commit hook or check runner starts. The agent's branch does not get to choose. */
const hookPaths = [
  '.pre-commit-config.yaml',
  '.pre-commit-config.yml',
  '.husky',
  '.githooks',
  'lefthook.yml',
  'lefthook.yaml',
  '.lefthook.yml',
];

export type Checkout = {
  readonly repo: string;
  readonly path: string;
  readonly commit: CommitId;
  /** Hook configuration is taken from this commit instead. */
  readonly hooksFrom: CommitId;
};

/** A clean, detached checkout of exactly one commit, with the hook configuration of the protected branch. */
export async function makeCheckout({ repo, path, commit, hooksFrom }: Checkout): Promise<Result<true>> {
  const made = await addWorktree(repo, { path, commit });
  if (!made.ok) return made;
  const copied = await copyPaths(made.value.path, { commit: hooksFrom, paths: hookPaths });
  return copied.ok ? ok(true) : copied;
}

/**
 * Removes every checkout below a folder of ours: renamed away first, so that a half-removed one is never used, then
 * forgotten by git, then deleted in the background. What stands there is never anyone's work.
 */
export async function clearCheckouts(folder: string, repos: readonly { readonly path: string }[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const left = await readdir(folder);
  if (left.length === 0) return;
  const trash = join(dirname(folder), `.trash-${randomUUID()}`);
  await rename(folder, trash);
  for (const { path } of repos) await pruneWorktrees(path);
  // Disk space only: the folder is out of the way, and one that stays is removed with its parent.
  void rm(trash, { recursive: true, force: true }).catch(() => undefined);
  await mkdir(folder, { recursive: true });
}
