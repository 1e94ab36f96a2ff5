import { grade } from '../evals/grading/grade.ts';
import { contextOf } from '../evals/grading/recording.ts';
import type { Recording } from '../evals/grading/recording.ts';
import { callFits } from '../evals/scenario/call-pattern.ts';
import type { Scenario } from '../evals/scenario/scenario.ts';
import { normalise, summarise } from '../gates/action.ts';
import type { Incident } from '../model/learning/incident.ts';
import { fail, ok } from '../result.ts';
import type { Result } from '../result.ts';

/** A red trial as something that broke; where it did what must not be done, with the call that did. */
export function redEvalOf(
  scenario: Scenario,
  recording: Recording,
  hash: (text: string) => string,
): Result<Omit<Incident, 'seq' | 'at'>> {
  const { outcome, reasons } = grade(scenario, recording);
  if (outcome !== 'fail')
    return fail({
      code: 'eval-not-red',
      message: `The trial of ${scenario.id} is ${outcome}`,
      next: 'Give the recording of a trial that failed',
    });
  const context = contextOf(recording);
  const call = recording.calls.find(({ verdict: _, ...each }) =>
    scenario.expect.calls.never.some((pattern) => callFits(pattern, normalise(each, context), context)),
  );
  const action = call && summarise(normalise(call, context), hash);
  const text = [`${scenario.title}: ${scenario.behaviour}`, ...reasons].join('\n').slice(0, 4000);
  return ok({ kind: 'red-eval', about: scenario.id, text, ...(action && { action }) });
}
