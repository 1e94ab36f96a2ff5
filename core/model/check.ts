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

/** `builtIn`: ours, run in every repo; it says nothing about what the repo itself wants to hold. */
export const PlannedCheck = z.object({
  repo: RepoId,
  name: z.string(),
  command: z.string(),
  builtIn: z.literal(true).optional(),
});
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

/** `none`: no check of the repos' own ran, and those that are built in found nothing. */
export type RoundVerdict = 'running' | 'none' | 'green' | 'red';

export function roundVerdict(round: CheckRound): RoundVerdict {
  if (round.ended.some((end) => end.outcome !== 'passed')) return round.endedAt === undefined ? 'running' : 'red';
  if (round.endedAt === undefined) return 'running';
  if (round.ended.length < round.planned.length) return 'red';
  return round.planned.every((check) => check.builtIn) ? 'none' : 'green';
}

/** The failures of a round as one value, to notice the identical failure twice. */
export function failureFingerprint(round: CheckRound): string {
  return round.ended
    .filter((end) => end.outcome !== 'passed')
    .map((end) => `${end.repo}/${end.name}/${end.fingerprint}`)
    .sort()
    .join('\n');
}
