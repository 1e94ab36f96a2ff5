import { compare, comparisonWords } from '../statistics/comparison.ts';
import type { Comparison } from '../statistics/comparison.ts';
import { countsOf, rate } from '../statistics/counts.ts';
import type { Counts } from '../statistics/counts.ts';
import { surprising } from '../statistics/suite.ts';
import { suiteDrop } from '../statistics/suite-drop.ts';
import { isTrial, outcomesOf } from '../suite/trial-line.ts';
import type { HistoryLine, TrialLine } from '../suite/trial-line.ts';

/** What one scenario came to in two suites by the same agent. */
export type ScenarioDiff = Pick<TrialLine, 'scenario' | 'harness' | 'model'> & {
  readonly before: Counts;
  readonly now: Counts;
  /** `other-demand`: it was changed between them, so that the two say nothing about each other. */
  readonly comparison: Comparison | 'other-demand';
  /** What the counts say, without them. */
  readonly words: string;
};

export type RunDiff = {
  /** What differs first, the worst on top. */
  readonly scenarios: readonly ScenarioDiff[];
  /** Everything a little worse, though no scenario can be named. */
  readonly dropped: boolean;
};

/** By scenario and agent. */
type Trials = ReadonlyMap<string, readonly TrialLine[]>;

/** Two suites beside each other. Trials without a skill, or of what a red is compared with, belong to neither. */
export function diffRuns(lines: readonly HistoryLine[], before: string, now: string): RunDiff {
  const [earlier, later] = [trialsOf(lines, before), trialsOf(lines, now)];
  const keys = new Set([...earlier.keys(), ...later.keys()]);
  const scenarios = [...keys].flatMap((key) => diffOf(earlier.get(key) ?? [], later.get(key) ?? []));
  const both = scenarios.filter(({ comparison, before: was }) => comparison !== 'other-demand' && was.trials > 0);
  return {
    scenarios: scenarios.toSorted((a, b) => rank(a) - rank(b)),
    dropped: suiteDrop(both) < surprising,
  };
}

function trialsOf(lines: readonly HistoryLine[], run: string): Trials {
  const trials = new Map<string, TrialLine[]>();
  for (const line of lines.filter(isTrial)) {
    if (line.run !== run || line.series === 'baseline' || line.without !== undefined) continue;
    const key = JSON.stringify([line.scenario, line.harness, line.model]);
    trials.set(key, [...(trials.get(key) ?? []), line]);
  }
  return trials;
}

function diffOf(earlier: readonly TrialLine[], later: readonly TrialLine[]): readonly ScenarioDiff[] {
  const [one] = [...later, ...earlier];
  if (!one) return [];
  const { scenario, harness, model } = one;
  const [before, now] = [countsOf(outcomesOf(earlier)), countsOf(outcomesOf(later))];
  const same = earlier.every((a) => later.every((b) => a.print === b.print));
  const about = { scenario, harness, model, before, now };
  if (!same) return [{ ...about, comparison: 'other-demand', words: 'it demands something else now' }];
  const comparison = compare(before, now);
  return [{ ...about, comparison, words: now.trials === 0 ? 'not tried again' : comparisonWords[comparison] }];
}

/** Whether it came to something else, or was tried in one of them alone. */
export function differs({ before, now, comparison }: ScenarioDiff): boolean {
  return comparison === 'other-demand' || (comparison !== 'as-before' && rate(before) !== rate(now));
}

function rank(diff: ScenarioDiff): number {
  return diff.comparison === 'worse' ? 0 : differs(diff) ? 1 : 2;
}
