import { z } from 'zod';
import { recipeProblems } from './recipe/problems.ts';
import type { Parsed } from '../placed-problem.ts';
import { referenceProblems } from './recipe/references.ts';
import { Identifier, Pattern, Scalar, Step } from './recipe/step.ts';

/** A value given when the recipe starts. Without a default it must be given. */
const Input = z.preprocess(
  (value) => (typeof value === 'object' && value !== null ? value : value === null ? {} : { default: value }),
  z.strictObject({ description: z.string().max(500).optional(), default: Scalar.optional() }),
);

const steps = z.array(Step).max(200);

/**
 * Steps for a later instruction: for a failed check that came back (they act where it failed, unless a step names its
 * `repos`), or for a message of the person.
 */
const Handler = z
  .strictObject({
    check: z.string().min(1).optional(),
    output: Pattern.optional(),
    message: Pattern.optional(),
    steps: steps.min(1, 'must contain at least one step'),
  })
  .transform(({ check, output, message, steps }, context) => {
    if (check !== undefined && message === undefined) return { kind: 'check' as const, check, output, steps };
    if (message !== undefined && check === undefined && output === undefined) {
      return { kind: 'message' as const, message, steps };
    }
    const params = { next: 'Write `check:` (with `output:` if you like) or `message:`, one of the two' };
    context.addIssue({ code: 'custom', message: 'does not say what it answers to', params });
    return z.NEVER;
  });
export type Handler = z.output<typeof Handler>;

/** Deterministic work over several repos, as data. The agent in main/harness/recipe carries it out. */
export const Recipe = z.strictObject({
  title: z.string().min(1).max(120),
  description: z.string().max(2000).optional(),
  inputs: z.record(Identifier, Input).default({}),
  steps: steps.min(1, 'must contain at least one step'),
  on: z.array(Handler).max(50).default([]),
});
export type Recipe = z.output<typeof Recipe>;

/** From the plain value of a YAML or JSON text. Every problem has the path of the value it is about. */
export function parseRecipe(value: unknown): Parsed<Recipe> {
  const parsed = Recipe.safeParse(value);
  if (!parsed.success) return { ok: false, problems: recipeProblems(parsed.error) };
  const problems = referenceProblems(parsed.data, value);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: parsed.data };
}
