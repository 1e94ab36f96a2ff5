import type { FileDiff, RepoFiles } from '../../core/contract/work-methods.ts';
import type { RepoId } from '../../core/ids.ts';
import type { RepoChange } from '../../core/model/change-set.ts';
import type { Thread, Worktree } from '../../core/model/thread.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { countCommits, revParse } from '../git/ancestry.ts';
import { diffFiles, diffText } from '../git/diff.ts';
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

/** Every changed file per repo, the working tree included. */
export async function readFiles(worktrees: readonly Worktree[]): Promise<Result<readonly RepoFiles[]>> {
  const repos: RepoFiles[] = [];
  for (const { repo, path, base } of worktrees) {
    const head = await revParse(path, 'HEAD');
    if (!head.ok) return head;
    const files = await diffFiles(path, { from: base, to: 'worktree' });
    if (!files.ok) return files;
    repos.push({ repo, base, head: head.value, files: files.value });
  }
  return ok(repos);
}

/** The unified diff of one file against the base, the working tree included. Failures: workspace-missing, repo-not-found. */
export async function readDiff(thread: Thread, repo: RepoId, path: string): Promise<Result<FileDiff>> {
  if (thread.workspace.kind !== 'ready')
    return fail({ code: 'workspace-missing', message: 'The thread has no workspace' });
  const worktree = thread.workspace.worktrees.find((each) => each.repo === repo);
  if (!worktree) return fail({ code: 'repo-not-found', message: `${repo} is not part of this thread` });
  return diffText(worktree.path, { from: worktree.base, to: 'worktree', paths: [path] });
}
