import type { Review } from '../../../../core/model/review/review.ts';
import type { Thread, Worktree } from '../../../../core/model/thread.ts';
import { ok } from '../../../../core/result.ts';
import type { HarnessCallbacks } from '../../../harness/harness.ts';
import type { ReviewCheckout, reviewPlace } from '../../../workspace/review/review-place.ts';
import type { WorldParts } from '../parts.ts';

export type Reviewing = {
  readonly review: Review;
  readonly place: ReturnType<typeof reviewPlace>;
  readonly checkouts: readonly ReviewCheckout[];
  /** Where the checkouts stand, in the same order. */
  readonly worktrees: readonly Worktree[];
};

const mostSaid = 400_000;
const nobody =
  'Nobody answers during a review. Decide by yourself, and say in your findings what you could not find out.';

/**
 * The world as one review sees it: the thread has the review's harness, runs and checkouts, no messages and no asks; its
 * gate lets it change nothing; what it says is remembered, and nothing that it does is saved as work.
 */
export function asReviewer(parts: WorldParts, { review, place, checkouts, worktrees }: Reviewing) {
  const said: string[] = [];
  const seen = (now: Thread): Thread => ({
    ...now,
    ...{ harness: review.harness, instructions: [], asks: [], changes: [] },
    runs: now.reviews.find(({ id }) => id === review.id)?.runs ?? [],
    workspace: { kind: 'ready', path: place.folder, worktrees, ports: { first: 0, count: 0 } },
  });
  const trees = checkouts.map((checkout, at) => ({ ...checkout, path: worktrees[at]?.path ?? place.folder }));
  const reviewerParts: WorldParts = {
    ...parts,
    thread(id) {
      const now = parts.thread(id);
      return now && seen(now);
    },
    gateContext(thread) {
      const context = parts.gateContext(seen(thread));
      const { scratch, folder } = place;
      return { ...context, scratch, workspace: folder, readOnly: true, env: { ...context.env, TMPDIR: scratch } };
    },
    startHarness: (start) =>
      parts.startHarness({ ...start, review: place, callbacks: listening(start.callbacks, said) }),
    briefs: {
      ...parts.briefs,
      give: (thread) => parts.briefs.giveReviewer(parts.thread(thread.thread) ?? thread, trees),
    },
    saveWork: () => Promise.resolve({ number: undefined, failed: [] }),
    readChanges: () => Promise.resolve(ok([])),
  };
  return { parts: reviewerParts, said: () => said.join('').slice(-mostSaid) };
}

function listening(callbacks: HarnessCallbacks, said: string[]): HarnessCallbacks {
  return {
    ...callbacks,
    onEvent(event) {
      if (event.type === 'text') said.push(event.delta ? event.text : `\n${event.text}\n`);
      else if (event.type === 'tool-output') said.push('\n');
      callbacks.onEvent(event);
    },
    question: () => Promise.resolve(nobody),
  };
}
