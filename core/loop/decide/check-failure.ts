import type { RepoId } from '../../ids.ts';
import type { CheckRound } from '../../model/check.ts';
import { failureFingerprint, roundVerdict } from '../../model/check.ts';
import type { Instruction } from '../../model/instruction.ts';
import type { Thread } from '../../model/thread.ts';
import { nextInstructionId } from '../../model/thread.ts';

export const maxRepairs = 3;

/** What a repo is called by people and recipes. */
export type NameOf = (repo: RepoId) => string;

/** A red round as the run's next instruction. */
export function failureInstruction(thread: Thread, round: CheckRound, nameOf: NameOf): Instruction {
  const failures = round.ended
    .filter((end) => end.outcome !== 'passed')
    .map((end) => ({ repo: nameOf(end.repo), check: end.name, output: end.tail }));
  const text = failures.map((each) => `${each.check} failed in ${each.repo}:\n${each.output}`).join('\n\n');
  return { id: nextInstructionId(thread), kind: 'check-failure', text: text || 'The checks failed', failures };
}

export type AfterRed = 'repair' | 'same-failure' | 'too-many';

/** Counts the red rounds since the person last said something. An identical failure twice is not repaired again. */
export function afterRed(thread: Thread): AfterRed {
  const said = thread.instructions.map((each) => each.kind !== 'check-failure').lastIndexOf(true);
  const red = thread.rounds.filter((round) => round.instructions > said && roundVerdict(round) === 'red');
  const [before, last] = red.slice(-2);
  if (before && last && failureFingerprint(before) === failureFingerprint(last)) return 'same-failure';
  return red.length > maxRepairs ? 'too-many' : 'repair';
}
