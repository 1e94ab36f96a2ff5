import { join } from 'node:path';
import type { RepoId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Thread, Worktree } from '../../core/model/thread.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { collectOutbox } from '../git/outbox/collect.ts';
import type { Outbox } from '../git/outbox/place.ts';
import { placeOf } from './place.ts';

type Owner = {
  readonly place: ReturnType<typeof placeOf>;
  readonly repo: Repo;
  readonly worktree: Worktree;
};

/** Where a thread's contained agents commit to, per repo. */
export function outboxOf({ place, repo, worktree }: Owner): Outbox {
  return {
    folder: join(place.outboxes, repo.name),
    clone: repo.path,
    worktree: worktree.path,
    branch: worktree.branch,
  };
}

export type Collecting = { readonly dataFolder: string; repo(id: RepoId): Repo | undefined };

/**
 * Brings what a thread's contained agents committed into the clones, so that whatever reads the worktrees or the
 * clones next finds it. Asked for before every look at a thread's work. Failures: those of `collectOutbox`.
 */
export async function collectWork({ dataFolder, repo: repoOf }: Collecting, thread: Thread): Promise<Result<true>> {
  const place = placeOf(dataFolder, thread);
  const worktrees = thread.workspace.kind === 'ready' ? thread.workspace.worktrees : [];
  const collected = await Promise.all(
    worktrees.map(async (worktree) => {
      const repo = repoOf(worktree.repo);
      return repo ? collectOutbox(outboxOf({ place, repo, worktree })) : ok(true as const);
    }),
  );
  return collected.find((each) => !each.ok) ?? ok(true);
}

/** Looks at a thread's worktrees as they are with all that was committed. Nothing, while it has none. */
export async function lookAfterCollecting<T>(
  collecting: Collecting,
  thread: Thread,
  look: (worktrees: readonly Worktree[]) => Promise<Result<readonly T[]>>,
): Promise<Result<readonly T[]>> {
  if (thread.workspace.kind !== 'ready') return ok([]);
  const collected = await collectWork(collecting, thread);
  return collected.ok ? look(thread.workspace.worktrees) : collected;
}
