import type { RepoFiles } from '../../../../core/contract/thread/work-methods.ts';
import { treeRows } from '../../../../core/views/changes/file-tree.ts';
import type { TreeRow } from '../../../../core/views/changes/file-tree.ts';
import { fileAt } from './file-order.ts';
import type { FileAt } from './file-order.ts';

export type ListRow =
  | { readonly kind: 'repo'; readonly key: string; readonly repo: RepoFiles }
  | { readonly kind: 'folder'; readonly key: string; readonly folder: Extract<TreeRow, { kind: 'folder' }> }
  | { readonly kind: 'file'; readonly key: string; readonly file: FileAt; readonly depth: number };

type Shown = { readonly filter: string; readonly closed: readonly string[] };

/** While the list is filtered all folders are open. */
export function listRows(repos: readonly RepoFiles[], { filter, closed }: Shown): readonly ListRow[] {
  const wanted = filter.toLowerCase();
  return repos.flatMap((repo): readonly ListRow[] => {
    const files = repo.files.filter(({ path }) => path.toLowerCase().includes(wanted));
    if (files.length === 0) return [];
    const own = new Set(wanted === '' ? closed.flatMap((key) => pathIn(repo, key)) : []);
    return [
      { kind: 'repo', key: repo.repo, repo },
      ...treeRows(files, own).map((row): ListRow => {
        if (row.kind === 'folder') return { kind: 'folder', key: folderKey(repo, row.path), folder: row };
        const file = fileAt(repo, row.change);
        return { kind: 'file', key: `file ${file.key}`, file, depth: row.depth };
      }),
    ];
  });
}

export function folderKey({ repo }: Pick<RepoFiles, 'repo'>, path: string): string {
  return `${repo}/${path}`;
}

function pathIn({ repo }: RepoFiles, key: string): readonly string[] {
  return key.startsWith(`${repo}/`) ? [key.slice(repo.length + 1)] : [];
}

/** In pixels. */
export function rowHeight(row: ListRow | undefined): number {
  return row?.kind === 'repo' ? 52 : 28;
}
