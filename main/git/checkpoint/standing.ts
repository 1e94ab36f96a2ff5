import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { CommitId } from '../../../core/ids.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { gitText } from '../hardening/git.ts';
import { withIndexCopy } from '../hardening/private-index.ts';
import { status, type Status } from '../status.ts';
import { addPrecious, tooBig, withCapture } from './capture.ts';
import { listOwnIndex } from './index-flags.ts';

export type Standing = {
  readonly head: CommitId;
  /** The tree of all files as a capture would hold them; where nothing goes beyond HEAD, HEAD itself. */
  readonly files: CommitId;
  /** A capture of all files was nothing else than `git add`. */
  readonly simple: boolean;
  /** Submodules are checked out in it: their commits move without any change to it or to what git keeps about it. */
  readonly submodules: boolean;
};

/** What stood there before, and all that has changed since as absolute paths; HEAD, index and settings of git have not. */
export type Since = { readonly standing: Standing; readonly changed: readonly string[] };

/**
 * Where HEAD and the files of a worktree stand: with one process of git where nothing goes beyond HEAD, with three where
 * something does, with two where nothing but files has changed since, and with a whole capture only where `git add`
 * alone would not do.
 * Failure unknown-revision: there is no commit yet.
 */
export async function standingOf(
  worktree: string,
  precious: readonly string[],
  since?: Since,
): Promise<Result<Standing>> {
  if (since?.standing.simple && (await areFiles(since.changed))) {
    const tree = await addedTree(worktree, [], precious);
    if (tree.ok) return ok({ ...since.standing, files: CommitId.parse(tree.value) });
  }
  return wholeStanding(worktree, precious);
}

async function wholeStanding(worktree: string, precious: readonly string[]): Promise<Result<Standing>> {
  const [now, listed] = await Promise.all([status(worktree), listOwnIndex(worktree)]);
  if (!now.ok) return now;
  if (!listed.ok) return listed;
  const hides = listed.value.assumed.length + listed.value.skipped.length > 0;
  const submodules = listed.value.submodules.some((each) => existsSync(path.join(worktree, each.path, '.git')));
  const { head, clean, entries } = now.value;
  if (head === undefined) return fail({ code: 'unknown-revision', message: `There is no commit in ${worktree}` });
  if (clean && !hides && precious.length === 0) return ok({ head, files: head, simple: true, submodules });
  const simple = !hides && (await isSimple(worktree, entries));
  const tree = simple
    ? await addedTree(worktree, untrackedOf(entries), precious)
    : await withCapture(worktree, { precious }, ({ files }) => Promise.resolve(ok(files)));
  return tree.ok ? ok({ head, files: CommitId.parse(tree.value), simple, submodules }) : tree;
}

/** More are not worth looking at one by one. */
const mostNames = 200;

/** Or gone; neither a repository inside, which comes as a folder or as its `.git`, nor too big to be taken. */
async function areFiles(paths: readonly string[]): Promise<boolean> {
  if (paths.length > mostNames || paths.some((each) => path.basename(each) === '.git')) return false;
  const all = await Promise.all(paths.map((each) => lstat(each).catch(unlessGone)));
  const plain = all.every((stats) => stats === 'gone' || (stats && (stats.isFile() || stats.isSymbolicLink())));
  return plain && (await tooBig('/', paths)).length === 0;
}

function unlessGone(error: unknown): 'gone' | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : undefined;
}

type Entries = Status['entries'];

function untrackedOf(entries: Entries): readonly string[] {
  return entries.filter(({ kind }) => kind === 'untracked').map((each) => each.path);
}

/** Nothing among them is left out by a capture, or taken otherwise than `git add` would. */
async function isSimple(worktree: string, entries: Entries): Promise<boolean> {
  const untracked = untrackedOf(entries);
  if (untracked.some((name) => name.endsWith('/'))) return false;
  return (await tooBig(worktree, untracked)).length === 0;
}

function addedTree(
  worktree: string,
  untracked: readonly string[],
  precious: readonly string[],
): Promise<Result<string>> {
  return withIndexCopy(worktree, untracked, async ({ env, addAll }) => {
    const added = await addAll('content');
    if (!added.ok) return added;
    const valued = await addPrecious(worktree, env, precious);
    if (!valued.ok) return valued;
    const tree = await gitText(worktree, ['write-tree'], { env });
    return tree.ok ? ok(tree.value.trim()) : tree;
  });
}
