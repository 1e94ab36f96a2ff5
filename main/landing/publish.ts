import type { CommitId } from '../../core/ids.ts';
import type { Failure } from '../../core/result.ts';
import { isAncestor } from '../git/ancestry.ts';
import { fetchBranch } from '../git/fetch.ts';
import { readRemoteBranch } from '../git/ls-remote.ts';
import { pushBranch } from '../git/push.ts';
import type { LandingDesk, LandingRepo } from './desk.ts';

export type Published =
  /** The remote says so, read after the push. */
  | { readonly kind: 'done' }
  /** The branch is at another commit that does not hold ours; nothing of ours was pushed. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The remote does not answer, and a push may or may not have reached it. */
  | { readonly kind: 'unknown'; readonly reason: string };

const pausesMs = [500, 1000, 2000, 4000];

/**
 * Brings a remote branch from `from` to `to` by compare and swap, reading it before and after. Doing it again after a
 * crash finds what is there already, so nothing is pushed twice and nobody else's commit is overwritten.
 */
export async function publish(
  desk: LandingDesk,
  repo: LandingRepo,
  move: { from: CommitId; to: CommitId },
): Promise<Published> {
  let last: Published = { kind: 'unknown', reason: 'The remote was not reached' };
  for (const pause of [0, ...pausesMs]) {
    await desk.pause(pause);
    last = await attempt(repo, move);
    if (last.kind !== 'unknown') return last;
  }
  return last;
}

async function attempt(repo: LandingRepo, { from, to }: { from: CommitId; to: CommitId }): Promise<Published> {
  const before = await standing(repo, { from, to });
  if (before.kind !== 'at-start') return before;
  const pushed = await pushBranch(repo.path, { remote: repo.remote, branch: repo.branch, commit: to, expected: from });
  if (!pushed.ok) return { kind: 'refused', reason: pushed.error.message };
  if (pushed.value.kind === 'rejected') return { kind: 'refused', reason: pushed.value.reason };
  const after = await standing(repo, { from, to });
  if (after.kind !== 'at-start') return after;
  return pushed.value.kind === 'unreachable'
    ? { kind: 'unknown', reason: pushed.value.reason }
    : { kind: 'unknown', reason: 'The push was accepted but the branch did not move' };
}

type Standing = Published | { readonly kind: 'at-start' };

async function standing(repo: LandingRepo, { from, to }: { from: CommitId; to: CommitId }): Promise<Standing> {
  const now = await readRemoteBranch(repo.path, { remote: repo.remote, branch: repo.branch });
  if (!now.ok) return unanswered(now.error);
  if (now.value.kind === 'unreachable') return { kind: 'unknown', reason: now.value.reason };
  if (now.value.kind !== 'known')
    return { kind: 'refused', reason: `The remote has no branch ${repo.branch} any more` };
  if (now.value.commit === to) return { kind: 'done' };
  if (now.value.commit === from) return { kind: 'at-start' };
  const fetched = await fetchBranch(repo.path, { remote: repo.remote, branch: repo.branch });
  if (!fetched.ok) return unanswered(fetched.error);
  const holds = await isAncestor(repo.path, { ancestor: to, commit: fetched.value });
  return holds.ok && holds.value ? { kind: 'done' } : { kind: 'moved' };
}

/** A clone that leads elsewhere than was registered stays so, however often it is tried. */
function unanswered({ code, message, next }: Failure): Published {
  if (code !== 'remote-changed') return { kind: 'unknown', reason: message };
  return { kind: 'refused', reason: next === undefined ? message : `${message}. ${next}` };
}
