import { setTimeout as sleep } from 'node:timers/promises';
import { backOffMs } from '../../../core/loop/back-off.ts';
import { failureClass } from '../../../core/loop/decide/failure.ts';
import type { Result } from '../../../core/result.ts';

type Waiting = {
  readonly signal: AbortSignal;
  /** Gets what stands in the way, before each pause. */
  readonly onWait: (reason: string) => void;
  readonly pauseMs?: (tries: number) => number;
};

const mostWaits = 6;
const longer = (tries: number) => backOffMs(tries, 'environment', Math.random());

/** Tries again while it is the machine that stands in the way, with longer and longer pauses, some ten minutes in all. */
export async function patiently<T>(
  attempt: () => Promise<Result<T>>,
  { signal, onWait, pauseMs = longer }: Waiting,
): Promise<Result<T>> {
  for (let waits = 0; ; waits += 1) {
    const outcome = await attempt();
    if (outcome.ok || failureClass(outcome.error.message) !== 'environment') return outcome;
    if (signal.aborted || waits === mostWaits) return outcome;
    onWait(outcome.error.message);
    await sleep(pauseMs(waits), undefined, { signal }).catch(() => undefined);
  }
}
