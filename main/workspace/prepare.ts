import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommitId, ThreadId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Worktree } from '../../core/model/thread.ts';
import { fail, ok } from '../../core/result.ts';
import type { Failure, Result } from '../../core/result.ts';
import { revParse } from '../git/ancestry.ts';
import { fetchBranch } from '../git/fetch.ts';
import { addWorktree, removeWorktree } from '../git/worktree.ts';
import { claimFolder, releaseFolder } from './owner.ts';
import { placeOf } from './place.ts';

export type PrepareOptions = {
  readonly dataFolder: string;
  readonly thread: { readonly thread: ThreadId; readonly title: string };
  readonly repos: readonly Repo[];
  readonly at: number;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: string) => Promise<unknown>;
};

type Based = { readonly repo: Repo; readonly base: CommitId };

/**
 * Makes a thread's workspace: after a fetch, one worktree per repo on a branch of the thread's own, made from
 * `<remote>/<default branch>` and tracking nothing. All of them or none: on a failure what this call made is removed.
 * Doing it again after a crash goes on with what stands.
 */
export async function prepareWorkspace(
  options: PrepareOptions,
): Promise<Result<{ path: string; worktrees: readonly Worktree[] }>> {
  const place = placeOf(options.dataFolder, options.thread);
  const claimed = await claimFolder(place.folder, { thread: options.thread.thread, at: options.at });
  if (!claimed.ok) return claimed;
  await Promise.all([mkdir(place.scratch, { recursive: true }), mkdir(place.state, { recursive: true })]);
  const names = options.repos.map((repo) => repo.name).join(', ');
  await options.onPhase(`Fetching ${names}`);
  const bases = await fetchAll(options);
  if (!bases.ok) return bases;
  await options.onPhase(`Creating worktrees: ${names}`);
  const worktrees = await addAll(bases.value, place);
  if (!worktrees.ok) await releaseFolder(place.folder, options.thread.thread);
  return worktrees.ok ? ok({ path: place.folder, worktrees: worktrees.value }) : worktrees;
}

async function fetchAll({ repos, signal }: PrepareOptions): Promise<Result<readonly Based[]>> {
  const fetched = await Promise.all(
    repos.map(async (repo) => ({
      repo,
      base: await fetchBranch(repo.path, { remote: repo.remote.name, branch: repo.defaultBranch, signal }),
    })),
  );
  const bases: Based[] = [];
  for (const { repo, base } of fetched) {
    if (!base.ok) return fail(named(repo, base.error));
    bases.push({ repo, base: base.value });
  }
  return ok(bases);
}

type Added = { readonly worktree: Worktree; readonly created: boolean };

async function addAll(
  bases: readonly Based[],
  place: ReturnType<typeof placeOf>,
): Promise<Result<readonly Worktree[]>> {
  const added = await Promise.all(bases.map(async (based) => ({ repo: based.repo, made: await addOne(based, place) })));
  const refused = added.find(({ made }) => !made.ok);
  if (refused && !refused.made.ok) {
    await removeCreated(added);
    return fail(named(refused.repo, refused.made.error));
  }
  return ok(added.flatMap(({ made }) => (made.ok ? [made.value.worktree] : [])));
}

/** The base is read back from the worktree: one that stood already was made from an earlier fetch. */
async function addOne({ repo, base }: Based, { folder, branch }: ReturnType<typeof placeOf>): Promise<Result<Added>> {
  const made = await addWorktree(repo.path, { path: join(folder, repo.name), branch, base });
  if (!made.ok) return made;
  const head = await revParse(made.value.path, 'HEAD');
  if (!head.ok) return head;
  return ok({
    worktree: { repo: repo.id, path: made.value.path, branch, base: head.value },
    created: made.value.created,
  });
}

/** Only worktrees that this call made, and only clean ones: git refuses the others. */
async function removeCreated(added: readonly { readonly repo: Repo; readonly made: Result<Added> }[]): Promise<void> {
  for (const { repo, made } of added) {
    if (made.ok && made.value.created) await removeWorktree(repo.path, { path: made.value.worktree.path });
  }
}

function named(repo: Repo, failure: Failure): Failure {
  return { ...failure, message: `${repo.name}: ${failure.message}` };
}
