import { z } from 'zod';
import { measures } from './sample.ts';
import type { Measure, Sample } from './sample.ts';
import { trendOf } from './trend.ts';

/** It grows at first, while caches, compiled code and the first threads come to their size. */
const warmUpShare = 0.5;

/** What came of a soak, measure by measure. */
export const Growth = z.object({
  minutes: z.number(),
  samples: z.number(),
  /** Faults that the factory lived through, and how many of them it survived. */
  rounds: z.number(),
  survived: z.number(),
  trends: z.array(
    z.object({
      measure: z.string(),
      median: z.number(),
      perHour: z.number(),
      /** What it rises over the whole time, as a share of the median. */
      rise: z.number(),
      verdict: z.enum(['flat', 'grows', 'too short to tell']),
    }),
  ),
});
export type Growth = z.infer<typeof Growth>;
type Trend = Growth['trends'][number];

export function growthOf(samples: readonly Sample[], rounds: Pick<Growth, 'rounds' | 'survived'>): Growth {
  const wholeMs = samples.at(-1)?.atMs ?? 0;
  const warm = samples.filter(({ atMs }) => atMs > warmUpShare * wholeMs);
  const names = Object.keys(measures) as Measure[];
  return {
    minutes: Math.round(wholeMs / 60_000),
    samples: warm.length,
    ...rounds,
    trends: names.map((name) => trendIn(warm, name)),
  };
}

function trendIn(samples: readonly Sample[], name: Measure): Trend {
  const points = samples.map((sample) => ({ x: sample.atMs / 3_600_000, y: sample[name] }));
  const trend = trendOf(points.filter(({ y }) => Number.isFinite(y)));
  const measure = measures[name];
  if (!trend) return { measure, median: 0, perHour: 0, rise: 0, verdict: 'too short to tell' };
  const { median, slope, rise, flat } = trend;
  return { measure, median, perHour: slope, rise, verdict: flat ? 'flat' : 'grows' };
}

/** The slopes for people, one measure a line. */
export function linesOf({ trends }: Growth): readonly string[] {
  return trends.map(({ measure, median, perHour, rise, verdict }) => {
    const slope = `${perHour < 0 ? '' : '+'}${perHour.toFixed(2)}`;
    return `| ${measure} | ${median.toFixed(2)} | ${slope} | ${(100 * rise).toFixed(1)} % | ${verdict} |`;
  });
}
