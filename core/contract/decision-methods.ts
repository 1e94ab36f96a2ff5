import { z } from 'zod';
import { DecisionId, RepoId, SignalId, ThreadId } from '../ids.ts';
import type { RunId } from '../ids.ts';
import { Size } from '../model/attention/triage.ts';
import type { Choice } from '../model/deciding/decision.ts';
import { SignalKind } from '../model/deciding/signal.ts';
import { method } from './method.ts';
import type { Done } from './method.ts';

export type Advised = {
  readonly made: readonly { readonly key: string; readonly decision: DecisionId }[];
  readonly advice: readonly { readonly key: string; readonly choice: Choice; readonly reason: string }[];
  readonly refused: readonly { readonly key: string; readonly why: string }[];
};

/** What is noticed, what is proposed about it, and what was decided. Proposals are computed from a snapshot. */
export const decisionMethods = {
  /** By the person, or by a script of theirs; the same `source` and `externalId` is the same signal again. */
  'signals.add': method<{ signal: SignalId }>()(
    z.strictObject({
      title: z.string().trim().min(1, 'say what it is').max(2000),
      body: z.string().max(100_000).default(''),
      repo: RepoId.optional(),
      kind: SignalKind.default('request'),
      source: z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,40}$/, 'small letters, digits and dashes')
        .default('manual'),
      externalId: z.string().min(1).max(600).optional(),
      /** Words that are not the person's own, such as a build's output. */
      outside: z.boolean().default(false),
      over: z.boolean().default(false),
    }),
  ),
  /** A JUnit or TAP report of the person's own CI; without a repo it belongs to the one whose clone holds it. */
  'signals.import': method<{ failing: number; passing: number }>()(
    z.strictObject({ path: z.string().min(1).max(4096), repo: RepoId.optional() }),
  ),
  'signals.reopen': method<Done>()(z.strictObject({ signal: SignalId })),

  /**
   * Answers what is proposed under `key`, with the proposal's own action or one of its alternatives. `into` for `attach`,
   * and for `supersede` which of the two goes on, otherwise the earlier one; `repos`, `harness`, `model` and `recipe` for
   * `open`, as for a new thread. To keep what must be decided takes a reason or, in `size`, a new estimate.
   */
  'decisions.answer': method<{ decision: DecisionId; thread?: ThreadId | undefined }>()(
    z.strictObject({
      key: z.string().min(1).max(300),
      action: z.enum(['drop', 'keep', 'open', 'attach', 'dismiss', 'link', 'supersede', 'apart']),
      reason: z.string().trim().max(2000).optional(),
      into: ThreadId.optional(),
      size: Size.optional(),
      repos: z.array(RepoId).max(20).optional(),
      harness: z.string().min(1).optional(),
      model: z.string().trim().min(1).max(200).optional(),
      recipe: z
        .strictObject({
          name: z.string().optional(),
          text: z.string().max(500_000).optional(),
          inputs: z.record(z.string(), z.string()).default({}),
        })
        .optional(),
    }),
  ),
  /** The board as a model reads it, and what to answer. */
  'decisions.board': method<{ text: string }>()(z.strictObject({})),
  /** What a model answered to it: made where the authority table lets a model, else handed back as advice, or refused. */
  'decisions.advise': method<Advised>()(z.strictObject({ answer: z.string().max(100_000) })),
  /** Has the model of the settings say what it would decide; answers when it has begun. */
  'decisions.ask': method<{ readonly run: RunId }>()(z.strictObject({})),
  'decisions.undo': method<Done>()(z.strictObject({ decision: DecisionId })),
} as const;
