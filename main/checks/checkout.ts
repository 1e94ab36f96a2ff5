import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CommitId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { addWorktree, copyPaths } from '../git/worktree.ts';
import { claimScratch, discardScratch } from '../git/worktrees/scratch.ts';

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
  const claimed = await claimScratch(dirname(path));
  if (!claimed.ok) return claimed;
  const made = await addWorktree(repo, { path, commit });
  if (!made.ok) return made;
  const copied = await copyPaths(made.value.path, { commit: hooksFrom, paths: hookPaths });
  return copied.ok ? ok(true) : copied;
}

export type CheckedOut = { readonly path: string; readonly name: string };

/**
 * Removes every checkout below a folder of ours, which is empty then: renamed away first, so that a half-removed
 * one is never used, then forgotten by git, each by its own path (the person's worktrees on a disk that is away stay
 * known), then deleted in the background. What stands there is never anyone's work. Failure: scratch-foreign.
 */
export async function clearCheckouts(folder: string, repos: readonly CheckedOut[]): Promise<Result<true>> {
  const trash = await discardScratch(
    folder,
    repos.map(({ path, name }) => ({ clone: path, below: name })),
  );
  if (!trash.ok) return trash;
  // Disk space only: the folder is out of the way, and one that stays is removed at the next start.
  if (trash.value !== undefined) void rm(trash.value, { recursive: true, force: true }).catch(() => undefined);
  await mkdir(folder, { recursive: true });
  return ok(true);
}
