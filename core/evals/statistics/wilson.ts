import type { Counts } from './counts.ts';

export type Interval = { readonly low: number; readonly high: number };

/** Two-sided 95 %. */
const z = 1.959963984540054;

/** Where the true rate of passing lies, in 95 of 100 cases; 0 to 1 before the first trial. Wilson 1927. */
export function wilson({ passed, trials }: Counts): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const seen = passed / trials;
  const spread = z * Math.sqrt((seen * (1 - seen)) / trials + (z * z) / (4 * trials * trials));
  const middle = seen + (z * z) / (2 * trials);
  const scale = 1 + (z * z) / trials;
  return {
    low: passed === 0 ? 0 : (middle - spread) / scale,
    high: passed === trials ? 1 : (middle + spread) / scale,
  };
}
