import type { SkillProblem } from './problems.ts';

/** A skill as people see it in a list. */
export type SkillInfo = {
  readonly name: string;
  readonly source: SkillSource;
  readonly description: string;
  /** Where it lies; for a repo's own, its place on the protected branch is meant. */
  readonly folder: string | undefined;
  /** What it takes of every run's context, in tokens. */
  readonly tokens: number;
  readonly hash: string | undefined;
  /** `phases: work, fix`; empty where it is for all runs. */
  readonly appliesTo: readonly string[];
  /** How many scenarios test it; unknown for a repo's own. */
  readonly scenarios: number | undefined;
  /** Given to runs. If not, `why` says the reason. */
  readonly given: boolean;
  readonly why?: string;
  readonly problems: readonly SkillProblem[];
};

/** Why a skill that was put away is not given. */
export const archivedWhy = 'you archived it';

/** Shipped, the person's own, or a repo's. */
export type SkillSource =
  { readonly kind: 'teatree' } | { readonly kind: 'yours' } | { readonly kind: 'repo'; readonly repo: string };
