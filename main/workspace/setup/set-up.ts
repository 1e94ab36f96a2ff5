import type { ThreadId } from '../../../core/ids.ts';
import type { Repo, WorkspaceConfig } from '../../../core/model/repo.ts';
import type { Ports, Worktree } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { threadEnvironment } from '../place.ts';
import { seed } from './seed.ts';
import { runStep, stepFailure } from './step.ts';
import type { Step } from './step.ts';

type SetUp = {
  readonly thread: { readonly thread: ThreadId };
  readonly ports: Ports;
  readonly worktrees: readonly { readonly repo: Repo; readonly worktree: Worktree; readonly config: WorkspaceConfig }[];
  /** On the same disk as the worktrees. */
  readonly scratch: string;
  /** Marks every process of it. */
  readonly marker: string;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: string) => Promise<unknown>;
  readonly onOutput: (text: string) => void;
};

const databaseSeconds = 300;

/**
 * Makes fresh worktrees ready as their repos' protected branches say: seeds what is ignored, creates the thread's
 * database, runs the set-up steps, one repo after another. Doing it again after a crash does it all again: what is
 * seeded stays, and a database that is there is not made. Commands get the environment of checks: nothing secret.
 * Failures: seed-failed, setup-failed, database-failed, cancelled.
 */
export async function setUpWorkspace(setUp: SetUp): Promise<Result<true>> {
  for (const each of setUp.worktrees) {
    const done = await setUpOne(setUp, each);
    if (!done.ok) return fail({ ...done.error, message: `${each.repo.name}: ${done.error.message}` });
  }
  return ok(true);
}

async function setUpOne(setUp: SetUp, { repo, worktree, config }: SetUp['worktrees'][number]): Promise<Result<true>> {
  const { onPhase, signal, scratch } = setUp;
  const steps = config.setup ?? [];
  const step = (name: string, command: string, timeoutSeconds: number): Step => ({
    ...{ name, command, timeoutSeconds, cwd: worktree.path },
    ...{ marker: setUp.marker, signal, onOutput: setUp.onOutput },
    env: cleanEnvironment({ CI: 'true', TMPDIR: scratch, ...threadEnvironment(setUp.thread, setUp.ports) }),
  });
  for (const path of config.seed ?? []) {
    await onPhase(`Setting up ${repo.name}: copying ${path}`);
    const seeded = await seed({ from: repo.path, to: worktree.path, path, scratch, signal });
    if (!seeded.ok) return seeded;
  }
  if (config.database) {
    await onPhase(`Setting up ${repo.name}: creating its database`);
    const { create, check } = config.database;
    const made = await makeDatabase(step('create', create, databaseSeconds), step('check', check, databaseSeconds));
    if (!made.ok) return made;
  }
  for (const [at, { name, command, timeoutSeconds }] of steps.entries()) {
    await onPhase(`Setting up ${repo.name}: ${name} (${String(at + 1)} of ${String(steps.length)})`);
    const ran = await runStep(step(name, command, timeoutSeconds));
    if (!ran.ok) return ran;
    if (!ran.value.passed) return fail(stepFailure('setup-failed', ran.value));
  }
  return ok(true);
}

/** The command's word is not enough: the database is there when its check says so. */
async function makeDatabase(create: Step, check: Step): Promise<Result<true>> {
  const before = await runStep(check);
  if (!before.ok || before.value.passed) return before.ok ? ok(true) : before;
  const created = await runStep(create);
  if (!created.ok) return created;
  const after = await runStep(check);
  if (!after.ok) return after;
  return after.value.passed
    ? ok(true)
    : fail(stepFailure('database-failed', created.value.passed ? after.value : created.value));
}

type Dropping = Pick<SetUp, 'thread' | 'ports' | 'marker' | 'signal'> & {
  readonly cwd: string;
  readonly database: NonNullable<WorkspaceConfig['database']>;
};

/** Drops a thread's database, and looks that it is gone. Failure: database-failed, cancelled. */
export async function dropDatabase({ database, cwd, thread, ports, marker, signal }: Dropping): Promise<Result<true>> {
  const env = cleanEnvironment({ CI: 'true', ...threadEnvironment(thread, ports) });
  const step = (name: string, command: string): Step => ({
    ...{ name, command, timeoutSeconds: databaseSeconds, cwd, env, marker, signal, onOutput: () => undefined },
  });
  const before = await runStep(step('check', database.check));
  if (!before.ok || !before.value.passed) return before.ok ? ok(true) : before;
  const dropped = await runStep(step('drop', database.drop));
  if (!dropped.ok) return dropped;
  const after = await runStep(step('check', database.check));
  if (!after.ok) return after;
  return after.value.passed ? fail(stepFailure('database-failed', dropped.value)) : ok(true);
}
