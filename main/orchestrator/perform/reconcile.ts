import { isAlive } from '../../../core/model/run.ts';
import type { Run } from '../../../core/model/run.ts';
import { clearReview } from './review/perform-review.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { sweepDiscarded } from '../../git/worktrees/scratch.ts';
import { checksFolder } from '../../workspace/place.ts';
import { sweepReviews } from '../../workspace/review/review-place.ts';
import { killTree, livingMarkers } from '../../process/kill-tree.ts';
import { firstMarker, markerOf } from './check.ts';
import type { WorldParts } from './parts.ts';
import { recordChanges } from './run.ts';

/**
 * After a start: a run that has no end was left by a factory that died. Whatever still lives of it is ended first,
 * so that two agents never work in one worktree and no old check writes into a new checkout. Then what it has committed is
 * recorded, and the run as orphaned and its instruction is owed again, unless its processes cannot be ended: then the person is asked.
 */
export async function reconcile(parts: WorldParts): Promise<void> {
  const threads = [...parts.threads.awake()];
  // Disk space only, so nothing waits for it.
  void Promise.all([sweepDiscarded(checksFolder(parts.dataFolder)), sweepReviews(parts.dataFolder)]).catch(
    () => undefined,
  );
  await endStrays(parts);
  await Promise.all(threads.flatMap((thread) => runsOf(thread).map((run) => endRun(parts, thread, run))));
  await Promise.all(threads.flatMap((thread) => thread.reviews.map((review) => clearReview(parts, thread, review))));
}

/**
 * Nothing of an earlier factory may live now, also what belongs to no run under way: checks, and programs that waited
 * for the next turn of their thread. Markers are ours by their names, which no other data folder has.
 */
async function endStrays({ threads }: Pick<WorldParts, 'threads'>): Promise<void> {
  const underWay = new Set([...threads.awake()].flatMap(runsOf).filter(isAlive).map(markedAs));
  const living = [...(await livingMarkers())].filter((marker) => !underWay.has(marker));
  if (living.length === 0) return;
  const all = [...threads.values()];
  const ours = new Set(all.flatMap((thread) => [markerOf(thread), ...allRunsOf(thread).map(markedAs)]));
  const strays = living.filter((marker) => ours.has(firstMarker(marker)));
  await Promise.all(strays.map((marker) => killTree({ marker })));
}

function markedAs(run: Run): string {
  return run.marker ?? run.id;
}

function allRunsOf(thread: Thread): readonly Run[] {
  return [thread, ...thread.reviews].flatMap(({ runs }) => runs);
}

/** The last of the thread, and of each of its reviews. */
function runsOf(thread: Thread): readonly Run[] {
  return [thread, ...thread.reviews].flatMap(({ runs }) => runs.at(-1) ?? []);
}

async function endRun(parts: WorldParts, thread: Thread, run: Run): Promise<void> {
  if (!isAlive(run)) return;
  const process = run.state.kind === 'working' ? run.state.process : undefined;
  const { gone, left } = await killTree({ process, marker: markedAs(run) });
  // Work that cannot be saved stays in the worktree all the same.
  await parts.saveWork(thread, 'run-ended').catch(() => undefined);
  // Whether its output landed is asked before the instruction is owed again: an end that nobody heard may have been a good one.
  if (thread.runs.includes(run)) await recordChanges(parts, thread);
  const reason = 'Teatree ended while it ran';
  await parts.report({
    type: 'run.ended',
    thread: thread.thread,
    run: run.id,
    outcome: gone ? 'orphaned' : 'failed',
    reason: gone ? reason : `${reason}; its processes ${left.join(', ')} could not be ended`,
  });
}
