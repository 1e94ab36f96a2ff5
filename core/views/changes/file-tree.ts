import type { FileChange } from '../../model/file-change.ts';

/** A row of the list of changed files. `depth` counts from 0; a folder tells of all that lies below it. */
export type TreeRow =
  | {
      readonly kind: 'folder';
      readonly path: string;
      /** Several names where there is nothing else between them. */
      readonly name: string;
      readonly depth: number;
      readonly files: number;
      readonly added: number;
      readonly deleted: number;
      readonly open: boolean;
    }
  | { readonly kind: 'file'; readonly change: FileChange; readonly depth: number };

type Folder = { readonly path: string; readonly folders: Map<string, Folder>; readonly files: FileChange[] };

/** Files of a folder come before its folders, both by name; what lies in a closed folder is left out. */
export function treeRows(files: readonly FileChange[], closed: ReadonlySet<string> = new Set()): readonly TreeRow[] {
  return rowsIn(grow(files), { depth: 0, closed });
}

/** In the order of the tree. */
export function inTreeOrder(files: readonly FileChange[]): readonly FileChange[] {
  return treeRows(files).flatMap((row) => (row.kind === 'file' ? [row.change] : []));
}

/** Every folder that a path lies in, the outermost first. */
export function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function grow(files: readonly FileChange[]): Folder {
  const root: Folder = { path: '', folders: new Map(), files: [] };
  for (const file of files) {
    let folder = root;
    for (const path of foldersAbove(file.path)) {
      const below = folder.folders.get(path) ?? { path, folders: new Map(), files: [] };
      folder.folders.set(path, below);
      folder = below;
    }
    folder.files.push(file);
  }
  return root;
}

type Place = { readonly depth: number; readonly closed: ReadonlySet<string> };

function rowsIn({ folders, files }: Folder, { depth, closed }: Place): readonly TreeRow[] {
  const own = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const below = [...folders.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return [
    ...own.map((change): TreeRow => ({ kind: 'file', change, depth })),
    ...below.flatMap((outer): readonly TreeRow[] => {
      const folder = withoutSteps(outer);
      const open = !closed.has(folder.path);
      const name = folder.path.slice(outer.path.length - fileName(outer.path).length);
      const row: TreeRow = { kind: 'folder', path: folder.path, name, depth, open, ...sizeOf(folder) };
      return open ? [row, ...rowsIn(folder, { depth: depth + 1, closed })] : [row];
    }),
  ];
}

/** The first folder below in which there is a choice. */
function withoutSteps(folder: Folder): Folder {
  const [only, ...more] = folder.folders.values();
  return only && more.length === 0 && folder.files.length === 0 ? withoutSteps(only) : folder;
}

function sizeOf(folder: Folder): { readonly files: number; readonly added: number; readonly deleted: number } {
  let files = folder.files.length;
  let added = folder.files.reduce((sum, file) => sum + (file.added ?? 0), 0);
  let deleted = folder.files.reduce((sum, file) => sum + (file.deleted ?? 0), 0);
  for (const below of folder.folders.values()) {
    const size = sizeOf(below);
    files += size.files;
    added += size.added;
    deleted += size.deleted;
  }
  return { files, added, deleted };
}
