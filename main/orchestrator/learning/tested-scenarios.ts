import type { Recording } from '../../../core/evals/grading/recording.ts';
import type { ProofName } from '../../../core/evals/grading/grade.ts';
import type { Scenario } from '../../../core/evals/scenario/scenario.ts';
import type { EvalOffice } from '../../evals/office/eval-office.ts';
import { proofsOf } from '../../evals/prove.ts';

/** A scenario with the recordings that prove it today. */
export type Tested = {
  readonly scenario: Scenario;
  readonly file: string;
  readonly proofs: Readonly<Record<ProofName, Recording>>;
};

/** Those that hold now: one that is broken already cannot become worse. */
export async function testedScenarios(evals: Pick<EvalOffice, 'loaded'>): Promise<readonly Tested[]> {
  const tested: Tested[] = [];
  for (const loaded of await evals.loaded()) {
    const proofs = await proofsOf(loaded);
    if (!proofs.ok || proofs.value.some(({ holds }) => !holds)) continue;
    const [pass, fail, noop] = proofs.value.map(({ recording }) => recording);
    if (pass && fail && noop) tested.push({ ...loaded, proofs: { pass, fail, noop } });
  }
  return tested;
}
