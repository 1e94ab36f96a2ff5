import { logCombinations } from './combinations.ts';
import type { Counts } from './counts.ts';

/**
 * How likely at least one of k trials passes, estimated without bias from n ≥ k trials; undefined from fewer. As defined for
 * code by Chen et al. 2021.
 */
export function passAt(k: number, { passed, trials }: Counts): number | undefined {
  const none = passAll(k, { passed: trials - passed, trials });
  return none === undefined ? undefined : 1 - none;
}

/** How likely all of k trials pass: what an agent that is run again and again is worth. Undefined from fewer trials. */
export function passAll(k: number, { passed, trials }: Counts): number | undefined {
  return k < 1 || k > trials ? undefined : Math.exp(logCombinations(passed, k) - logCombinations(trials, k));
}
