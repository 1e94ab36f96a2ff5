import type { FileChange } from '../../model/file-change.ts';

/** Files under one folder path, as a review list shows them: folders as headings, files by name. */
export type FileFolder = { readonly folder: string; readonly files: readonly FileChange[] };

export function foldersOf(files: readonly FileChange[]): readonly FileFolder[] {
  const folders = new Map<string, FileChange[]>();
  for (const file of files) {
    const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders]
    .map(([folder, inside]) => ({ folder, files: inside.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
