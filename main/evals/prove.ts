import { gradeProof, proofNames } from '../../core/evals/grading/grade.ts';
import type { Grade, ProofName } from '../../core/evals/grading/grade.ts';
import type { Recording } from '../../core/evals/grading/recording.ts';
import type { Scenario } from '../../core/evals/scenario/scenario.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { proofFile, readRecording } from './read-scenario.ts';

export type Loaded = { readonly scenario: Scenario; readonly file: string };

/** `holds`: it was graded as it has to be. */
export type Proof = Grade & {
  readonly which: ProofName;
  readonly holds: boolean;
  readonly recording: Recording;
};

/** The recordings of a good agent, a bad one and an idle one, graded as of today. */
export async function proofsOf({ scenario, file }: Loaded): Promise<Result<readonly Proof[]>> {
  const proofs: Proof[] = [];
  for (const which of proofNames) {
    const read = await readRecording(proofFile(file, scenario, which));
    if (!read.ok) return read;
    proofs.push({ ...gradeProof(scenario, which, read.value), which, recording: read.value });
  }
  return ok(proofs);
}
