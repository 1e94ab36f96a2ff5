import type { Run } from '../../model/run.ts';
import type { Thread } from '../../model/thread.ts';

/** Milliseconds of all its runs, but for those in which it waited for the person. */
export function workedMs({ runs, asks }: Pick<Thread, 'runs' | 'asks'>, now: number): number {
  return runs.reduce((sum, run) => {
    const end = endOf(run, now);
    const waited = asks
      .filter((ask) => ask.run === run.id)
      // A question may outlive its run.
      .reduce(
        (all, { openedAt, state }) =>
          all + Math.max(0, Math.min(state.kind === 'open' ? now : state.at, end) - openedAt),
        0,
      );
    return sum + Math.max(0, end - run.startedAt - waited);
  }, 0);
}

function endOf({ state }: Run, now: number): number {
  return state.kind === 'ended' ? state.at : now;
}
