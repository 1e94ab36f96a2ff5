import { z } from 'zod';
import { RepoId, ThreadId } from '../../ids.ts';
import { ActionSummary } from '../action.ts';

/**
 * What broke. `rejection`: the person said no where the gate asked; `approval`: they said yes, so the gate was in the way.
 * `correction`: they told an agent something it should have known. `override`: they decided otherwise than the rules.
 */
export const IncidentKind = z.enum([
  'denial',
  'rejection',
  'approval',
  'failed-check',
  'revert',
  'correction',
  'override',
  'stall',
  'overrun',
  'red-eval',
]);
export type IncidentKind = z.infer<typeof IncidentKind>;

/** The skill that a red scenario tests: its file from its place on, and the rule that was not kept. */
const TaughtRule = z.object({
  path: z.string().min(1).max(300),
  rule: z.string().min(1).max(2000),
  /** The skill says it, so saying it again helps nobody. */
  stated: z.boolean(),
});

/** One thing that broke, as a fact of the journal tells it. `seq` and `at` are those of that fact. */
export const Incident = z.object({
  seq: z.number().int(),
  at: z.number(),
  kind: IncidentKind,
  /** What it is about: a rule, a check, a scenario, a kind of decision. */
  about: z.string().max(200),
  /** As a person reads it; words of agents and programs stand in it. */
  text: z.string().max(4000),
  /** What was to be done instead, where the one that said no knew. */
  next: z.string().max(2000).optional(),
  thread: ThreadId.optional(),
  repo: RepoId.optional(),
  action: ActionSummary.optional(),
  /** What tells it apart from others of its kind, so that it is told once. */
  key: z.string().max(300).optional(),
  taught: TaughtRule.optional(),
});
export type Incident = z.infer<typeof Incident>;

/** What incidents of one cause have in common: no paths, numbers, hashes and times. */
export const Signature = z.object({
  kind: IncidentKind,
  about: z.string().max(200),
  words: z.array(z.string().max(200)).max(60),
});
export type Signature = z.infer<typeof Signature>;
