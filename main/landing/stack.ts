import type { CommitId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { isAncestor } from '../git/ancestry.ts';
import { commitTree, mergeTrees } from '../git/merge.ts';

/** `at`: the place of the head that cannot be merged with those before it. */
export type Stacked =
  | { readonly kind: 'stacked'; readonly commit: CommitId }
  | { readonly kind: 'conflict'; readonly at: number; readonly paths: readonly string[] };

/**
 * Merges heads one after the other on top of a commit, in the object store only. The commits are held by no branch; the
 * same input makes the same ones.
 */
export async function stackHeads(
  repo: string,
  { onto, heads }: { readonly onto: CommitId; readonly heads: readonly CommitId[] },
): Promise<Result<Stacked>> {
  let top = onto;
  for (const [at, head] of heads.entries()) {
    const contained = await isAncestor(repo, { ancestor: head, commit: top });
    if (!contained.ok) return contained;
    if (contained.value) continue;
    const merged = await mergeTrees(repo, { ours: top, theirs: head });
    if (!merged.ok) return merged;
    if (merged.value.kind === 'conflict') return ok({ kind: 'conflict', at, paths: merged.value.paths });
    const parents = [top, head];
    const commit = await commitTree(repo, { tree: merged.value.tree, parents, message: 'Together', at: 0 });
    if (!commit.ok) return commit;
    top = commit.value;
  }
  return ok({ kind: 'stacked', commit: top });
}
