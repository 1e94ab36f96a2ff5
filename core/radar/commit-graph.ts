import type { CommitId } from '../ids.ts';

export type CommitNode = { readonly tree: string; readonly parents: readonly CommitId[] };

/**
 * The history above a floor: a commit that every head contains. It holds every ancestor of the heads but the floor and
 * the floor's own ancestors. Without a floor nothing is known of where histories meet.
 */
export type CommitGraph = {
  readonly nodes: ReadonlyMap<CommitId, CommitNode>;
  readonly floor: CommitId | undefined;
};

/** All that a head contains, down to the floor. Undefined: it does not stand on the floor, so this is not known. */
export function ancestorsOf(graph: CommitGraph, head: CommitId): ReadonlySet<CommitId> | undefined {
  const seen = new Set<CommitId>([head]);
  for (const commit of seen) for (const parent of parentsOf(graph, commit)) seen.add(parent);
  return graph.floor !== undefined && seen.has(graph.floor) ? seen : undefined;
}

/**
 * The one commit at which a merge of the two compares. Undefined: there are several (the histories cross), or it cannot
 * be told. `ancestors` are those of the other head.
 */
export function mergeBaseIn(
  graph: CommitGraph,
  head: CommitId,
  ancestors: ReadonlySet<CommitId> | undefined,
): CommitId | undefined {
  if (!ancestors) return undefined;
  const hits = new Set<CommitId>();
  const seen = new Set<CommitId>([head]);
  for (const commit of seen) {
    if (ancestors.has(commit)) hits.add(commit);
    else for (const parent of parentsOf(graph, commit)) seen.add(parent);
  }
  // What is left out of the graph lies below the floor, and so below a hit; a hit below another one counts as little.
  const best = [...hits].filter((hit) => inGraph(graph, hit) && ![...hits].some((other) => isBelow(graph, hit, other)));
  const [base, another] = best;
  return base !== undefined && another === undefined && ancestorsOf(graph, base) ? base : undefined;
}

function isBelow(graph: CommitGraph, commit: CommitId, other: CommitId): boolean {
  return commit !== other && (ancestorsOf(graph, other)?.has(commit) ?? false);
}

function inGraph({ nodes, floor }: CommitGraph, commit: CommitId): boolean {
  return commit === floor || nodes.has(commit);
}

function parentsOf({ nodes, floor }: CommitGraph, commit: CommitId): readonly CommitId[] {
  return commit === floor ? [] : (nodes.get(commit)?.parents ?? []);
}
