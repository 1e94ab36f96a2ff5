import { countWords, rate } from './counts.ts';
import type { Counts } from './counts.ts';
import { fisher } from './fisher.ts';
import { wilson } from './wilson.ts';

export type Comparison = 'worse' | 'as-before' | 'not-enough-data';

/** What a scenario did now against all it did before. A difference that chance explains is none. */
export function compare(before: Counts, now: Counts): Comparison {
  if (fisher(before, now) < 0.05) return 'worse';
  const usual = rate(before);
  return usual !== undefined && now.trials > 0 && wilson(now).low >= usual - tolerable
    ? 'as-before'
    : 'not-enough-data';
}

/** Within this of the usual rate, nobody would act on the difference. */
const tolerable = 0.15;

export const comparisonWords: Readonly<Record<Comparison, string>> = {
  worse: 'worse than before',
  'as-before': 'as before',
  'not-enough-data': 'not enough data',
};

/** For people: “4 of 5, was 38 of 40: not enough data”. */
export function inWords(before: Counts, now: Counts): string {
  const was = before.trials === 0 ? 'never tried before' : `was ${countWords(before)}`;
  return `${countWords(now)}, ${was}: ${comparisonWords[compare(before, now)]}`;
}
