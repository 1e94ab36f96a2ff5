import type { CommitId } from '../../../core/ids.ts';
import type { CheckpointReason, LeftOut } from '../../../core/model/workspace/checkpoint.ts';
import { ok, type Result } from '../../../core/result.ts';
import { git } from '../hardening/git.ts';
import { commitTree, unnamed } from '../merge.ts';
import { withCapture, type Captured, type CaptureOptions } from './capture.ts';
import type { Checkpoint } from './list.ts';
import { messageOf, type CheckpointNote } from './note.ts';
import { refOf } from './place.ts';

export type SaveOptions = CaptureOptions & {
  readonly thread: string;
  readonly number: number;
  readonly reason: CheckpointReason;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly branch?: string | undefined;
  /** The checkpoint before: what is as it was then is not saved again. */
  readonly last?: Checkpoint | undefined;
  /** Without an earlier checkpoint, a clean worktree at this commit holds nothing worth saving. */
  readonly base?: CommitId | undefined;
};

export type Saved = {
  /** Undefined: nothing has changed. */
  readonly commit: CommitId | undefined;
  readonly clean: boolean;
  readonly leftOut: readonly LeftOut[];
};

/**
 * Saves HEAD, the index and the working tree with untracked files as commits under
 * `refs/teatree/checkpoints/<thread>/<number>`. The worktree, its index and the stash stay as they are.
 *
 * Like a stash: the commit's tree is the working tree; its parents are HEAD and a commit of the index.
 */
export function saveCheckpoint(worktree: string, options: SaveOptions): Promise<Result<Saved>> {
  return withCapture(worktree, options, async (captured): Promise<Result<Saved>> => {
    const { clean, leftOut } = captured;
    if (isKnown(captured, options)) return ok({ commit: undefined, clean, leftOut });
    const commit = await storeCheckpoint(worktree, captured, options);
    return commit.ok ? ok({ commit: commit.value, clean, leftOut }) : commit;
  });
}

function isKnown({ head, files, index, clean }: Captured, { last, base }: SaveOptions): boolean {
  if (last) return last.head === head && last.files === files && last.note.index === index;
  return clean && head !== undefined && head === base;
}

/** Makes what was captured a checkpoint. One of that number must not be there yet. */
export async function storeCheckpoint(
  worktree: string,
  captured: Captured,
  { thread, number, reason, at, branch, precious }: SaveOptions,
): Promise<Result<CommitId>> {
  const { nested, submodules, leftOut, unmerged, clean, index } = captured;
  const note: CheckpointNote = {
    ...{ reason, at, branch, unmerged, clean, index },
    ...{ nested: [...nested], submodules: [...submodules], leftOut: [...leftOut], precious: [...(precious ?? [])] },
  };
  const title = `Checkpoint ${String(number)} of ${thread} (${reason})`;
  const parents = captured.head === undefined ? [] : [captured.head];
  const made = { at, author: unnamed };
  const staged = await commitTree(worktree, { ...made, tree: index, parents, message: `index of ${title}` });
  if (!staged.ok) return staged;
  const commit = await commitTree(worktree, {
    ...{ ...made, tree: captured.files, parents: [...parents, staged.value], message: messageOf(title, note) },
  });
  if (!commit.ok) return commit;
  const stored = await git(worktree, ['update-ref', '--no-deref', refOf(thread, number), commit.value, '']);
  return stored.ok ? commit : stored;
}
