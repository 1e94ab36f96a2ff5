import type { Discarded } from '../../../core/contract/thread/change-methods.ts';
import type { CommitId, RepoId } from '../../../core/ids.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun, type Thread } from '../../../core/model/thread.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { patchOf, type ShownHunk } from '../../../core/views/changes/hunk-patch.ts';
import { discardChange } from '../../git/checkpoint/discard.ts';
import type { DeskParts } from './desk-parts.ts';
import { worktreeOf } from './look.ts';

export type DiscardWish = {
  readonly repo: RepoId;
  readonly path: string;
  readonly oldPath?: string | undefined;
  readonly from: CommitId;
  /** Without it the whole file. */
  readonly hunk?: ShownHunk | undefined;
};

/** Failures: run-alive, workspace-missing, repo-not-found, hunk-gone, those of discardChange. */
export async function discard({ shelf }: DeskParts, thread: Thread, wish: DiscardWish): Promise<Result<Discarded>> {
  if (isAlive(currentRun(thread)))
    return fail({ code: 'run-alive', message: 'Its agent is at work', next: 'Pause or stop the thread first' });
  const worktree = worktreeOf(thread, wish.repo);
  if (!worktree.ok) return worktree;
  const { from, hunk, path, oldPath } = wish;
  const paths = [...(oldPath === undefined ? [] : [oldPath]), path];
  const patch = hunk && ((diff: string) => found(patchOf(diff, hunk)));
  return shelf.change(thread, { worktree: worktree.value, reason: 'discard' }, async (save) => {
    const discarded = await discardChange(worktree.value.path, { from, paths, patch }, save);
    return discarded.ok ? ok({ checkpoint: save.number }) : discarded;
  });
}

function found(patch: string | undefined): Result<string> {
  const next = 'Look at the changes again, or discard the whole file';
  return patch === undefined
    ? fail({ code: 'hunk-gone', message: 'These lines are not there any more as they were shown', next })
    : ok(patch);
}
