import { openComments } from '../../model/review/comment.ts';
import type { Comment } from '../../model/review/comment.ts';
import { isOver, openReview } from '../../model/review/review.ts';
import type { Thread } from '../../model/thread.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import type { NameOf } from './check-failure.ts';

type Decided = Result<readonly FactoryEvent[]>;
type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** Exactly the commits as they are recorded now. */
export function decideReview(thread: Thread, { review, by }: Of<'review.request'>): Decided {
  if (openReview(thread.reviews))
    return fail({ code: 'review-under-way', message: 'A review is under way', next: 'Wait for it, or stop it first' });
  const changes = thread.changes.flatMap(({ repo, base, head }) => (head === base ? [] : [{ repo, base, head }]));
  if (changes.length === 0)
    return fail({
      code: 'nothing-to-review',
      message: 'No repo has a commit to review yet',
      next: 'Wait for the first run to end',
    });
  return ok([{ type: 'review.requested', thread: thread.thread, review, changes, by }]);
}

export function decideCancel(thread: Thread, { review: id, by }: Of<'review.cancel'>): Decided {
  const review = thread.reviews.find((each) => each.id === id);
  if (!review || isOver(review) || review.cancelled)
    return fail({ code: 'review-over', message: 'This review is not under way' });
  return ok([cancelled(thread, id, by)]);
}

/** A kill ends whatever works for the thread. */
export function cancellations(thread: Thread, by: Of<'review.cancel'>['by']): readonly FactoryEvent[] {
  const review = openReview(thread.reviews);
  return review && !review.cancelled ? [cancelled(thread, review.id, by)] : [];
}

function cancelled(
  { thread }: Thread,
  review: Of<'review.cancel'>['review'],
  by: Of<'review.cancel'>['by'],
): FactoryEvent {
  return { type: 'review.cancelled', thread, review, reason: 'The review was stopped', by };
}

export function decideComment(thread: Thread, { comment }: Of<'comment.add'>): Decided {
  if (!thread.repos.includes(comment.repo))
    return fail({ code: 'repo-not-found', message: `${comment.repo} is not part of this thread` });
  if (comment.author.kind !== 'person')
    return fail({ code: 'bad-author', message: 'What a run says is reported by its run' });
  return ok([{ type: 'comment.added', thread: thread.thread, comment }]);
}

export function decideResolve(
  thread: Thread,
  { type, comment: id, by }: Of<'comment.resolve' | 'comment.reopen'>,
): Decided {
  const comment = thread.comments.find((each) => each.id === id);
  const about = { thread: thread.thread, comment: id, by };
  if (type === 'comment.reopen')
    return comment?.resolved
      ? ok([{ type: 'comment.reopened', ...about }])
      : fail({ code: 'comment-open', message: 'There is no such comment, or it is open already' });
  return comment && !comment.resolved
    ? ok([{ type: 'comment.resolved', ...about }])
    : fail({ code: 'comment-not-open', message: 'There is no such comment, or it is resolved already' });
}

/** The comments become one message with their places; `instruct` is what any message does to the thread. */
export function decideSend(
  thread: Thread,
  { comments: ids, instruction: id, by }: Of<'comments.send'>,
  { nameOf, instruct }: { nameOf: NameOf; instruct: (command: Of<'thread.instruct'>) => Decided },
): Decided {
  const chosen = openComments(thread.comments).filter((comment) => ids.includes(comment.id));
  if (chosen.length < new Set(ids).size)
    return fail({ code: 'comment-not-open', message: 'One of these comments is resolved already, or is not there' });
  const text = sentText(chosen, nameOf);
  const instructed = instruct({
    ...{ type: 'thread.instruct', thread: thread.thread, by },
    instruction: { id, kind: 'message', text, delivery: 'steer' },
  });
  if (!instructed.ok) return instructed;
  return ok([
    ...instructed.value,
    {
      type: 'comments.sent',
      thread: thread.thread,
      comments: chosen.map((comment) => comment.id),
      instruction: id,
      by,
    },
  ]);
}

const longestSent = 90_000;

function sentText(comments: readonly Comment[], nameOf: NameOf): string {
  const lines = comments.map((comment) => {
    const body = comment.body.trim() === '' ? '' : `\n  ${comment.body.trim().replaceAll('\n', '\n  ')}`;
    return `- ${placeText(comment, nameOf)} (${comment.severity}): ${comment.title}${body}`;
  });
  return `Please look into these comments on your change, and say for each what you did:\n\n${lines.join('\n')}`.slice(
    0,
    longestSent,
  );
}

/** `api/src/a.ts:12`; lines of the file as it was before are named so. */
export function placeText({ repo, path, line, side }: Comment, nameOf: NameOf): string {
  if (path === undefined) return nameOf(repo);
  const place = `${nameOf(repo)}/${path}`;
  if (line === undefined) return place;
  return side === 'old' ? `${place}, line ${String(line)} before the change` : `${place}:${String(line)}`;
}
