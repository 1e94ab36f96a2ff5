import { z } from 'zod';
import { RepoId } from '../ids.ts';
import type { Head } from './change-set.ts';

/** `errored`: the check could not be run at all, which is not the same as a failure of the code. */
export const CheckOutcome = z.enum(['passed', 'failed', 'timed-out', 'killed', 'errored']);
export type CheckOutcome = z.infer<typeof CheckOutcome>;

export const CheckEnd = z.object({
  repo: RepoId,
  name: z.string(),
  outcome: CheckOutcome,
  exitCode: z.number().int().optional(),
  durationMs: z.number().nonnegative(),
  /** The last 4 kB of output, redacted; the whole output is in the transcript store. */
  tail: z.string(),
  /** Hash over the outcome and the output without times, paths and hashes: equal for the same failure. */
  fingerprint: z.string(),
});
export type CheckEnd = z.infer<typeof CheckEnd>;

export const PlannedCheck = z.object({ repo: RepoId, name: z.string(), command: z.string() });
export type PlannedCheck = z.infer<typeof PlannedCheck>;

/** One execution of all checks of a thread over exact commits. */
export type CheckRound = {
  readonly round: number;
  readonly heads: readonly Head[];
  readonly planned: readonly PlannedCheck[];
  readonly ended: readonly CheckEnd[];
  readonly startedAt: number;
  /** How many instructions the thread had then. */
  readonly instructions: number;
  readonly endedAt: number | undefined;
};

export type RoundVerdict = 'running' | 'none' | 'green' | 'red';

export function roundVerdict(round: CheckRound): RoundVerdict {
  if (round.ended.some((end) => end.outcome !== 'passed')) return round.endedAt === undefined ? 'running' : 'red';
  if (round.endedAt === undefined) return 'running';
  if (round.planned.length === 0) return 'none';
  return round.ended.length >= round.planned.length ? 'green' : 'red';
}

/** The failures of a round as one value, to notice the identical failure twice. */
export function failureFingerprint(round: CheckRound): string {
  return round.ended
    .filter((end) => end.outcome !== 'passed')
    .map((end) => `${end.repo}/${end.name}/${end.fingerprint}`)
    .sort()
    .join('\n');
}
