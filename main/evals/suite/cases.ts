import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import { reasonToTry } from '../../../core/evals/suite/selection.ts';
import { acceptedCounts, lastTriedAt } from '../../../core/evals/suite/trial-line.ts';
import type { HistoryLine, Subject } from '../../../core/evals/suite/trial-line.ts';
import type { TrialPlan } from '../../../core/evals/suite/judge.ts';
import { trustOf } from '../../../core/evals/suite/trust.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { findScenarios } from '../find-scenarios.ts';
import type { Case } from './run-suite.ts';
import { changedSince, folderOf } from './changed.ts';
import { proofsOf } from '../prove.ts';
import type { Loaded } from '../prove.ts';

export type CaseWish = {
  /** Undefined: those that each scenario names. */
  readonly harnesses: readonly string[];
  readonly model: string | undefined;
  /** Undefined: the number that each scenario names. */
  readonly plan: TrialPlan | undefined;
  readonly hasBaseline: boolean;
  readonly history: readonly HistoryLine[];
  readonly today: string;
};

/** All scenarios of a place; one that does not load is an error, since a suite without it would say too much. */
export async function loadScenarios(path: string): Promise<Result<readonly Loaded[]>> {
  const found = await findScenarios(path);
  if (!found.ok) return found;
  const loaded: Loaded[] = [];
  for (const { file, read } of found.value) {
    if (!read.ok) return read;
    loaded.push({ scenario: read.value, file });
  }
  const twice = loaded.find(({ scenario }, at) => loaded.findIndex((each) => each.scenario.id === scenario.id) !== at);
  if (twice === undefined) return ok(loaded);
  const message = `${twice.file}: id: another scenario is called ${twice.scenario.id} too`;
  return fail({ code: 'scenario-malformed', message, next: 'Give one of them another id' });
}

/** Of these, the ones that a change since a revision makes worth trying. */
export async function touchedSince(
  revision: string,
  place: string,
  loaded: readonly Loaded[],
): Promise<Result<readonly Loaded[]>> {
  const changed = await changedSince(revision, folderOf(place));
  if (!changed.ok) return changed;
  const { root, paths } = changed.value;
  const wanted: Loaded[] = [];
  for (const each of loaded) {
    const file = relative(root, await realpath(each.file));
    if (reasonToTry({ skills: each.scenario.skills, file }, paths) !== undefined) wanted.push(each);
  }
  return ok(wanted);
}

/** Each scenario on each of its harnesses, with what is known of it so far. */
export async function casesOf(loaded: readonly Loaded[], wish: CaseWish): Promise<Result<readonly Case[]>> {
  const cases: Case[] = [];
  for (const each of loaded) {
    const harnesses = wish.harnesses.length > 0 ? wish.harnesses : each.scenario.harnesses;
    if (harnesses.length === 0)
      return fail({
        code: 'bad-usage',
        message: `${each.file}: harnesses: names none`,
        next: 'Name one: --harness NAME',
      });
    const proofs = await proofsOf(each);
    const proved = proofs.ok && proofs.value.every(({ holds }) => holds);
    for (const harness of harnesses) cases.push(caseOf(each, { harness, proved, ...wish }));
  }
  // What was not tried for longest comes first, so that a suite that is cut by its budget each night tries all in the end.
  return ok(cases.sort((a, b) => lastTriedAt(wish.history, a.scenario.id) - lastTriedAt(wish.history, b.scenario.id)));
}

function caseOf(
  { scenario, file }: Loaded,
  { harness, proved, plan, hasBaseline, history, model, today }: CaseWish & { harness: string; proved: boolean },
): Case {
  const counts = acceptedCounts(history, subjectOf(scenario, harness, model));
  const { policy, quarantine } = scenario;
  const trust = trustOf(counts, policy, proved);
  const held = quarantine !== undefined && !isOver(quarantine, today);
  return {
    ...{ scenario, file, harness },
    subject: { policy, plan: plan ?? scenario.trials, hasBaseline, history: counts, trust },
    skip: held ? `in quarantine until ${quarantine.until}: ${quarantine.reason}` : undefined,
  };
}

/** A quarantine ends by itself, so that nothing is forgotten in it. */
export function isOver({ until }: NonNullable<Scenario['quarantine']>, today: string): boolean {
  return until < today;
}

/** What is tried and demanded; a limit or a quarantine changes neither. */
export function subjectOf(
  { limits: _, quarantine: __, ...demand }: Scenario,
  harness: string,
  model?: string,
): Subject {
  const print = createHash('sha256').update(JSON.stringify(demand)).digest('hex').slice(0, 16);
  return { scenario: demand.id, harness, model, print };
}
