import { isAlive } from '../../model/run.ts';
import { currentRun } from '../../model/thread.ts';
import type { Effect } from '../effects.ts';
import type { FactoryState } from '../state.ts';
import { limitOn, limitWords } from './limit.ts';

/** What a limited harness still lets begin: nothing, or one run that finds out. Asked in the order of the plan. */
export function limitGate({ limits, threads }: FactoryState): (effect: Effect) => string | undefined {
  const probed = new Set<string>();
  for (const thread of threads.values()) {
    const run = currentRun(thread);
    const since = limitOn(limits, thread.harness.id)?.probing;
    if (run && isAlive(run) && since !== undefined && run.startedAt >= since) probed.add(thread.harness.id);
  }
  return ({ kind, thread }) => {
    const harness = threads.get(thread)?.harness.id ?? '';
    const limit = kind === 'run' ? limitOn(limits, harness) : undefined;
    if (!limit) return undefined;
    if (limit.probing === undefined || probed.has(harness)) return `Waits: ${limitWords(limit)}`;
    probed.add(harness);
    return undefined;
  };
}
