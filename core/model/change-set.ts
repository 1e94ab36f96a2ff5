import { z } from 'zod';
import { ClearId, CommitId, LandingId, RepoId, ThreadId } from '../ids.ts';

/** One repo's part of a change set: the commits `base..head` on the thread's branch. */
export const RepoChange = z.object({
  repo: RepoId,
  base: CommitId,
  head: CommitId,
  commits: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  added: z.number().int().nonnegative(),
  deleted: z.number().int().nonnegative(),
  /** Paths with changes that are not committed; they are not part of the change set. */
  uncommitted: z.array(z.string()),
});
export type RepoChange = z.infer<typeof RepoChange>;

export const Head = z.object({ repo: RepoId, commit: CommitId });
export type Head = z.infer<typeof Head>;

/** The repos whose head moved, in landing order. */
export function headsOf(changes: readonly RepoChange[]): readonly Head[] {
  return changes.filter((change) => change.head !== change.base).map(({ repo, head }) => ({ repo, commit: head }));
}

export function sameHeads(a: readonly Head[], b: readonly Head[]): boolean {
  return (
    a.length === b.length &&
    a.every((head) => b.some((other) => other.repo === head.repo && other.commit === head.commit))
  );
}

/** A single-use authorisation to land exactly these commits. */
export const Clear = z.object({ id: ClearId, heads: z.array(Head).min(1), at: z.number() });
export type Clear = z.infer<typeof Clear>;

/**
 * One repo inside a landing. `claimed` states are written before the push, so that a crash in between
 * is answered by reading the remote, not by pushing again.
 */
export type LandingStep =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'prepared'; readonly target: CommitId; readonly merge: CommitId }
  | { readonly kind: 'push-claimed'; readonly target: CommitId; readonly merge: CommitId }
  | { readonly kind: 'pushed'; readonly target: CommitId; readonly merge: CommitId }
  | { readonly kind: 'push-refused'; readonly reason: string }
  | { readonly kind: 'revert-claimed'; readonly merge: CommitId; readonly target: CommitId; readonly revert: CommitId }
  | { readonly kind: 'reverted'; readonly merge: CommitId; readonly revert: CommitId }
  | { readonly kind: 'revert-refused'; readonly merge: CommitId; readonly reason: string };

/** `refused`: nothing was pushed. `partly-landed`: a later repo failed and a revert could not be pushed. */
export const LandingOutcome = z.enum(['landed', 'refused', 'reverted', 'partly-landed']);
export type LandingOutcome = z.infer<typeof LandingOutcome>;

export const LandingCause = z.enum([
  'conflict',
  'checks',
  'moved',
  'rejected',
  'unreachable',
  'already-reverted',
  'stopped',
  'internal',
]);
export type LandingCause = z.infer<typeof LandingCause>;

/** Threads that were told to land together, in this order: all of them are tried together before the first push. */
export const LandingGroup = z.object({
  /** The landing of the first. */
  id: LandingId,
  threads: z.array(ThreadId).min(2),
});
export type LandingGroup = z.infer<typeof LandingGroup>;

export type Landing = {
  readonly id: LandingId;
  readonly clear: ClearId;
  readonly heads: readonly Head[];
  readonly startedAt: number;
  /** How many runs and check rounds the thread had then: what came later supersedes a failed landing. */
  readonly after: { readonly runs: number; readonly rounds: number };
  readonly steps: Readonly<Record<RepoId, LandingStep>>;
  readonly group?: LandingGroup;
  /** On the first of a group: its change sets were green together. */
  readonly proven?: boolean;
  readonly provenAt?: number;
  readonly ended:
    | {
        readonly outcome: LandingOutcome;
        readonly cause: LandingCause | undefined;
        readonly reason: string;
        readonly at: number;
      }
    | undefined;
};
