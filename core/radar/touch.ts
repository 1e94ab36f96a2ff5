/** What a branch does to the files, compared with a commit that it contains. Paths are relative to the repo's root. */
export type Touch = {
  /** Changed, added or deleted; a rename is a deletion and an addition. */
  readonly files: ReadonlySet<string>;
  readonly addedFiles: ReadonlySet<string>;
  readonly addedFolders: ReadonlySet<string>;
  /** Folders of which nothing is left. */
  readonly removedFolders: ReadonlySet<string>;
};

/**
 * Whether a merge of the two can conflict at all. It can where both touch a file, where one has a file and the other a
 * folder of the same name, and where one adds a file to a folder that the other has emptied: git takes that for a folder
 * that was renamed.
 */
export function mayConflict(a: Touch, b: Touch): boolean {
  return (
    meet(a.files, b.files) ||
    meet(a.files, b.addedFolders) ||
    meet(b.files, a.addedFolders) ||
    addsBelow(a, b.removedFolders) ||
    addsBelow(b, a.removedFolders)
  );
}

/** The files that both touch, in order. */
export function sharedFiles(a: Touch, b: Touch): readonly string[] {
  return [...a.files].filter((file) => b.files.has(file)).sort();
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const each of few) if (many.has(each)) return true;
  return false;
}

function addsBelow({ addedFiles }: Touch, removed: ReadonlySet<string>): boolean {
  return removed.size > 0 && [...addedFiles].some((file) => foldersAbove(file).some((folder) => removed.has(folder)));
}

function foldersAbove(file: string): readonly string[] {
  const names = file.split('/').slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
}
