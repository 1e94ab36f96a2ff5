import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommitId, ThreadId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import type { Ports, Worktree } from '../../core/model/thread.ts';
import { fail, ok } from '../../core/result.ts';
import type { Failure, Result } from '../../core/result.ts';
import { revParse } from '../git/ancestry.ts';
import { fetchBranch } from '../git/fetch.ts';
import { addWorktree } from '../git/worktree.ts';
import { registrationOf } from '../git/worktrees/registration.ts';
import { claimFolder, sealFolder } from './owner.ts';
import { placeOf } from './place.ts';
import type { Pool } from './pool/pool.ts';
import { setUnmadeAside } from './removal/set-aside.ts';
import { takeBack } from './take-back.ts';

export type PrepareOptions = {
  readonly dataFolder: string;
  readonly thread: { readonly thread: ThreadId; readonly title: string };
  readonly repos: readonly Repo[];
  /** What its set-up and its runs may listen on. */
  readonly ports: Ports;
  readonly at: number;
  readonly signal: AbortSignal;
  /** Warm worktrees, where there are any. */
  readonly pool?: Pick<Pool, 'claim'> | undefined;
  readonly onPhase: (phase: string) => Promise<unknown>;
};

type Place = ReturnType<typeof placeOf>;
type Based = { readonly repo: Repo; readonly base: CommitId };
type Prepared = { readonly path: string; readonly worktrees: readonly Worktree[] };

/**
 * Makes a thread's workspace: after a fetch, one worktree per repo on a branch of the thread's own, made from
 * `<remote>/<default branch>` and tracking nothing. All of them or none: on a failure nothing of it is left, neither
 * folders nor branches, unless it holds work. Doing it again after a crash goes on with what stands.
 * Failures: workspace-occupied, workspace-unwritable, cancelled, those of fetchBranch and addWorktree.
 */
export async function prepareWorkspace(options: PrepareOptions): Promise<Result<Prepared>> {
  const place = placeOf(options.dataFolder, options.thread);
  const claimed = await makeFolders(options, place);
  if (!claimed.ok) return claimed;
  const worktrees = await fetchAndAdd(options, place);
  if (worktrees.ok) {
    await sealFolder(
      place.folder,
      options.repos.map(({ name }) => name),
      options.ports,
    );
    return ok({ path: place.folder, worktrees: worktrees.value });
  }
  await takeBack(options);
  return worktrees;
}

async function makeFolders({ thread, at }: PrepareOptions, place: Place): Promise<Result<true>> {
  try {
    const claimed = await claimFolder(place.folder, { thread: thread.thread, at });
    if (claimed.ok) for (const folder of [place.scratch, place.state]) await mkdir(folder, { recursive: true });
    return claimed;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const next = 'Check the free space and the permissions of the data folder';
    return fail({ code: 'workspace-unwritable', message: error.message, next });
  }
}

async function fetchAndAdd(options: PrepareOptions, place: Place): Promise<Result<readonly Worktree[]>> {
  const names = options.repos.map((repo) => repo.name).join(', ');
  await options.onPhase(`Fetching ${names}`);
  const bases = await fetchAll(options);
  if (!bases.ok) return bases;
  if (options.signal.aborted) return fail({ code: 'cancelled', message: 'The workspace is no longer wanted' });
  await options.onPhase(`Creating worktrees: ${names}`);
  return addAll(bases.value, options, place);
}

async function fetchAll({ repos, signal }: PrepareOptions): Promise<Result<readonly Based[]>> {
  const fetched = await Promise.all(
    repos.map(async (repo) => ({
      repo,
      base: await fetchBranch(repo.path, { remote: repo.remote, branch: repo.defaultBranch, signal }),
    })),
  );
  const bases: Based[] = [];
  for (const { repo, base } of fetched) {
    if (!base.ok) return fail(named(repo, base.error));
    bases.push({ repo, base: base.value });
  }
  return ok(bases);
}

async function addAll(
  bases: readonly Based[],
  options: PrepareOptions,
  place: Place,
): Promise<Result<readonly Worktree[]>> {
  const added = await Promise.all(bases.map((based) => addOne(based, options, place)));
  const refused = added.find((made) => !made.ok);
  return refused ?? ok(added.flatMap((made) => (made.ok ? [made.value] : [])));
}

/** The base is read back from the worktree: one that stood already was made from an earlier fetch. */
async function addOne(
  { repo, base }: Based,
  { pool, signal, dataFolder, at }: PrepareOptions,
  { folder, branch }: Place,
): Promise<Result<Worktree>> {
  const path = join(folder, repo.name);
  const left = await registrationOf(repo.path, path);
  if (left.ok && left.value.halfMade) await setUnmadeAside(dataFolder, { path, registration: left.value, at });
  const warm = pool && !existsSync(path) ? await pool.claim(repo, { branch, base, target: path }) : undefined;
  if (warm?.ok) return ok({ repo: repo.id, path: warm.value, branch, base });
  const made = await addWorktree(repo.path, { path, branch, base, signal });
  if (!made.ok) return fail(named(repo, made.error));
  const head = await revParse(made.value.path, 'HEAD');
  if (!head.ok) return fail(named(repo, head.error));
  return ok({ repo: repo.id, path: made.value.path, branch, base: head.value });
}

function named(repo: Repo, failure: Failure): Failure {
  return { ...failure, message: `${repo.name}: ${failure.message}` };
}
