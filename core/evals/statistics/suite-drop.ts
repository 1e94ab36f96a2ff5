import { added } from './counts.ts';
import type { Counts } from './counts.ts';

export type BeforeAndNow = { readonly before: Counts; readonly now: Counts };

/**
 * How likely a suite would do as badly as now, or worse, if each of its scenarios passed as often as before: finds a small
 * drop in many of them that no single one shows. Stratified by scenario (Cochran, Mantel and Haenszel), one-sided, with
 * correction for continuity. 1 where nothing can be said.
 */
export function suiteDrop(scenarios: readonly BeforeAndNow[]): number {
  let missing = 0;
  let variance = 0;
  for (const { before, now } of scenarios) {
    const { passed, trials } = added(before, now);
    if (trials < 2) continue;
    missing += (now.trials * passed) / trials - now.passed;
    variance += (now.trials * before.trials * passed * (trials - passed)) / (trials * trials * (trials - 1));
  }
  return variance === 0 ? 1 : upperTail((missing - 0.5) / Math.sqrt(variance));
}

/** P(Z ≥ z) of the normal distribution, to 1e-7. Abramowitz and Stegun 26.2.17. */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.231_641_9 * z);
  const terms = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const sum = terms.reduceRight((total, term) => (total + term) * t, 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
