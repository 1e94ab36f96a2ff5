import { join } from 'node:path';
import type { LessonTerms } from '../../core/learning/ratified.ts';
import { failureClass } from '../../core/loop/decide/failure.ts';
import type { CommitId, RepoId } from '../../core/ids.ts';
import type { CheckEnd, PlannedCheck } from '../../core/model/check.ts';
import type { CheckSpec, RepoConfig } from '../../core/model/repo.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { revParse } from '../git/ancestry.ts';
import { cleanEnvironment } from '../process/environment.ts';
import { clearCheckouts, makeCheckout } from './checkout.ts';
import { runCheck } from './run-check.ts';

export type CheckRepo = {
  readonly id: RepoId;
  readonly name: string;
  readonly path: string;
  readonly commit: CommitId;
  /** The thread's own branch; its name is looked at as well. */
  readonly branch?: string | undefined;
  /** Only repos the change set touches have their checks run; the others are checked out beside them. */
  readonly changed: boolean;
  /** Remote-tracking name of the protected branch; hooks and their configuration are taken from it. */
  readonly protectedRef: string;
  readonly config: RepoConfig;
  /** What the change may touch, where the thread comes from a lesson. */
  readonly lesson?: LessonTerms | undefined;
};

export type CheckJob = {
  /** A folder of ours for the clean checkouts, `<folder>/<repo name>` side by side. Emptied before and after. */
  readonly folder: string;
  readonly repos: readonly CheckRepo[];
  /** Marks every process of this round. */
  readonly marker: string;
  readonly signal: AbortSignal;
  readonly onPlanned: (planned: readonly PlannedCheck[]) => Promise<unknown>;
  readonly onOutput: (check: PlannedCheck, text: string) => void;
  readonly onEnded: (end: CheckEnd) => Promise<unknown>;
};

const setupSeconds = 900;
const setupName = 'setup';

type Planned = readonly { readonly repo: CheckRepo; readonly specs: readonly CheckSpec[] }[];

/**
 * Runs every check of every changed repo over exactly these commits, in the order given, one after the other.
 * A repo whose set-up failed has its other checks skipped: they are reported as errored.
 * Failures: a checkout that cannot be made; environment, for a check that the machine could not carry. Aborted: `cancelled`.
 */
export async function runChecks(job: CheckJob): Promise<Result<readonly CheckEnd[]>> {
  const plan = job.repos.filter((repo) => repo.changed).map((repo) => ({ repo, specs: specsOf(repo.config) }));
  const planned = plan.flatMap(({ repo, specs }) =>
    specs.map(({ name, command }) => ({ repo: repo.id, name, command })),
  );
  await job.onPlanned(planned);
  if (planned.length === 0) return ok([]);
  try {
    const ready = await checkOutAll(job);
    const ends = ready.ok ? await runAll(job, plan) : ready;
    await clearCheckouts(job.folder, job.repos);
    return ends;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail({ code: 'checkout-impossible', message: `The clean checkout could not be made: ${error.message}` });
  }
}

async function runAll(job: CheckJob, plan: Planned): Promise<Result<readonly CheckEnd[]>> {
  const ends: CheckEnd[] = [];
  for (const { repo, specs } of plan) {
    let setUp = true;
    for (const spec of specs) {
      const end = setUp ? await runOne(job, repo, spec) : skipped(repo, spec);
      if (job.signal.aborted) return fail({ code: 'cancelled', message: 'The checks were stopped' });
      if (isMachines(end)) return fail({ code: 'environment', message: end.tail });
      ends.push(end);
      await job.onEnded(end);
      if (spec.name === setupName && end.outcome !== 'passed') setUp = false;
    }
  }
  return ok(ends);
}

/** What the machine kept from running says nothing about the commits. */
export function isMachines({ outcome, tail }: CheckEnd): boolean {
  return outcome === 'errored' && failureClass(tail) === 'environment';
}

function specsOf(config: RepoConfig): readonly CheckSpec[] {
  const checks = config.checks ?? [];
  // A set-up alone proves nothing, so it is not run for its own sake.
  if (config.setup === undefined || checks.length === 0) return checks;
  return [{ name: setupName, command: config.setup, timeoutSeconds: setupSeconds }, ...checks];
}

async function checkOutAll(job: CheckJob): Promise<Result<true>> {
  const cleared = await clearCheckouts(job.folder, job.repos);
  if (!cleared.ok) return cleared;
  for (const repo of job.repos) {
    if (job.signal.aborted) return fail({ code: 'cancelled', message: 'The checks were stopped' });
    const hooks = await revParse(repo.path, repo.protectedRef);
    if (!hooks.ok) return fail({ ...hooks.error, message: `${repo.name}: ${hooks.error.message}` });
    const made = await makeCheckout({
      repo: repo.path,
      path: join(job.folder, repo.name),
      commit: repo.commit,
      hooksFrom: hooks.value,
    });
    if (!made.ok) return fail({ ...made.error, message: `${repo.name}: ${made.error.message}` });
  }
  return ok(true);
}

function runOne(job: CheckJob, repo: CheckRepo, spec: CheckSpec): Promise<CheckEnd> {
  return runCheck({
    repo: repo.id,
    spec,
    cwd: join(job.folder, repo.name),
    env: cleanEnvironment({ CI: 'true', TEATREE_CHECK: spec.name }),
    marker: job.marker,
    signal: job.signal,
    onOutput: (text) => {
      job.onOutput({ repo: repo.id, name: spec.name, command: spec.command }, text);
    },
  });
}

function skipped(repo: CheckRepo, spec: CheckSpec): CheckEnd {
  const tail = 'Not run: the set-up failed';
  return { repo: repo.id, name: spec.name, outcome: 'errored', durationMs: 0, tail, fingerprint: 'setup-failed' };
}
