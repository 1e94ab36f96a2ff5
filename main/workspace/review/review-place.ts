import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { CommitId, ReviewId, ThreadId } from '../../../core/ids.ts';
import type { Repo } from '../../../core/model/repo.ts';
import type { Worktree } from '../../../core/model/thread.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { addWorktree } from '../../git/worktree.ts';
import { claimScratch, discardScratch, sweepDiscarded } from '../../git/worktrees/scratch.ts';

/** The folders of one review, none of them shared with the worker or another review. */
export type ReviewPlace = {
  readonly root: string;
  /** Holds the checkouts, `<repo name>` each. */
  readonly folder: string;
  readonly scratch: string;
  readonly state: string;
};

export function reviewPlace(
  dataFolder: string,
  { thread, review }: { thread: ThreadId; review: ReviewId },
): ReviewPlace {
  const root = join(reviewsFolder(dataFolder), thread.slice('thr_'.length), review.slice('rvw_'.length));
  return { root, folder: join(root, 'checkout'), scratch: join(root, 'scratch'), state: join(root, 'session') };
}

function reviewsFolder(dataFolder: string): string {
  return join(dataFolder, 'reviews');
}

/** Deletes what an app that ended had no time to delete of the reviews' checkouts. */
export async function sweepReviews(dataFolder: string): Promise<void> {
  const threads = await readdir(reviewsFolder(dataFolder), { withFileTypes: true }).catch(() => []);
  for (const thread of threads)
    if (thread.isDirectory()) await sweepDiscarded(join(reviewsFolder(dataFolder), thread.name));
}

/** A repo as a reviewer sees it: `base` is what the change began from. */
export type ReviewCheckout = { readonly repo: Repo; readonly base: CommitId; readonly head: CommitId };

/** A clean, detached checkout of exactly each head. What an earlier try left is removed first: it is nobody's work. */
export async function makeReviewPlace(
  place: ReviewPlace,
  checkouts: readonly ReviewCheckout[],
): Promise<Result<readonly Worktree[]>> {
  const clones = checkouts.map(({ repo }) => repo);
  const cleared = await clearReviewPlace(place, clones);
  const claimed = cleared.ok ? await claimScratch(place.root) : cleared;
  if (!claimed.ok) return claimed;
  for (const folder of [place.folder, place.scratch, place.state]) await mkdir(folder, { recursive: true });
  const made: Worktree[] = [];
  for (const { repo, base, head } of checkouts) {
    const added = await addWorktree(repo.path, { path: join(place.folder, repo.name), commit: head });
    if (!added.ok) return added;
    made.push({ repo: repo.id, path: added.value.path, branch: '', base });
  }
  return ok(made);
}

/** What stands there is never anyone's work. Failure: scratch-foreign. */
export async function clearReviewPlace(
  { root, folder }: ReviewPlace,
  repos: readonly Repo[],
): Promise<Result<unknown>> {
  const worktrees = repos.map(({ path, name }) => ({ clone: path, below: join(relative(root, folder), name) }));
  const trash = await discardScratch(root, worktrees);
  if (trash.ok && trash.value !== undefined) await rm(trash.value, { recursive: true, force: true });
  if (trash.ok) await rmdir(root).catch(() => undefined);
  return trash;
}
