import { setTimeout as sleep } from 'node:timers/promises';

/** What has to come is waited for so long: how long it took is a figure, and told apart from never. */
export const patienceMs = 60_000;

/** Later than this the board has not survived, even where it tells the truth in the end. */
export const truthWithinMs = 5000;

/** Whether it comes to hold within that time. */
export async function when(holds: () => boolean | Promise<boolean>, withinMs: number, everyMs = 50): Promise<boolean> {
  const limit = performance.now() + withinMs;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() > limit) return false;
    await sleep(everyMs);
  }
}

export async function until(
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
  otherwise: string,
): Promise<void> {
  if (!(await when(holds, withinMs))) throw new Error(otherwise);
}

/** Rejects when it takes longer. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = new AbortController();
  const timer = sleep(ms, undefined, { signal: late.signal }).then(
    () => Promise.reject(new Error(`It took longer than ${String(ms)} ms`)),
    () => work,
  );
  return Promise.race([work, timer]).finally(() => late.abort());
}
