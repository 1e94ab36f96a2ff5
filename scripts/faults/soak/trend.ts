export type Point = { readonly x: number; readonly y: number };

export type Trend = {
  readonly median: number;
  /** By least squares, per unit of x. */
  readonly slope: number;
  /** What the line rises over the whole time, as a share of the median. */
  readonly rise: number;
  /** It rises by less than a tenth of its median, or by less than it goes up and down anyway. */
  readonly flat: boolean;
};

export function trendOf(points: readonly Point[]): Trend | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 3) return undefined;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const slope =
    mean(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / mean(points.map(({ x }) => (x - meanX) ** 2));
  const off = Math.sqrt(mean(points.map(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2)));
  const median = points.map(({ y }) => y).sort((a, b) => a - b)[Math.floor(points.length / 2)] ?? 0;
  const risen = slope * (last.x - first.x);
  return { median, slope, rise: risen / (median || 1), flat: risen < Math.max(median / 10, 2 * off) };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
