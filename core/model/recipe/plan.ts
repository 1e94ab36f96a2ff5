import { fnv1a, hex32 } from '../../fnv1a.ts';
import { fail, ok } from '../../result.ts';
import type { Failure, Result } from '../../result.ts';
import type { CheckFailure, Instruction } from '../instruction.ts';
import type { Recipe } from '../recipe.ts';
import type { Step } from './step.ts';

/** One step in one repo, before `foreach`. An ask has no repo: it is asked once. */
export type Placement = {
  readonly id: string;
  readonly step: Step;
  /** Index of the step in its list, for the plan shown to people. */
  readonly index: number;
  readonly repo: string | undefined;
};

/** Steps owed for one instruction (or for one of its failures), with the repos they act in by default. */
export type Assignment = {
  readonly prefix: string;
  readonly steps: readonly Step[];
  readonly repos: readonly string[];
  readonly match: readonly string[];
};

/** The goal's ids do not depend on the instruction's: a goal given again goes on where it stopped. */
export const GOAL = 'goal';

/** Step by step, and each step repo by repo in the thread's order. Ids are stable over restarts. */
export function place(assignment: Assignment, repos: readonly string[]): Placement[] {
  return assignment.steps.flatMap((step, index): Placement[] => {
    const name = `${assignment.prefix}/${step.id ?? index}`;
    if (step.work.kind === 'ask') return [{ id: name, step, index, repo: undefined }];
    return selectRepos(step.repos, repos, assignment.repos).map((repo) => ({
      id: `${name}/${repo}`,
      step,
      index,
      repo,
    }));
  });
}

/** The id of one action: the placement's own, or with the item or file it is about. At most 180 characters. */
export function actionId(placement: string, part?: string): string {
  const id = part === undefined ? placement : `${placement}/${part}`;
  return id.length <= MAX_ID ? id : `${id.slice(0, MAX_ID - 9)}~${hex32(fnv1a(id))}`;
}
const MAX_ID = 180;

/** What to do for an instruction; fails when the recipe has no answer to it. */
export function assign(recipe: Recipe, instruction: Instruction, repos: readonly string[]): Result<Assignment[]> {
  switch (instruction.kind) {
    case 'goal':
      return ok([{ prefix: GOAL, steps: recipe.steps, repos, match: [] }]);
    case 'message':
      return assignMessage(recipe, instruction, repos);
    case 'check-failure':
      return assignFailures(recipe, instruction);
  }
}

/** Repos a recipe names literally that the thread does not have. */
export function missingRepos(recipe: Recipe, repos: readonly string[]): string[] {
  const steps = [...recipe.steps, ...recipe.on.flatMap((handler) => handler.steps)];
  const named = steps.flatMap((step) => step.repos ?? []).filter((name) => !/[*?]/.test(name));
  return [...new Set(named)].filter((name) => !repos.includes(name));
}

function matchesName(glob: string, name: string): boolean {
  const pattern = glob
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's').test(name);
}

function selectRepos(
  wanted: readonly string[] | undefined,
  all: readonly string[],
  usual: readonly string[],
): string[] {
  if (wanted === undefined) return all.filter((repo) => usual.includes(repo));
  return all.filter((repo) => wanted.some((glob) => matchesName(glob, repo)));
}

function assignMessage(recipe: Recipe, instruction: Instruction, repos: readonly string[]): Result<Assignment[]> {
  for (const [index, handler] of recipe.on.entries()) {
    const match = handler.kind === 'message' ? new RegExp(handler.message, 'i').exec(instruction.text) : null;
    if (match)
      return ok([{ prefix: `${instruction.id}/on${index}`, steps: handler.steps, repos, match: groups(match) }]);
  }
  return fail(noHandler(recipe, 'this message'));
}

/** Each handler acts once, in the repos where its check failed. Failures nobody handles come back with the next round. */
function assignFailures(recipe: Recipe, instruction: Instruction): Result<Assignment[]> {
  const failures = instruction.failures ?? [];
  const handled = failures.map((failure) => ({ failure, ...findHandler(recipe, failure) }));
  const found = recipe.on.flatMap((handler, index) => {
    const own = handled.filter((entry) => entry.index === index);
    const prefix = `${instruction.id}/on${index}`;
    const repos = own.map((entry) => entry.failure.repo);
    return own.length > 0 ? [{ prefix, steps: handler.steps, repos, match: own[0]?.match ?? [] }] : [];
  });
  if (found.length > 0) return ok(found);
  const names = failures.map((failure) => `${failure.check} in ${failure.repo}`);
  return fail(noHandler(recipe, names.length > 0 ? `the failed check ${names.join(', ')}` : 'this failure'));
}

function findHandler(recipe: Recipe, failure: CheckFailure): { index: number; match: readonly string[] } {
  for (const [index, handler] of recipe.on.entries()) {
    if (handler.kind !== 'check' || !matchesName(handler.check, failure.check)) continue;
    const match = handler.output === undefined ? [] : new RegExp(handler.output, 'm').exec(failure.output);
    if (match) return { index, match: groups(match) };
  }
  return { index: -1, match: [] };
}

function groups(match: readonly (string | undefined)[]): string[] {
  return match.map((group) => group ?? '');
}

function noHandler(recipe: Recipe, what: string): Failure {
  const known = recipe.on.map((handler) =>
    handler.kind === 'check' ? `check ${handler.check}` : `message /${handler.message}/`,
  );
  const next =
    known.length > 0 ? `It answers to: ${known.join(', ')}` : 'It has no `on:` handlers; add one, or take over';
  return { code: 'recipe-has-no-handler', message: `The recipe "${recipe.title}" has no steps for ${what}`, next };
}
