import { CommitId } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { readCommit } from './ancestry.ts';
import { git, gitText } from './hardening/git.ts';
import { withPrivateIndex, type PrivateIndex } from './hardening/private-index.ts';
import { commitTree } from './merge.ts';
import { status } from './status.ts';

export type CheckpointOptions = {
  /** Last part of the ref; may hold slashes. An older checkpoint of that name is replaced. */
  readonly name: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

export type Checkpoint = {
  readonly ref: string;
  readonly commit: CommitId;
  /** Nothing in it goes beyond HEAD. */
  readonly clean: boolean;
  /** Untracked repositories inside the worktree; their files are NOT in the checkpoint. */
  readonly skipped: readonly string[];
};

/**
 * Saves HEAD, the index and the working tree with untracked files (ignored ones not) as commits under
 * `refs/teatree/checkpoints/<name>`. The worktree, its index and the stash stay as they are.
 *
 * Like a stash: the commit's tree is the working tree; its parents are HEAD and a commit of the index.
 */
export async function saveCheckpoint(worktree: string, options: CheckpointOptions): Promise<Result<Checkpoint>> {
  const now = await status(worktree);
  if (!now.ok) return now;
  return withPrivateIndex(worktree, async (index) => {
    const trees = await writeTrees(worktree, index);
    if (!trees.ok) return trees;
    const head = now.value.head === undefined ? [] : [now.value.head];
    const { message, at } = options;
    const staged = await commitTree(worktree, {
      tree: trees.value.index,
      parents: head,
      message: `index: ${message}`,
      at,
    });
    if (!staged.ok) return staged;
    const commit = await commitTree(worktree, {
      tree: trees.value.files,
      parents: [...head, staged.value],
      message,
      at,
    });
    if (!commit.ok) return commit;
    const ref = refOf(options.name);
    const stored = await git(worktree, ['update-ref', '--no-deref', ref, commit.value]);
    if (!stored.ok) return stored;
    return ok({ ref, commit: commit.value, clean: now.value.clean, skipped: index.nested });
  });
}

/** The commit of a checkpoint; undefined when there is none of that name. */
export async function readCheckpoint(repo: string, name: string): Promise<Result<CommitId | undefined>> {
  const output = await git(repo, ['rev-parse', '--verify', '--quiet', refOf(name)], { accept: [0, 1] });
  return output.ok ? ok(CommitId.safeParse(output.value.stdout.trim()).data) : output;
}

/**
 * Puts index, working tree and untracked files of a checkpoint into a clean worktree. HEAD stays where it is.
 * Failures: worktree-dirty, unknown-revision; files in the way (such as ignored ones) are not overwritten.
 */
export async function restoreCheckpoint(worktree: string, checkpoint: CommitId): Promise<Result<undefined>> {
  const now = await status(worktree);
  if (!now.ok) return now;
  if (!now.value.clean) {
    const message = `${worktree} holds changes that a restore would overwrite.`;
    return fail({
      code: 'worktree-dirty',
      message,
      next: 'Commit them or save a checkpoint, then clean the worktree.',
    });
  }
  const saved = await readCommit(worktree, checkpoint);
  if (!saved.ok) return saved;
  const files = await git(worktree, ['read-tree', '-m', '-u', 'HEAD', checkpoint]);
  if (!files.ok) return files;
  const staged = saved.value.parents.at(-1);
  const index = staged === undefined ? files : await git(worktree, ['read-tree', '--reset', staged]);
  return index.ok ? ok(undefined) : index;
}

function refOf(name: string): string {
  return `refs/teatree/checkpoints/${name}`;
}

async function writeTrees(
  worktree: string,
  { env, addAll }: PrivateIndex,
): Promise<Result<{ readonly index: string; readonly files: string }>> {
  // An index in the middle of a merge cannot be written as a tree; its files still can.
  const index = await git(worktree, ['write-tree'], { env, accept: [0, 128] });
  if (!index.ok) return index;
  const added = await addAll('content');
  if (!added.ok) return added;
  const files = await gitText(worktree, ['write-tree'], { env });
  if (!files.ok) return files;
  const tree = files.value.trim();
  return ok({ index: index.value.exitCode === 0 ? index.value.stdout.trim() : tree, files: tree });
}
