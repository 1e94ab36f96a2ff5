import type { CommitId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { git, gitText } from './hardening/git.ts';

/**
 * Makes these paths of a worktree what a commit has, in the working tree and the index: copied where the commit has
 * them, removed where it has not. Other paths are not touched.
 */
export async function copyPaths(
  worktree: string,
  { commit, paths }: { readonly commit: CommitId; readonly paths: readonly string[] },
): Promise<Result<true>> {
  const there = await gitText(worktree, ['ls-tree', '-z', '--name-only', '--full-tree', commit, '--', ...paths]);
  if (!there.ok) return there;
  const wanted = there.value.split('\0').filter(Boolean);
  const removed = await git(worktree, ['rm', '-r', '-q', '-f', '--ignore-unmatch', '--', ...paths]);
  if (!removed.ok) return removed;
  if (wanted.length === 0) return ok(true);
  const copied = await git(worktree, ['checkout', '-q', commit, '--', ...wanted]);
  return copied.ok ? ok(true) : copied;
}
