/** A file that a merge left open, with the version that each side has of it (a blob's id). */
export type OpenFile = {
  readonly path: string;
  readonly kind: string;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
};

export type ParsedMerge = { readonly tree: string; readonly files: readonly OpenFile[] };

/**
 * Format: git-merge-tree(1), `--stdin` with `-z`. A merge begins with its status, where 1 is clean and 0 a conflict (the
 * other way round than the exit code). A clean one has its tree only; the other its versions of files, an empty field,
 * its messages; both end with an empty field. A path may hold anything but NUL, so fields are only ever counted.
 */
export function parseMerges(output: string): readonly ParsedMerge[] {
  const fields = output.split('\0').values();
  const next = () => fields.next().value ?? '';
  const merges: ParsedMerge[] = [];
  for (let status = next(); status !== ''; status = next()) {
    const tree = next();
    const files = status === '0' ? openFiles(readVersions(next), readKinds(next)) : [];
    if (status !== '0') next();
    merges.push({ tree, files });
  }
  return merges;
}

type Version = { readonly path: string; readonly blob: string; readonly stage: string };

function readVersions(next: () => string): readonly Version[] {
  const versions: Version[] = [];
  for (let field = next(); field !== ''; field = next()) {
    const tab = field.indexOf('\t');
    const [, blob = '', stage = ''] = field.slice(0, tab).split(' ');
    versions.push({ path: field.slice(tab + 1), blob, stage });
  }
  return versions;
}

/**
 * What git calls the conflict of each path. The first word on a path is about the path itself. Advice on submodules
 * stands where the empty field at the end would be.
 */
function readKinds(next: () => string): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (let count = next(); /^[1-9]\d*$/.test(count); count = next()) {
    const paths = Array.from({ length: Number(count) }, next);
    const kind = /^CONFLICT \((.+)\)$/.exec(next())?.[1];
    next();
    if (kind !== undefined) for (const path of paths) if (!kinds.has(path)) kinds.set(path, kind);
  }
  return kinds;
}

function openFiles(versions: readonly Version[], kinds: ReadonlyMap<string, string>): readonly OpenFile[] {
  const blobOf = (path: string, stage: string) =>
    versions.find((version) => version.path === path && version.stage === stage)?.blob;
  return [...new Set(versions.map(({ path }) => path))].map((path) => ({
    path,
    kind: kinds.get(path) ?? 'unmerged',
    ours: blobOf(path, '2'),
    theirs: blobOf(path, '3'),
  }));
}
