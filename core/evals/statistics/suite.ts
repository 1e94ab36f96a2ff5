import { countsOf } from './counts.ts';
import type { Counts } from './counts.ts';
import { nextStep } from './nightly.ts';
import type { Finding, Series } from './nightly.ts';
import { suiteDrop } from './suite-drop.ts';

export type Tried = { readonly id: string; readonly history: Counts; readonly series: Series };

export type SuiteVerdict = {
  readonly found: ReadonlyMap<string, Finding>;
  /** Everything a little worse, though no scenario can be named. */
  readonly drop: { readonly chance: number; readonly seen: boolean };
  readonly green: boolean;
};

/** Rarer than once in 200 nights on which nothing changed. */
export const surprising = 0.005;

/** Of a suite that was tried to the end, or as far as its limits went: what is unfinished is unsure. */
export function judgeSuite(tried: readonly Tried[]): SuiteVerdict {
  const found = new Map(tried.map(({ id, series }) => [id, foundIn(series)]));
  const chance = suiteDrop(tried.map(({ history, series }) => ({ before: history, now: countsOf(series.first) })));
  const drop = { chance, seen: chance < surprising };
  return { found, drop, green: !drop.seen && ![...found.values()].includes('regression') };
}

function foundIn(series: Series): Finding {
  const step = nextStep(series);
  return 'found' in step ? step.found : 'unsure';
}
