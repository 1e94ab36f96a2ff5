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
