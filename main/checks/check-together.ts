import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RepoId } from '../../core/ids.ts';
import type { CommitId } from '../../core/ids.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { commitTree, mergeTrees } from '../git/merge.ts';
import { runChecks } from './run-checks.ts';

/** A command over the merge of two commits. `red-alone`: it fails on one of them as well, so the other is not to blame. */
export type Together = 'green' | 'red-together' | 'red-alone';

export type TogetherJob = {
  readonly repo: string;
  readonly command: string;
  readonly signal: AbortSignal;
};

/**
 * Tries what merges cleanly: two changes to the same file may fit line by line and break each other all the same. Runs in
 * a worktree of its own; the merges are commits that no branch holds. One pair at a time.
 */
export function togetherChecker(job: TogetherJob) {
  /** What the command said of a commit before. */
  const known = new Map<CommitId, Result<boolean>>();

  async function isGreen(commit: CommitId): Promise<Result<boolean>> {
    const green = known.get(commit) ?? (await tryCommit(job, commit));
    known.set(commit, green);
    return green;
  }

  return async (ours: CommitId, theirs: CommitId): Promise<Result<Together>> => {
    const merged = await mergeTrees(job.repo, { ours, theirs });
    if (!merged.ok) return merged;
    if (merged.value.kind === 'conflict')
      return fail({ code: 'conflict', message: 'The two cannot be merged, so there is nothing to check.' });
    const commit = await commitTree(job.repo, {
      ...{ tree: merged.value.tree, parents: [ours, theirs], message: 'Both together', at: 0 },
    });
    if (!commit.ok) return commit;
    const together = await isGreen(commit.value);
    if (!together.ok) return together;
    if (together.value) return ok('green');
    for (const alone of [ours, theirs]) {
      const green = await isGreen(alone);
      if (!green.ok) return green;
      if (!green.value) return ok('red-alone');
    }
    return ok('red-together');
  };
}

const repoId = RepoId.parse('rep_together');
const seconds = 900;

async function tryCommit({ repo, command, signal }: TogetherJob, commit: CommitId): Promise<Result<boolean>> {
  const folder = await mkdtemp(join(tmpdir(), 'teatree-together-'));
  const checks = [{ name: 'together', command, timeoutSeconds: seconds }];
  const place = { id: repoId, name: 'merged', path: repo, commit, changed: true, protectedRef: 'HEAD' };
  const ends = await runChecks({
    ...{ folder: join(folder, 'checkouts'), repos: [{ ...place, config: { checks } }], signal },
    ...{ marker: `together:${commit}`, onOutput: () => undefined },
    onPlanned: () => Promise.resolve(),
    onEnded: () => Promise.resolve(),
  });
  await rm(folder, { recursive: true, force: true });
  return ends.ok ? ok(ends.value.every(({ outcome }) => outcome === 'passed')) : ends;
}
