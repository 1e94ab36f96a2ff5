import { isAlive } from '../../../core/model/run.ts';
import { currentRound, currentRun } from '../../../core/model/thread.ts';
import { killTree } from '../../process/kill-tree.ts';
import { markerOf } from './check.ts';
import type { WorldParts } from './parts.ts';

/**
 * After a start: a run that has no end was left by a factory that died. Whatever still lives of it is ended first,
 * so that two agents never work in one worktree and no old check writes into a new checkout, then the run is recorded as orphaned and its instruction is owed again.
 */
export async function reconcile(parts: WorldParts): Promise<void> {
  const left = [...parts.threads()].flatMap((thread) => {
    const run = currentRun(thread);
    return run && isAlive(run) ? [{ thread, run }] : [];
  });
  const checked = [...parts.threads()].filter(
    (thread) => currentRound(thread)?.endedAt === undefined && currentRound(thread),
  );
  await Promise.all(checked.map((thread) => killTree({ marker: markerOf(thread) })));
  await Promise.all(
    left.map(async ({ thread, run }) => {
      const process = run.state.kind === 'working' ? run.state.process : undefined;
      const report = await killTree({ process, marker: run.id });
      const reason = report.gone
        ? 'Teatree ended while it ran'
        : `Teatree ended while it ran; processes ${report.left.join(', ')} could not be ended`;
      await parts.report({ type: 'run.ended', thread: thread.thread, run: run.id, outcome: 'orphaned', reason });
    }),
  );
}
