/** ln(n over k), for whole numbers; -Infinity where there is no such choice. */
export function logCombinations(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) sum += Math.log((n - Math.min(k, n - k) + i) / i);
  return sum;
}
