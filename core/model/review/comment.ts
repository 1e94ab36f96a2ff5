import { z } from 'zod';
import { CommentId, CommitId, RepoId, ReviewId, RunId } from '../../ids.ts';
import type { InstructionId } from '../../ids.ts';
import { Actor } from '../ask.ts';

/** How much it matters, the most first. */
export const Severity = z.enum(['high', 'medium', 'low', 'note']);
export type Severity = z.infer<typeof Severity>;

const Author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), run: RunId, review: ReviewId }),
  z.object({ kind: z.literal('person'), by: Actor }),
]);

/**
 * A remark about a change set, bound to the commit it was made on. Without `line` it is about the file, without `path`
 * about the repo's part as a whole. `side`: the line of the file as it is after the change, or as it was before.
 */
export const WrittenComment = z.object({
  id: CommentId,
  author: Author,
  repo: RepoId,
  commit: CommitId,
  path: z.string().min(1).max(4096).optional(),
  line: z.number().int().positive().optional(),
  side: z.enum(['new', 'old']).default('new'),
  severity: Severity.default('note'),
  title: z.string().min(1).max(300),
  body: z.string().max(8000).default(''),
});
export type WrittenComment = z.infer<typeof WrittenComment>;

export type Comment = WrittenComment & {
  readonly at: number;
  /** The message it went to the agent in. */
  readonly sent?: InstructionId;
  readonly resolved?: { readonly by: Actor; readonly at: number } | undefined;
};

export function openComments(comments: readonly Comment[]): readonly Comment[] {
  return comments.filter((comment) => !comment.resolved);
}
