import type { CommitId } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { readCommit } from './ancestry.ts';
import { commitTree, mergeTrees, unnamed, type NewCommit } from './merge.ts';

export type RevertOutcome =
  | { readonly kind: 'reverted'; readonly commit: CommitId }
  /** Nothing of the commit is left to take back. */
  | { readonly kind: 'nothing-to-revert' }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

export type RevertOptions = Pick<NewCommit, 'message' | 'at' | 'author'> & {
  /** What to take back, relative to its first parent. */
  readonly commit: CommitId;
  /** The commit to build on: the new commit's only parent. */
  readonly onto: CommitId;
};

/**
 * Takes a commit back (a merge as `git revert -m 1` does) on top of `onto`, in the object store only. The same input
 * gives the same commit id; no ref, index or working tree is touched.
 * Failures: unknown-revision, no-parent.
 */
export async function revertCommit(repo: string, options: RevertOptions): Promise<Result<RevertOutcome>> {
  const [bad, onto] = await Promise.all([readCommit(repo, options.commit), readCommit(repo, options.onto)]);
  if (!bad.ok) return bad;
  if (!onto.ok) return onto;
  const [parent] = bad.value.parents;
  if (!parent)
    return fail({ code: 'no-parent', message: `${options.commit} is a first commit: there is nothing to go back to.` });
  const before = await readCommit(repo, parent);
  if (!before.ok) return before;
  const merged = await mergeOverBase(repo, { base: bad.value.tree, ours: onto.value.tree, theirs: before.value.tree });
  if (!merged.ok) return merged;
  if (merged.value.kind === 'conflict') return ok(merged.value);
  if (merged.value.tree === onto.value.tree) return ok({ kind: 'nothing-to-revert' });
  const { message, at, author } = options;
  const commit = await commitTree(repo, { tree: merged.value.tree, parents: [options.onto], message, at, author });
  return commit.ok ? ok({ kind: 'reverted', commit: commit.value }) : commit;
}

type ThreeTrees = { readonly base: string; readonly ours: string; readonly theirs: string };

/** git 2.38's merge-tree takes no base, so each tree becomes a nameless commit that descends from the base. */
async function mergeOverBase(repo: string, { base, ours, theirs }: ThreeTrees) {
  const nameless = (tree: string, parents: readonly string[]) =>
    commitTree(repo, { tree, parents, message: 'merge over a chosen base', at: 0, author: unnamed });
  const root = await nameless(base, []);
  if (!root.ok) return root;
  const [left, right] = await Promise.all([nameless(ours, [root.value]), nameless(theirs, [root.value])]);
  if (!left.ok) return left;
  if (!right.ok) return right;
  return mergeTrees(repo, { ours: left.value, theirs: right.value });
}
