import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { CommitId } from '../../../core/ids.ts';
import type { LeftOut, Submodule } from '../../../core/model/workspace/checkpoint.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { git, gitText } from '../hardening/git.ts';
import { withPrivateIndex, type PrivateIndex } from '../hardening/private-index.ts';
import { clearFlags, listIndex } from './index-flags.ts';
import { addNested } from './nested.ts';

export type CaptureOptions = {
  /** Globs of ignored files that count as work all the same. */
  readonly precious?: readonly string[];
  /** A tree whose files count as work wherever they lie, ignored or not. */
  readonly also?: string | undefined;
  /** Bytes an untracked file may have. */
  readonly maxFile?: number;
};

export type Captured = {
  /** Undefined: there is no commit yet. */
  readonly head: CommitId | undefined;
  /** Trees. An index in the middle of a merge cannot be written as one; then it is that of the files. */
  readonly index: string;
  readonly files: string;
  readonly unmerged: boolean;
  /** Nothing goes beyond HEAD. */
  readonly clean: boolean;
  /** Untracked repositories inside; their files are in the tree, their history is not. */
  readonly nested: readonly string[];
  readonly submodules: readonly Submodule[];
  readonly leftOut: readonly LeftOut[];
  /** Of calls that use the private index, which holds exactly `files`. */
  readonly env: Environment;
};

const MAX_FILE = 200 * 1024 * 1024;
const LONG = 256 * 1024 * 1024;

/** Reads what stands in a worktree into the object store: the index and all files. The worktree stays as it is. */
export function withCapture<T>(
  worktree: string,
  options: CaptureOptions,
  use: (captured: Captured) => Promise<Result<T>>,
): Promise<Result<T>> {
  return withPrivateIndex(worktree, async (index) => {
    // An index in the middle of a merge cannot be written as a tree; its files still can.
    const [head, staged] = await Promise.all([
      git(worktree, ['rev-parse', 'HEAD^{commit}', 'HEAD^{tree}'], { accept: [0, 128] }),
      git(worktree, ['write-tree'], { env: index.env, accept: [0, 128] }),
    ]);
    if (!head.ok) return head;
    if (!staged.ok) return staged;
    const [commit, tree] = head.value.stdout.split('\n');
    const added = await addFiles(worktree, index, options);
    if (!added.ok) return added;
    const files = await gitText(worktree, ['write-tree'], { env: index.env });
    if (!files.ok) return files;
    const unmerged = staged.value.exitCode !== 0;
    const trees = { files: files.value.trim(), index: unmerged ? files.value.trim() : staged.value.stdout.trim() };
    return use({
      ...{ head: CommitId.safeParse(commit).data, ...trees, unmerged, env: index.env, ...added.value },
      clean: !unmerged && trees.files === tree && trees.index === tree,
    });
  });
}

async function addFiles(
  worktree: string,
  index: PrivateIndex,
  { precious = [], also, maxFile = MAX_FILE }: CaptureOptions,
): Promise<Result<Pick<Captured, 'nested' | 'submodules' | 'leftOut'>>> {
  const big = await tooBig(worktree, index.untracked, maxFile);
  const shown = await showHidden(worktree, index.env);
  if (!shown.ok) return shown;
  const added = await index.addAll('content', big);
  if (!added.ok) return added;
  const nested = await addNested(worktree, index);
  if (!nested.ok) return nested;
  const valued = await addPrecious(worktree, index.env, precious);
  if (!valued.ok) return valued;
  const more = also === undefined ? ok(true) : await addAlso(worktree, index.env, also);
  if (!more.ok) return more;
  const missed = await missedOf(worktree, index);
  if (!missed.ok) return missed;
  const unreadable = missed.value.filter((name) => !big.includes(name));
  const leftOut = [
    ...big.map((name): LeftOut => ({ path: name, why: 'too-big' })),
    ...unreadable.map((name): LeftOut => ({ path: name, why: 'unreadable' })),
  ];
  return ok({ nested: index.nested, submodules: shown.value, leftOut: [...leftOut, ...nested.value] });
}

/** Those of the names that are files of more than so many bytes. */
export async function tooBig(worktree: string, names: readonly string[], most = MAX_FILE): Promise<readonly string[]> {
  const big: string[] = [];
  for (const name of names) {
    const stats = await lstat(path.join(worktree, name)).catch(() => undefined);
    if (stats?.isFile() && stats.size > most) big.push(name);
  }
  return big;
}

/**
 * Files that somebody told git not to look at (`assume-unchanged`, `skip-worktree`) are looked at all the same, in the
 * copy. Answers the submodules on the way, since both stand in the same list.
 */
async function showHidden(worktree: string, env: Environment): Promise<Result<readonly Submodule[]>> {
  const listed = await listIndex(worktree, env);
  if (!listed.ok) return listed;
  const { submodules, assumed, skipped } = listed.value;
  const hidden = [...assumed];
  for (const name of skipped) if (await isThere(path.join(worktree, name))) hidden.push(name);
  const shown = await clearFlags(worktree, env, hidden);
  return shown.ok ? ok(submodules) : shown;
}

/** Takes the ignored files that the globs name into an index. */
export async function addPrecious(
  worktree: string,
  env: Environment,
  globs: readonly string[],
): Promise<Result<unknown>> {
  if (globs.length === 0) return ok(true);
  const listed = await preciousFiles(worktree, globs);
  return listed.ok ? addNames(worktree, env, listed.value) : listed;
}

/** The ignored files that the globs name. */
export async function preciousFiles(worktree: string, globs: readonly string[]): Promise<Result<readonly string[]>> {
  if (globs.length === 0) return ok([]);
  const paths = globs.map((glob) => `:(top,glob)${glob}`);
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '-z', '--', ...paths];
  const listed = await gitText(worktree, args, { env: { GIT_LITERAL_PATHSPECS: '0' }, maxOutput: LONG });
  return listed.ok ? ok(listed.value.split('\0').filter((name) => name !== '' && !name.endsWith('/'))) : listed;
}

async function addAlso(worktree: string, env: Environment, tree: string): Promise<Result<unknown>> {
  const now = await gitText(worktree, ['write-tree'], { env });
  if (!now.ok) return now;
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--diff-filter=A', now.value.trim(), tree];
  const listed = await gitText(worktree, args, { maxOutput: LONG });
  if (!listed.ok) return listed;
  const there: string[] = [];
  for (const name of listed.value.split('\0').filter(Boolean))
    if (await isThere(path.join(worktree, name))) there.push(name);
  return addNames(worktree, env, there);
}

/** Files and links; a folder that stands where a file of that name was stays out. */
async function isThere(file: string): Promise<boolean> {
  const stats = await lstat(file).catch(() => undefined);
  return stats !== undefined && (stats.isFile() || stats.isSymbolicLink());
}

async function addNames(worktree: string, env: Environment, names: readonly string[]): Promise<Result<unknown>> {
  if (names.length === 0) return ok(true);
  const input = names.map((name) => `${name}\0`).join('');
  return git(worktree, ['update-index', '--add', '--remove', '-z', '--stdin'], { env, input });
}

/** What `git add` had to pass over. */
async function missedOf(worktree: string, { env, nested }: PrivateIndex): Promise<Result<readonly string[]>> {
  const listed = await gitText(worktree, ['ls-files', '--others', '--modified', '--exclude-standard', '-z'], {
    ...{ env, maxOutput: LONG },
  });
  if (!listed.ok) return listed;
  const names = listed.value.split('\0').filter((name) => name !== '' && !nested.includes(name));
  return ok([...new Set(names)]);
}
