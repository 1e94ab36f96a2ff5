import { tampering } from '../../core/evals/anti-cheat.ts';
import type { Touched } from '../../core/evals/anti-cheat.ts';
import type { LessonTerms } from '../../core/learning/ratified.ts';
import type { CheckEnd, PlannedCheck } from '../../core/model/check.ts';
import { mergeBase, revParse } from '../git/ancestry.ts';
import { touchedBetween } from '../git/touched.ts';
import { failureFingerprint } from './fingerprint.ts';
import type { CheckRepo } from './run-checks.ts';

const mostShown = 40;

/** Only threads that come from a lesson have it. */
export function plannedLessonCheck({ id, lesson }: CheckRepo): readonly PlannedCheck[] {
  if (!lesson) return [];
  const command = lesson.kind === 'files' ? 'only the files of the lesson change' : 'the judge is not changed';
  return [{ repo: id, name: 'lesson', command, builtIn: true }];
}

/**
 * A thread that carries a lesson changes what the person said yes to and nothing else; one that mends what a red eval found
 * does not touch the eval.
 */
export async function checkLesson(repo: CheckRepo, terms: LessonTerms): Promise<CheckEnd> {
  const started = performance.now();
  const touched = await touchedBy(repo);
  const wrong = touched.ok ? wrongIn(touched.value, terms) : [];
  const outcome = touched.ok ? (wrong.length > 0 ? 'failed' : 'passed') : 'errored';
  const tail = touched.ok ? reportOf(wrong) : touched.error.message;
  return {
    ...{ repo: repo.id, name: 'lesson', outcome, tail },
    durationMs: Math.round(performance.now() - started),
    fingerprint: failureFingerprint(outcome, tail),
  };
}

async function touchedBy({ path, protectedRef, commit }: CheckRepo) {
  const target = await revParse(path, protectedRef);
  if (!target.ok) return target;
  const base = await mergeBase(path, target.value, commit);
  return base.ok ? touchedBetween(path, { from: base.value ?? target.value, to: commit }) : base;
}

function wrongIn(touched: readonly Touched[], terms: LessonTerms): readonly string[] {
  if (terms.kind === 'mend') return tampering(touched).map(({ path, reason }) => `${path}: ${reason}`);
  return touched
    .filter(({ path, oldPath, kind }) => !terms.paths.includes(path) || oldPath !== undefined || kind !== 'file')
    .map(({ path }) => `${path}: is no part of the lesson that was accepted`);
}

function reportOf(wrong: readonly string[]): string {
  if (wrong.length === 0) return 'It changes what it may change\n';
  return [...wrong.slice(0, mostShown), '', 'Take these changes out of the commits.', ''].join('\n');
}
