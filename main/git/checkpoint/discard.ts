import { fail, ok, type Result } from '../../../core/result.ts';
import { git, gitText } from '../hardening/git.ts';
import { withCapture, type Captured } from './capture.ts';
import { storeCheckpoint, type SaveOptions } from './save.ts';

export type Unwanted = {
  /** A commit or a tree: how the paths are to be again. */
  readonly from: string;
  /** Of a renamed file both its names. */
  readonly paths: readonly string[];
  /** Makes, from a diff of the paths between `from` and the files as they are, the one to take back; without it all of them goes. */
  readonly patch?: PatchOf | undefined;
};

type PatchOf = (diff: string) => Result<string>;

/**
 * Takes a change back in the working tree alone; what stands there is saved first, as the checkpoint that `save` describes.
 * What was staged as it stood is staged as it stands then. HEAD stays where it is.
 * Failures: nothing-to-discard, discard-refused (git would overwrite what is in no checkpoint), those of `patch` and git.
 */
export function discardChange(worktree: string, unwanted: Unwanted, save: SaveOptions): Promise<Result<true>> {
  // What is ignored now and was not then would be overwritten: it is saved as well.
  return withCapture(worktree, { ...save, also: unwanted.from }, async (present): Promise<Result<true>> => {
    const wanted = await withoutChange(worktree, present, unwanted);
    if (!wanted.ok) return wanted;
    if (wanted.value === present.files)
      return fail({ code: 'nothing-to-discard', message: 'This change is not there any more', next: 'Look again' });
    const stored = await storeCheckpoint(worktree, present, save);
    if (!stored.ok) return stored;
    const fresh = await git(worktree, ['update-index', '-q', '--refresh'], { env: present.env, accept: [0, 1] });
    if (!fresh.ok) return fresh;
    const placed = await git(worktree, ['read-tree', '-m', '-u', present.files, wanted.value], { env: present.env });
    if (!placed.ok) return refused(placed.error.message);
    return stage(worktree, present, { wanted: wanted.value, paths: unwanted.paths });
  });
}

function refused(message: string) {
  return fail({ code: 'discard-refused', message, next: 'Move away what git names; nothing was changed' });
}

/** The tree of all files but with this change taken back. */
async function withoutChange(
  worktree: string,
  present: Captured,
  { from, paths, patch }: Unwanted,
): Promise<Result<string>> {
  const env = { ...present.env, GIT_INDEX_FILE: `${present.env['GIT_INDEX_FILE'] ?? ''}.wanted` };
  const read = await git(worktree, ['read-tree', present.files], { env });
  if (!read.ok) return read;
  const changed = patch
    ? await unpatch(worktree, { trees: [from, present.files], paths, patch }, env)
    : await takeEntries(worktree, { from, paths }, env);
  if (!changed.ok) return changed;
  const tree = await gitText(worktree, ['write-tree'], { env });
  return tree.ok ? ok(tree.value.trim()) : tree;
}

const PLAIN = ['--no-ext-diff', '--no-textconv', '--no-color', '--full-index', '--src-prefix=a/', '--dst-prefix=b/'];
const DIFF = ['diff', ...PLAIN, '--find-renames', '--patch', '--unified=3'];
const UNPATCH = ['apply', '--cached', '--reverse', '--whitespace=nowarn', '--no-ignore-whitespace', '-'];

async function unpatch(
  worktree: string,
  { trees, paths, patch }: { readonly trees: readonly string[]; readonly paths: readonly string[]; patch: PatchOf },
  env: Captured['env'],
): Promise<Result<unknown>> {
  const diff = await gitText(worktree, [...DIFF, ...trees, '--', ...paths]);
  if (!diff.ok) return diff;
  const input = patch(diff.value);
  if (!input.ok) return input;
  return git(worktree, UNPATCH, { env, input: input.value });
}

/** Each path as it is in the tree; gone where it is not there. */
async function takeEntries(
  worktree: string,
  { from, paths }: Pick<Unwanted, 'from' | 'paths'>,
  env: Captured['env'],
): Promise<Result<unknown>> {
  const entries = await entriesOf(worktree, from, paths);
  if (!entries.ok) return entries;
  if ([...entries.value.values()].some((entry) => entry.startsWith('160000')))
    return fail({ code: 'submodule', message: 'A submodule is set by hand', next: 'Use git submodule update in it' });
  return putEntries(worktree, new Map(paths.map((path) => [path, entries.value.get(path)])), { tree: from, env });
}

/** Mode and blob of each path that a tree has. */
async function entriesOf(
  worktree: string,
  tree: string,
  paths: readonly string[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const listed = await gitText(worktree, ['ls-tree', '-z', '--full-tree', tree, '--', ...paths]);
  if (!listed.ok) return listed;
  const found = listed.value.split('\0').flatMap((record) => {
    const [, mode, id, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(record) ?? [];
    return path === undefined ? [] : [[path, `${mode ?? ''} ${id ?? ''}`] as const];
  });
  return ok(new Map(found));
}

/** An entry that is undefined goes. */
async function putEntries(
  worktree: string,
  entries: ReadonlyMap<string, string | undefined>,
  { tree, env }: { readonly tree: string; readonly env?: Captured['env'] },
): Promise<Result<unknown>> {
  // Names that go come first: where a file stood there may be a folder now.
  const sorted = [...entries].sort(([, a], [, b]) => Number(a !== undefined) - Number(b !== undefined));
  const gone = `0 ${'0'.repeat(tree.length)}`;
  const input = sorted.map(([path, entry]) => `${entry ?? gone}\t${path}\0`).join('');
  return git(worktree, ['update-index', '--replace', '-z', '--index-info'], { input, ...(env && { env }) });
}

/** In the worktree's own index: a path that was staged as its file stood. In the middle of a merge nothing is staged. */
async function stage(
  worktree: string,
  { index, files, unmerged }: Captured,
  { wanted, paths }: { readonly wanted: string; readonly paths: readonly string[] },
): Promise<Result<true>> {
  if (unmerged) return ok(true);
  const staged = await entriesOf(worktree, index, paths);
  if (!staged.ok) return staged;
  const before = await entriesOf(worktree, files, paths);
  if (!before.ok) return before;
  const after = await entriesOf(worktree, wanted, paths);
  if (!after.ok) return after;
  const asItStood = paths.filter((path) => staged.value.get(path) === before.value.get(path));
  const put = await putEntries(worktree, new Map(asItStood.map((path) => [path, after.value.get(path)])), {
    tree: wanted,
  });
  if (!put.ok) return put;
  const fresh = await git(worktree, ['update-index', '-q', '--refresh'], { accept: [0, 1] });
  return fresh.ok ? ok(true) : fresh;
}
