import { logCombinations } from './combinations.ts';
import type { Counts } from './counts.ts';

/**
 * How likely `now` would do as badly as it did, or worse, if it passed as often as `before`: Fisher's exact test, one-sided.
 * 1 where one of them has no trials.
 */
export function fisher(before: Counts, now: Counts): number {
  const passed = before.passed + now.passed;
  const failed = before.trials - before.passed + now.trials - now.passed;
  const all = logCombinations(passed + failed, now.trials);
  let sum = 0;
  for (let fewer = now.passed; fewer >= 0; fewer -= 1)
    sum += Math.exp(logCombinations(passed, fewer) + logCombinations(failed, now.trials - fewer) - all);
  return Math.min(1, sum);
}
