import type { CommitId, RepoId } from '../../../core/ids.ts';
import type { Head } from '../../../core/model/change-set.ts';
import type { CheckEnd } from '../../../core/model/check.ts';
import type { Repo, RepoConfig } from '../../../core/model/repo.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { CheckRepo } from '../../checks/run-checks.ts';
import { runRound } from '../../checks/run-round.ts';
import { revParse } from '../../git/ancestry.ts';
import { stackHeads } from '../../landing/stack.ts';

export type Candidate = { readonly thread: Thread; readonly heads: readonly Head[] };

export type TogetherJob = {
  /** In the order in which they are merged. */
  readonly candidates: readonly Candidate[];
  /** Where the merges begin; without it each repo's default branch as it was fetched last. */
  readonly onto?: ReadonlyMap<RepoId, CommitId>;
  /** For clean checkouts; ours alone. */
  readonly folder: string;
  readonly marker: string;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
};

type World = {
  repo(id: RepoId): Repo | undefined;
  readConfig(repo: Repo): Promise<Result<RepoConfig>>;
};

/** `conflict`: they cannot be merged at all, because of the candidate at this place. */
export type Together =
  | { readonly kind: 'green' }
  | { readonly kind: 'red'; readonly failed: readonly CheckEnd[] }
  | { readonly kind: 'conflict'; readonly at: number; readonly repo: Repo; readonly paths: readonly string[] };

/** Runs the repos' own checks over all candidates merged, all their repos side by side. Nothing but objects stays. */
export async function tryTogether(world: World, job: TogetherJob): Promise<Result<Together>> {
  const repos: CheckRepo[] = [];
  for (const id of new Set(job.candidates.flatMap(({ thread }) => thread.repos))) {
    const repo = world.repo(id);
    if (!repo) return fail({ code: 'repo-not-found', message: `${id} is not registered any more` });
    const merged = await mergedRepo(world, repo, job);
    if (!merged.ok) return merged;
    if ('kind' in merged.value) return ok(merged.value);
    repos.push(merged.value);
  }
  const { folder, marker, signal } = job;
  const ends = await runRound({
    ...{ folder, marker, signal, repos },
    ...{ onPlanned: () => Promise.resolve(), onEnded: () => Promise.resolve() },
    onOutput: (_, text) => job.onOutput(text),
  });
  if (!ends.ok) return ends;
  const failed = ends.value.filter(({ outcome }) => outcome !== 'passed');
  return ok(failed.length === 0 ? { kind: 'green' } : { kind: 'red', failed });
}

type Conflict = Extract<Together, { kind: 'conflict' }>;

async function mergedRepo(
  world: World,
  repo: Repo,
  { candidates, onto }: TogetherJob,
): Promise<Result<CheckRepo | Conflict>> {
  const { id, name, path } = repo;
  const protectedRef = `refs/remotes/${repo.remote.name}/${repo.defaultBranch}`;
  const target = await revParse(path, protectedRef);
  if (!target.ok) return target;
  const touching = candidates.flatMap(({ heads }, at) => {
    const head = heads.find((each) => each.repo === id);
    return head ? [{ at, commit: head.commit }] : [];
  });
  const heads = touching.map(({ commit }) => commit);
  const stacked = await stackHeads(path, { onto: onto?.get(id) ?? target.value, heads });
  if (!stacked.ok) return stacked;
  if (stacked.value.kind === 'conflict') {
    const { at, paths } = stacked.value;
    return ok({ kind: 'conflict', at: touching[at]?.at ?? 0, repo, paths });
  }
  const config = await world.readConfig(repo);
  if (!config.ok) return config;
  const { commit } = stacked.value;
  return ok({ id, name, path, commit, changed: heads.length > 0, protectedRef, config: config.value });
}
