import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { proofsOf } from '../prove.ts';
import { attemptTrial } from '../trial/attempt.ts';
import type { AttemptWish } from '../trial/attempt.ts';
import { recordingOf } from '../trial/trial.ts';
import type { TrialLab } from '../trial/trial-factory.ts';
import type { Case, SuiteOptions } from './run-suite.ts';
import { skillsAt, skillsBeside } from './skills-of.ts';

export type AttemptChoice = Pick<AttemptWish, 'model' | 'recipe'> & {
  /** A revision whose skills the trials of the baseline have. */
  readonly baseline?: string | undefined;
  /** A skill that the trials of the baseline do not have. */
  readonly without?: string | undefined;
  /** The scripted agent plays the good recording where it reads this rule, and the bad one where it does not. */
  readonly obeys?: ((scenario: Scenario) => string) | undefined;
};

/** How a suite tries a case: with its skills as they are, or as they were. */
export function caseAttempts(lab: TrialLab, choice: AttemptChoice): SuiteOptions['attempt'] {
  return async (of, series, signal) => {
    const script = await scriptOf(of, choice);
    if (!script.ok) return { recording: recordingOf(of, {}), note: script.error.message, hopeless: true };
    const skills = await skillsBeside(of.file, of.scenario);
    const { model, recipe, baseline, without } = choice;
    const wish = { ...of, model, recipe, signal, skills, script: script.value };
    if (series === 'baseline' && without !== undefined)
      return attemptTrial(lab, { ...wish, skills: skills.filter(({ name }) => name !== without) });
    if (series !== 'baseline' || baseline === undefined) return attemptTrial(lab, wish);
    const before = await skillsAt(baseline, skills);
    if (!before.ok) return { recording: recordingOf(of, {}), note: before.error.message, hopeless: true };
    try {
      return await attemptTrial(lab, { ...wish, skills: before.value.skills });
    } finally {
      await before.value.clear();
    }
  };
}

async function scriptOf(of: Case, { obeys }: AttemptChoice): Promise<Result<AttemptWish['script']>> {
  if (of.harness !== 'replay') return ok(undefined);
  const proofs = await proofsOf(of);
  if (!proofs.ok) return proofs;
  const recordingOf = (which: 'pass' | 'fail') => proofs.value.find((each) => each.which === which)?.recording;
  const [recording, otherwise] = [recordingOf('pass'), recordingOf('fail')];
  if (recording === undefined || otherwise === undefined) return ok(undefined);
  return ok(obeys === undefined ? { recording } : { recording, obeys: { rule: obeys(of.scenario), otherwise } });
}
