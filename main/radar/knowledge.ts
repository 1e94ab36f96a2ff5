import type { CommitId } from '../../core/ids.ts';
import { ancestorsOf, mergeBaseIn } from '../../core/radar/commit-graph.ts';
import type { CommitGraph } from '../../core/radar/commit-graph.ts';
import type { Meeting } from '../../core/radar/conflict.ts';
import { mayConflict, sharedFiles } from '../../core/radar/touch.ts';
import type { Touch } from '../../core/radar/touch.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { extendHistory, readHistory } from '../git/merge-tree/history.ts';
import { mergePairs } from '../git/merge-tree/merge-pairs.ts';
import type { Side } from '../git/merge-tree/merge-pairs.ts';
import { readTouches } from '../git/merge-tree/touches.ts';
import type { Stretch } from '../git/merge-tree/touches.ts';

/** What is known of some commits of a repository. All of it holds for ever: commits do not change. */
export type Knowledge = {
  readonly graph: CommitGraph;
  /** By stretch. */
  readonly touches: ReadonlyMap<string, Touch>;
  /** By pair, in the order in which the commits were named. */
  readonly pairs: ReadonlyMap<string, Met>;
};

export type Met = Pick<Meeting, 'files' | 'shared'>;
export type Pair = { readonly a: CommitId; readonly b: CommitId };

export const NOTHING_KNOWN: Knowledge = {
  graph: { nodes: new Map(), floor: undefined },
  touches: new Map(),
  pairs: new Map(),
};

export function pairKey({ a, b }: Pair): string {
  return `${a} ${b}`;
}

function stretchKey({ base, head }: Stretch): string {
  return `${base} ${head}`;
}

/** Learns how each two of the commits meet, and forgets what is about others. */
export async function learn(repo: string, commits: readonly CommitId[], before: Knowledge): Promise<Result<Knowledge>> {
  const all = [...new Set(commits)];
  const pairs = all.flatMap((a, at) => all.slice(at + 1).map((b) => ({ a, b })));
  const fresh = pairs.filter((pair) => !before.pairs.has(pairKey(pair)));
  if (fresh.length === 0) return ok({ ...before, pairs: only(before.pairs, pairs.map(pairKey)) });
  const graph = await followHistory(repo, all, before.graph);
  if (!graph.ok) return graph;
  const based = withBases(fresh, graph.value);
  const touches = await learnTouches(repo, based.flatMap(stretchesOf), before.touches);
  if (!touches.ok) return touches;
  const met = await meetAll(repo, based, { graph: graph.value, touches: touches.value });
  if (!met.ok) return met;
  const heads = new Set<string>(all);
  return ok({
    graph: graph.value,
    touches: new Map([...touches.value].filter(([key]) => heads.has(key.split(' ')[1] ?? ''))),
    pairs: only(new Map([...before.pairs, ...met.value]), pairs.map(pairKey)),
  });
}

function only<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): ReadonlyMap<string, T> {
  return new Map(
    keys.flatMap((key) => {
      const value = map.get(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** The history with all commits in it. It is read anew where one of them does not contain the old floor. */
async function followHistory(
  repo: string,
  commits: readonly CommitId[],
  graph: CommitGraph,
): Promise<Result<CommitGraph>> {
  if (graph.floor === undefined) return readHistory(repo, commits);
  const isKnown = (commit: CommitId) => commit === graph.floor || graph.nodes.has(commit);
  const heads = commits.filter((commit) => !isKnown(commit));
  const more =
    heads.length > 0 ? await extendHistory(repo, graph, { heads, known: commits.filter(isKnown) }) : ok(graph);
  if (!more.ok) return more;
  return heads.every((head) => ancestorsOf(more.value, head)) ? more : readHistory(repo, commits);
}

/** `base` is where a merge compares; undefined where there are several such places or none. */
type Based = Pair & { readonly base: CommitId | undefined };

function withBases(pairs: readonly Pair[], graph: CommitGraph): readonly Based[] {
  const ancestors = new Map([...new Set(pairs.map(({ a }) => a))].map((a) => [a, ancestorsOf(graph, a)]));
  return pairs.map(({ a, b }) => ({ a, b, base: mergeBaseIn(graph, b, ancestors.get(a)) }));
}

function stretchesOf({ a, b, base }: Based): readonly Stretch[] {
  return base === undefined || base === a || base === b ? [] : [a, b].map((head) => ({ base, head }));
}

async function learnTouches(
  repo: string,
  stretches: readonly Stretch[],
  before: Knowledge['touches'],
): Promise<Result<Knowledge['touches']>> {
  const missing = new Map(stretches.map((each) => [stretchKey(each), each]));
  for (const key of before.keys()) missing.delete(key);
  const read = await readTouches(repo, [...missing.values()]);
  if (!read.ok) return read;
  const learned = read.value.map(({ stretch, touch }) => [stretchKey(stretch), touch] as const);
  return ok(new Map([...before, ...learned]));
}

/** Only where two commits may conflict a merge is made; where their base is not known it always is. */
async function meetAll(
  repo: string,
  pairs: readonly Based[],
  { graph, touches }: Pick<Knowledge, 'graph' | 'touches'>,
): Promise<Result<Knowledge['pairs']>> {
  const side = (commit: CommitId): Side => ({ commit, tree: graph.nodes.get(commit)?.tree ?? '' });
  const looked = pairs.map((pair) => ({ ...pair, ...glance(pair, touches) }));
  const unclear = looked.filter((pair) => pair.unclear);
  const merged = await mergePairs(
    repo,
    unclear.map(({ a, b }) => ({ ours: side(a), theirs: side(b) })),
  );
  if (!merged.ok) return merged;
  const files = new Map(unclear.map((pair, at) => [pairKey(pair), merged.value[at] ?? []]));
  return ok(
    new Map(
      looked.map(({ shared, ...pair }) => [pairKey(pair), { files: files.get(pairKey(pair)) ?? [], shared }] as const),
    ),
  );
}

type Glance = { readonly unclear: boolean; readonly shared: readonly string[] };

function glance(pair: Based, touches: Knowledge['touches']): Glance {
  if (pair.base === undefined) return { unclear: true, shared: [] };
  const [a, b] = stretchesOf(pair).map((stretch) => touches.get(stretchKey(stretch)));
  // One contains the other: there is nothing to merge.
  if (!a || !b) return { unclear: false, shared: [] };
  return { unclear: mayConflict(a, b), shared: sharedFiles(a, b) };
}
