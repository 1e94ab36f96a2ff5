import type { Comment } from '../../model/review/comment.ts';
import type { Review } from '../../model/review/review.ts';
import type { Thread } from '../../model/thread.ts';
import { assertNever } from '../../result.ts';
import type { ThreadEvent } from '../event.ts';

export type ReviewEvent = Extract<ThreadEvent, { type: `review.${string}` | `comment.${string}` | 'comments.sent' }>;

export function isReviewEvent(event: { readonly type: string }): event is ReviewEvent {
  return /^(review|comments?)\./.test(event.type);
}

/** The review whose run this event is about, if it is one. */
export function reviewOf(thread: Pick<Thread, 'reviews'>, event: ThreadEvent): Review | undefined {
  if (event.type === 'run.started') return thread.reviews.find(({ id }) => id === event.review);
  const run = 'run' in event ? event.run : undefined;
  return run === undefined ? undefined : thread.reviews.find(({ runs }) => runs.some(({ id }) => id === run));
}

export function evolveReviews(thread: Thread, event: ReviewEvent, at: number): Thread {
  switch (event.type) {
    case 'review.requested': {
      const { review, changes, by } = event;
      const added: Review = { ...review, changes, by, requestedAt: at, runs: [], denials: {} };
      return { ...thread, reviews: [...thread.reviews, added] };
    }
    case 'review.cancelled': {
      const cancelled = { reason: event.reason, at };
      return { ...thread, reviews: patchReview(thread.reviews, event.review, { cancelled }) };
    }
    case 'review.reported': {
      const review = reviewOf(thread, event);
      return review ? { ...thread, reviews: patchReview(thread.reviews, review.id, { report: event.report }) } : thread;
    }
    case 'comment.added':
      return thread.comments.some(({ id }) => id === event.comment.id)
        ? thread
        : { ...thread, comments: [...thread.comments, { ...event.comment, at }] };
    case 'comment.resolved':
      return patchComments(thread, [event.comment], { resolved: { by: event.by, at } });
    case 'comment.reopened':
      return patchComments(thread, [event.comment], { resolved: undefined });
    case 'comments.sent':
      return patchComments(thread, event.comments, { sent: event.instruction });
    default:
      return assertNever(event);
  }
}

export function patchReview(reviews: readonly Review[], id: Review['id'], patch: Partial<Review>): readonly Review[] {
  return reviews.map((review) => (review.id === id ? { ...review, ...patch } : review));
}

function patchComments(thread: Thread, ids: readonly Comment['id'][], patch: Partial<Comment>): Thread {
  const comments = thread.comments.map((comment) => (ids.includes(comment.id) ? { ...comment, ...patch } : comment));
  return { ...thread, comments };
}
