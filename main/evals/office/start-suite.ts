import { join } from 'node:path';
import type { EvalWish } from '../../../core/contract/eval-methods.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { startProcess } from '../../process/start-process.ts';

export type RunningSuite = {
  /** Asks it to end with what is known; it is killed when it takes longer. */
  stop(withinMs?: number): void;
  readonly stopping: () => boolean;
  /** Resolves when it is gone. */
  readonly ended: Promise<unknown>;
};

type SuiteStart = EvalWish & { readonly programs: string; readonly dataFolder: string; readonly name: string };

/** How long a suite that was asked to end may take: its trial is ended in order, and its history written. */
const endMs = 20_000;

/**
 * Tries scenarios with the same program as `teatree eval run`, so that there is one way to do it, and nothing that a suite
 * does weighs on the app. What it finds is in the history.
 */
export async function startSuite(start: SuiteStart): Promise<Result<RunningSuite>> {
  const { programs, dataFolder, path, name, harness, trials, maxUsd } = start;
  const agent = harness === 'replay' ? ['--scripted'] : ['--harness', harness];
  const money = maxUsd === undefined ? [] : ['--max-usd', String(maxUsd)];
  const args = ['eval', 'run', path, ...agent, '--trials', String(trials), ...money, '--name', name, '--json'];
  const started = await startProcess({
    ...{ file: process.execPath, args: [join(programs, 'cli.js'), ...args], cwd: dataFolder },
    env: { ...ownEnvironment(), TEATREE_HOME: dataFolder, ELECTRON_RUN_AS_NODE: '1' },
    onLine: () => undefined,
  });
  if (!started.ok) return started;
  const { identity, exit, kill } = started.value;
  let stopping = false;
  return ok({
    stop(withinMs = endMs) {
      setTimeout(() => void kill(), withinMs).unref();
      if (stopping) return;
      stopping = true;
      process.kill(identity.pid, 'SIGINT');
    },
    stopping: () => stopping,
    ended: exit,
  });
}

/** It is our own program and starts agents itself, with a listed environment each: it needs all that we have. */
function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
