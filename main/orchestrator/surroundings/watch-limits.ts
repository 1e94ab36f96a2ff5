import { limitOn, nextLapse } from '../../../core/loop/limits/limit.ts';
import type { Orchestrator } from '../orchestrator-port.ts';

/** The clock is looked at this often at least: it may be set, and a machine may sleep. */
const longestWaitMs = 30_000;
const shortestWaitMs = 500;

/** Says on record when the time of a limit has come, also after a restart. Returns what ends the watching. */
export function watchLimits(
  { state, dispatch, subscribe }: Pick<Orchestrator, 'state' | 'dispatch' | 'subscribe'>,
  now: () => number,
): () => void {
  let timer: NodeJS.Timeout | undefined;

  function wait(): void {
    clearTimeout(timer);
    timer = undefined;
    const next = Math.min(...Object.values(state.limits).map((limit) => nextLapse(limit) ?? Infinity));
    if (next === Infinity) return;
    const ms = Math.max(shortestWaitMs, Math.min(next - now(), longestWaitMs));
    timer = setTimeout(() => void lapse().finally(wait), ms).unref();
  }

  async function lapse(): Promise<void> {
    const at = now();
    for (const harness of Object.keys(state.limits)) {
      const limit = limitOn(state.limits, harness);
      if (limit && (nextLapse(limit) ?? Infinity) <= at) await dispatch({ type: 'harness.lapse', harness, at });
    }
  }

  const unsubscribe = subscribe((entries) => {
    if (entries.some(({ event }) => event.type.startsWith('harness.'))) wait();
  });
  wait();
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
