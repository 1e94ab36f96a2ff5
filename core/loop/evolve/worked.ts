import { isAlive } from '../../model/run.ts';
import { currentRun, openAsks } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';

/** A longer silence is no work: the machine slept, its clock was set, or the factory was away. */
const longestMs = 15 * 60_000;

/** Milliseconds in which a run of it was at work and did not wait for the person, as far as facts bear it out. */
export function workedMs(thread: Thread, now: number): number {
  const known = thread.workedMs ?? 0;
  if (!isAlive(currentRun(thread)) || openAsks(thread).length > 0) return known;
  return known + Math.min(Math.max(0, now - thread.updatedAt), longestMs);
}
