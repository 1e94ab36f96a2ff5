import { join } from 'node:path';
import { forkThrough } from '../spawn.ts';
import { startSpawner, type Spawner, type SpawnerOptions, type SpawnerState } from './spawner.ts';

let inUse: Spawner | undefined;

/**
 * From now on all programs are started through a spawner, until the answer is called. Linux copies the tables of a
 * process's memory to start another one; macOS does not, so there the way round is only longer.
 */
export function useSpawner(options: SpawnerOptions): () => void {
  if (process.platform !== 'linux') return () => undefined;
  const spawner = (inUse = startSpawner(options));
  forkThrough(spawner.fork);
  return () => {
    if (inUse === spawner) inUse = undefined;
    forkThrough();
    spawner.stop();
  };
}

/** Undefined where none is wanted: on a system that does not need it, and for a short errand. */
export function spawnerInUse(): SpawnerState | undefined {
  return inUse?.state();
}

/** How long the app may stand still before it is killed and started again. */
const HANGS_AFTER_SECONDS = 30;

/** Where hangs are recorded, in the data folder. */
export function hangsFile(folder: string): string {
  return join(folder, 'watchdog.jsonl');
}

let unwatch = (): void => undefined;

/** Before this process does what looks like a hang: ends in order, or shows a dialog that holds it up. */
export function stopWatching(): void {
  unwatch();
}

/** Has this process watched where a spawner is in use. */
export function watchThisProcess(folder: string): void {
  const { argv, execPath, env } = process;
  const seconds = Number(env['TEATREE_WATCHDOG_SECONDS'] ?? HANGS_AFTER_SECONDS);
  if (!inUse || !(seconds > 0)) return;
  const own = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  // The program in an AppImage lies in a mount that goes with the process.
  const restart = {
    file: env['APPIMAGE'] ?? execPath,
    args: argv.slice(1),
    cwd: process.cwd(),
    env: Object.fromEntries(own),
  };
  unwatch = inUse.watch({ limitMs: seconds * 1000, record: hangsFile(folder), restart });
}
