import { z } from 'zod';
import { CommitId, InstructionId, RepoId, ReviewId } from '../../ids.ts';
import type { Actor } from '../ask.ts';
import { HarnessChoice } from '../run.ts';
import type { Run } from '../run.ts';

/** One repo's part under review: exactly the commits `base..head`. */
export const Reviewed = z.object({ repo: RepoId, base: CommitId, head: CommitId });
export type Reviewed = z.infer<typeof Reviewed>;

/**
 * What keeps the checker apart from the maker: another harness, another model, or only a session of its own, which the
 * person has to have named. `unknown`: the same harness, and which model one of them used nobody said.
 */
export const Apart = z.enum(['harness', 'model', 'unknown', 'session']);
export type Apart = z.infer<typeof Apart>;

export const ReviewOrder = z.object({ id: ReviewId, harness: HarnessChoice, apart: Apart });
export type ReviewOrder = z.infer<typeof ReviewOrder>;

/** What the reviewer said as a whole. `problems`: what of it could not be read. */
export const ReviewReport = z.object({
  verdict: z.enum(['approve', 'change']).optional(),
  summary: z.string().max(4000),
  findings: z.number().int().nonnegative(),
  problems: z.array(z.string().max(500)).max(20),
});
export type ReviewReport = z.infer<typeof ReviewReport>;

/** A look at a change set by an agent that did not make it. */
export type Review = ReviewOrder & {
  readonly changes: readonly Reviewed[];
  readonly requestedAt: number;
  readonly by: Actor;
  /** Tries: a factory that died under one owes the next. */
  readonly runs: readonly Run[];
  /** Denials of the current try by fingerprint. */
  readonly denials: Readonly<Record<string, number>>;
  readonly cancelled?: { readonly reason: string; readonly at: number };
  readonly report?: ReviewReport;
};

/** `notice`: what the person should know about the choice of the reviewer. */
export type ReviewStarted = {
  readonly review: ReviewId;
  readonly harness: string;
  readonly apart: Apart;
  readonly notice: string;
};

const mostTries = 4;

/** Nothing more will come of it. One that was interrupted without being cancelled is owed again. */
export function isOver({ runs, cancelled }: Pick<Review, 'runs' | 'cancelled'>): boolean {
  const state = runs.at(-1)?.state;
  if (!state) return cancelled !== undefined;
  if (state.kind !== 'ended') return false;
  const again = ['orphaned', 'interrupted', 'limited'].includes(state.outcome);
  return cancelled !== undefined || !again || runs.length >= mostTries;
}

export function openReview(reviews: readonly Review[]): Review | undefined {
  return reviews.find((review) => !isOver(review));
}

/** A run is about an instruction; that of a review stands in no thread's list. */
export function instructionOf(review: ReviewId): InstructionId {
  return InstructionId.parse(`ins_${review.slice('rvw_'.length)}`);
}
