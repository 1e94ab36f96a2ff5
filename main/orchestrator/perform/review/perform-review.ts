import { readsBrief } from '../../../../core/brief/brief.ts';
import type { RunId } from '../../../../core/ids.ts';
import type { Effect } from '../../../../core/loop/effects.ts';
import { instructionOf, isOver } from '../../../../core/model/review/review.ts';
import type { Review } from '../../../../core/model/review/review.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { clearReviewPlace, makeReviewPlace, reviewPlace } from '../../../workspace/review/review-place.ts';
import type { ReviewCheckout } from '../../../workspace/review/review-place.ts';
import { auditGate } from '../gate-audit.ts';
import { usedSkills } from '../callbacks.ts';
import type { Attempt } from '../callbacks.ts';
import type { WorldParts } from '../parts.ts';
import { messageOf, runTurn } from '../run.ts';
import type { End } from '../run.ts';
import { asReviewer } from './as-reviewer.ts';
import type { Reviewing } from './as-reviewer.ts';
import { takeFindings } from './take-findings.ts';

type ReviewEffect = Extract<Effect, { kind: 'review' }>;

/** One try at one review: claim, a checkout of its own, one turn that only reads, and what came of it as comments. */
export async function performReview(parts: WorldParts, effect: ReviewEffect, signal: AbortSignal): Promise<void> {
  const thread = parts.thread(effect.thread);
  const review = thread?.reviews.find(({ id }) => id === effect.review);
  if (!thread || !review) return;
  const run = parts.newRunId();
  const instruction = instructionOf(review.id);
  const claimed = await parts.report({
    ...{ type: 'run.started', thread: thread.thread, run, instruction },
    review: review.id,
  });
  if (!claimed.ok) return;
  const place = reviewPlace(parts.dataFolder, { thread: thread.thread, review: review.id });
  const end = await reviewIn({ parts, thread, review, run, place }, signal).catch((error: unknown): Ended => ({
    outcome: 'crashed',
    reason: messageOf(error),
    usage: undefined,
  }));
  await parts.report({ type: 'run.ended', thread: thread.thread, run, ...parts.brake.blame(run, end) });
  await clearReview(parts, thread, parts.thread(thread.thread)?.reviews.find(({ id }) => id === review.id) ?? review);
}

/** Removes what a review that is over left on the disk. */
export async function clearReview(parts: WorldParts, thread: Thread, review: Review): Promise<void> {
  if (!isOver(review)) return;
  const repos = thread.repos.flatMap((id) => parts.repo(id) ?? []);
  const place = reviewPlace(parts.dataFolder, { thread: thread.thread, review: review.id });
  // Disk space only: what cannot be removed now is tried again at the next start.
  await clearReviewPlace(place, repos).catch(() => undefined);
}

type Ended = End & { readonly usage: Attempt['usage']; readonly skillsUsed?: string[] | undefined };
type Job = {
  readonly parts: WorldParts;
  readonly thread: Thread;
  readonly review: Review;
  readonly run: RunId;
  readonly place: ReturnType<typeof reviewPlace>;
};

async function reviewIn(job: Job, signal: AbortSignal): Promise<Ended> {
  const { parts, thread, review, run, place } = job;
  const checkouts = checkoutsOf(job);
  const made = await makeReviewPlace(place, checkouts);
  if (!made.ok) return { outcome: 'failed', reason: made.error.message, usage: undefined };
  const reviewing: Reviewing = { review, place, worktrees: made.value, checkouts };
  const reviewer = asReviewer(parts, reviewing);
  const seen = reviewer.parts.thread(thread.thread);
  if (!seen) return { outcome: 'interrupted', reason: 'The thread is gone', usage: undefined };
  const attempt: Attempt = {
    ...{ parts: reviewer.parts, thread: seen, run, session: undefined, signal, usage: undefined },
    skillsUsed: new Set(),
    instruction: {
      id: instructionOf(review.id),
      kind: 'goal',
      text: orderText(review),
      at: review.requestedAt,
      done: false,
    },
    audit: auditGate(run),
  };
  const end = await runTurn(attempt);
  const skillsUsed = usedSkills(attempt);
  if (end.outcome !== 'succeeded') return { ...end, ...whyEnded(job, end), usage: attempt.usage, skillsUsed };
  const taken = await takeFindings(parts, { thread: thread.thread, run, reviewing, said: reviewer.said() });
  return { ...taken, usage: attempt.usage, skillsUsed };
}

/** Every repo of the thread, so that callers can be looked up: where nothing changed, as it was. */
function checkoutsOf({ parts, thread, review }: Job): readonly ReviewCheckout[] {
  const worktrees = thread.workspace.kind === 'ready' ? thread.workspace.worktrees : [];
  return thread.repos.flatMap((id): ReviewCheckout[] => {
    const repo = parts.repo(id);
    const change = review.changes.find((each) => each.repo === id);
    const base = change?.base ?? worktrees.find((each) => each.repo === id)?.base;
    return repo && base ? [{ repo, base, head: change?.head ?? base }] : [];
  });
}

/** A recipe is not briefed, so this is all that its transcript shows of the order. */
function orderText(review: Review): string {
  const heads = review.changes.map(({ head }) => head.slice(0, 12)).join(', ');
  return readsBrief(review.harness) ? `Review ${heads}.` : `Review ${heads} by this recipe.`;
}

/** The person's stop has a reason of its own. */
function whyEnded({ parts, thread, review }: Job, end: End): Partial<End> {
  const now = parts.thread(thread.thread)?.reviews.find(({ id }) => id === review.id);
  if (!now?.cancelled || end.outcome === 'orphaned') return {};
  return { outcome: 'interrupted', reason: now.cancelled.reason };
}
