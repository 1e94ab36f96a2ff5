import { z } from 'zod';
import type { EvalPage, EvalProgress } from '../evals/page/eval-page.ts';
import type { ShownRecording } from '../evals/page/shown-recording.ts';
import type { RunDiff } from '../evals/page/run-diff.ts';
import { method } from './method.ts';
import type { Done } from './method.ts';

/** What to try: a scenario's file or all of a place; as often as it takes to know (sprt), or a number of times. */
export const EvalWish = z.strictObject({
  path: z.string().min(1).max(4096),
  /** `replay`: the scripted agent, which asks no model and does what the recordings show. */
  harness: z.string().min(1).max(100),
  trials: z.union([z.literal('sprt'), z.int().min(1).max(50)]).default('sprt'),
  maxUsd: z.number().positive().max(1000).optional(),
});
export type EvalWish = z.output<typeof EvalWish>;

/** A trial beside a good one of the same scenario: its newest pass, else the recording that proves it. */
export type TrialPair = { readonly trial: ShownRecording; readonly good: ShownRecording | undefined };

const run = z.string().min(1).max(100);

export const evalMethods = {
  'evals.page': method<EvalPage>()(z.strictObject({})),
  /** The suite under way, while there is one. */
  'evals.progress': method<EvalProgress | undefined>()(z.strictObject({})),
  /** One suite at a time; what it finds is in the history, like that of every `eval run`. */
  'evals.run': method<Done>()(EvalWish),
  /** Ends the suite under way with what is known then. */
  'evals.stop': method<Done>()(z.strictObject({})),
  /** By the scenario's file and the recording's name in the history. */
  'evals.trial': method<TrialPair>()(
    z.strictObject({ file: z.string().min(1).max(4096), recording: z.string().min(1).max(300) }),
  ),
  /** Two suites that have ended. Failure run-unknown. */
  'evals.diff': method<RunDiff>()(z.strictObject({ before: run, now: run })),
  /** What a red suite found is from now on how things are. */
  'evals.accept': method<Done>()(z.strictObject({ run })),
} as const;
