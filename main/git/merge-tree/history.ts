import { CommitId } from '../../../core/ids.ts';
import type { CommitGraph, CommitNode } from '../../../core/radar/commit-graph.ts';
import { ok, type Result } from '../../../core/result.ts';
import { git } from '../hardening/git.ts';

/** Enough for a million commits. */
const LONG = 128 * 1024 * 1024;

/** The history of the heads down to a commit that all of them contain. */
export async function readHistory(repo: string, heads: readonly CommitId[]): Promise<Result<CommitGraph>> {
  const met = await git(repo, ['merge-base', '--octopus', ...heads], { accept: [0, 1] });
  if (!met.ok) return met;
  const floor = met.value.exitCode === 0 ? CommitId.parse(met.value.stdout.trim()) : undefined;
  return extendHistory(repo, { nodes: new Map(), floor }, { heads });
}

/** The same history with further heads in it; `known` heads are in it already. */
export async function extendHistory(
  repo: string,
  { nodes, floor }: CommitGraph,
  { heads, known = [] }: { readonly heads: readonly CommitId[]; readonly known?: readonly CommitId[] },
): Promise<Result<CommitGraph>> {
  const args = ['rev-list', '--no-commit-header', '--format=%H %T %P', '--stdin'];
  // Without a floor it would be everything that ever was, and tell nothing: only the heads themselves then.
  const end = floor === undefined ? ['--no-walk'] : [];
  const input = [...heads, ...[floor ?? [], ...known].flat().map((commit) => `^${commit}`)].join('\n');
  const listed = await git(repo, [...args, ...end], { input: `${input}\n`, maxOutput: LONG });
  if (!listed.ok) return listed;
  if (listed.value.truncated) return extendHistory(repo, { nodes: new Map(), floor: undefined }, { heads });
  const more = listed.value.stdout.split('\n').filter(Boolean).map(parseNode);
  return ok({ nodes: new Map([...nodes, ...more]), floor });
}

function parseNode(line: string): readonly [CommitId, CommitNode] {
  const [commit, tree = '', ...parents] = line.split(' ').filter(Boolean);
  return [CommitId.parse(commit), { tree, parents: parents.map((parent) => CommitId.parse(parent)) }];
}
