import { isAlive } from '../../model/run.ts';
import type { Run } from '../../model/run.ts';
import { openReview } from '../../model/review/review.ts';
import type { Thread } from '../../model/thread.ts';
import { currentRun } from '../../model/thread.ts';
import type { Effect } from '../effects.ts';
import type { FactoryState } from '../state.ts';
import { accountOf } from './account.ts';
import { limitOn, limitWords } from './limit.ts';

/** What a limited harness still lets begin: nothing, or one turn that finds out. Asked in the order of the plan. */
export function limitGate({ limits, threads }: FactoryState): (effect: Effect) => string | undefined {
  const probed = new Set<string>();
  const look = (harness: string | undefined, run: Run | undefined) => {
    const since = harness === undefined ? undefined : limitOn(limits, harness)?.probing;
    if (harness !== undefined && run && isAlive(run) && since !== undefined && run.startedAt >= since)
      probed.add(accountOf(harness));
  };
  const probing = Object.values(limits).some((limit) => limit.probing !== undefined);
  for (const thread of probing ? threads.awake() : []) {
    look(thread.harness.id, currentRun(thread));
    const review = openReview(thread.reviews);
    look(review?.harness.id, review?.runs.at(-1));
  }
  return (effect) => {
    const thread = threads.get(effect.thread);
    const harness = thread && harnessOf(thread, effect);
    const limit = harness === undefined ? undefined : limitOn(limits, harness);
    if (harness === undefined || !limit) return undefined;
    const account = accountOf(harness);
    if (limit.probing === undefined || probed.has(account)) return `Waits: ${limitWords(limit)}`;
    probed.add(account);
    return undefined;
  };
}

/** Whose turn it would be. */
function harnessOf(thread: Thread, { kind }: Effect): string | undefined {
  if (kind === 'run') return thread.harness.id;
  return kind === 'review' ? openReview(thread.reviews)?.harness.id : undefined;
}
