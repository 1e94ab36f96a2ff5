import type { CommitId } from '../../core/ids.ts';
import type { Head } from '../../core/model/change-set.ts';
import { fail, ok } from '../../core/result.ts';
import type { Failure, Result } from '../../core/result.ts';
import { isAncestor } from '../git/ancestry.ts';
import { fetchBranch } from '../git/fetch.ts';
import { commitTree, mergeTrees } from '../git/merge.ts';
import { revertCommit } from '../git/revert.ts';
import type { LandingDesk, LandingRepo, Obstacle, Stopped } from './desk.ts';

type Prepared = { readonly repo: LandingRepo; readonly target: CommitId; readonly merge: CommitId };
type Preparing = Result<readonly Prepared[], Failure & { readonly obstacle: Obstacle }>;

/**
 * Builds the merge of each of these repos on its current target and records it. Where a target moved since the checks
 * ran, they run again on the merged trees, together with what this landing pushed already.
 */
export async function prepare(
  desk: LandingDesk,
  repos: readonly LandingRepo[],
): Promise<Obstacle | Stopped | undefined> {
  const built = await buildAll(desk, repos);
  if (!built.ok) return built.error.obstacle;
  if (built.value.some(({ repo, target }) => target !== repo.base)) {
    const outcome = await desk.check(mergedHeads(desk, built.value));
    if (outcome === 'stopped') return outcome;
    if (!outcome.green) return { cause: 'checks', reason: `The target moved, and merged with it: ${outcome.reason}` };
  }
  for (const { repo, target, merge } of built.value)
    await desk.report({
      type: 'landing.prepared',
      thread: desk.thread,
      landing: desk.landing,
      repo: repo.id,
      target,
      merge,
    });
  return undefined;
}

async function buildAll(desk: LandingDesk, repos: readonly LandingRepo[]): Promise<Preparing> {
  const prepared: Prepared[] = [];
  for (const repo of repos) {
    const target = await fetchBranch(repo.path, { remote: repo.remote, branch: repo.branch });
    if (!target.ok) return obstructed('unreachable', unreached(repo, target.error));
    const merge = await build(desk, repo, target.value);
    if (!merge.ok) return merge;
    prepared.push({ repo, target: target.value, merge: merge.value });
  }
  return ok(prepared);
}

type Built = Result<CommitId, Failure & { readonly obstacle: Obstacle }>;

async function build(desk: LandingDesk, repo: LandingRepo, target: CommitId): Promise<Built> {
  const onto = await liftRevert(desk, repo, target);
  if (!onto.ok) return onto;
  const contained = await isAncestor(repo.path, { ancestor: repo.head, commit: onto.value });
  if (!contained.ok) return broken(repo, contained.error);
  if (contained.value) return onto;
  const merged = await mergeTrees(repo.path, { ours: onto.value, theirs: repo.head });
  if (!merged.ok) return broken(repo, merged.error);
  if (merged.value.kind === 'conflict')
    return obstructed('conflict', `${repo.name}: conflict with ${repo.branch} in ${merged.value.paths.join(', ')}`);
  const parents = [onto.value, repo.head];
  const commit = await commitTree(repo.path, {
    tree: merged.value.tree,
    parents,
    message: message(desk, `Land: ${desk.title}`),
    at: desk.at,
  });
  return commit.ok ? commit : broken(repo, commit.error);
}

/** A target that holds this thread's landing and its revert gets the revert taken back first. */
async function liftRevert(desk: LandingDesk, repo: LandingRepo, target: CommitId): Promise<Built> {
  if (!repo.reverted) return ok(target);
  const holds = await isAncestor(repo.path, { ancestor: repo.reverted.revert, commit: target });
  if (!holds.ok) return broken(repo, holds.error);
  if (!holds.value) return ok(target);
  const lifted = await revertCommit(repo.path, {
    commit: repo.reverted.revert,
    onto: target,
    message: message(desk, `Reapply: ${desk.title}`),
    at: desk.at,
  });
  if (!lifted.ok) return broken(repo, lifted.error);
  if (lifted.value.kind === 'conflict')
    return obstructed(
      'conflict',
      `${repo.name}: what was reverted cannot be applied again to ${lifted.value.paths.join(', ')}`,
    );
  return ok(lifted.value.kind === 'reverted' ? lifted.value.commit : target);
}

/** Every commit a landing makes names it, so that history and journal can be matched. */
export function message(desk: Pick<LandingDesk, 'landing' | 'thread'>, subject: string): string {
  return `${subject}\n\nTeatree-Thread: ${desk.thread}\nTeatree-Landing: ${desk.landing}\n`;
}

function mergedHeads(desk: LandingDesk, built: readonly Prepared[]): readonly Head[] {
  const steps = desk.read().steps;
  return desk.repos.flatMap((repo) => {
    const fresh = built.find((each) => each.repo.id === repo.id);
    if (fresh) return [{ repo: repo.id, commit: fresh.merge }];
    const step = steps[repo.id];
    return step && 'merge' in step ? [{ repo: repo.id, commit: step.merge }] : [];
  });
}

function obstructed(cause: Obstacle['cause'], reason: string) {
  return fail({ code: `landing-${cause}`, message: reason, obstacle: { cause, reason } });
}

function broken(repo: LandingRepo, failure: Failure) {
  return obstructed('internal', `${repo.name}: ${failure.message}`);
}

function unreached({ name }: LandingRepo, { message, next }: Failure): string {
  return next === undefined ? `${name}: ${message}` : `${name}: ${message}. ${next}`;
}
