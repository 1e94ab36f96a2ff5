import { z } from 'zod';
import { RepoId, ThreadId } from '../../ids.ts';
import { Head, headsOf, sameHeads } from '../change-set.ts';
import type { RepoChange } from '../change-set.ts';
import type { Dated } from './dated.ts';

/** A check that was not green over commits of several threads. */
export const FailedCheck = z.object({ repo: RepoId, name: z.string(), tail: z.string() });
export type FailedCheck = z.infer<typeof FailedCheck>;

/** The checks over the merge of two threads, each green by itself. It counts for exactly these commits. */
export const Trial = z.object({
  other: ThreadId,
  heads: z.array(Head),
  otherHeads: z.array(Head),
  /** Empty: green together. */
  failed: z.array(FailedCheck),
});
export type Trial = z.infer<typeof Trial>;

/** As it is kept. */
export type KnownTrial = Trial & Dated;

type Tried = { readonly changes: readonly RepoChange[]; readonly trials?: readonly KnownTrial[] };

/** What is known of the two as their commits stand now. */
export function trialOf(a: Tried, b: Tried & { readonly thread: ThreadId }): KnownTrial | undefined {
  return a.trials?.find(
    ({ other, heads, otherHeads }) =>
      other === b.thread && sameHeads(heads, headsOf(a.changes)) && sameHeads(otherHeads, headsOf(b.changes)),
  );
}

export function withTrial(trials: readonly KnownTrial[] = [], trial: KnownTrial): readonly KnownTrial[] {
  return [...trials.filter(({ other }) => other !== trial.other), trial];
}
