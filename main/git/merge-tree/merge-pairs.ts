import type { CommitId } from '../../../core/ids.ts';
import type { FileConflict } from '../../../core/radar/conflict.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { Environment } from '../../process/environment.ts';
import { git } from '../hardening/git.ts';
import { findConflictLines, type Comparison, type LineFinder } from './conflict-lines.ts';
import { parseMerges, type OpenFile, type ParsedMerge } from './parse-merges.ts';
import { PASSING, withScratchObjects } from './scratch-objects.ts';

/** `objects` is the folder in which the repository keeps its objects. */
export type ObjectStore = { readonly repo: string; readonly objects: string };

/** Two commits, each with its tree. */
export type MergePair = { readonly ours: Side; readonly theirs: Side };
export type Side = { readonly commit: CommitId; readonly tree: string };

/**
 * Merges every pair, in order, and answers what conflicts: nothing for a clean merge. One git process for all merges
 * and one for the lines of those that conflict; nothing is written into the repository.
 */
export async function mergePairs(
  { repo, objects }: ObjectStore,
  pairs: readonly MergePair[],
): Promise<Result<readonly (readonly FileConflict[])[]>> {
  if (pairs.length === 0) return ok([]);
  return withScratchObjects(objects, async (env) => {
    const merged = await mergeAll(repo, pairs, env);
    if (!merged.ok) return merged;
    const open = merged.value.filter(({ tree, files }) => tree !== '' && files.length > 0);
    const find = await findConflictLines(repo, open.flatMap(comparisons), env);
    if (!find.ok) return find;
    return ok(merged.value.map((merge) => merge.files.map((file) => conflictOf(merge, file, find.value))));
  });
}

type Merged = ParsedMerge & MergePair;

function comparisons({ ours, theirs, tree }: Merged): readonly Comparison[] {
  return [ours, theirs].map((side) => ({ side: side.tree, merged: tree }));
}

function conflictOf({ ours, theirs, tree }: Merged, file: OpenFile, find: LineFinder): FileConflict {
  return {
    path: shownPath(file.path, [ours.commit, theirs.commit]),
    kind: file.kind,
    lines: find({ side: ours.tree, merged: tree }, file.ours).ours,
    theirLines: find({ side: theirs.tree, merged: tree }, file.theirs).theirs,
  };
}

/** Where a folder is in a file's way, git moves the file aside as `name~commit`, or `name~commit_0`. */
function shownPath(path: string, commits: readonly CommitId[]): string {
  const [, name = path, commit] = /^(.+)~([0-9a-f]+)(?:_\d+)?$/s.exec(path) ?? [];
  return commits.some((each) => each === commit) ? name : path;
}

/**
 * Some trees make git itself break off (a folder renamed into itself, an impossible submodule): the pair that does is
 * found by halving, and counts as one that cannot be merged.
 */
async function mergeAll(
  repo: string,
  pairs: readonly MergePair[],
  env: Environment,
): Promise<Result<readonly Merged[]>> {
  const merged = await mergeAtOnce(repo, pairs, env);
  if (merged.ok || !BROKEN_OFF.has(merged.error.code)) return merged;
  const [first, ...others] = pairs;
  if (first && others.length === 0) return ok([{ ...first, tree: '', files: [UNMERGEABLE] }]);
  const middle = Math.ceil(pairs.length / 2);
  const halves = [pairs.slice(0, middle), pairs.slice(middle)] as const;
  const head = await mergeAll(repo, halves[0], env);
  const tail = head.ok ? await mergeAll(repo, halves[1], env) : head;
  return head.ok && tail.ok ? ok([...head.value, ...tail.value]) : tail;
}

const BROKEN_OFF = new Set(['git-failed', 'unknown-revision', 'too-large']);
const UNMERGEABLE: OpenFile = { path: '.', kind: 'unmergeable', ours: undefined, theirs: undefined };
const FLAGS = ['merge-tree', '--write-tree', '-z', '--allow-unrelated-histories', '--stdin'];
const LONG = 256 * 1024 * 1024;

async function mergeAtOnce(
  repo: string,
  pairs: readonly MergePair[],
  env: Environment,
): Promise<Result<readonly Merged[]>> {
  const input = pairs.map(({ ours, theirs }) => `${ours.commit} ${theirs.commit}\n`).join('');
  // Lines are found by the two-sided form of the markers.
  const settings = [['merge.conflictStyle', 'merge'], ...PASSING] as const;
  const output = await git(repo, FLAGS, { input, env, settings, maxOutput: LONG });
  if (!output.ok) return output;
  if (output.value.truncated) return fail({ code: 'too-large', message: 'The branches conflict in too many files.' });
  const merges = parseMerges(output.value.stdout);
  if (merges.length !== pairs.length)
    throw new Error(`git merge-tree told of ${String(merges.length)} of ${String(pairs.length)} merges`);
  return ok(merges.flatMap((merge, at) => pairs.slice(at, at + 1).map((pair) => ({ ...pair, ...merge }))));
}
