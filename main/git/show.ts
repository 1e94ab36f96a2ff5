import { ok, type Result } from '../../core/result.ts';
import { git, gitText } from './hardening/git.ts';

export type FileAtCommit =
  { readonly kind: 'found'; readonly text: string; readonly truncated: boolean } | { readonly kind: 'missing' };

const MAX_BYTES = 1024 * 1024;

/** Names of the folders directly below a folder of a commit; none where there is no such folder. Failure: unknown-revision. */
export async function listFoldersAt(
  repo: string,
  { commit, path }: { readonly commit: string; readonly path: string },
): Promise<Result<readonly string[]>> {
  const entries = await gitText(repo, ['ls-tree', '-z', '-d', '--name-only', `${commit}^{tree}`, '--', `${path}/`]);
  if (!entries.ok) return entries;
  return ok(entries.value.split('\0').flatMap((each) => (each === '' ? [] : [each.slice(path.length + 1)])));
}

/** Paths of the regular files below a folder of a commit, from that folder; links and submodules are left out. */
export async function listFilesAt(
  repo: string,
  { commit, path }: { readonly commit: string; readonly path: string },
): Promise<Result<readonly string[]>> {
  const entries = await gitText(repo, ['ls-tree', '-z', '-r', '--full-tree', `${commit}^{tree}`, '--', `${path}/`]);
  if (!entries.ok) return entries;
  const files = entries.value
    .split('\0')
    .flatMap((each) => /^100\d{3} blob [0-9a-f]+\t([\s\S]+)$/.exec(each)?.[1] ?? []);
  return ok(files.map((file) => file.slice(path.length + 1)));
}

/**
 * The text of a file as a commit (or any revision) has it, without filters. A folder, a link or a submodule at that
 * path counts as missing. Failure: unknown-revision.
 */
export async function readFileAt(
  repo: string,
  {
    commit,
    path,
    maxBytes = MAX_BYTES,
  }: { readonly commit: string; readonly path: string; readonly maxBytes?: number },
): Promise<Result<FileAtCommit>> {
  const entry = await gitText(repo, ['ls-tree', '-z', '--full-tree', `${commit}^{tree}`, '--', path]);
  if (!entry.ok) return entry;
  const blob = /^100\d{3} blob ([0-9a-f]+)\t/.exec(entry.value)?.[1];
  if (blob === undefined) return ok({ kind: 'missing' });
  const content = await git(repo, ['cat-file', 'blob', blob], { maxOutput: maxBytes });
  if (!content.ok) return content;
  return ok({ kind: 'found', text: content.value.stdout, truncated: content.value.truncated });
}
