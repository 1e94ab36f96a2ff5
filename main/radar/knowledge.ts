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
import type { ObjectStore, Side } from '../git/merge-tree/merge-pairs.ts';
import { readTouches } from '../git/merge-tree/touches.ts';
import type { Stretch } from '../git/merge-tree/touches.ts';

/** What is known of some commits of a repository, and of how each two of them meet. It holds: commits do not change. */
export type Knowledge = {
  readonly commits: ReadonlySet<CommitId>;
  readonly graph: CommitGraph;
  /** By stretch. */
  readonly touches: ReadonlyMap<string, Touch>;
  /** Only pairs that conflict or share a file. */
  readonly met: readonly Met[];
};

export type Met = Pair & Pick<Meeting, 'files' | 'shared'>;
type Pair = { readonly a: CommitId; readonly b: CommitId };

export const NOTHING_KNOWN: Knowledge = {
  commits: new Set(),
  graph: { nodes: new Map(), floor: undefined },
  touches: new Map(),
  met: [],
};

function stretchKey({ base, head }: Stretch): string {
  return `${base} ${head}`;
}

/** Learns how each two of the commits meet, and forgets what is about others. */
export async function learn(
  store: ObjectStore,
  commits: ReadonlySet<CommitId>,
  before: Knowledge,
): Promise<Result<Knowledge>> {
  const met = before.met.filter(({ a, b }) => commits.has(a) && commits.has(b));
  const pairs = newPairs(commits, before.commits);
  if (pairs.length === 0) return ok({ ...before, commits, met });
  const graph = await followHistory(store.repo, [...commits], before.graph);
  if (!graph.ok) return graph;
  const based = withBases(pairs, graph.value);
  const touches = await learnTouches(store.repo, based.flatMap(stretchesOf), before.touches);
  if (!touches.ok) return touches;
  const more = await meetAll(store, based, { graph: graph.value, touches: touches.value });
  if (!more.ok) return more;
  const heads = new Set<string>(commits);
  return ok({
    ...{ commits, graph: graph.value, met: [...met, ...more.value] },
    touches: new Map([...touches.value].filter(([key]) => heads.has(key.split(' ')[1] ?? ''))),
  });
}

/** The pairs of which one at least is new, that one first. */
function newPairs(commits: ReadonlySet<CommitId>, known: ReadonlySet<CommitId>): readonly Pair[] {
  const fresh = [...commits].filter((commit) => !known.has(commit));
  const old = [...commits].filter((commit) => known.has(commit));
  return fresh.flatMap((a, at) => [...fresh.slice(at + 1), ...old].map((b) => ({ a, b })));
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
  store: ObjectStore,
  pairs: readonly Based[],
  { graph, touches }: Pick<Knowledge, 'graph' | 'touches'>,
): Promise<Result<readonly Met[]>> {
  const side = (commit: CommitId): Side => ({ commit, tree: graph.nodes.get(commit)?.tree ?? '' });
  const unclear = pairs.flatMap((pair) => {
    const { clear, shared } = glance(pair, touches);
    return clear ? [] : [{ ...pair, shared }];
  });
  const merged = await mergePairs(
    store,
    unclear.map(({ a, b }) => ({ ours: side(a), theirs: side(b) })),
  );
  if (!merged.ok) return merged;
  const met = unclear.map(({ a, b, shared }, at) => ({ a, b, shared, files: merged.value[at] ?? [] }));
  return ok(met.filter(({ files, shared }) => files.length > 0 || shared.length > 0));
}

type Glance = { readonly clear: boolean; readonly shared: readonly string[] };

function glance(pair: Based, touches: Knowledge['touches']): Glance {
  if (pair.base === undefined) return { clear: false, shared: [] };
  const [a, b] = stretchesOf(pair).map((stretch) => touches.get(stretchKey(stretch)));
  // One contains the other: there is nothing to merge.
  if (!a || !b) return { clear: true, shared: [] };
  return { clear: !mayConflict(a, b), shared: sharedFiles(a, b) };
}
