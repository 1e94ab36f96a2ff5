import type { FailureClass } from './decide/failure.ts';

const steps: Readonly<Record<FailureClass | 'none', { readonly firstMs: number; readonly longestMs: number }>> = {
  /** It ended without a word; a busy loop is what must not be. */
  none: { firstMs: 250, longestMs: 30_000 },
  transient: { firstMs: 2000, longestMs: 120_000 },
  environment: { firstMs: 10_000, longestMs: 300_000 },
  task: { firstMs: 250, longestMs: 30_000 },
  configuration: { firstMs: 250, longestMs: 30_000 },
};

/**
 * How long to wait before the next try: double each time, and a fifth more or less by `chance` (0 to 1), so that many
 * threads that failed together do not come back together.
 */
export function backOffMs(tries: number, after: FailureClass | undefined, chance: number): number {
  const { firstMs, longestMs } = steps[after ?? 'none'];
  return Math.min(firstMs * 2 ** tries, longestMs) * (0.8 + 0.4 * chance);
}
