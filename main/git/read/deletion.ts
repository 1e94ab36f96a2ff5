import { CommitId } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { gitText } from '../hardening/git.ts';

/** The commit that deleted a file which is not there any more; undefined where it is there or never was. */
export async function deletionOf(
  repo: string,
  { commit, path }: { readonly commit: CommitId; readonly path: string },
): Promise<Result<CommitId | undefined>> {
  const there = await gitText(repo, ['ls-tree', '-z', '--full-tree', '--name-only', commit, '--', path]);
  if (!there.ok) return there;
  if (there.value !== '') return ok(undefined);
  const range = ['--max-count=1', '--diff-filter=D', '--no-renames', '--format=tformat:%H', '--no-show-signature'];
  const found = await gitText(repo, ['log', ...range, commit, '--', path]);
  if (!found.ok) return found;
  return ok(found.value.trim() === '' ? undefined : CommitId.parse(found.value.trim()));
}
