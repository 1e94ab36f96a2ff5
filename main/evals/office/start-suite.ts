import { join } from 'node:path';
import type { EvalWish } from '../../../core/contract/eval-methods.ts';
import { ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { startProcess } from '../../process/start-process.ts';
import { attendance } from '../suite/attendance.ts';

export type RunningSuite = {
  /** Asks it to end with what is known; it is killed when it takes longer. */
  stop(): void;
  readonly stopping: () => boolean;
  /** Asks it to end because we do, which our death does as well. */
  leave(withinMs: number): void;
  /** Whether it begins no further trial for now. */
  giveWay(giving: boolean): void;
  readonly waiting: () => boolean;
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
  const args = [
    'eval',
    'run',
    path,
    ...agent,
    '--trials',
    String(trials),
    ...money,
    '--name',
    name,
    '--attended',
    '--json',
  ];
  const started = await startProcess({
    ...{ file: process.execPath, args: [join(programs, 'cli.js'), ...args], cwd: dataFolder },
    env: { ...ownEnvironment(), TEATREE_HOME: dataFolder, ELECTRON_RUN_AS_NODE: '1' },
    onLine: () => undefined,
  });
  if (!started.ok) return started;
  const { identity, exit, kill, write, closeInput } = started.value;
  let stopping = false;
  let waiting = false;
  const killAfter = (ms: number) => void setTimeout(() => void kill(), ms).unref();
  return ok({
    stop() {
      killAfter(endMs);
      if (stopping) return;
      stopping = true;
      process.kill(identity.pid, 'SIGINT');
    },
    stopping: () => stopping,
    leave(withinMs) {
      killAfter(withinMs);
      closeInput();
    },
    giveWay(giving) {
      if (giving === waiting) return;
      waiting = giving;
      void write(giving ? attendance.wait : attendance.go);
    },
    waiting: () => waiting,
    ended: exit,
  });
}

/** It is our own program and starts agents itself, with a listed environment each: it needs all that we have. */
function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
