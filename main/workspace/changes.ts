import type { RepoChange } from '../../core/model/change-set.ts';
import type { Worktree } from '../../core/model/thread.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { countCommits, revParse } from '../git/ancestry.ts';
import { diffFiles } from '../git/diff.ts';
import { status } from '../git/status.ts';

/** What stands on the thread's branches, read from git: commits beyond the base, line counts, what is not committed. */
export async function readChanges(worktrees: readonly Worktree[]): Promise<Result<readonly RepoChange[]>> {
  const changes = await Promise.all(worktrees.map(readChange));
  const unread = changes.find((change) => !change.ok);
  return unread ?? ok(changes.flatMap((change) => (change.ok ? [change.value] : [])));
}

async function readChange({ repo, path, branch, base }: Worktree): Promise<Result<RepoChange>> {
  const head = await revParse(path, `refs/heads/${branch}`);
  if (!head.ok) return head;
  const [commits, files, now] = await Promise.all([
    countCommits(path, { from: base, to: head.value }),
    diffFiles(path, { from: base, to: head.value }),
    status(path),
  ]);
  if (!commits.ok) return commits;
  if (!files.ok) return files;
  if (!now.ok) return now;
  return ok({
    repo,
    base,
    head: head.value,
    commits: commits.value,
    files: files.value.length,
    added: sum(files.value.map((file) => file.added)),
    deleted: sum(files.value.map((file) => file.deleted)),
    uncommitted: now.value.entries.map((entry) => entry.path),
  });
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}
